/// How fast automatic restarts may follow one another. One death is answered at once; a program that dies all
/// the time is slowed down, so that it cannot eat a core, and with restart_limit given up.
#pragma once

#include <chrono>
#include <cstddef>
#include <vector>

#include "sys/clock.hpp"

namespace supervise::process {

class RestartPace {
public:
    /// This many restarts within `burst_window` are free.
    static constexpr std::size_t burst = 10;
    static constexpr std::chrono::milliseconds burst_window{1000};
    /// A larger restart_limit counts as this one.
    static constexpr std::size_t max_limit = 10'000;

    /// The earliest time for the next restart.
    sys::MonoTime next(sys::MonoTime now) const;
    /// Have there been `limit` restarts within `window` before `now`? Never when `limit` is 0.
    bool exhausted(sys::MonoTime now, int limit, std::chrono::seconds window) const;
    /// Notes a restart; remembers as many as `limit` and the burst need.
    void note(sys::MonoTime now, int limit);

private:
    std::vector<sys::MonoTime> times_;  // oldest first
};

}  // namespace supervise::process
