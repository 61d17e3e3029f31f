#include <algorithm>

#include <fmt/core.h>

#include "control/members.hpp"
#include "control/survey.hpp"

namespace deployer::control {
namespace {

using supervise::client::ProcessInfo;

bool has(const std::vector<std::string>& names, const std::string& name) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

std::string shown(const ProcessStatus& process) {
    return process.group == process.name ? process.name : process.group + ":" + process.name;
}

bool is_up(const ProcessStatus& process) {
    return process.state == "RUNNING" || process.state == "STARTING" || process.state == "BACKOFF";
}

/// In a daemon of somebody else, and in one described without programs, other descriptions have theirs.
bool owns_programs(const Survey& operation) {
    return operation.daemon.managed && !operation.groups.empty();
}

void compare_files(DaemonStatus& status, const Survey& operation) {
    const bool owns = owns_programs(operation);
    for (const std::string& file : status.leftover_files) {
        const std::string path = operation.files.include_dir + "/" + file;
        if (owns) {
            status.differences.push_back(fmt::format(
                "file '{}' is not in the description any more; deploy with --prune removes it", path));
        } else {
            status.notes.push_back(
                fmt::format("file '{}' is not in this description; another one may have it", path));
        }
    }
}

void compare_groups(DaemonStatus& status, const Survey& operation) {
    std::vector<std::string> loaded;
    for (const ProcessStatus& process : status.processes) {
        if (!has(loaded, process.group)) {
            loaded.push_back(process.group);
        }
    }
    for (const std::string& group : operation.groups) {
        if (has(loaded, group)) {
            continue;
        }
        if (has(status.added, group)) {
            status.differences.push_back(fmt::format("group '{}' is configured but not loaded", group));
        } else {
            status.missing.push_back(group);
            status.differences.push_back(fmt::format("group '{}' is missing", group));
        }
    }
    for (const auto* there : {&loaded, &status.added}) {
        for (const std::string& group : *there) {
            if (!has(operation.groups, group) && !has(status.leftovers, group)) {
                status.leftovers.push_back(group);
            }
        }
    }
    if (owns_programs(operation)) {
        for (const std::string& group : status.leftovers) {
            status.differences.push_back(fmt::format("group '{}' is not in the description", group));
        }
    }
    for (const std::string& group : status.changed) {
        if (has(operation.groups, group)) {
            status.differences.push_back(
                fmt::format("group '{}' runs with another configuration than its files have", group));
        }
    }
    for (const std::string& group : status.removed) {
        if (has(operation.groups, group)) {
            status.differences.push_back(fmt::format("the configuration of group '{}' is gone", group));
        }
    }
}

/// What members_of() works with.
Processes as_infos(const std::vector<ProcessStatus>& processes) {
    Processes infos;
    for (const ProcessStatus& process : processes) {
        ProcessInfo info;
        info.group = process.group;
        info.name = process.name;
        infos.push_back(std::move(info));
    }
    return infos;
}

void compare_states(DaemonStatus& status, const Survey& operation) {
    const Processes infos = as_infos(status.processes);
    Names told;
    for (const Survey::Wanted& wanted : operation.wanted) {
        const Names members = [&] {
            Names names;
            for (const ProcessInfo& info : members_of(wanted.program, infos)) {
                names.insert(namespec(info));
            }
            return names;
        }();
        for (const ProcessStatus& process : status.processes) {
            const std::string name = process.group + ":" + process.name;
            if (members.count(name) == 0 || !told.insert(name).second) {
                continue;
            }
            if (wanted.running ? process.state != "RUNNING" && !process.done : is_up(process)) {
                status.differences.push_back(fmt::format("{} is {}, described as {}", shown(process),
                                                         process.state,
                                                         wanted.running ? "started" : "stopped"));
            }
        }
    }
    for (const ProcessStatus& process : status.processes) {
        const bool is_trouble =
            process.state == "FATAL" || process.state == "BACKOFF" || process.state == "UNKNOWN";
        if (is_trouble && process.described && told.count(process.group + ":" + process.name) == 0) {
            status.differences.push_back(fmt::format("{} is {}", shown(process), process.state));
        }
    }
}

}  // namespace

void find_differences(DaemonStatus& status, const Survey& operation) {
    for (ProcessStatus& process : status.processes) {
        process.described = has(operation.groups, process.group);
        process.outdated = has(status.changed, process.group) || has(status.removed, process.group);
    }
    compare_files(status, operation);
    if (!status.running) {
        if (operation.daemon.expected) {
            status.differences.push_back("not running");
        }
        return;
    }
    if (status.state != "RUNNING") {
        status.differences.push_back("is " + status.state);
    }
    compare_groups(status, operation);
    compare_states(status, operation);
}

}  // namespace deployer::control
