// start, stop, restart, signal: one or several processes, groups, or all.
#include <algorithm>

#include <fmt/core.h>

#include "rpc/value.hpp"
#include "supervisorctl/commands/commands.hpp"
#include "supervisorctl/commands/names.hpp"
#include "supervisorctl/namespec.hpp"
#include "supervisorctl/result_text.hpp"

namespace supervise::ctl::commands {
namespace {

using client::ProcessResult;
using client::SupervisorApi;
using rpc::FaultCode;
using Results = client::Answer<std::vector<ProcessResult>>;

constexpr int code(FaultCode fault) {
    return static_cast<int>(fault);
}

/// One of the actions, as far as they differ.
struct Control {
    Action action;
    std::function<client::Answer<void>(const std::string& name)> one;
    std::function<Results(const std::string& group)> group;
    std::function<Results()> all;
    std::optional<int> ignored_fault;
    int unknown_group_status = exit_status::generic;
};

Done print_result(Session& session, const Control& control, const ProcessResult& result) {
    const auto text = result_text(control.action, result);
    if (!text) {
        return tl::unexpected(text.error());
    }
    session.out().line(*text);
    session.set_status_from_fault(result.status, control.ignored_fault);
    return {};
}

Done print_results(Session& session, const Control& control, const Results& results) {
    if (!results) {
        return tl::unexpected(results.error());
    }
    for (const ProcessResult& result : *results) {
        if (auto printed = print_result(session, control, result); !printed) {
            return printed;
        }
    }
    return {};
}

Done act_on_group(Session& session, const Control& control, const std::string& group) {
    const Results results = control.group(group);
    if (!results && results.error().is_fault(code(FaultCode::bad_name))) {
        session.out().line(fmt::format("{}: ERROR (no such group)", group));
        session.set_status(control.unknown_group_status);
        return {};
    }
    return print_results(session, control, results);
}

Done act_on_process(Session& session, const Control& control, const std::string& name, const Namespec& spec) {
    const auto done = control.one(name);
    ProcessResult result{spec.group, *spec.process, code(FaultCode::success), {}};
    if (!done) {
        if (done.error().kind != client::Error::Kind::fault) {
            return done;
        }
        result.status = done.error().code;
        result.description = done.error().text;
    }
    return print_result(session, control, result);
}

Done act(Session& session, const Control& control, std::span<const std::string> names) {
    if (names_all(names)) {
        return print_results(session, control, control.all());
    }
    for (const std::string& name : names) {
        session.out().flush();
        const Namespec spec = Namespec::parse(name);
        auto done = spec.process ? act_on_process(session, control, name, spec)
                                 : act_on_group(session, control, spec.group);
        if (!done) {
            return done;
        }
    }
    return {};
}

}  // namespace

Done start(Session& session, const Arguments& arguments) {
    auto server = session.server();
    if (!server) {
        return tl::unexpected(server.error());
    }
    const Control control{.action = Action::start,
                          .one = [&](const std::string& name) { return server->start(name); },
                          .group = [&](const std::string& group) { return server->start_group(group); },
                          .all = [&] { return server->start_all(); },
                          .ignored_fault = code(FaultCode::already_started),
                          .unknown_group_status = exit_status::invalid_arguments};
    return act(session, control, arguments.words);
}

Done stop(Session& session, const Arguments& arguments) {
    auto server = session.server();
    if (!server) {
        return tl::unexpected(server.error());
    }
    const Control control{.action = Action::stop,
                          .one = [&](const std::string& name) { return server->stop(name); },
                          .group = [&](const std::string& group) { return server->stop_group(group); },
                          .all = [&] { return server->stop_all(); },
                          .ignored_fault = code(FaultCode::not_running)};
    return act(session, control, arguments.words);
}

Done restart(Session& session, const Arguments& arguments) {
    if (auto stopped = stop(session, arguments); !stopped) {
        return stopped;
    }
    return start(session, arguments);
}

Done signal(Session& session, const Arguments& arguments) {
    auto server = session.server();
    if (!server) {
        return tl::unexpected(server.error());
    }
    const std::string& name_of_signal = arguments.words.front();
    const Control control{
        .action = Action::signal,
        .one = [&](const std::string& name) { return server->signal(name, name_of_signal); },
        .group = [&](const std::string& group) { return server->signal_group(group, name_of_signal); },
        .all = [&] { return server->signal_all(name_of_signal); },
        .ignored_fault = std::nullopt};
    return act(session, control, std::span(arguments.words).subspan(1));
}

}  // namespace supervise::ctl::commands
