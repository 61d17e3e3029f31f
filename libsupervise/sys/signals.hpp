/// Signals as something to read: blocked, and delivered through a descriptor (signalfd), so that none
/// interrupts a call and none is handled in the middle of something.
#pragma once

#include <csignal>
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
    friend class HeldSignals;
    explicit SignalSource(Fd fd) : fd_(std::move(fd)) {}
    static Result<SignalSource> block(const sigset_t& signals);
    Fd fd_;
};

/// Signals that wait while one exists: for as long as a terminal is in a state that must not outlive the
/// program. At its end those that have come and were not taken do what they always do. An ignored signal
/// stays ignored.
class HeldSignals {
public:
    static Result<HeldSignals> hold(std::initializer_list<int> signals);
    HeldSignals(HeldSignals&& other) noexcept;
    HeldSignals& operator=(HeldSignals&&) = delete;
    ~HeldSignals();

    /// Readable when one has come.
    int fd() const { return source_.fd(); }
    std::vector<int> take() { return source_.take(); }
    /// Sends `signal`, one of those held, to this process and lets it through: SIGTSTP stops here.
    void let_through(int signal);

private:
    HeldSignals(SignalSource source, const sigset_t& before) : source_(std::move(source)), before_(before) {}

    SignalSource source_;
    sigset_t before_;
    bool is_held_ = true;  ///< false: moved from
};

/// From now on the daemon ignores `signals`; children start with all signals at their defaults.
void ignore_signals(std::initializer_list<int> signals);

}  // namespace supervise::sys
