#include "process/stop_plan.hpp"

#include <csignal>

namespace supervise::process {

namespace {

/// A negative stopwaitsecs is accepted (CFG-081) and means not waiting; SIGKILL is never repeated more often
/// than this, whatever stopwaitsecs says.
constexpr std::chrono::milliseconds shortest_kill_interval{1000};

}  // namespace

std::vector<StopStep> stop_plan(const config::ProcessConfig& config) {
    const std::chrono::milliseconds wait = std::chrono::seconds(std::max(config.stopwaitsecs, 0));
    return {
        {config.stopsignal, wait, config.stopasgroup},
        {SIGKILL, std::max(wait, shortest_kill_interval), config.killasgroup},
    };
}

}  // namespace supervise::process
