/// What every record of the daemon's log begins with: local time and level (LOG-001).
#pragma once

#include <array>
#include <string_view>

#include "log/logger.hpp"
#include "log/timestamp.hpp"
#include "sys/clock.hpp"

namespace supervise::log {

/// "CRIT", "ERRO", "WARN", "INFO", "DEBG", "TRAC" or "BLAT".
std::string_view level_code(Level level);

class LinePrefix {
public:
    /// `2026-01-31 23:59:59,042 INFO `; valid until the next call.
    std::string_view at(sys::WallTime time, Level level);

private:
    Timestamp time_{config::TimeFormat::log};
    std::array<char, 64> text_{};
};

}  // namespace supervise::log
