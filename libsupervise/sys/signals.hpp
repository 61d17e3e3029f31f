/// Signals as something to read: blocked, and delivered through a descriptor (signalfd), so that none
/// interrupts a call and none is handled in the middle of something.
#pragma once

#include <initializer_list>
#include <vector>

#include "sys/fd.hpp"
#include "sys/result.hpp"

namespace supervise::sys {

class SignalSource {
public:
    /// Blocks `signals` in the calling thread (and in threads and children it makes later: spawn() unblocks
    /// them).
    static Result<SignalSource> open(std::initializer_list<int> signals);

    int fd() const { return fd_.get(); }
    /// Those that have arrived since the last call. A signal that came several times meanwhile counts once.
    std::vector<int> take();

private:
    explicit SignalSource(Fd fd) : fd_(std::move(fd)) {}
    Fd fd_;
};

/// From now on the daemon ignores `signals`; children start with all signals at their defaults.
void ignore_signals(std::initializer_list<int> signals);

}  // namespace supervise::sys
