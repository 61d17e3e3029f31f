/// The end of a process that is not our child.
#pragma once

#include <sys/types.h>

#include "sys/fd.hpp"

namespace supervise::sys {

/// A descriptor that becomes readable when the process ends (pidfd). None: there is no such process, or the
/// kernel is older than 5.3 (errno ENOSYS).
Result<Fd> watch_process(pid_t pid);

}  // namespace supervise::sys
