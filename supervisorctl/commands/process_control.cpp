// start, stop, restart, signal, clear: an action on one or several processes, groups, or all.
#include "rpc/value.hpp"
#include "supervisorctl/commands/act.hpp"
#include "supervisorctl/commands/commands.hpp"

namespace supervise::ctl::commands {
namespace {

using rpc::FaultCode;

constexpr int code(FaultCode fault) {
    return static_cast<int>(fault);
}

Control start_control() {
    return {.action = Action::start,
            .one = "supervisor.startProcess",
            .group = "supervisor.startProcessGroup",
            .all = "supervisor.startAllProcesses",
            .can_wait = true,
            .ignored_fault = code(FaultCode::already_started),
            .unknown_group_status = exit_status::invalid_arguments};
}

Control stop_control() {
    return {.action = Action::stop,
            .one = "supervisor.stopProcess",
            .group = "supervisor.stopProcessGroup",
            .all = "supervisor.stopAllProcesses",
            .can_wait = true,
            .ignored_fault = code(FaultCode::not_running)};
}

Pace pace_of(const Arguments& arguments) {
    return arguments.has("--serial") ? Pace::one_by_one : Pace::together;
}

client::Answer<sys::Interrupt> catch_interrupt() {
    auto interrupt = sys::Interrupt::create();
    if (!interrupt) {
        return client::failure(client::Error::Kind::system, interrupt.error().code,
                               interrupt.error().message);
    }
    return std::move(*interrupt);
}

Done act_once(Session& session, const Control& control, std::span<const std::string> names, Pace pace) {
    const auto interrupt = catch_interrupt();
    if (!interrupt) {
        return tl::unexpected(interrupt.error());
    }
    const auto end = act(session, control, names, pace, *interrupt);
    return end ? Done() : tl::unexpected(end.error());
}

}  // namespace

Done start(Session& session, const Arguments& arguments) {
    return act_once(session, start_control(), arguments.words, pace_of(arguments));
}

Done stop(Session& session, const Arguments& arguments) {
    return act_once(session, stop_control(), arguments.words, pace_of(arguments));
}

Done restart(Session& session, const Arguments& arguments) {
    const auto interrupt = catch_interrupt();
    if (!interrupt) {
        return tl::unexpected(interrupt.error());
    }
    const Pace pace = pace_of(arguments);
    const auto stopped = act(session, stop_control(), arguments.words, pace, *interrupt);
    if (!stopped) {
        return tl::unexpected(stopped.error());
    }
    if (*stopped != WaitEnd::arrived) {
        session.out().line("Nothing has been started again.");
        return {};
    }
    const auto started = act(session, start_control(), arguments.words, pace, *interrupt);
    return started ? Done() : tl::unexpected(started.error());
}

Done signal(Session& session, const Arguments& arguments) {
    const Control control{.action = Action::signal,
                          .one = "supervisor.signalProcess",
                          .group = "supervisor.signalProcessGroup",
                          .all = "supervisor.signalAllProcesses",
                          .more = {arguments.words.front()}};
    return act_once(session, control, std::span(arguments.words).subspan(1), pace_of(arguments));
}

Done clear(Session& session, const Arguments& arguments) {
    const Control control{.action = Action::clear,
                          .one = "supervisor.clearProcessLogs",
                          .all = "supervisor.clearAllProcessLogs"};
    return act_once(session, control, arguments.words, pace_of(arguments));
}

}  // namespace supervise::ctl::commands
