// shutdown, reload, version, open: the daemon as a whole.
#include <cerrno>
#include <chrono>

#include <fmt/core.h>

#include "client/server_url.hpp"
#include "config/text.hpp"
#include "rpc/value.hpp"
#include "supervisorctl/commands/commands.hpp"
#include "supervisorctl/limits.hpp"
#include "supervisorctl/run_command.hpp"
#include "sys/connect.hpp"

namespace supervise::ctl::commands {
namespace {

bool is_shutting_down(const client::Error& error) {
    return error.is_fault(static_cast<int>(rpc::FaultCode::shutdown_state));
}

/// Neither yes nor no.
void take_no_answer(Session& session, std::string_view command) {
    const bool has_ended = session.questions().has_ended();
    if (has_ended || session.out().is_terminal()) {
        session.out().line("");  // behind the question, or the ^C that the terminal shows
    }
    if (has_ended) {
        session.out().line(fmt::format(
            "ERROR: no answer before the end of input; \"supervisorctl {}\" without -i does not ask",
            command));
    }
    session.set_status(has_ended ? exit_status::generic : exit_status::interrupted);
}

/// CTL-047: only the shell asks; anything that starts with y means yes.
bool is_confirmed(Session& session, std::string_view command, std::string_view question) {
    if (!session.is_interactive()) {
        return true;
    }
    session.out().flush();
    const auto answer = session.questions().ask(question);
    session.restart_limit();
    if (!answer) {
        take_no_answer(session, command);
        return false;
    }
    return config::lower(*answer).starts_with('y');
}

void wait_until_back(Session& session) {
    Output& out = session.out();
    out.line("Waiting for supervisord to be back (Ctrl-C: do not wait)");
    const auto deadline = std::chrono::steady_clock::now() + limits::reload;
    while (std::chrono::steady_clock::now() < deadline) {
        out.flush();
        const auto remote = session.connect_quickly();
        const auto state = client::SupervisorApi(*remote).state();
        if (state && *state == "RUNNING") {
            out.line("supervisord is back");
            return;
        }
        const bool is_interrupted = !state && state.error().is_interrupted();
        if (is_interrupted || !sys::wait_for_any({}, limits::reload_poll)) {
            out.line("");  // behind the ^C that the terminal shows
            return;
        }
    }
    out.line(fmt::format("supervisord is not back after {} seconds; \"status\" shows when it is",
                         limits::reload.count()));
}

}  // namespace

Done shutdown(Session& session, const Arguments&) {
    if (!is_confirmed(session, "shutdown", "Really shut the remote supervisord process down y/N? ")) {
        return {};
    }
    auto server = session.server();
    if (!server) {
        return tl::unexpected(server.error());
    }
    const auto done = server->shutdown();
    if (done) {
        session.out().line("Shut down");
    } else if (is_shutting_down(done.error())) {
        session.out().line("ERROR: already shutting down");
    } else if (done.error().is_system(ECONNREFUSED)) {
        session.out().line(
            fmt::format("ERROR: {} refused connection (already shut down?)", session.server_url()));
        session.set_status(exit_status::generic);
    } else if (done.error().is_system(ENOENT)) {
        session.out().line(fmt::format("ERROR: {} no such file (already shut down?)", session.server_url()));
        session.set_status(exit_status::generic);
    } else {
        return done;
    }
    return {};
}

Done reload(Session& session, const Arguments&) {
    if (!is_confirmed(session, "reload", "Really restart the remote supervisord process y/N? ")) {
        return {};
    }
    auto server = session.server();
    if (!server) {
        return tl::unexpected(server.error());
    }
    const auto done = server->restart();
    if (done) {
        session.out().line("Restarted supervisord");
        if (session.is_attended()) {
            wait_until_back(session);
        }
        return {};
    }
    if (!is_shutting_down(done.error())) {
        return done;
    }
    session.out().line("ERROR: already shutting down");
    session.set_status(exit_status::generic);
    return {};
}

Done version(Session& session, const Arguments&) {
    auto server = session.server();
    if (!server) {
        return tl::unexpected(server.error());
    }
    const auto text = server->version();
    if (!text) {
        return tl::unexpected(text.error());
    }
    session.out().line(*text);
    return {};
}

Done open(Session& session, const Arguments& arguments) {
    const std::string scheme = client::url_scheme(arguments.text);
    if (scheme != "http" && scheme != "https" && scheme != "unix") {
        session.out().line("ERROR: url must be http:// or unix://");
        session.set_status(exit_status::generic);
        return {};
    }
    session.use_server(arguments.text);
    // How things stand there is worth showing, but is not what was asked for (CTL-050).
    const int before = session.status();
    auto shown = run_command(session, *find_command("status"), {});
    if (shown) {
        session.set_status(before);
    }
    return shown;
}

}  // namespace supervise::ctl::commands
