#include "supervisorctl/shell.hpp"

#include <fmt/core.h>

#include "sys/terminal.hpp"

namespace supervise::ctl {

std::optional<std::string> TerminalQuestions::ask(std::string_view prompt) {
    out_.raw(prompt);
    out_.flush();
    return input_.next();
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
