/// A process in one line, as `status` shows it (CTL-020). Pure.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace supervise::ctl {

/// The column of names is that wide, or as the longest needs; then a gap; then the state.
inline constexpr std::size_t min_name_width = 30;
inline constexpr std::size_t name_gap = 3;
inline constexpr std::size_t state_width = 10;

/// `text` and blanks, `width` characters at least.
std::string padded(std::string_view text, std::size_t width);

/// A line on its own, which does not know the other names.
std::string status_line(std::string_view name, std::string_view statename, std::string_view description);

/// STOPPED, EXITED, FATAL, UNKNOWN: the states in which a process counts as not running (CTL-021).
bool is_down(std::int64_t state);

}  // namespace supervise::ctl
