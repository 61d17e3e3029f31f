/// Streams of logs that there are, all together: each holds a descriptor.
#pragma once

#include <cstddef>
#include <memory>

namespace supervise::http {

/// At most limits::max_log_followers.
using FollowerCount = std::shared_ptr<std::size_t>;

/// A place among them.
class FollowerSlot {
public:
    explicit FollowerSlot(FollowerCount count) : count_(std::move(count)) { ++*count_; }
    ~FollowerSlot() { --*count_; }
    FollowerSlot(const FollowerSlot&) = delete;
    FollowerSlot& operator=(const FollowerSlot&) = delete;

private:
    FollowerCount count_;
};

}  // namespace supervise::http
