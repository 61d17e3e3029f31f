#include "supervisorctl/arrivals.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include "rpc/value.hpp"
#include "supervisorctl/limits.hpp"

namespace supervise::ctl {
namespace {

using client::ProcessInfo;
using client::ProcessResult;
using rpc::FaultCode;
using Clock = std::chrono::steady_clock;

/// States as in getProcessInfo.
constexpr std::int64_t starting = 10;
constexpr std::int64_t running = 20;
constexpr std::int64_t stopping = 40;
constexpr std::int64_t exited = 100;

ProcessResult result(const std::string& group, const std::string& name, FaultCode code) {
    return {group, name, static_cast<int>(code), {}};
}

/// By group and name.
using Seen = std::map<std::pair<std::string_view, std::string_view>, const ProcessInfo*>;

std::optional<ProcessResult> look_for(const Arrival& arrival, Action action, const Seen& seen) {
    const auto found = seen.find({arrival.group, arrival.name});
    // Its group has been removed meanwhile, for which it had to be stopped.
    if (found == seen.end()) {
        return result(arrival.group, arrival.name,
                      action == Action::stop ? FaultCode::success : FaultCode::bad_name);
    }
    return arrival_result(action, *found->second);
}

}  // namespace

std::optional<ProcessResult> arrival_result(Action action, const ProcessInfo& process) {
    if (process.state == (action == Action::stop ? stopping : starting)) {
        return std::nullopt;
    }
    // Only what has been RUNNING ever becomes EXITED: such a process had arrived, and was done before a look.
    if (action == Action::stop || process.state == running || process.state == exited) {
        return result(process.group, process.name, FaultCode::success);
    }
    return result(process.group, process.name,
                  process.spawnerr.empty() ? FaultCode::abnormal_termination : FaultCode::spawn_error);
}

client::Answer<WaitEnd> await_arrivals(client::SupervisorApi& server, Action action,
                                       std::vector<Arrival>& expected, const Patience& patience,
                                       const std::function<bool(Place, const ProcessResult&)>& arrived) {
    sys::Duration interval = limits::first_look;
    for (;;) {
        const auto before = Clock::now();
        const auto processes = server.all_processes();
        if (!processes) {
            if (processes.error().kind == client::Error::Kind::timeout && patience.deadline) {
                return WaitEnd::timed_out;
            }
            if (processes.error().is_interrupted()) {
                return WaitEnd::interrupted;
            }
            return tl::unexpected(processes.error());
        }
        Seen seen;
        for (const ProcessInfo& process : *processes) {
            seen.emplace(std::pair(std::string_view(process.group), std::string_view(process.name)),
                         &process);
        }
        bool goes_on = true;
        std::erase_if(expected, [&](const Arrival& arrival) {
            const auto outcome = look_for(arrival, action, seen);
            goes_on = (!outcome || arrived(arrival.place, *outcome)) && goes_on;
            return outcome.has_value();
        });
        if (expected.empty() || !goes_on) {
            return WaitEnd::arrived;
        }
        interval = std::min<sys::Duration>(
            std::max<sys::Duration>(interval * 3 / 2, (Clock::now() - before) * limits::look_share),
            limits::longest_look);
        const auto end = pause(interval, patience);
        if (!end || *end != WaitEnd::arrived) {
            return end;
        }
    }
}

}  // namespace supervise::ctl
