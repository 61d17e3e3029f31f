/// What may be given to options. Pure.
#pragma once

#include <cstdint>
#include <string_view>

#include "sys/clock.hpp"
#include "sys/result.hpp"

namespace supervise::ctl {

/// "5", "0.5": a time span above nothing.
Result<sys::Duration> parse_seconds(std::string_view text);
/// "20": a whole number from 0 on, up to `max`.
Result<std::int64_t> parse_count(std::string_view text, std::int64_t max);

/// For the tables of options.
Result<void> check_seconds(std::string_view text);
Result<void> check_line_count(std::string_view text);

}  // namespace supervise::ctl
