/// Runs jobs one after another on a helper thread that exists only while there are jobs.
#pragma once

#include <deque>
#include <functional>
#include <mutex>
#include <thread>

namespace supervise::sys {

class Background {
public:
    using Job = std::function<void()>;

    Background() = default;
    /// Waits for all jobs.
    ~Background();
    Background(const Background&) = delete;
    Background& operator=(const Background&) = delete;

    /// From the owning thread only.
    void run(Job job);

private:
    void work();

    std::mutex mutex_;
    std::deque<Job> jobs_;  // guarded by mutex_
    bool working_ = false;  // guarded by mutex_
    std::thread thread_;
};

}  // namespace supervise::sys
