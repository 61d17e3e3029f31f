/// What `reread` and `update` act on: how a new configuration differs from what is running (CFG-210 to
/// CFG-214).
#pragma once

#include <string>
#include <vector>

#include "config/model.hpp"

namespace supervise::config {

/// Names of groups. Supervisor's order: added and changed as in the new configuration, removed as they run.
struct Difference {
    std::vector<std::string> added, changed, removed;

    bool empty() const { return added.empty() && changed.empty() && removed.empty(); }
};

/// Compares the configurations of the active groups with a new model's.
Difference difference(const std::vector<const GroupConfig*>& active, const std::vector<GroupConfig>& next);

/// Would both run the same process in the same way? Every key counts, AUTO logs included (CFG-212); the order
/// of environment variables does not.
bool same_process(const ProcessConfig& a, const ProcessConfig& b);

/// The same of a group: its name, priority, processes in order, and what makes it a listener pool or an
/// fcgi-program, the socket's owner, mode and backlog included (CFG-213).
bool same_group(const GroupConfig& a, const GroupConfig& b);

}  // namespace supervise::config
