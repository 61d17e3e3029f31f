/// Bounds of what one command asks of a server, and of what the shell keeps and waits for.
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
/// The server says at once that a stream begins; a proxy in between may keep that to itself.
inline constexpr std::chrono::seconds stream_beginning{2};
/// Logs that are followed at once, each on a connection.
inline constexpr std::size_t max_followed = 48;

/// Twice what bash keeps; a file of them stays below 100 kB in practice.
inline constexpr std::size_t max_history_lines = 1000;
/// A file that is larger is not a history of ours and is left alone.
inline constexpr std::size_t max_history_bytes = 1024 * 1024;
/// A line that was pasted by mistake is not worth keeping.
inline constexpr std::size_t max_history_line_bytes = 4096;

/// Whoever presses Tab expects an answer now or none; a daemon that reloads may not answer at all.
inline constexpr std::chrono::milliseconds quick_answer{1000};
/// Names shown for Tab; more do not fit on a screen.
inline constexpr std::size_t max_shown_completions = 100;

/// How often a user may mistype a password.
inline constexpr int max_password_attempts = 3;

/// A daemon that reloads stops its programs first, and each may take its stopwaitsecs.
inline constexpr std::chrono::seconds reload{60};
inline constexpr std::chrono::milliseconds reload_poll{100};

}  // namespace supervise::ctl::limits
