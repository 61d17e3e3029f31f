/// Looking again and again until something is so, with growing pauses and an end.
#pragma once

#include <algorithm>

#include "control/exchanger.hpp"
#include "control/limits.hpp"

namespace deployer::control {

class Patience {
public:
    Patience(Pace& pace, std::chrono::milliseconds duration) : pace_(pace), end_(pace.now() + duration) {}

    /// False when there is no time left, or the run was cancelled.
    bool wait() {
        if (cancelled_ || pace_.now() >= end_) {
            return false;
        }
        cancelled_ = !pace_.pause(pause_);
        pause_ = std::min(pause_ * 2, limits::longest_pause);
        return !cancelled_;
    }
    bool was_cancelled() const { return cancelled_; }

private:
    Pace& pace_;
    supervise::sys::MonoTime end_;
    std::chrono::milliseconds pause_ = limits::shortest_pause;
    bool cancelled_ = false;
};

}  // namespace deployer::control
