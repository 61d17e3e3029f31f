#include "process/restart_pace.hpp"

#include <algorithm>

namespace supervise::process {

namespace {

std::size_t clamp_limit(int limit) {
    return std::min(static_cast<std::size_t>(std::max(limit, 0)), RestartPace::max_limit);
}

}  // namespace

sys::MonoTime RestartPace::next(sys::MonoTime now) const {
    if (times_.size() < burst)
        return now;
    return std::max(now, times_[times_.size() - burst] + burst_window);
}

bool RestartPace::exhausted(sys::MonoTime now, int limit, std::chrono::seconds window) const {
    const std::size_t allowed = clamp_limit(limit);
    return allowed > 0 && times_.size() >= allowed && now - times_[times_.size() - allowed] < window;
}

void RestartPace::note(sys::MonoTime now, int limit) {
    times_.push_back(now);
    const std::size_t wanted = std::max(clamp_limit(limit), burst);
    if (times_.size() > wanted)
        times_.erase(times_.begin(), times_.end() - static_cast<std::ptrdiff_t>(wanted));
}

}  // namespace supervise::process
