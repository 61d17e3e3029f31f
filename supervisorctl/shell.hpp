/// Commands one after the other, from whoever types or pipes them (CTL-080 to CTL-082).
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "supervisorctl/lines.hpp"
#include "supervisorctl/session.hpp"

namespace supervise::ctl {

/// Where command lines come from.
class CommandLines {
public:
    virtual ~CommandLines() = default;
    /// Nothing at the end of input, or for Ctrl-C with nothing typed.
    virtual std::optional<std::string> next(std::string_view prompt) = 0;
};

/// Lines as they come: from a pipe, or from a terminal that cannot move its cursor.
class PlainLines final : public CommandLines {
public:
    explicit PlainLines(Questions& questions) : questions_(questions) {}
    std::optional<std::string> next(std::string_view prompt) override { return questions_.ask(prompt); }

private:
    Questions& questions_;
};

/// Questions on the terminal that the commands come from.
class TerminalQuestions final : public Questions {
public:
    TerminalQuestions(Lines& input, Output& out) : input_(input), out_(out) {}

    std::optional<std::string> ask(std::string_view prompt) override;
    std::optional<std::string> ask_secret(std::string_view prompt) override;
    bool has_ended() const override { return has_ended_; }
    bool is_person() const override;

private:
    std::optional<std::string> ask_until(std::string_view prompt, int signal_fd);

    Lines& input_;
    Output& out_;
    bool has_ended_ = false;  ///< at the last question; a terminal goes on behind a Ctrl-D
};

/// Shows the status, then prompts and executes until a command or the end of input ends the session.
/// `prepare` is called before each prompt.
void run_shell(
    Session& session, CommandLines& lines, std::string_view prompt,
    const std::function<void()>& prepare = [] {});

/// The same for a person: Ctrl-C ends what a command waits for, Tab and the history work where the terminal
/// and libedit allow it, and `connect_quickly` answers what must not take long.
void run_shell_at_terminal(Session& session, Questions& questions, const Settings& settings,
                           Session::Connect connect_quickly);

}  // namespace supervise::ctl
