/// What the targets of the log's lines read: a byte that says how the rest is cut, one that says what time it
/// is, a log_prefix up to the first newline, and what a program prints.
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string_view>

#include "fake/loop.hpp"
#include "log/line_format.hpp"

namespace supervise::fuzz {

/// Whose lines they are.
inline const log::LineSource source{"web_01", "web", "site", "stdout"};

struct LogInput {
    std::size_t piece;
    fake::Clock clock;
    std::string_view prefix, output;
};

/// None when it is too short.
inline std::optional<LogInput> log_input(const std::uint8_t* data, std::size_t size) {
    if (size < 2)
        return std::nullopt;
    LogInput input;
    input.piece = data[0] % 32 + 1U;
    input.clock.wall_ += std::chrono::hours(std::int64_t{data[1]} * 911) + std::chrono::milliseconds(data[1]);
    const std::string_view text(reinterpret_cast<const char*>(data) + 2, size - 2);
    input.prefix = text.substr(0, text.find('\n'));
    input.output = text.substr(std::min(input.prefix.size() + 1, text.size()));
    return input;
}

}  // namespace supervise::fuzz
