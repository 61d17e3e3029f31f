#include "supervisorctl/option_values.hpp"

#include <cmath>

#include <fmt/core.h>

#include "supervisorctl/limits.hpp"
#include "sys/number.hpp"

namespace supervise::ctl {
namespace {

/// A hundred years: whoever wants more leaves the option out. It keeps the clock from overflowing.
constexpr double max_seconds = 100.0 * 365 * 24 * 3600;

}  // namespace

Result<sys::Duration> parse_seconds(std::string_view text) {
    const auto seconds = whole_number<double>(text);
    if (!seconds || !std::isfinite(*seconds)) {
        return fail("give a number of seconds, such as 5 or 0.5");
    }
    if (*seconds <= 0 || *seconds > max_seconds) {
        return fail(fmt::format("give a number of seconds above 0 and up to {:.0f}", max_seconds));
    }
    return std::chrono::ceil<sys::Duration>(std::chrono::duration<double>(*seconds));
}

Result<std::int64_t> parse_count(std::string_view text, std::int64_t max) {
    const auto count = whole_number<std::int64_t>(text);
    if (!count || *count < 0 || *count > max) {
        return fail(fmt::format("give a whole number from 0 to {}", max));
    }
    return *count;
}

Result<void> check_seconds(std::string_view text) {
    const auto seconds = parse_seconds(text);
    return seconds ? Result<void>() : Result<void>(tl::unexpected(seconds.error()));
}

Result<void> check_line_count(std::string_view text) {
    const auto count = parse_count(text, limits::max_log_lines);
    return count ? Result<void>() : Result<void>(tl::unexpected(count.error()));
}

}  // namespace supervise::ctl
