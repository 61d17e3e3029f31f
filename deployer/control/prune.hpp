/// Generated files that the description does not have any more (HD-PRG-24).
#pragma once

#include <string>
#include <vector>

#include "control/conversation.hpp"

namespace deployer::control {

/// Names in the include folder. A file without the mark is somebody's own, and never among them.
supervise::Result<std::vector<std::string>> leftover_files(Exchanger& exchanger, const GeneratedFiles& files);

/// Also where the daemon does not run.
task::Answer prune_files(Conversation& conversation, const PruneFiles& operation);

}  // namespace deployer::control
