/// Looks at a daemon and compares it with its description.
#pragma once

#include "control/conversation.hpp"
#include "control/status.hpp"

namespace deployer::control {

/// The answer's value is JSON (control/status.hpp). A daemon that does not run is a finding, not a failure.
task::Answer survey(Conversation& conversation, Exchanger& exchanger, const Survey& operation);

/// The sentences of `status.differences`, and which processes are described or outdated. Pure.
void find_differences(DaemonStatus& status, const Survey& operation);

}  // namespace deployer::control
