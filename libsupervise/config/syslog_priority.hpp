/// Facility and level of records in the system log, as syslog.conf(5) writes them.
#pragma once

#include <string>
#include <string_view>

#include "config/fault.hpp"

namespace supervise::config {

/// What Supervisor sends with: user.info.
inline constexpr int default_syslog_priority = 8 + 6;

/// `facility.level`, such as daemon.notice, as the number of RFC 5424: eight times the facility, and the
/// level.
Parsed<int> syslog_priority(std::string_view text);

/// The other way, with the usual one of several names.
std::string syslog_priority_name(int priority);

/// Parts of such a number.
constexpr int syslog_facility(int priority) {
    return priority / 8;
}
constexpr int syslog_level(int priority) {
    return priority % 8;
}

}  // namespace supervise::config
