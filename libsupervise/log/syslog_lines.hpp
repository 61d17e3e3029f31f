/// Cuts a stream into lines for the system log (LOG-035).
#pragma once

#include <string>
#include <string_view>

#include "log/record_writer.hpp"
#include "sys/clock.hpp"
#include "sys/syslog.hpp"

namespace supervise::log {

class SyslogLines {
public:
    /// Every record begins with the name of the process and a blank; under an identifier of its own, which
    /// says as much, the line stands alone.
    SyslogLines(const std::string& process_name, sys::SyslogLabel label, RecordWriter& syslog,
                const sys::Clock& clock)
        : prefix_(label.identifier.empty() ? process_name + " " : std::string()),
          label_(std::move(label)),
          syslog_(syslog),
          clock_(clock) {}

    /// Sends each complete line. Newlines that end `bytes` are dropped, empty lines between others are sent.
    void put(std::string_view bytes);

    /// Sends a last line without newline.
    void finish();

private:
    void extend(std::string_view part);
    void send();

    std::string prefix_;
    sys::SyslogLabel label_;
    RecordWriter& syslog_;
    const sys::Clock& clock_;
    std::string line_;  ///< the incomplete last line
};

}  // namespace supervise::log
