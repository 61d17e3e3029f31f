#include "control/states.hpp"

#include "control/members.hpp"
#include "control/start_stop.hpp"

namespace deployer::control {

using supervise::Result;
using supervise::client::ProcessInfo;
using supervise::client::ProgramInfo;

namespace {

using Noted = std::map<std::string, std::int64_t>;

constexpr bool ran(std::int64_t noted) {
    return noted == state::running || noted == state::starting;
}

/// "a, b": what a restart of the daemon interrupts.
std::string interrupted_names(const Noted& noted) {
    std::vector<std::string> names;
    for (const auto& [name, state] : noted) {
        if (ran(state)) {
            const auto colon = name.find(':');
            const bool is_alone = name.substr(0, colon) == name.substr(colon + 1);
            names.push_back(is_alone ? name.substr(0, colon) : name);
        }
    }
    return listed(names);
}

Result<void> let_all_begin(Conversation& conversation) {
    Names autostart;
    // Where the daemon does not say, what is down looks stopped; then only what ran is started.
    for (const ProgramInfo& program : conversation.api.all_programs().value_or(std::vector<ProgramInfo>{})) {
        if (program.autostart) {
            autostart.insert(program.group + ":" + program.name);
        }
    }
    return let_autostart_begin(conversation, autostart);
}

Names decided_names(const RestoreStates& operation, const Processes& all) {
    Names names;
    for (const Program& program : operation.decided) {
        const Names members = names_of(members_of(program, all));
        names.insert(members.begin(), members.end());
    }
    return names;
}

/// Stops before it starts: what somebody has stopped may hold what another needs.
Result<void> restore(Conversation& conversation, const RestoreStates& operation, const Noted& noted) {
    if (auto begun = let_all_begin(conversation); !begun) {
        return begun;
    }
    const auto all = look(conversation);
    if (!all) {
        return tl::unexpected(all.error());
    }
    const Names decided = decided_names(operation, *all);
    Names down, up;
    for (const ProcessInfo& process : *all) {
        const auto before = noted.find(namespec(process));
        if (before == noted.end() || decided.count(namespec(process)) != 0) {
            continue;
        }
        if (ran(before->second)) {
            up.insert(namespec(process));
        } else if (before->second == state::stopped && is_up(process.state)) {
            down.insert(namespec(process));
        }
    }
    const auto stopped = stop_and_wait(conversation, down);
    if (!stopped) {
        return tl::unexpected(stopped.error());
    }
    const auto started = start_and_wait(conversation, up);
    return started ? Result<void>() : tl::unexpected(started.error());
}

}  // namespace

task::Answer note_states(Conversation& conversation) {
    const auto all = look(conversation);
    if (!all) {
        return failed_answer(all.error().message);
    }
    conversation.history.noted.emplace();
    for (const ProcessInfo& process : *all) {
        (*conversation.history.noted)[namespec(process)] = process.state;
    }
    return ok_answer();
}

task::Answer restore_states(Conversation& conversation, const RestoreStates& operation) {
    const auto noted = conversation.history.noted;
    if (!noted) {
        return ok_answer();
    }
    const std::string names = interrupted_names(*noted);
    if (conversation.settings.check) {
        const std::string& daemon = conversation.daemon.name;
        return ok_answer({}, names.empty() ? "" : "supervisor '" + daemon + "' would restart " + names);
    }
    conversation.history.difference.reset();
    if (auto done = restore(conversation, operation, *noted); !done) {
        return failed_answer(done.error().message);
    }
    return ok_answer({}, names.empty() ? "" : "restarted " + names);
}

}  // namespace deployer::control
