/// Bounds of what one command asks of a server.
#pragma once

#include <chrono>
#include <cstddef>

namespace supervise::ctl::limits {

/// Calls that wait for their answers at the same time. Each has a connection, of which servers allow one
/// client a limited number; two such commands at once should get through.
inline constexpr std::size_t calls_at_once = 16;

/// Between two looks at what has become of many processes. The first comes soon; looking takes no more than a
/// tenth of anybody's time.
inline constexpr std::chrono::milliseconds first_look{20};
inline constexpr std::chrono::milliseconds longest_look{500};
inline constexpr int look_share = 10;

/// Of a log that is shown by lines; what is longer is cut, so that a program that never ends its line is
/// seen.
inline constexpr std::size_t max_log_line = 64 * 1024;
/// Of a log that is searched for its last lines. The first reading is enough for nearly all.
inline constexpr std::size_t first_log_read = 32 * 1024;
inline constexpr std::size_t max_log_read = 4 * 1024 * 1024;
inline constexpr int max_log_lines = 100'000;
/// The beginning of a line is shown when its end has not come for so long.
inline constexpr std::chrono::milliseconds partial_line{250};
/// Logs that are followed at once, each on a connection.
inline constexpr std::size_t max_followed = 48;

}  // namespace supervise::ctl::limits
