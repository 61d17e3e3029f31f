#include "control/programs.hpp"

#include <algorithm>

#include <fmt/core.h>

#include "control/failure_text.hpp"
#include "control/members.hpp"
#include "control/start_stop.hpp"

namespace deployer::control {

using supervise::Result;
using supervise::client::ProcessInfo;

namespace {

template <typename Has>
std::vector<std::string> short_names(const Processes& processes, const Has& has) {
    std::vector<std::string> names;
    for (const ProcessInfo& process : processes) {
        if (has(process)) {
            names.push_back(short_name(process));
        }
    }
    return names;
}

Result<Processes> members(Conversation& conversation, const Program& program) {
    auto all = look(conversation);
    if (!all) {
        return all;
    }
    return members_of(program, *all);
}

/// Then nothing has to be done nor asked.
bool are_all(const Processes& processes, std::initializer_list<std::int64_t> states) {
    return std::all_of(processes.begin(), processes.end(), [&](const ProcessInfo& process) {
        return std::find(states.begin(), states.end(), process.state) != states.end();
    });
}

/// In a check: the daemon would have started it by now, as its group would have been added anew.
bool would_begin(const Conversation& conversation, const Program& program) {
    return program.autostart && conversation.history.renewed.count(program.group) != 0;
}

/// A job that has ended well since this run has started it: it is not started again.
void leave_out_done(Conversation& conversation, Processes& processes) {
    const auto is_ours = [&](const ProcessInfo& process) {
        return process.state == state::exited && conversation.history.started.count(namespec(process)) != 0;
    };
    if (std::none_of(processes.begin(), processes.end(), is_ours)) {
        return;
    }
    // Of a daemon that does not say what it has configured, none is known to have ended well.
    const auto programs =
        conversation.api.all_programs().value_or(std::vector<supervise::client::ProgramInfo>{});
    std::erase_if(processes, [&](const ProcessInfo& process) {
        return is_ours(process) && ended_well(process, programs);
    });
}

std::string absent_text(const Conversation& conversation, const Program& program) {
    return fmt::format("supervisor '{}' on {} knows no process of program '{}' in group '{}'",
                       conversation.daemon.name, conversation.settings.host, program.name, program.group);
}

/// In the newest of the files something stands that the process has not seen (HD-NOTIF-10).
bool is_due(const ProcessInfo& process, std::optional<std::int64_t> newest, bool notified, bool check) {
    // A check has not written the file, so its time tells nothing.
    if (!newest || (check && notified)) {
        return notified;
    }
    // Both are whole seconds: within the same one, only a change of this run tells which came first.
    return process.start < *newest || (notified && process.start == *newest);
}

std::optional<std::int64_t> newest_of(const std::vector<std::string>& files, const Situation& situation) {
    std::optional<std::int64_t> newest;
    for (const std::string& file : files) {
        if (const auto modified = situation.modified ? situation.modified(file) : std::nullopt) {
            newest = std::max(newest.value_or(*modified), *modified);
        }
    }
    return newest;
}

/// Those that the operation names and that run; what is down is not started by a notification (HD-NOTIF-07).
Processes concerned(const RestartProcesses& operation, const Processes& all) {
    Processes found = operation.group.empty() ? all : group_of(operation.group, all);
    if (!operation.program.empty()) {
        found =
            members_of({operation.daemon, operation.program, operation.group, operation.process_name}, all);
    }
    std::erase_if(found, [](const ProcessInfo& process) {
        return process.state != state::running && process.state != state::starting;
    });
    return found;
}

}  // namespace

task::Answer look_program(Conversation& conversation, const LookProgram& operation) {
    const auto found = members(conversation, operation.program);
    if (!found) {
        return failed_answer(found.error().message);
    }
    if (found->empty()) {
        return ok_answer("absent");
    }
    const auto other = std::find_if(found->begin(), found->end(), [](const ProcessInfo& process) {
        return process.state != state::running;
    });
    return ok_answer(other != found->end() ? other->statename : found->front().statename);
}

task::Answer ensure_started(Conversation& conversation, const EnsureStarted& operation) {
    const bool check = conversation.settings.check;
    auto found = members(conversation, operation.program);
    if (!found) {
        return failed_answer(found.error().message);
    }
    if (found->empty()) {
        return check ? changed_answer("would be started")
                     : failed_answer(absent_text(conversation, operation.program));
    }
    leave_out_done(conversation, *found);
    const auto down = short_names(*found, [](const ProcessInfo& process) { return !is_up(process.state); });
    if (check) {
        if (would_begin(conversation, operation.program)) {
            return ok_answer();
        }
        return down.empty() ? ok_answer() : changed_answer("would start " + listed(down));
    }
    if (are_all(*found, {state::running})) {
        return ok_answer();
    }
    const auto started = start_and_wait(conversation, names_of(*found));
    if (!started) {
        return failed_answer(started.error().message);
    }
    return *started == 0 ? ok_answer() : changed_answer("started " + listed(down));
}

task::Answer ensure_stopped(Conversation& conversation, const EnsureStopped& operation) {
    const auto found = members(conversation, operation.program);
    if (!found) {
        return failed_answer(found.error().message);
    }
    const auto up = short_names(*found, [](const ProcessInfo& process) { return is_up(process.state); });
    if (conversation.settings.check) {
        if (would_begin(conversation, operation.program)) {
            return changed_answer("would be stopped");
        }
        return up.empty() ? ok_answer() : changed_answer("would stop " + listed(up));
    }
    if (are_all(*found, {state::stopped, state::exited, state::fatal})) {
        return ok_answer();
    }
    const auto stopped = stop_and_wait(conversation, names_of(*found));
    if (!stopped) {
        return failed_answer(stopped.error().message);
    }
    return *stopped == 0 ? ok_answer() : changed_answer("stopped " + listed(up));
}

task::Answer restart_processes(Conversation& conversation, const RestartProcesses& operation,
                               const Situation& situation) {
    const auto all = look(conversation);
    if (!all) {
        return failed_answer(all.error().message);
    }
    const auto newest = newest_of(operation.files, situation);
    Processes due = concerned(operation, *all);
    std::erase_if(due, [&](const ProcessInfo& process) {
        // What this run has started has seen the files, which are written before.
        return conversation.history.started.count(namespec(process)) != 0 ||
               !is_due(process, newest, situation.notified || operation.files.empty(),
                       conversation.settings.check);
    });
    if (due.empty()) {
        return ok_answer();
    }
    const std::string names = listed(short_names(due, [](const ProcessInfo&) { return true; }));
    if (conversation.settings.check) {
        return changed_answer("would restart " + names);
    }
    const Names wanted = names_of(due);
    if (auto stopped = stop_and_wait(conversation, wanted); !stopped) {
        return failed_answer(stopped.error().message);
    }
    if (auto started = start_and_wait(conversation, wanted); !started) {
        return failed_answer(started.error().message);
    }
    return changed_answer("restarted " + names);
}

}  // namespace deployer::control
