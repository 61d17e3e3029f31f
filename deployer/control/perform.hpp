/// Does what control::Operation says, on one host. Converges: what is so already is left alone, and says
/// "ok".
#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>

#include "client/supervisor_api.hpp"
#include "control/exchanger.hpp"
#include "control/operation.hpp"
#include "task/operation.hpp"

namespace deployer::control {

struct Settings {
    std::string host;                        ///< for messages
    std::chrono::seconds start_timeout{60};  ///< for a program to become RUNNING
    bool check = false;                      ///< predict, change nothing
};

/// What the run knows that the operation does not say.
struct Situation {
    /// A step before has changed a file that this is about. In check mode the host's files are still the old
    /// ones, so that is what a change is predicted from.
    bool notified = false;
    /// Nothing on the host but its daemons was changed since the operation before: what was compared with the
    /// files then still counts.
    bool same_files = false;
    bool just_started = false;  ///< this run has (re)started the daemon: it may take a moment to answer
    /// When a file of the host was last modified, as answered in this run, in seconds of its clock.
    std::function<std::optional<std::int64_t>(const std::string& path)> modified;
};

/// What this run has done to a daemon.
struct DaemonHistory {
    std::set<std::string> started;    ///< "group:name": needs no further restart in this run (HD-GAP-09)
    std::set<std::string> displaced;  ///< names of processes that ran in a group that is gone
    std::set<std::string> renewed;    ///< in a check: groups that would have been taken anew
    /// Before this run restarted it: states by "group:name"; none: it did not run, or was not asked.
    std::optional<std::map<std::string, std::int64_t>> noted;
    /// What its files have, compared with what it runs; none: to be asked.
    std::optional<supervise::client::RereadResult> difference;
};

class HostControl {
public:
    HostControl(Exchanger& exchanger, Pace& pace, Settings settings)
        : exchanger_(exchanger), pace_(pace), settings_(std::move(settings)) {}

    task::Answer perform(const Operation& operation, const Situation& situation);

private:
    Exchanger& exchanger_;
    Pace& pace_;
    Settings settings_;
    std::map<std::string, DaemonHistory> histories_;  ///< by the daemon's name
};

}  // namespace deployer::control
