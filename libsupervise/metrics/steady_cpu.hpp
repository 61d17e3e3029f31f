/// CPU times that never go back. What a tree has used falls when a part of it goes its own way, and
/// Prometheus would take a counter that falls for one that began anew, and add all of it once more.
#pragma once

#include <sys/types.h>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <unordered_map>

namespace supervise::metrics {

class SteadyCpu {
public:
    /// The largest ever told for this process: one of another `start` is another one.
    std::chrono::milliseconds of(pid_t pid, std::int64_t start, std::chrono::milliseconds measured) {
        const auto before = told_.find(pid);
        if (before != told_.end() && before->second.start == start)
            measured = std::max(measured, before->second.cpu);
        fresh_[pid] = {start, measured};
        return measured;
    }
    /// Forgets those that were not asked for since the last call.
    void end_of_look() {
        told_ = std::move(fresh_);
        fresh_.clear();
    }

private:
    struct Told {
        std::int64_t start = 0;
        std::chrono::milliseconds cpu{0};
    };
    std::unordered_map<pid_t, Told> told_, fresh_;
};

}  // namespace supervise::metrics
