/// Stopping and starting processes, and seeing it through.
#pragma once

#include "control/conversation.hpp"

namespace deployer::control {

/// Asks those that are up to stop, all at once, and waits until they have. Gives how many there were.
supervise::Result<std::size_t> stop_and_wait(Conversation& conversation, const Names& names);

/// Starts those that are not up, waits until all are RUNNING (or have ended as their exitcodes expect). Gives
/// how many were started. The error has exit status, reason and the last lines of the log (HD-PRG-16).
supervise::Result<std::size_t> start_and_wait(Conversation& conversation, const Names& names);

/// Its run has ended as it should, which is success for who has just started it.
bool ended_well(const supervise::client::ProcessInfo& process,
                const std::vector<supervise::client::ProgramInfo>& programs);
/// The same of a job, which need not stay up (startsecs=0): whenever it ran, that is all it has to do. A
/// service that has ended is down, whatever its exit status.
bool is_done(const supervise::client::ProcessInfo& process,
             const std::vector<supervise::client::ProgramInfo>& programs);

/// The daemon spawns what has autostart a moment after it has begun itself, or was given the group. Until
/// then it looks as if nobody had started it. Waits for that moment.
supervise::Result<void> let_autostart_begin(Conversation& conversation, const Names& autostart);

/// The processes as they are now.
supervise::Result<Processes> look(Conversation& conversation);

Names names_of(const Processes& processes);

}  // namespace deployer::control
