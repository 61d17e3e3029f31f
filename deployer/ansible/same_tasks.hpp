/// One list of tasks for many hosts: what differs between them becomes variables of the hosts.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "ansible/task.hpp"

namespace deployer::ansible {

/// Variables of hosts, by index of the model.
using HostVariables = std::map<std::size_t, Map>;
using HostTasks = std::vector<std::pair<std::size_t, std::vector<Task>>>;

/// Tasks that do on each host what `tasks` says for it, and nothing on hosts that have none there. Hosts
/// whose tasks differ in texts only share them; each text that differs is `NAME.vN`, and NAME is added to
/// `variables`.
std::vector<Task> same_tasks(const std::string& name, const HostTasks& tasks, HostVariables& variables);

}  // namespace deployer::ansible
