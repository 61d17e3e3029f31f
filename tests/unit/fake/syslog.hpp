/// Keeps what was sent to the system log.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "sys/syslog.hpp"

namespace supervise::fake {

class Syslog final : public sys::Syslog {
public:
    void write(std::string_view line) override { lines.emplace_back(line); }
    std::vector<std::string> lines;
};

}  // namespace supervise::fake
