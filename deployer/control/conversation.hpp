/// What the operations of control/ work with: one daemon, spoken to for one operation.
#pragma once

#include <set>
#include <string>
#include <utility>
#include <vector>

#include "client/supervisor_api.hpp"
#include "control/limits.hpp"
#include "control/operation.hpp"
#include "control/perform.hpp"
#include "control/socket_remote.hpp"
#include "task/operation.hpp"

namespace deployer::control {

/// The daemon's own name for a process, "group:name".
std::string namespec(const supervise::client::ProcessInfo& process);

/// States as the daemon numbers them (getProcessInfo).
namespace state {
inline constexpr std::int64_t stopped = 0, starting = 10, running = 20, backoff = 30, stopping = 40,
                              exited = 100, fatal = 200, unknown = 1000;
}  // namespace state

/// Runs or is about to: what a stop has to end, and what is started again after a change.
constexpr bool is_up(std::int64_t process_state) {
    return process_state == state::running || process_state == state::starting ||
           process_state == state::backoff;
}

using Processes = std::vector<supervise::client::ProcessInfo>;
using Names = std::set<std::string>;  ///< namespecs

class Conversation {
public:
    Conversation(const Daemon& with, Exchanger& host, Pace& time, const Settings& how, DaemonHistory& before,
                 bool just_started)
        : daemon(with),
          exchanger(host),
          pace(time),
          settings(how),
          history(before),
          remote(host, time, with.socket,
                 just_started ? std::chrono::milliseconds(limits::daemon_appears)
                              : std::chrono::milliseconds(0)),
          api(remote) {}
    Conversation(const Conversation&) = delete;
    Conversation& operator=(const Conversation&) = delete;

    const Daemon& daemon;
    Exchanger& exchanger;
    Pace& pace;
    const Settings& settings;
    DaemonHistory& history;
    SocketRemote remote;
    supervise::client::SupervisorApi api;
};

/// What an error means to somebody who deploys.
supervise::Error explain(const Conversation& conversation, const supervise::client::Error& error);
/// "supervisor 'tsupv' is not running on en1 ..." (HD-SUP-55).
std::string absence_text(const Conversation& conversation);

/// "a, b and 3 more"
std::string listed(const std::vector<std::string>& names);

inline task::Answer ok_answer(std::string value = {}, std::string message = {}) {
    return {.status = task::Status::ok, .message = std::move(message), .value = std::move(value)};
}
inline task::Answer changed_answer(std::string message) {
    return {.status = task::Status::changed, .message = std::move(message)};
}
inline task::Answer failed_answer(std::string message) {
    return {.status = task::Status::failed, .message = std::move(message)};
}

}  // namespace deployer::control
