#include "control/groups.hpp"

#include <algorithm>

#include <fmt/core.h>

#include "control/members.hpp"
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

/// Puts the files of before back; false when this run has not replaced any.
Result<bool> restore_files(Conversation& conversation, const std::vector<std::string>& files, bool new_goes) {
    bool is_restored = false;
    for (const std::string& file : files) {
        const auto restored = conversation.exchanger.restore_file(file, new_goes);
        if (!restored) {
            return tl::unexpected(restored.error());
        }
        is_restored = is_restored || *restored;
    }
    return is_restored;
}

/// A file that cannot be read would keep the daemon from starting again. Each group puts its own back; what
/// belongs to the failure, or nothing when this run has not written any.
std::string without_new_files(Conversation& conversation, const std::vector<std::string>& files) {
    if (conversation.settings.check) {
        return {};
    }
    const auto restored = restore_files(conversation, files, /*new_goes=*/true);
    if (!restored) {
        return "; its files of before cannot be put back: " + restored.error().message;
    }
    return *restored ? "; its files are as before this run again" : "";
}

/// With many programs, reading all files anew for each of them would be what takes longest. `files`: go back
/// to what they were before this run when the daemon cannot read them.
Result<RereadResult> reread(Conversation& conversation, const std::vector<std::string>& files = {}) {
    auto& known = conversation.history.difference;
    if (known) {
        return *known;
    }
    auto difference = conversation.api.reread();
    if (!difference) {
        supervise::Error error = explain(conversation, difference.error());
        if (difference.error().is_fault(static_cast<int>(FaultCode::cant_reread))) {
            error.message += without_new_files(conversation, files);
        }
        return tl::unexpected(std::move(error));
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

/// Names of those that did well: what crashed before as well is nothing to go back to.
std::vector<std::string> running_in(const std::string& group, const Processes& processes) {
    std::vector<std::string> names;
    for (const ProcessInfo& process : group_of(group, processes)) {
        if (process.state == state::running) {
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

Result<void> let_group_begin(Conversation& conversation, const std::string& group,
                             const std::vector<ProgramInfo>& configured) {
    Names autostart;
    for (const ProgramInfo& program : configured) {
        if (program.group == group && program.autostart) {
            autostart.insert(group + ":" + program.name);
        }
    }
    conversation.history.started.insert(autostart.begin(), autostart.end());
    return let_autostart_begin(conversation, autostart);
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
    if (auto begun = let_group_begin(conversation, group, configured); !begun) {
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
/// not have it. A group that has lost a program to it goes first, and comes back without. `ran`: runs
/// afterwards, beside what runs now.
Result<void> replace_group(Conversation& conversation, const Compared& compared, const std::string& group,
                           std::vector<std::string> ran = {}) {
    std::vector<std::string> outdated = former_groups(compared, group);
    if (is_known(compared.processes, group)) {
        outdated.push_back(group);
    }
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

Result<void> run_as_before(Conversation& conversation, const std::string& group,
                           const std::vector<std::string>& ran) {
    conversation.history.difference.reset();
    auto difference = reread(conversation);
    if (!difference) {
        return tl::unexpected(difference.error());
    }
    const auto compared = compare(conversation, std::move(*difference));
    return compared ? replace_group(conversation, *compared, group, ran) : tl::unexpected(compared.error());
}

/// What ran does not run any more with its new files: back to those it ran with (HD-GAP-27). What belongs to
/// `failure`, or nothing when there is no way back.
std::string rolled_back(Conversation& conversation, const ApplyGroup& operation,
                        const std::vector<std::string>& ran) {
    const bool is_cancelled = !conversation.pace.pause(std::chrono::milliseconds(0));
    if (ran.empty() || is_cancelled) {
        return {};
    }
    const auto restored = restore_files(conversation, operation.files, /*new_goes=*/false);
    if (!restored) {
        return "; its files of before cannot be put back: " + restored.error().message;
    }
    if (!*restored) {
        return {};
    }
    const std::string begin = "; its configuration of before was put back, ";
    const auto runs = run_as_before(conversation, operation.group, ran);
    conversation.history.difference.reset();
    return begin + (runs ? "and it runs again with that" : "but: " + runs.error().message);
}

task::Answer replaced(Conversation& conversation, const Compared& compared, const ApplyGroup& operation) {
    const std::string text = what_happens(conversation, compared, operation.group);
    if (conversation.settings.check) {
        conversation.history.renewed.insert(operation.group);
        return changed_answer(text);
    }
    conversation.history.difference.reset();
    if (auto done = replace_group(conversation, compared, operation.group); !done) {
        return failed_answer(
            done.error().message +
            rolled_back(conversation, operation, running_in(operation.group, compared.processes)));
    }
    return changed_answer(text);
}

}  // namespace

task::Answer apply_group(Conversation& conversation, const ApplyGroup& operation, bool notified) {
    auto difference = reread(conversation, operation.files);
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
    return replaced(conversation, *compared, operation);
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
    return replaced(conversation, *compared, {operation.daemon, operation.group});
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
