#include "log/line_prefix.hpp"

#include <algorithm>

namespace supervise::log {

using namespace std::string_view_literals;

std::string_view level_code(Level level) {
    switch (level) {
    case Level::critical:
        return "CRIT";
    case Level::error:
        return "ERRO";
    case Level::warn:
        return "WARN";
    case Level::info:
        return "INFO";
    case Level::debug:
        return "DEBG";
    case Level::trace:
        return "TRAC";
    case Level::blather:
        return "BLAT";
    }
    return "INFO";
}

std::string_view LinePrefix::at(sys::WallTime time, Level level) {
    char* out = text_.data();
    for (const std::string_view part : {time_.at(time), " "sv, level_code(level), " "sv})
        out = std::ranges::copy(part, out).out;
    return {text_.data(), static_cast<std::size_t>(out - text_.data())};
}

}  // namespace supervise::log
