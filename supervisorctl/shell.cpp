#include "supervisorctl/shell.hpp"

#include <array>
#include <cstdlib>

#include <fmt/core.h>

#include "supervisorctl/edited_lines.hpp"
#include "sys/connect.hpp"
#include "sys/interrupt.hpp"
#include "sys/terminal.hpp"

namespace supervise::ctl {
namespace {

/// Terminals that cannot move their cursor, and editors that do it themselves.
bool can_edit(const char* term) {
    const std::string_view name = term != nullptr ? term : "";
    return !name.empty() && name != "dumb" && name != "emacs";
}

std::unique_ptr<CommandLines> lines_at_terminal(Session& session, Questions& questions,
                                                const Settings& settings) {
    if (can_edit(std::getenv("TERM"))) {
        auto edited = EditedLines::open(
            session.out(), [&session] { return session.connect_quickly(); },
            settings.history_file.value_or(""));
        if (edited) {
            return std::move(*edited);
        }
        session.out().line(fmt::format("No line editing, history or completion: {}", edited.error().message));
    }
    return std::make_unique<PlainLines>(questions);
}

}  // namespace

std::optional<std::string> TerminalQuestions::ask(std::string_view prompt) {
    return ask_until(prompt, -1);
}

/// Until there is a line, or Ctrl-C, or `signal_fd` is readable.
std::optional<std::string> TerminalQuestions::ask_until(std::string_view prompt, int signal_fd) {
    // Before the prompt: whoever sees it may answer with Ctrl-C.
    const auto interrupt = sys::Interrupt::create();
    out_.raw(prompt);
    out_.flush();
    has_ended_ = false;
    if (!interrupt) {
        auto line = input_.next();  // Ctrl-C then ends the program, as it does anywhere else
        has_ended_ = !line;
        return line;
    }
    while (!input_.has_line()) {
        std::array<sys::Interest, 3> interests{
            {{.fd = interrupt->fd()}, {.fd = signal_fd}, {.fd = input_.fd()}}};
        if (!sys::wait_for_any(interests, std::nullopt) || interests[0].ready || interests[1].ready) {
            return std::nullopt;
        }
        if (!input_.read()) {
            has_ended_ = true;
            break;
        }
    }
    return input_.take();
}

std::optional<std::string> TerminalQuestions::ask_secret(std::string_view prompt) {
    const sys::EchoOff hidden(input_.fd());
    auto answer = ask_until(prompt, hidden.signal_fd());
    if (is_person()) {
        out_.line("");  // the typed line end was not shown either
        out_.flush();
    }
    return answer;
}

bool TerminalQuestions::is_person() const {
    return sys::is_terminal(input_.fd());
}

void run_shell(Session& session, CommandLines& lines, std::string_view prompt,
               const std::function<void()>& prepare) {
    const std::string full_prompt = fmt::format("{}> ", prompt);
    session.execute("status");
    while (!session.is_over()) {
        prepare();
        const auto line = lines.next(full_prompt);
        session.execute(line ? *line : "EOF");
    }
}

void run_shell_at_terminal(Session& session, Questions& questions, const Settings& settings,
                           Session::Connect connect_quickly) {
    session.attend_person(std::move(connect_quickly));
    auto interrupt = sys::Interrupt::create();
    // One that came when its command had just ended is not meant for the next.
    const auto forget_interrupt = [&interrupt] {
        if (interrupt) {
            (void)interrupt->take();
        }
    };
    const std::unique_ptr<CommandLines> lines = lines_at_terminal(session, questions, settings);
    run_shell(session, *lines, settings.prompt, forget_interrupt);
}

}  // namespace supervise::ctl
