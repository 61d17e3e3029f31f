/// What a Survey finds: one daemon, its processes, and where it differs from its description. Also as JSON,
/// which is how it comes out of a run.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sys/result.hpp"

namespace deployer::control {

struct ProcessStatus {
    std::string group, name;
    std::string state;                     ///< "RUNNING"
    std::int64_t pid = 0;                  ///< 0: none
    std::int64_t uptime = 0;               ///< seconds; of one that runs
    std::optional<std::int64_t> restarts;  ///< nothing: the daemon does not count
    std::optional<std::int64_t> memory;    ///< bytes, with its descendants
    std::string reason;                    ///< why it does not run, as the daemon says
    bool described = true;                 ///< its group is in the description
    bool done = false;                     ///< a job that has ended as it should; not in the JSON
    bool outdated = false;                 ///< runs with another configuration than its files have

    bool operator==(const ProcessStatus&) const = default;
};

struct DaemonStatus {
    std::string name, socket;
    bool managed = true;
    bool running = false;
    std::string version, state;  ///< of one that runs: "4.2.5", "RUNNING"
    std::string web;             ///< endpoint of its web page, as described; empty: none is
    std::vector<ProcessStatus> processes;
    /// Groups: what a reread finds, what is described but not there, what is there but not described.
    std::vector<std::string> added, changed, removed, missing, leftovers;
    std::vector<std::string> leftover_files;  ///< generated once, and not in the description any more
    /// Sentences, for people; none: all is as described (HD-GAP-01).
    std::vector<std::string> differences;
    std::vector<std::string> notes;  ///< sentences that are worth a look and no difference

    bool operator==(const DaemonStatus&) const = default;
};

/// A service of a host; a survey of its own.
struct UnitStatus {
    std::string name, state;  ///< as systemd says: "active"
    std::string wanted;       ///< as described; empty: any

    bool differs() const { return !wanted.empty() && state != wanted; }
};

std::string unit_to_json(const UnitStatus& unit);
supervise::Result<UnitStatus> unit_from_json(std::string_view text);

std::string status_to_json(const DaemonStatus& status);
supervise::Result<DaemonStatus> status_from_json(std::string_view text);

}  // namespace deployer::control
