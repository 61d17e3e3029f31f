/// What the program ends with (CTL-001): the numbers of the Linux Standard Base for init scripts.
#pragma once

namespace supervise::ctl::exit_status {

inline constexpr int success = 0;
inline constexpr int generic = 1;
inline constexpr int invalid_arguments = 2;
inline constexpr int unimplemented = 3;
inline constexpr int insufficient_privileges = 4;
inline constexpr int not_installed = 5;
inline constexpr int not_running = 7;

/// There was no answer within --timeout; the number of timeout(1).
inline constexpr int timed_out = 124;
/// Ctrl-C ended the waiting; what a shell says of a program that it ended.
inline constexpr int interrupted = 130;

/// Of `status` only.
inline constexpr int status_not_running = 3;
inline constexpr int status_unknown = 4;

}  // namespace supervise::ctl::exit_status
