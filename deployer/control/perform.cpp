#include "control/perform.hpp"

#include <type_traits>

#include "control/conversation.hpp"
#include "control/groups.hpp"
#include "control/layout.hpp"
#include "control/main_configuration.hpp"
#include "control/programs.hpp"
#include "control/prune.hpp"
#include "control/states.hpp"
#include "control/survey.hpp"

namespace deployer::control {
namespace {

constexpr std::string_view not_running = "daemon not running";

template <typename Operation>
const Daemon& daemon_of(const Operation& operation) {
    if constexpr (requires { operation.program.daemon; }) {
        return operation.program.daemon;
    } else {
        return operation.daemon;
    }
}

/// What it means for each kind of operation that the daemon does not run.
template <typename Operation>
task::Answer without_daemon(const Conversation& conversation, [[maybe_unused]] const Operation& operation) {
    constexpr bool is_look = std::is_same_v<Operation, LookProgram> || std::is_same_v<Operation, NoteStates>;
    // What is not there needs no stop, and remembers no group.
    constexpr bool is_end =
        std::is_same_v<Operation, EnsureStopped> || std::is_same_v<Operation, EnsureForgotten>;
    // It begins with what the files say, so nothing is left to apply to it. One that somebody else has to
    // start is missed by the steps behind the program files, not before those are written (HD-SUP-55).
    const bool is_renewal = [&] {
        if constexpr (std::is_same_v<Operation, ApplyGroup>) {
            return operation.known_only;
        }
        return std::is_same_v<Operation, RestartProcesses>;
    }();
    const Daemon& daemon = conversation.daemon;
    if (is_look || is_end || !daemon.expected || is_renewal) {
        return ok_answer(std::string(not_running), std::string(not_running));
    }
    if (conversation.settings.check && daemon.managed) {
        // On a host where the supervisor is still to come, this is what a deployment would bring.
        return changed_answer("would be done once the daemon runs");
    }
    return failed_answer(absence_text(conversation));
}

struct Performer {
    Conversation& conversation;
    const Situation& situation;

    task::Answer operator()(const LookProgram& operation) const {
        return look_program(conversation, operation);
    }
    task::Answer operator()(const ApplyGroup& operation) const {
        return apply_group(conversation, operation, situation.notified);
    }
    task::Answer operator()(const RestartProcesses& operation) const {
        return restart_processes(conversation, operation, situation);
    }
    task::Answer operator()(const EnsurePresent& operation) const {
        return ensure_present(conversation, operation);
    }
    task::Answer operator()(const EnsureStarted& operation) const {
        return ensure_started(conversation, operation);
    }
    task::Answer operator()(const EnsureStopped& operation) const {
        return ensure_stopped(conversation, operation);
    }
    task::Answer operator()(const EnsureForgotten& operation) const {
        return ensure_forgotten(conversation, operation);
    }
    task::Answer operator()(const NoteStates&) const { return note_states(conversation); }
    task::Answer operator()(const RestoreStates& operation) const {
        return restore_states(conversation, operation);
    }
};

}  // namespace

task::Answer HostControl::perform(const Operation& operation, const Situation& situation) {
    return std::visit(
        [&](const auto& wanted) {
            const Daemon& daemon = daemon_of(wanted);
            Conversation conversation(daemon, exchanger_, pace_, settings_, histories_[daemon.name],
                                      situation.just_started);
            if (!situation.same_files) {
                for (auto& [name, history] : histories_) {
                    history.difference.reset();
                }
            }
            using Wanted = std::decay_t<decltype(wanted)>;
            if constexpr (std::is_same_v<Wanted, Survey>) {
                return survey(conversation, exchanger_, wanted);
            } else if constexpr (std::is_same_v<Wanted, CheckLayout>) {
                return check_layout(exchanger_, settings_.host, wanted);
            } else if constexpr (std::is_same_v<Wanted, CompareConfiguration>) {
                return compare_configuration(exchanger_, wanted);
            } else if constexpr (std::is_same_v<Wanted, PruneFiles>) {
                return prune_files(conversation, wanted);
            } else {
                const task::Answer answer = Performer{conversation, situation}(wanted);
                return conversation.remote.was_absent() ? without_daemon(conversation, wanted) : answer;
            }
        },
        operation);
}

}  // namespace deployer::control
