/// The text that brings the agent to life on a host. Pure.
#pragma once

#include <string>

#include "sys/result.hpp"
#include "transport/agent_program.hpp"

namespace deployer::transport {

/// What a problem is prefixed with on standard error, so that it is told apart from other noise.
inline constexpr std::string_view problem_mark = "hadeploy-problem: ";

/// For /bin/sh, as the account the agent shall run as: sees to ~/.hadeploy, which has to be a folder only its
/// owner can use; becomes the agent if it is there; otherwise prints wants_agent_line, reads exactly the
/// program's bytes from standard input, checks them, keeps them, and becomes it. Holds none of the characters
/// that shell_quoted() refuses. Needs no more than a POSIX shell, coreutils or BusyBox.
std::string start_script(const AgentProgram& agent);

}  // namespace deployer::transport
