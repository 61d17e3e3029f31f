/// How a process is asked to stop, as data: send the signal, wait this long for its effect, go to the next
/// step. Supervisor: stopsignal, stopwaitsecs, stopasgroup, killasgroup (PROC-020 to PROC-023).
#pragma once

#include <chrono>
#include <vector>

#include "config/model.hpp"

namespace supervise::process {

struct StopStep {
    int signal;
    std::chrono::milliseconds wait;  ///< on the monotonic clock
    bool whole_group;                ///< to the process group instead of the process alone

    bool operator==(const StopStep&) const = default;
};

/// The steps of a configuration, never empty. The last one is repeated until the process has ended.
std::vector<StopStep> stop_plan(const config::ProcessConfig& config);

}  // namespace supervise::process
