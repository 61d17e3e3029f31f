/// Cuts a stream into lines for the system log (LOG-035).
#pragma once

#include <string>
#include <string_view>

#include "sys/syslog.hpp"

namespace supervise::log {

class SyslogLines {
public:
    /// Every record begins with `prefix` and a blank.
    SyslogLines(std::string prefix, sys::Syslog& syslog)
        : prefix_(std::move(prefix) + " "), syslog_(syslog) {}

    /// Sends each complete line. Newlines that end `bytes` are dropped, empty lines between others are sent.
    void put(std::string_view bytes);

    /// Sends a last line without newline.
    void finish();

private:
    void extend(std::string_view part);
    void send();

    std::string prefix_;
    sys::Syslog& syslog_;
    std::string line_;  ///< the incomplete last line
};

}  // namespace supervise::log
