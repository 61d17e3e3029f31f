/// The file this process runs.
#pragma once

#include <string>

#include "sys/result.hpp"

namespace supervise::sys {

/// Absolute, links followed.
Result<std::string> own_program();

}  // namespace supervise::sys
