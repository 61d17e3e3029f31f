/// The program supervisord from its command line to its exit status.
#pragma once

#include <string>
#include <vector>

namespace supervise::daemon {

/// `argv` with the program's name first. Returns the exit status (CLI-040).
int run_program(const std::vector<std::string>& argv);

}  // namespace supervise::daemon
