/// The state of programs: looked at, brought about, begun anew.
#pragma once

#include "control/conversation.hpp"

namespace deployer::control {

task::Answer look_program(Conversation& conversation, const LookProgram& operation);
task::Answer ensure_started(Conversation& conversation, const EnsureStarted& operation);
task::Answer ensure_stopped(Conversation& conversation, const EnsureStopped& operation);
task::Answer restart_processes(Conversation& conversation, const RestartProcesses& operation,
                               const Situation& situation);

}  // namespace deployer::control
