/// A program that has the terminal for as long as it runs, and whose status becomes ours.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "sys/result.hpp"

namespace supervise::sys {

/// Runs `argv` in `folder` with this process's input, outputs and environment, some of it replaced, and
/// waits. A name without a slash is looked for in PATH; the error's code is ENOENT when there is none. Ctrl-C
/// is the program's business meanwhile. The status is as a shell has it: 128 and the signal for one that was
/// ended by it.
Result<int> run_in_foreground(const std::vector<std::string>& argv, const std::string& folder,
                              const std::vector<std::pair<std::string, std::string>>& environment);

}  // namespace supervise::sys
