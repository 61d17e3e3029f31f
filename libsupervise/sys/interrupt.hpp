/// Ctrl-C as an event, for a program in the foreground of a terminal.
#pragma once

#include "sys/signals.hpp"

namespace supervise::sys {

/// While one exists, Ctrl-C (SIGINT) makes its descriptor readable instead of ending the program. At most one
/// at a time, in a program of one thread.
class Interrupt {
public:
    static Result<Interrupt> create();
    Interrupt(Interrupt&& other) noexcept;
    Interrupt& operator=(Interrupt&&) = delete;
    ~Interrupt();

    int fd() const { return source_.fd(); }
    /// Forgets one that has come.
    void clear() { source_.take(); }

private:
    Interrupt(SignalSource source, bool was_blocked)
        : source_(std::move(source)), was_blocked_(was_blocked) {}

    SignalSource source_;
    bool was_blocked_;  ///< before: then it stays so
};

}  // namespace supervise::sys
