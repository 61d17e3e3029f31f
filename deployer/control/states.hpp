/// What runs in a daemon, over a restart of that daemon.
#pragma once

#include "control/conversation.hpp"

namespace deployer::control {

task::Answer note_states(Conversation& conversation);
task::Answer restore_states(Conversation& conversation, const RestoreStates& operation);

}  // namespace deployer::control
