/// Bounds of what the deployer waits for and takes from a daemon on a host.
#pragma once

#include <chrono>
#include <cstddef>

namespace deployer::control::limits {

/// getAllConfigInfo of some 10,000 programs; the agent's frames bound it as well.
inline constexpr std::size_t max_response_bytes = std::size_t{32} << 20;

/// Between two looks at processes that are to become something: quick for what is quick, easy on a daemon
/// with a thousand programs.
inline constexpr std::chrono::milliseconds shortest_pause{50};
inline constexpr std::chrono::milliseconds longest_pause{500};

/// From "the unit is started" to a daemon that answers: systemd comes back before the socket is there.
inline constexpr std::chrono::seconds daemon_appears{15};
/// From "the group is added" to its first processes being spawned; Supervisor looks once a second.
inline constexpr std::chrono::seconds autostart_begins{5};
/// Beyond the longest stopwaitsecs, after which the daemon has sent SIGKILL.
inline constexpr std::chrono::seconds stop_grace{30};
/// Beyond startsecs, when that is longer than the time a start may take.
inline constexpr std::chrono::seconds start_grace{10};

/// Of a program's log in a failure.
inline constexpr std::size_t log_tail_bytes = 1500;
inline constexpr std::size_t log_tail_lines = 5;
/// Of the daemon's log, for how a process ended.
inline constexpr std::size_t daemon_log_bytes = 8192;
/// Names in one message.
inline constexpr std::size_t max_listed = 10;

}  // namespace deployer::control::limits
