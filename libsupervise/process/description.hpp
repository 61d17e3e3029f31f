/// The text that `status` shows behind a process's state (PROC-060 to PROC-064). Pure.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

#include "process/state.hpp"

namespace supervise::process {

struct DescriptionFacts {
    State state = State::stopped;
    std::string_view name;
    std::string_view spawnerr;
    pid_t pid = 0;
    std::chrono::seconds uptime{0};
    bool ever_started = false;
    std::int64_t stop_time = 0;  ///< wall clock, seconds
};

std::string describe(const DescriptionFacts& facts);

/// "0:00:05", "1 day, 1:01:01", "2 days, 0:00:05"; never negative.
std::string format_uptime(std::chrono::seconds uptime);

/// What a wait status says: "exit status 3", "terminated by SIGKILL (core dumped)" (DAEMON-058).
std::string describe_exit(int status);

/// "SIGTERM" for 15, "signal 40" for one without a name.
std::string signal_name(int signal);

}  // namespace supervise::process
