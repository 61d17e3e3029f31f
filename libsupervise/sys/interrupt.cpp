#include "sys/interrupt.hpp"

#include <csignal>

namespace supervise::sys {

Result<Interrupt> Interrupt::create() {
    sigset_t before;
    if (const int code = ::pthread_sigmask(SIG_BLOCK, nullptr, &before); code != 0) {
        return fail_errno("pthread_sigmask", code);
    }
    auto source = SignalSource::open({SIGINT});
    if (!source) {
        return tl::unexpected(source.error());
    }
    return Interrupt(std::move(*source), ::sigismember(&before, SIGINT) == 1);
}

Interrupt::Interrupt(Interrupt&& other) noexcept
    : source_(std::move(other.source_)), was_blocked_(std::exchange(other.was_blocked_, true)) {}

Interrupt::~Interrupt() {
    if (was_blocked_) {
        return;
    }
    // One that came but was not looked at has done its work too: it must not end the program now.
    source_.take();
    sigset_t set;
    ::sigemptyset(&set);
    ::sigaddset(&set, SIGINT);
    ::pthread_sigmask(SIG_UNBLOCK, &set, nullptr);
}

}  // namespace supervise::sys
