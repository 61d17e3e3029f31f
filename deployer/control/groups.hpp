/// Bringing the daemon's groups to what its files say: one group at a time, nothing else is touched.
#pragma once

#include "control/conversation.hpp"

namespace deployer::control {

task::Answer apply_group(Conversation& conversation, const ApplyGroup& operation, bool notified);
task::Answer ensure_present(Conversation& conversation, const EnsurePresent& operation);
task::Answer ensure_forgotten(Conversation& conversation, const EnsureForgotten& operation);

}  // namespace deployer::control
