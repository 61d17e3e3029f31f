#include "log/line_prefix.hpp"

#include <algorithm>
#include <chrono>

namespace supervise::log {

namespace {
constexpr std::size_t seconds_length = std::string_view("2026-01-31 23:59:59").size();
}  // namespace

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
    const auto whole = std::chrono::floor<std::chrono::seconds>(time);
    const std::time_t second = std::chrono::system_clock::to_time_t(whole);
    if (second != second_) {
        std::tm calendar{};
        ::localtime_r(&second, &calendar);
        (void)std::strftime(text_.data(), text_.size(), "%Y-%m-%d %H:%M:%S", &calendar);
        second_ = second;
    }
    const auto millis =
        static_cast<int>(std::chrono::duration_cast<std::chrono::milliseconds>(time - whole).count());
    char* out = text_.data() + seconds_length;
    *out++ = ',';
    *out++ = static_cast<char>('0' + millis / 100);
    *out++ = static_cast<char>('0' + millis / 10 % 10);
    *out++ = static_cast<char>('0' + millis % 10);
    *out++ = ' ';
    out = std::ranges::copy(level_code(level), out).out;
    *out++ = ' ';
    return {text_.data(), static_cast<std::size_t>(out - text_.data())};
}

}  // namespace supervise::log
