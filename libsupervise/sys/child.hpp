/// A child process and the pipes to it, for programs without an event loop. Each knows its own child only, so
/// that several threads can have several.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "sys/clock.hpp"
#include "sys/fd.hpp"
#include "sys/process_calls.hpp"

namespace supervise::sys {

class Child {
public:
    /// Starts `argv[0]`, a path or a name that is looked for in PATH, in its own process group: Ctrl-C at the
    /// terminal is not for it. Fails when it cannot be executed.
    static Result<Child> start(std::vector<std::string> argv, std::vector<std::string> environment);

    Child(Child&& other) noexcept;
    Child& operator=(Child&&) = delete;
    /// Ends what is still there of its group by SIGKILL.
    ~Child();

    pid_t pid() const { return pid_; }

    /// Our ends, non-blocking; closing the input is how the child learns that nothing more comes.
    Fd input, output, errors;

    /// The status as waitpid(2) gives it, once it has ended; nothing when that takes longer than `patience`.
    std::optional<int> wait(Duration patience);

    /// To its group, if it is still there.
    void signal(int number);

private:
    explicit Child(pid_t pid) : pid_(pid) {}

    pid_t pid_ = 0;
    std::optional<int> status_;  ///< reaped
};

}  // namespace supervise::sys
