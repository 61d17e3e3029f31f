/// What large bodies of requests may take of memory while they are read, those of all connections together.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <utility>

#include "http/limits.hpp"

namespace supervise::http {

class BodyBudget {
public:
    explicit BodyBudget(std::size_t most = limits::max_bodies_bytes)
        : left_(std::make_shared<std::size_t>(most)) {}

    /// Given back when it goes, also after the budget.
    class Share {
    public:
        Share() = default;
        Share(std::shared_ptr<std::size_t> left, std::size_t bytes) : left_(std::move(left)), bytes_(bytes) {
            *left_ -= bytes_;
        }
        Share(Share&& other) noexcept : left_(std::move(other.left_)), bytes_(other.bytes_) {}
        Share& operator=(Share&& other) noexcept {
            std::swap(left_, other.left_);
            std::swap(bytes_, other.bytes_);
            return *this;
        }
        ~Share() {
            if (left_ != nullptr)
                *left_ += bytes_;
        }

    private:
        std::shared_ptr<std::size_t> left_;
        std::size_t bytes_ = 0;
    };

    /// Nothing when there is not so much left.
    std::optional<Share> take(std::size_t bytes) const {
        return bytes <= *left_ ? std::optional(Share(left_, bytes)) : std::nullopt;
    }

private:
    std::shared_ptr<std::size_t> left_;
};

}  // namespace supervise::http
