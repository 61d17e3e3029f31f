/// Which processes of a group belong to a program. Pure.
#pragma once

#include "control/conversation.hpp"

namespace deployer::control {

/// Those of `all` that are the program's, in the daemon's order. Their names come from the daemon: one
/// process may be called like the program, several have numbers, and `process_name` may call them anything
/// (HD-PRG-20, -22, HD-GRP-06).
Processes members_of(const Program& program, const Processes& all);
Processes group_of(const std::string& group, const Processes& all);

/// A process of that name can come from `process_name` = `pattern`: "%(program_name)s_%(process_num)02d".
bool fits_process_name(const std::string& pattern, const Program& program, const std::string& name);

}  // namespace deployer::control
