/// Commands one after the other, from whoever types or pipes them (CTL-080 to CTL-082).
#pragma once

#include "supervisorctl/lines.hpp"
#include "supervisorctl/session.hpp"

namespace supervise::ctl {

/// Questions on the terminal that the commands come from.
class TerminalQuestions final : public Questions {
public:
    TerminalQuestions(Lines& input, Output& out) : input_(input), out_(out) {}

    std::optional<std::string> ask(std::string_view prompt) override;
    std::optional<std::string> ask_secret(std::string_view prompt) override;

private:
    Lines& input_;
    Output& out_;
};

/// Shows the status, then prompts and executes until a command or the end of input ends the session.
void run_shell(Session& session, Questions& questions, std::string_view prompt);

}  // namespace supervise::ctl
