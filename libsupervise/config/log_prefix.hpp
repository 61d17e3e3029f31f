/// What log_prefix says: text with fields in braces, which comes before each line of output.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "config/fault.hpp"

namespace supervise::config {

enum class TimeFormat : std::uint8_t {
    log,    ///< 2026-01-31 23:59:59,042 as in the daemon's own log, local time
    iso,    ///< 2026-01-31T23:59:59.042+01:00
    utc,    ///< 2026-01-31T22:59:59.042Z
    epoch,  ///< 1769900399.042
};

struct PrefixPart {
    enum class Field : std::uint8_t { text, time, name, program, group, channel, pid };
    Field field = Field::text;
    std::string text;                   ///< of Field::text
    TimeFormat time = TimeFormat::log;  ///< of Field::time

    bool operator==(const PrefixPart&) const = default;
};

/// `{time} {name}`: known fields in braces, `{{` and `}}` for braces. Between double quotes it is taken as it
/// is; without them a blank follows. No part for an empty text.
Parsed<std::vector<PrefixPart>> log_prefix(std::string_view text);

}  // namespace supervise::config
