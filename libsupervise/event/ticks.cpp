#include "event/ticks.hpp"

#include <algorithm>

#include "event/limits.hpp"
#include "event/payload.hpp"

namespace supervise::event {

namespace {

std::int64_t rounded_down(sys::WallTime time, std::int64_t seconds) {
    const auto now = std::chrono::floor<std::chrono::seconds>(time.time_since_epoch()).count();
    return now - now % seconds;
}

}  // namespace

void Ticks::subscriptions_changed() {
    const sys::WallTime now = loop_.clock().wall();
    for (Period& period : periods_) {
        if (!bus_.wanted(period.type))
            period.last.reset();
        else if (!period.last)
            period.last = rounded_down(now, period.seconds);
    }
    wait_for_next();
}

void Ticks::wait_for_next() {
    timer_.reset();
    const sys::WallTime now = loop_.clock().wall();
    std::optional<sys::WallTime> next;
    for (const Period& period : periods_)
        if (period.last) {
            const sys::WallTime due{std::chrono::seconds(rounded_down(now, period.seconds) + period.seconds)};
            next = next ? std::min(*next, due) : due;
        }
    if (!next)
        return;
    const auto wait =
        std::min<sys::Duration>(std::chrono::duration_cast<sys::Duration>(*next - now), limits::tick_sleep);
    timer_ = loop_.after(wait, [this] { look_at_clock(); });
}

void Ticks::look_at_clock() {
    const sys::WallTime now = loop_.clock().wall();
    for (Period& period : periods_) {
        const std::int64_t when = rounded_down(now, period.seconds);
        if (!period.last || *period.last == when)
            continue;
        period.last = when;
        bus_.publish(period.type, tick_payload(when));
    }
    wait_for_next();
}

}  // namespace supervise::event
