/// Processes in what `supervisorctl status` prints.
#pragma once

#include <string>

#include "control/operation.hpp"

namespace deployer::ansible {

/// A regular expression of Python for the lines of a program's processes among those of its group.
std::string member_pattern(const control::Program& program);
/// Of a group's processes.
std::string group_pattern(const std::string& group);

/// The text as a regular expression that fits nothing else.
std::string escaped(const std::string& text);

}  // namespace deployer::ansible
