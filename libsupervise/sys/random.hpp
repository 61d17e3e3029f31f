/// Bytes nobody can guess.
#pragma once

#include <span>

#include "sys/result.hpp"

namespace supervise::sys {

/// Fills `bytes` from the kernel's generator (getrandom(2)).
Result<void> random_bytes(std::span<unsigned char> bytes);

}  // namespace supervise::sys
