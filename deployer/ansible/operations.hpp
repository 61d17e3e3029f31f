/// What the agent would do on a host, as tasks of Ansible's own modules.
#pragma once

#include <vector>

#include "ansible/room.hpp"
#include "ansible/task.hpp"
#include "task/operation.hpp"

namespace deployer::ansible {

/// `variable`: what registered results are called; the last task's is `variable` itself. Titles are the
/// caller's. Empty: nothing has to be done. What cannot be done is refused in the room.
std::vector<Task> tasks_of(Room& room, const task::Operation& operation, const std::string& variable);

/// What an operation answers as its value (task/operation.hpp), as an expression.
std::string value_of(const task::Operation& operation, const std::string& variable);
/// A value that value_of() is compared with.
std::string comparable(const task::Operation& operation, const std::string& value);

}  // namespace deployer::ansible
