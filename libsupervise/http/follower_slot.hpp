/// Streams of logs that there are, followed and downloaded ones together: each holds a descriptor.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <utility>

#include <fmt/core.h>

namespace supervise::http {

struct Followers {
    /// `limit`: Capacity::log_followers.
    explicit Followers(std::size_t limit) : most(limit) {}

    std::size_t most;
    std::size_t now = 0;

    bool full() const { return now >= most; }
    /// What the next is told when there is no place.
    std::string refusal() const {
        return fmt::format("{} logs are being followed or downloaded, as many as can be: try again when one "
                           "is not, or raise minfds",
                           most);
    }
};

/// Shared by all streams and by what makes them.
using FollowerCount = std::shared_ptr<Followers>;

/// A place among them.
class FollowerSlot {
public:
    explicit FollowerSlot(FollowerCount count) : count_(std::move(count)) { ++count_->now; }
    ~FollowerSlot() { --count_->now; }
    FollowerSlot(const FollowerSlot&) = delete;
    FollowerSlot& operator=(const FollowerSlot&) = delete;

private:
    FollowerCount count_;
};

}  // namespace supervise::http
