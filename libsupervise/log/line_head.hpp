/// What stands before each line of output in a log file (log_prefix, log_format). LineFormat writes it, and
/// LineReader takes it away again.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "config/log_prefix.hpp"
#include "config/model.hpp"

namespace supervise::log {

/// Whose lines they are.
struct LineSource {
    std::string name, program, group, channel;
};

/// What changes from line to line is a part of its own; names are text.
struct HeadPart {
    enum class Kind : std::uint8_t { text, time, pid };
    Kind kind = Kind::text;
    std::string text;                                   ///< of Kind::text
    config::TimeFormat time = config::TimeFormat::log;  ///< of Kind::time
};

/// `prefix` as in log_prefix; not looked at for JSON, of which it is everything before the message.
std::vector<HeadPart> line_head(config::LogFormat format, std::string_view prefix, const LineSource& source);

/// What follows the message of a JSON line, and of one that goes on in the next.
inline constexpr std::string_view json_end = "}";
inline constexpr std::string_view json_end_of_piece = R"(,"partial":true})";

}  // namespace supervise::log
