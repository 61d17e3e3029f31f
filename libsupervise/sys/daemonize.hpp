/// Leaving the terminal. The launching process stays until the daemon says that it is ready, or why it is
/// not.
#pragma once

#include <string_view>

#include "sys/fd.hpp"
#include "sys/result.hpp"

namespace supervise::sys {

/// The daemon's line to the process that launched it.
class Launcher {
public:
    /// No launcher waits (foreground).
    Launcher() = default;

    /// Forks. Returns in the child only; the parent waits for the child's word, prints its error on stderr,
    /// and exits with 0 or the child's status.
    static Result<Launcher> fork_daemon();

    /// Ready: the launcher exits with 0. Later calls do nothing.
    void report_ready();
    /// The launcher prints `message` on stderr and exits with `status` (1 to 255).
    void report_failure(int status, std::string_view message);

    bool waiting() const { return static_cast<bool>(line_); }

private:
    Fd line_;
};

/// Standard input, output and error become /dev/null; a session of its own.
Result<void> detach_from_terminal();

/// Opens /dev/null on each of 0, 1 and 2 that is closed, and marks every other inherited descriptor
/// close-on-exec, so that no child gets what is not meant for it.
void tidy_inherited_descriptors();

}  // namespace supervise::sys
