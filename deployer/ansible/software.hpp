/// The step that gives a host a supervisord.
#pragma once

#include <string>
#include <vector>

#include "ansible/room.hpp"
#include "ansible/task.hpp"

namespace deployer::ansible {

/// Decided on the host, by what its own supervisord says of itself: none, an older one of ours and, with
/// --replace-supervisor, any other is replaced by the one that goes with the project.
std::vector<Task> software_tasks(Room& room, const std::string& variable);

}  // namespace deployer::ansible
