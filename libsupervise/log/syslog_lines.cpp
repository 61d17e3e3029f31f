#include "log/syslog_lines.hpp"

#include <algorithm>

#include "log/limits.hpp"

namespace supervise::log {

void SyslogLines::put(std::string_view bytes) {
    const std::size_t last = bytes.find_last_not_of('\n');
    const bool complete = last == std::string_view::npos || last + 1 < bytes.size();
    bytes = bytes.substr(0, last == std::string_view::npos ? 0 : last + 1);
    while (true) {
        const std::size_t newline = bytes.find('\n');
        extend(bytes.substr(0, newline));
        if (newline == std::string_view::npos)
            break;
        send();
        bytes.remove_prefix(newline + 1);
    }
    if (complete)
        finish();
}

void SyslogLines::extend(std::string_view part) {
    while (line_.size() + part.size() > limits::syslog_line) {
        const std::size_t fits = limits::syslog_line - line_.size();
        line_.append(part.substr(0, fits));
        part.remove_prefix(fits);
        send();
    }
    line_.append(part);
}

void SyslogLines::send() {
    syslog_.put(sys::syslog_record(label_, prefix_ + line_, clock_.wall()));
    line_.clear();
}

void SyslogLines::finish() {
    if (!line_.empty())
        send();
}

}  // namespace supervise::log
