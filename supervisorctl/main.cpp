/// supervisorctl: the client of supervisord.
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include <fmt/core.h>

#include "supervisorctl/colour.hpp"
#include "supervisorctl/limits.hpp"
#include "supervisorctl/session.hpp"
#include "supervisorctl/shell.hpp"
#include "sys/own_process.hpp"
#include "sys/signals.hpp"
#include "sys/terminal.hpp"

namespace {

using namespace supervise;

constexpr int input_fd = 0;
constexpr int output_fd = 1;
constexpr int error_fd = 2;

ctl::Output output_to(int fd) {
    const bool is_terminal = sys::is_terminal(fd);
    return ctl::Output([fd](std::string_view bytes) { return sys::write_all(fd, bytes); }, is_terminal,
                       is_terminal && ctl::wants_colours(std::getenv("TERM"), std::getenv("NO_COLOR")));
}

ctl::Session::Connect connect_with(const sys::TlsFiles& tls, std::optional<sys::Duration> answer_timeout) {
    return
        [tls, answer_timeout](const client::ServerUrl& url, std::optional<client::Credentials> credentials) {
            return std::make_unique<client::HttpRemote>(url, std::move(credentials), answer_timeout, tls);
        };
}

std::string joined(const std::vector<std::string>& words) {
    std::string line;
    for (const std::string& word : words) {
        line += line.empty() ? "" : " ";
        line += word;
    }
    return line;
}

/// Output that did not arrive is a failure, of which a reader that went away is not told.
int final_status(int status, const ctl::Output& out, ctl::Output& errors) {
    if (!out.failure()) {
        return status;
    }
    if (out.failure()->code != EPIPE) {
        errors.line(fmt::format("supervisorctl: {}", out.failure()->message));
        errors.flush();
    }
    return status != ctl::exit_status::success ? status : ctl::exit_status::generic;
}

int run(const std::string& program, std::span<const std::string> arguments) {
    ctl::Output out = output_to(output_fd);
    ctl::Output errors = output_to(error_fd);
    auto settings = ctl::read_settings(program, arguments);
    if (!settings) {
        out.raw(settings.error().to_out);
        out.flush();
        errors.raw(settings.error().to_errors);
        errors.flush();
        return final_status(settings.error().status, out, errors);
    }
    ctl::Lines input(input_fd);
    ctl::TerminalQuestions questions(input, out);
    ctl::Session session(*settings, {input, out, errors}, questions,
                         connect_with(settings->tls, std::nullopt));
    if (settings->action.empty()) {
        if (questions.is_person() && out.is_terminal()) {
            ctl::run_shell_at_terminal(session, questions, *settings,
                                       connect_with(settings->tls, ctl::limits::quick_answer));
        } else {
            ctl::PlainLines lines(questions);
            ctl::run_shell(session, lines, settings->prompt);
        }
        return final_status(ctl::exit_status::success, out, errors);
    }
    session.execute(joined(settings->action));
    return final_status(session.status(), out, errors);
}

}  // namespace

int main(int argc, char** argv) {
    supervise::sys::ignore_signals({SIGPIPE});
    const std::vector<std::string> arguments = supervise::sys::arguments_of_main(argc, argv);
    const std::string program = arguments.empty() ? "supervisorctl" : arguments.front();
    return run(program, std::span(arguments).subspan(arguments.empty() ? 0 : 1));
}
