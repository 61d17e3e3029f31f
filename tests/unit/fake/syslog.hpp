/// Keeps what was sent to the system log.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "sys/syslog.hpp"

namespace supervise::fake {

class Syslog final : public sys::Syslog {
public:
    void write(const sys::SyslogLabel& label, std::string_view line) override {
        labels.push_back(label);
        lines.emplace_back(line);
    }
    std::vector<std::string> lines;
    std::vector<sys::SyslogLabel> labels;  ///< of the lines
};

}  // namespace supervise::fake
