#include "supervisorctl/shell.hpp"

#include <array>

#include <fmt/core.h>

#include "sys/connect.hpp"
#include "sys/interrupt.hpp"
#include "sys/terminal.hpp"

namespace supervise::ctl {

std::optional<std::string> TerminalQuestions::ask(std::string_view prompt) {
    // Before the prompt: whoever sees it may answer with Ctrl-C.
    const auto interrupt = sys::Interrupt::create();
    out_.raw(prompt);
    out_.flush();
    if (!interrupt) {
        return input_.next();  // Ctrl-C then ends the program, as it does anywhere else
    }
    while (!input_.has_line()) {
        std::array<sys::Interest, 2> interests{{{.fd = interrupt->fd()}, {.fd = input_.fd()}}};
        if (!sys::wait_for_any(interests, std::nullopt) || interests[0].ready) {
            return std::nullopt;
        }
        if (!input_.read()) {
            break;
        }
    }
    return input_.take();
}

std::optional<std::string> TerminalQuestions::ask_secret(std::string_view prompt) {
    const sys::EchoOff hidden(input_.fd());
    auto answer = ask(prompt);
    if (sys::is_terminal(input_.fd())) {
        out_.line("");  // the typed line end was not shown either
    }
    return answer;
}

void run_shell(Session& session, Questions& questions, std::string_view prompt) {
    const std::string full_prompt = fmt::format("{}> ", prompt);
    session.execute("status");
    while (!session.is_over()) {
        const auto line = questions.ask(full_prompt);
        session.execute(line ? *line : "EOF");
    }
}

}  // namespace supervise::ctl
