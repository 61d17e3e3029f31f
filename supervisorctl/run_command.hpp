/// Runs a command by what its table row says: which words are options, is the number of the others right, is
/// there a daemon, then the function.
#pragma once

#include "supervisorctl/command.hpp"

namespace supervise::ctl {

/// The error is one that nothing has been said about yet.
Done run_command(Session& session, const Command& command, const Arguments& given);

}  // namespace supervise::ctl
