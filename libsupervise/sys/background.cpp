#include "sys/background.hpp"

#include <utility>

namespace supervise::sys {

Background::~Background() {
    if (thread_.joinable())
        thread_.join();
}

void Background::run(Job job) {
    {
        const std::lock_guard lock(mutex_);
        jobs_.push_back(std::move(job));
        if (working_)
            return;
        working_ = true;
    }
    if (thread_.joinable())
        thread_.join();  // the previous one has found its queue empty and is ending
    thread_ = std::thread([this] { work(); });
}

void Background::work() {
    for (;;) {
        Job job;
        {
            const std::lock_guard lock(mutex_);
            if (jobs_.empty()) {
                working_ = false;
                return;
            }
            job = std::move(jobs_.front());
            jobs_.pop_front();
        }
        job();
    }
}

}  // namespace supervise::sys
