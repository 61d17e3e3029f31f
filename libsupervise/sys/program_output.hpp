/// What a program prints: for programs that are asked for something and end.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "sys/result.hpp"

namespace supervise::sys {

/// Runs `argv` with this process's environment, input and error output, and waits. A name without a slash is
/// looked for in PATH. Fails when it cannot be run, prints more than `limit` bytes, or ends with anything but
/// 0.
Result<std::string> program_output(const std::vector<std::string>& argv, std::size_t limit);

}  // namespace supervise::sys
