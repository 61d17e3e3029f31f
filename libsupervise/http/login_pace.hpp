/// How fast a source may try passwords, and how often the log speaks of it. Sources that have failed are kept
/// in a table of limited size; nobody else is looked at. Nothing here waits or ticks.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "sys/clock.hpp"

namespace supervise::http {

class LoginPace {
public:
    /// When an attempt from `source` may be looked at: now, or when the delay after its last failure is over,
    /// each attempt that waits behind the one before. Nothing when it would have to wait longer than a client
    /// should.
    std::optional<sys::MonoTime> slot(const std::string& source, sys::MonoTime now);

    /// An attempt was wrong: the next ones wait, longer after each failure. Returns the number of failures
    /// from there when the log should have a line about it.
    std::optional<unsigned> failed(const std::string& source, sys::MonoTime now);

    std::size_t sources() const { return entries_.size(); }

private:
    struct Entry {
        unsigned failures = 0;
        unsigned waiting = 0;  ///< attempts that have a slot to come; counted as failures to come
        sys::MonoTime last_failure{};
        sys::MonoTime next{};  ///< no attempt is looked at before
    };
    using Entries = std::map<std::string, Entry>;

    static sys::Duration delay_after(unsigned failures);
    Entry& entry_for(const std::string& source, sys::MonoTime now);
    bool log_has_room(sys::MonoTime now);

    Entries entries_;
    sys::MonoTime log_minute_{};  ///< begin of the interval that lines_ counts
    unsigned lines_ = 0;
};

}  // namespace supervise::http
