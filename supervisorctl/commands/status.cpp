// status, pid: what runs.
#include <fmt/core.h>

#include "config/text.hpp"
#include "rpc/value.hpp"
#include "supervisorctl/colour.hpp"
#include "supervisorctl/commands/commands.hpp"
#include "supervisorctl/commands/names.hpp"
#include "supervisorctl/namespec.hpp"
#include "supervisorctl/status_line.hpp"

namespace supervise::ctl::commands {
namespace {

using client::ProcessInfo;

/// The processes that `names` mean, in their order; names that mean none are complained about.
std::vector<const ProcessInfo*> select(Session& session, const std::vector<ProcessInfo>& processes,
                                       const std::vector<std::string>& names) {
    std::vector<const ProcessInfo*> selected;
    for (const std::string& name : names) {
        const Namespec spec = Namespec::parse(name);
        const std::size_t before = selected.size();
        for (const ProcessInfo& process : processes) {
            if (spec.covers(process.group, process.name)) {
                selected.push_back(&process);
            }
        }
        if (selected.size() == before) {
            session.out().line(no_such_text(name));
            session.set_status(exit_status::status_unknown);
        }
    }
    return selected;
}

void print_table(Session& session, const std::vector<const ProcessInfo*>& processes) {
    std::vector<std::string> names;
    names.reserve(processes.size());
    std::size_t width = min_name_width;
    for (const ProcessInfo* process : processes) {
        names.push_back(show_namespec(process->group, process->name));
        width = std::max(width, config::length_in_characters(names.back()));
    }
    for (std::size_t i = 0; i < processes.size(); ++i) {
        std::string state = padded(processes[i]->statename, state_width);
        if (session.is_attended() && session.out().has_colours()) {
            const std::size_t length = processes[i]->statename.size();
            state.replace(0, length, painted(processes[i]->statename, colour_of_state(*processes[i])));
        }
        session.out().line(padded(names[i], width + name_gap) + state + processes[i]->description);
    }
}

Done print_pid(Session& session, client::SupervisorApi& server, const std::string& name) {
    const auto process = server.process(name);
    if (!process) {
        if (!process.error().is_fault(static_cast<int>(rpc::FaultCode::bad_name))) {
            return tl::unexpected(process.error());
        }
        session.out().line(fmt::format("No such process {}", name));
        session.set_status(exit_status::generic);
        return {};
    }
    session.out().line(std::to_string(process->pid));
    if (process->pid == 0) {
        session.set_status(exit_status::not_running);
    }
    return {};
}

Done show_status(Session& session, const Arguments& arguments) {
    auto server = session.server();
    if (!server) {
        return tl::unexpected(server.error());
    }
    const auto processes = server->all_processes();
    if (!processes) {
        return tl::unexpected(processes.error());
    }
    std::vector<const ProcessInfo*> shown;
    if (arguments.words.empty() || names_all(arguments.words)) {
        shown.reserve(processes->size());
        for (const ProcessInfo& process : *processes) {
            shown.push_back(&process);
        }
    } else {
        shown = select(session, *processes, arguments.words);
    }
    print_table(session, shown);
    if (std::any_of(shown.begin(), shown.end(),
                    [](const ProcessInfo* process) { return is_down(process->state); })) {
        session.set_status(exit_status::status_not_running);
    }
    return {};
}

Done show_pid(Session& session, const Arguments& arguments) {
    auto server = session.server();
    if (!server) {
        return tl::unexpected(server.error());
    }
    if (arguments.words.empty()) {
        const auto pid_of_daemon = server->pid();
        if (!pid_of_daemon) {
            return tl::unexpected(pid_of_daemon.error());
        }
        session.out().line(std::to_string(*pid_of_daemon));
        return {};
    }
    if (names_all(arguments.words)) {
        const auto processes = server->all_processes();
        if (!processes) {
            return tl::unexpected(processes.error());
        }
        for (const ProcessInfo& process : *processes) {
            session.out().line(std::to_string(process.pid));
        }
        return {};
    }
    for (const std::string& name : arguments.words) {
        if (auto printed = print_pid(session, *server, name); !printed) {
            return printed;
        }
    }
    return {};
}

}  // namespace

Done ask(Session& session, const Arguments& arguments, Done (*show)(Session&, const Arguments&)) {
    const int before = session.status();
    auto shown = show(session, arguments);
    if (shown && arguments.has("--exit-zero")) {
        session.set_status(before);
    }
    return shown;
}

Done status(Session& session, const Arguments& arguments) {
    return ask(session, arguments, show_status);
}

Done pid(Session& session, const Arguments& arguments) {
    return ask(session, arguments, show_pid);
}

}  // namespace supervise::ctl::commands
