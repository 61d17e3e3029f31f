/// Streams of logs that there are, all together: each holds a descriptor.
#pragma once

#include <cstddef>
#include <memory>
#include <utility>

namespace supervise::http {

struct Followers {
    /// `limit`: Capacity::log_followers.
    explicit Followers(std::size_t limit) : most(limit) {}

    std::size_t most;
    std::size_t now = 0;

    bool full() const { return now >= most; }
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
