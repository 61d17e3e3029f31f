/// What the native engine asks of a running supervisord, as tasks that run supervisorctl on the host.
#pragma once

#include <string>
#include <vector>

#include "ansible/room.hpp"
#include "ansible/task.hpp"
#include "control/operation.hpp"

namespace deployer::ansible {

/// As tasks_of() of operations.hpp.
std::vector<Task> tasks_of(Room& room, const control::Operation& operation, const std::string& variable);

/// What LookProgram answers (control/operation.hpp), as an expression.
std::string state_of(const std::string& variable);

}  // namespace deployer::ansible
