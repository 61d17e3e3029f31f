/// Why a program does not run, as far as the daemon and the program's log tell.
#pragma once

#include <string>

#include "control/conversation.hpp"

namespace deployer::control {

/// "program1 of supervisor 'tsupv' on en1 is FATAL: Exited too quickly ..., exit status 1; its last lines: a
/// | b"
std::string failure_text(Conversation& conversation, const supervise::client::ProcessInfo& process);

/// The same for a start that the daemon has refused.
std::string refusal_text(Conversation& conversation, const supervise::client::ProcessInfo& process,
                         const supervise::client::Error& refusal);

/// Its last lines in one, cut at a bound, control characters replaced; empty without any.
std::string one_line(std::string_view log);

/// "program1" for program1:program1, else "group:name".
std::string short_name(const supervise::client::ProcessInfo& process);

}  // namespace deployer::control
