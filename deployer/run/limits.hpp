/// Bounds of a run.
#pragma once

#include <chrono>
#include <cstddef>

namespace deployer::run::limits {

/// Requests in one message to an agent, which is a frame of bounded size.
inline constexpr std::size_t max_batch = 256;
/// Threads, whatever --forks asks for: each has a stack, and each host in work an ssh process.
inline constexpr std::size_t max_forks = 500;
/// Seconds an agent waits for a daemon's answer. Nothing we ask waits for processes.
inline constexpr unsigned exchange_seconds = 60;
/// Characters of a name that a host has sent and that is refused.
inline constexpr std::size_t shown_fact_name = 100;
/// How soon Ctrl-C ends the pause between two looks.
inline constexpr std::chrono::milliseconds watch_tick{100};

}  // namespace deployer::run::limits
