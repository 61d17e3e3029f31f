#include <cerrno>

#include "config/values.hpp"
#include "rpc/process_action.hpp"
#include "rpc/python_text.hpp"
#include "rpc/supervisor_methods.hpp"

namespace supervise::rpc::process_calls {
namespace {

using process::Process;

tl::unexpected<Fault> fault(FaultCode code, std::string_view detail) {
    return tl::unexpected(make_fault(code, detail));
}

/// One process, or all of a group for "group:*" (RPC-035).
sys::Registration act(DaemonControl& daemon, const Arguments& arguments, Action action, Reply reply) {
    const auto target = find_target(daemon.groups(), arguments.text(0));
    if (!target) {
        reply(tl::unexpected(target.error()));
        return {};
    }
    const bool wait = arguments.truth(1, true);
    process::ProcessContext& context = daemon.groups().context();
    if (target->process == nullptr)
        return act_on_all(target->group->by_priority(), action, wait, context, std::move(reply));
    return act_on(*target->process, arguments.text(0), action, wait, context, std::move(reply));
}

sys::Registration act_on_group(DaemonControl& daemon, const Arguments& arguments, Action action,
                               Reply reply) {
    const process::Group* group = daemon.groups().find(arguments.text(0));
    if (group == nullptr) {
        reply(fault(FaultCode::bad_name, arguments.text(0)));
        return {};
    }
    return act_on_all(group->by_priority(), action, arguments.truth(1, true), daemon.groups().context(),
                      std::move(reply));
}

sys::Registration act_on_every(DaemonControl& daemon, const Arguments& arguments, Action action,
                               Reply reply) {
    return act_on_all(all_by_priority(daemon.groups()), action, arguments.truth(0, true),
                      daemon.groups().context(), std::move(reply));
}

/// RPC-040
tl::expected<void, Fault> signal_one(Process& process, const std::string& name,
                                     const std::string& signal_text) {
    const auto number = config::signal_number(signal_text);
    if (!number)
        return fault(FaultCode::bad_signal, signal_text);
    if (!process::is_signallable(process.state()))
        return fault(FaultCode::not_running, name);
    const pid_t pid = process.pid();
    const int code = process.signal(*number);
    if (code != 0 && code != ESRCH)  // ESRCH: it has just ended, which is no trouble
        return fault(FaultCode::failed, fmt::format("unknown problem sending sig {} ({}):{}", process.name(),
                                                    pid, errno_text(code)));
    return {};
}

Outcome signal_each(const std::vector<Process*>& processes, const std::string& signal_text) {
    Array results;
    for (Process* process : processes)
        if (process::is_signallable(process->state()))
            results.push_back(
                action_result(*process, signal_one(*process, process->namespec(), signal_text)));
    return Value(std::move(results));
}

}  // namespace

sys::Registration start(DaemonControl& daemon, const Arguments& arguments, Reply reply) {
    return act(daemon, arguments, Action::start, std::move(reply));
}

sys::Registration start_group(DaemonControl& daemon, const Arguments& arguments, Reply reply) {
    return act_on_group(daemon, arguments, Action::start, std::move(reply));
}

sys::Registration start_all(DaemonControl& daemon, const Arguments& arguments, Reply reply) {
    return act_on_every(daemon, arguments, Action::start, std::move(reply));
}

sys::Registration stop(DaemonControl& daemon, const Arguments& arguments, Reply reply) {
    return act(daemon, arguments, Action::stop, std::move(reply));
}

sys::Registration stop_group(DaemonControl& daemon, const Arguments& arguments, Reply reply) {
    return act_on_group(daemon, arguments, Action::stop, std::move(reply));
}

sys::Registration stop_all(DaemonControl& daemon, const Arguments& arguments, Reply reply) {
    return act_on_every(daemon, arguments, Action::stop, std::move(reply));
}

Outcome signal(DaemonControl& daemon, const Arguments& arguments) {
    const std::string& name = arguments.text(0);
    const auto target = find_target(daemon.groups(), name);
    if (!target)
        return tl::unexpected(target.error());
    if (target->process == nullptr)
        return signal_each(target->group->by_priority(), arguments.text(1));
    if (const auto sent = signal_one(*target->process, name, arguments.text(1)); !sent)
        return tl::unexpected(sent.error());
    return Value(true);
}

Outcome signal_group(DaemonControl& daemon, const Arguments& arguments) {
    const process::Group* group = daemon.groups().find(arguments.text(0));
    if (group == nullptr)
        return fault(FaultCode::bad_name, arguments.text(0));
    return signal_each(group->by_priority(), arguments.text(1));
}

Outcome signal_all(DaemonControl& daemon, const Arguments& arguments) {
    return signal_each(all_by_priority(daemon.groups()), arguments.text(0));
}

Outcome send_event(DaemonControl& daemon, const Arguments& arguments) {
    daemon.events().remote_communication(python_text(arguments.value(0)), python_text(arguments.value(1)));
    return Value(true);
}

Outcome send_stdin(DaemonControl& daemon, const Arguments& arguments) {
    const std::string& name = arguments.text(0);
    const auto process = find_process(daemon.groups(), name);
    if (!process)
        return tl::unexpected(process.error());
    if ((*process)->pid() == 0 || (*process)->state() == process::State::stopping)
        return fault(FaultCode::not_running, name);
    switch ((*process)->write_stdin(arguments.text(1))) {
    case process::StdinBuffer::Outcome::queued:
        break;
    case process::StdinBuffer::Outcome::closed:
        return fault(FaultCode::no_file, name);
    case process::StdinBuffer::Outcome::full:
        return fault(FaultCode::failed,
                     fmt::format("{} does not read its stdin: more than {} bytes would wait", name,
                                 process::StdinBuffer::max_waiting));
    }
    return Value(true);
}

}  // namespace supervise::rpc::process_calls
