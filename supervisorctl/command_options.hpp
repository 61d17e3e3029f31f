/// Options among the words of a command, by its table row. Pure.
#pragma once

#include <string>

#include "supervisorctl/command.hpp"

namespace supervise::ctl {

/// Takes the options of `command` out of the words. `--` ends them, in a command that has any. Letters can be
/// given together (-fn 20) and with their value (-n20). The error: a value that is missing, not wanted or
/// wrong.
Result<Arguments> take_options(const Command& command, const Arguments& arguments);

/// The lines of a help, one for each option; empty without any.
std::string command_option_help(const Command& command);

}  // namespace supervise::ctl
