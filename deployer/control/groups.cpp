#include "control/groups.hpp"

#include <algorithm>

#include <fmt/core.h>

#include "control/members.hpp"
#include "control/patience.hpp"
#include "control/start_stop.hpp"
#include "rpc/value.hpp"

namespace deployer::control {

using supervise::fail;
using supervise::Result;
using supervise::client::ProcessInfo;
using supervise::client::ProgramInfo;
using supervise::client::RereadResult;
using supervise::rpc::FaultCode;

namespace {

bool has(const std::vector<std::string>& names, const std::string& name) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

/// What the daemon runs beside what its files say.
struct Compared {
    RereadResult difference;
    Processes processes;
    std::vector<ProgramInfo> configured;  ///< by the files
};

/// With many programs, reading all files anew for each of them would be what takes longest.
Result<RereadResult> reread(Conversation& conversation) {
    auto& known = conversation.history.difference;
    if (known) {
        return *known;
    }
    auto difference = conversation.api.reread();
    if (!difference) {
        return tl::unexpected(explain(conversation, difference.error()));
    }
    known = std::move(*difference);
    return *known;
}

Result<Compared> compare(Conversation& conversation, RereadResult difference) {
    auto configured = conversation.api.all_programs();
    if (!configured) {
        return tl::unexpected(explain(conversation, configured.error()));
    }
    auto processes = look(conversation);
    if (!processes) {
        return tl::unexpected(processes.error());
    }
    return Compared{std::move(difference), std::move(*processes), std::move(*configured)};
}

bool is_known(const Processes& processes, const std::string& group) {
    return !group_of(group, processes).empty();
}

/// Names of the processes of `group` that are up.
std::vector<std::string> up_in(const std::string& group, const Processes& processes) {
    std::vector<std::string> names;
    for (const ProcessInfo& process : group_of(group, processes)) {
        if (is_up(process.state)) {
            names.push_back(process.name);
        }
    }
    return names;
}

Result<void> take_out(Conversation& conversation, const std::string& group, const Processes& processes) {
    auto stopped = stop_and_wait(conversation, names_of(group_of(group, processes)));
    if (!stopped) {
        return tl::unexpected(stopped.error());
    }
    const auto removed = conversation.api.remove_group(group);
    if (!removed && !removed.error().is_fault(static_cast<int>(FaultCode::bad_name))) {
        return tl::unexpected(explain(conversation, removed.error()));
    }
    return {};
}

/// The daemon spawns what has autostart a moment after the group was added. Until then it looks as if nobody
/// had started it.
Result<void> let_autostart_begin(Conversation& conversation, const std::string& group,
                                 const std::vector<ProgramInfo>& configured) {
    Names autostart;
    for (const ProgramInfo& program : configured) {
        if (program.group == group && program.autostart) {
            autostart.insert(group + ":" + program.name);
        }
    }
    conversation.history.started.insert(autostart.begin(), autostart.end());
    Patience patience(conversation.pace, limits::autostart_begins);
    for (;;) {
        const auto processes = look(conversation);
        if (!processes) {
            return tl::unexpected(processes.error());
        }
        const bool waits = std::any_of(processes->begin(), processes->end(), [&](const ProcessInfo& process) {
            return process.state == state::stopped && process.start == 0 &&
                   autostart.count(namespec(process)) != 0;
        });
        if (!waits || !patience.wait()) {
            return {};
        }
    }
}

/// Adds the group, then starts what ran before (HD-PRG-12, HD-GRP-07).
Result<void> put_in(Conversation& conversation, const std::string& group, const std::vector<std::string>& ran,
                    const std::vector<ProgramInfo>& configured) {
    const auto added = conversation.api.add_group(group);
    if (!added && added.error().is_fault(static_cast<int>(FaultCode::bad_name))) {
        return fail(fmt::format(
            "supervisor '{}' on {} finds no program or group '{}' in its configuration; is "
            "the [include] of {} what the description says?",
            conversation.daemon.name, conversation.settings.host, group, conversation.daemon.name));
    }
    if (!added && !added.error().is_fault(static_cast<int>(FaultCode::already_added))) {
        return tl::unexpected(explain(conversation, added.error()));
    }
    if (auto begun = let_autostart_begin(conversation, group, configured); !begun) {
        return begun;
    }
    Names again;
    for (const ProgramInfo& program : configured) {
        if (program.group == group &&
            (has(ran, program.name) || conversation.history.displaced.count(program.name) != 0)) {
            again.insert(group + ":" + program.name);
        }
    }
    if (again.empty()) {
        return {};
    }
    const auto started = start_and_wait(conversation, again);
    return started ? Result<void>() : tl::unexpected(started.error());
}

/// Groups in memory that hold a process which by the files belongs to `group` now: a program has moved
/// (HD-GRP-08).
std::vector<std::string> former_groups(const Compared& compared, const std::string& group) {
    const auto is_configured = [&](const std::string& in, const std::string& name) {
        return std::any_of(
            compared.configured.begin(), compared.configured.end(),
            [&](const ProgramInfo& program) { return program.group == in && program.name == name; });
    };
    std::vector<std::string> former;
    for (const ProcessInfo& process : compared.processes) {
        if (process.group != group && is_configured(group, process.name) &&
            !is_configured(process.group, process.name) && !has(former, process.group)) {
            former.push_back(process.group);
        }
    }
    return former;
}

/// Takes the group as it is in memory out and puts it in as the files have it, or leaves it out when they do
/// not have it. A group that has lost a program to it goes first, and comes back without.
Result<void> replace_group(Conversation& conversation, const Compared& compared, const std::string& group) {
    std::vector<std::string> outdated = former_groups(compared, group);
    if (is_known(compared.processes, group)) {
        outdated.push_back(group);
    }
    std::vector<std::string> ran;
    for (const std::string& old : outdated) {
        for (std::string& name : up_in(old, compared.processes)) {
            ran.push_back(std::move(name));
        }
        if (auto out = take_out(conversation, old, compared.processes); !out) {
            return out;
        }
    }
    if (!has(outdated, group)) {
        outdated.push_back(group);
    }
    for (const std::string& renewed : outdated) {
        if (has(compared.difference.removed, renewed)) {
            // A program that has moved to a group which is still to be added runs there.
            conversation.history.displaced.insert(ran.begin(), ran.end());
            continue;
        }
        if (auto in = put_in(conversation, renewed, ran, compared.configured); !in) {
            return in;
        }
    }
    return {};
}

std::string what_happens(const Conversation& conversation, const Compared& compared,
                         const std::string& group) {
    const bool check = conversation.settings.check;
    if (!is_known(compared.processes, group)) {
        return check ? "would be added" : "added";
    }
    const bool gone = has(compared.difference.removed, group);
    const auto ran = up_in(group, compared.processes);
    std::string text = fmt::format("{} {}", check ? "would be" : "was", gone ? "removed" : "reloaded");
    if (!ran.empty()) {
        text += fmt::format(", {} {}", gone ? "stops" : "restarts", listed(ran));
    }
    return text;
}

task::Answer replaced(Conversation& conversation, const Compared& compared, const std::string& group) {
    const std::string text = what_happens(conversation, compared, group);
    if (!conversation.settings.check) {
        conversation.history.difference.reset();
        if (auto done = replace_group(conversation, compared, group); !done) {
            return failed_answer(done.error().message);
        }
    }
    return changed_answer(text);
}

}  // namespace

task::Answer apply_group(Conversation& conversation, const ApplyGroup& operation, bool notified) {
    auto difference = reread(conversation);
    if (!difference) {
        return failed_answer(difference.error().message);
    }
    const auto& [added, changed, removed] = *difference;
    const std::string& group = operation.group;
    const bool is_added = has(added, group);
    const bool differs = is_added || has(changed, group) || has(removed, group);
    const bool would_differ = conversation.settings.check && notified;
    if ((!differs && !would_differ) || (is_added && operation.known_only)) {
        return ok_answer();
    }
    const auto compared = compare(conversation, std::move(*difference));
    if (!compared) {
        return failed_answer(compared.error().message);
    }
    if (operation.known_only && !is_known(compared->processes, group)) {
        return ok_answer();
    }
    return replaced(conversation, *compared, group);
}

task::Answer ensure_present(Conversation& conversation, const EnsurePresent& operation) {
    const auto processes = look(conversation);
    if (!processes) {
        return failed_answer(processes.error().message);
    }
    if (is_known(*processes, operation.group)) {
        return ok_answer();
    }
    auto difference = reread(conversation);
    if (!difference) {
        return failed_answer(difference.error().message);
    }
    const auto compared = compare(conversation, std::move(*difference));
    if (!compared) {
        return failed_answer(compared.error().message);
    }
    return replaced(conversation, *compared, operation.group);
}

task::Answer ensure_forgotten(Conversation& conversation, const EnsureForgotten& operation) {
    const auto processes = look(conversation);
    if (!processes) {
        return failed_answer(processes.error().message);
    }
    if (!is_known(*processes, operation.group)) {
        return ok_answer();
    }
    if (!conversation.settings.check) {
        conversation.history.difference.reset();
        if (auto out = take_out(conversation, operation.group, *processes); !out) {
            return failed_answer(out.error().message);
        }
    }
    return changed_answer(conversation.settings.check ? "would be removed" : "removed");
}

}  // namespace deployer::control
