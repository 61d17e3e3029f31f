#include "sys/process_end.hpp"

#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>

namespace supervise::sys {

Result<Fd> watch_process(pid_t pid) {
    const long fd = ::syscall(SYS_pidfd_open, pid, 0);  // has no wrapper before glibc 2.36; close-on-exec
    if (fd < 0)
        return fail_errno("pidfd_open", errno);
    return Fd(static_cast<int>(fd));
}

}  // namespace supervise::sys
