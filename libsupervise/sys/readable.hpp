/// Waiting for one descriptor, for programs without an event loop.
#pragma once

#include <chrono>

#include "sys/result.hpp"

namespace supervise::sys {

/// Whether there is something to read, or the end of it, within `patience`.
Result<bool> readable_within(int fd, std::chrono::milliseconds patience);

}  // namespace supervise::sys
