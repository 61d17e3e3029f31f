#include "control/survey.hpp"

#include <map>

#include <nlohmann/json.hpp>

#include "control/prune.hpp"
#include "control/start_stop.hpp"

namespace deployer::control {

using supervise::client::ProcessInfo;
using Json = nlohmann::json;

namespace {

using Key = std::pair<std::string, std::string>;

/// How often each process was restarted, as our daemon tells; nothing from others.
std::map<Key, std::int64_t> restarts_of(Conversation& conversation) {
    const auto document = conversation.remote.get("/api/status");
    const Json json = document ? Json::parse(*document, nullptr, false) : Json();
    std::map<Key, std::int64_t> restarts;
    if (!json.is_object() || !json.contains("processes") || !json["processes"].is_array()) {
        return restarts;
    }
    for (const Json& process : json["processes"]) {
        if (!process.is_object()) {
            continue;
        }
        const auto group = process.find("group"), name = process.find("name"),
                   count = process.find("restarts");
        if (group != process.end() && name != process.end() && count != process.end() && group->is_string() &&
            name->is_string() && count->is_number_integer()) {
            restarts[{group->get<std::string>(), name->get<std::string>()}] = count->get<std::int64_t>();
        }
    }
    return restarts;
}

void add_memory(Exchanger& exchanger, std::vector<ProcessStatus>& processes) {
    std::vector<int> pids;
    for (const ProcessStatus& process : processes) {
        if (process.pid > 0) {
            pids.push_back(static_cast<int>(process.pid));
        }
    }
    if (pids.empty()) {
        return;
    }
    // Only a column of a table: without it the rest is as useful.
    const auto memory = exchanger.memory(pids).value_or(std::vector<std::pair<int, std::int64_t>>{});
    const std::map<std::int64_t, std::int64_t> by_pid(memory.begin(), memory.end());
    for (ProcessStatus& process : processes) {
        if (const auto found = by_pid.find(process.pid); found != by_pid.end()) {
            process.memory = found->second;
        }
    }
}

ProcessStatus status_of(const ProcessInfo& info, const std::map<Key, std::int64_t>& restarts) {
    ProcessStatus process{.group = info.group, .name = info.name, .state = info.statename, .pid = info.pid};
    const bool runs = info.pid != 0;
    process.uptime = runs && info.start != 0 ? std::max<std::int64_t>(0, info.now - info.start) : 0;
    process.reason = runs ? std::string() : !info.spawnerr.empty() ? info.spawnerr : info.description;
    if (const auto count = restarts.find({info.group, info.name}); count != restarts.end()) {
        process.restarts = count->second;
    }
    return process;
}

supervise::client::Answer<void> fill(Conversation& conversation, DaemonStatus& status) {
    auto state = conversation.api.state();
    if (!state) {
        return tl::unexpected(state.error());
    }
    status.running = true;
    status.state = std::move(*state);
    status.version = conversation.api.version().value_or("");
    const auto processes = conversation.api.all_processes();
    if (!processes) {
        return tl::unexpected(processes.error());
    }
    const auto restarts = restarts_of(conversation);
    // Without an answer, none is known to be a job.
    const auto programs =
        conversation.api.all_programs().value_or(std::vector<supervise::client::ProgramInfo>{});
    for (const ProcessInfo& process : *processes) {
        status.processes.push_back(status_of(process, restarts));
        status.processes.back().done = is_done(process, programs);
    }
    auto difference = conversation.api.reread();
    if (difference) {
        status.added = std::move(difference->added);
        status.changed = std::move(difference->changed);
        status.removed = std::move(difference->removed);
    } else if (difference.error().kind == supervise::client::Error::Kind::fault) {
        status.differences.push_back("its configuration cannot be read: " + difference.error().text);
    } else {
        return tl::unexpected(difference.error());
    }
    return {};
}

}  // namespace

task::Answer survey(Conversation& conversation, Exchanger& exchanger, const Survey& operation) {
    const Daemon& daemon = operation.daemon;
    const DaemonStatus unknown{.name = daemon.name,
                               .socket = daemon.socket,
                               .managed = daemon.managed,
                               .version = {},
                               .state = {},
                               .web = operation.web};
    DaemonStatus status = unknown;
    const auto filled = fill(conversation, status);
    if (!filled && !is_absent(filled.error())) {
        return failed_answer(explain(conversation, filled.error()).message);
    }
    if (!filled) {
        status = unknown;
    }
    add_memory(exchanger, status.processes);
    if (auto leftovers = leftover_files(exchanger, operation.files)) {
        status.leftover_files = std::move(*leftovers);
    } else {
        status.differences.push_back("its include folder cannot be read: " + leftovers.error().message);
    }
    find_differences(status, operation);
    return ok_answer(status_to_json(status));
}

}  // namespace deployer::control
