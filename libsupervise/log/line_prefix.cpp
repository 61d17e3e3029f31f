#include "log/line_prefix.hpp"

#include <algorithm>

namespace supervise::log {

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
    char* out = std::ranges::copy(time_.at(time), text_.data()).out;
    *out++ = ' ';
    out = std::ranges::copy(level_code(level), out).out;
    *out++ = ' ';
    return {text_.data(), static_cast<std::size_t>(out - text_.data())};
}

}  // namespace supervise::log
