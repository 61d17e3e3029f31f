/// Ctrl-C and its like as events, for a program in the foreground of a terminal.
#pragma once

#include <csignal>
#include <initializer_list>
#include <memory>
#include <vector>

#include "sys/connect.hpp"
#include "sys/signals.hpp"

namespace supervise::sys {

/// While one exists, the signals make its descriptor readable instead of ending the program, and end the
/// waits that do not look at it (CancelWaits): nothing blocks that Ctrl-C could not end. In a program of one
/// thread; one within another ends before it.
class Interrupt {
public:
    static Result<Interrupt> create(std::initializer_list<int> signals = {SIGINT});
    Interrupt(Interrupt&& other) noexcept;
    Interrupt& operator=(Interrupt&&) = delete;
    ~Interrupt();

    int fd() const { return source_.fd(); }
    /// Those that have come since the last call.
    std::vector<int> take() { return source_.take(); }

private:
    Interrupt(SignalSource source, std::vector<int> blocked)
        : source_(std::move(source)),
          blocked_(std::move(blocked)),
          cancel_waits_(std::make_unique<CancelWaits>(source_.fd())) {}

    SignalSource source_;
    std::vector<int> blocked_;  ///< that were not blocked before
    std::unique_ptr<CancelWaits> cancel_waits_;
};

}  // namespace supervise::sys
