#include "http/login_pace.hpp"

#include <algorithm>
#include <utility>

#include "http/limits.hpp"

namespace supervise::http {

sys::Duration LoginPace::delay_after(unsigned failures) {
    if (failures <= limits::login_failures_without_delay)
        return sys::Duration::zero();
    const unsigned doublings = std::min(failures - limits::login_failures_without_delay - 1, 16U);
    return std::min<sys::Duration>(limits::first_login_delay * (1U << doublings), limits::max_login_delay);
}

std::optional<sys::MonoTime> LoginPace::slot(const std::string& source, sys::MonoTime now) {
    const auto found = entries_.find(source);
    if (found == entries_.end())
        return now;
    Entry& entry = found->second;
    if (entry.next <= now) {
        entry.waiting = 0;
        return now;
    }
    if (entry.next - now > limits::max_login_wait)
        return std::nullopt;
    ++entry.waiting;
    return std::exchange(entry.next, entry.next + delay_after(entry.failures + entry.waiting));
}

LoginPace::Entry& LoginPace::entry_for(const std::string& source, sys::MonoTime now) {
    const auto found = entries_.find(source);
    if (found != entries_.end()) {
        if (now - found->second.last_failure > limits::login_failures_remembered)
            found->second = {};
        return found->second;
    }
    if (entries_.size() >= limits::max_failing_sources)
        entries_.erase(std::min_element(entries_.begin(), entries_.end(), [](const auto& a, const auto& b) {
            return a.second.last_failure < b.second.last_failure;
        }));
    return entries_[source];
}

std::optional<unsigned> LoginPace::failed(const std::string& source, sys::MonoTime now) {
    Entry& entry = entry_for(source, now);
    ++entry.failures;
    entry.waiting -= entry.waiting > 0 ? 1 : 0;
    entry.last_failure = now;
    entry.next = std::max(entry.next, now + delay_after(entry.failures));
    const bool power_of_two = (entry.failures & (entry.failures - 1)) == 0;
    if (!power_of_two || !log_has_room(now))
        return std::nullopt;
    return entry.failures;
}

bool LoginPace::log_has_room(sys::MonoTime now) {
    if (now - log_minute_ >= std::chrono::minutes(1)) {
        log_minute_ = now;
        lines_ = 0;
    }
    return ++lines_ <= limits::max_login_lines_per_minute;
}

}  // namespace supervise::http
