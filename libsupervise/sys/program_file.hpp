/// Where the program of this process is installed.
#pragma once

#include <string>

#include "sys/result.hpp"

namespace supervise::sys {

/// Its file, absolute, links followed; where it was, when it has been replaced since.
Result<std::string> program_file();

}  // namespace supervise::sys
