#include "sys/interrupt.hpp"

namespace supervise::sys {

Result<Interrupt> Interrupt::create(std::initializer_list<int> signals) {
    sigset_t before;
    if (const int code = ::pthread_sigmask(SIG_BLOCK, nullptr, &before); code != 0) {
        return fail_errno("pthread_sigmask", code);
    }
    auto source = SignalSource::open(signals);
    if (!source) {
        return tl::unexpected(source.error());
    }
    std::vector<int> blocked;
    for (const int signal : signals) {
        if (::sigismember(&before, signal) == 0) {
            blocked.push_back(signal);
        }
    }
    return Interrupt(std::move(*source), std::move(blocked));
}

Interrupt::Interrupt(Interrupt&& other) noexcept
    : source_(std::move(other.source_)),
      blocked_(std::exchange(other.blocked_, {})),
      cancel_waits_(std::move(other.cancel_waits_)) {}

Interrupt::~Interrupt() {
    if (blocked_.empty()) {
        return;
    }
    // One that came but was not looked at has done its work too: it must not end the program now.
    source_.take();
    sigset_t set;
    ::sigemptyset(&set);
    for (const int signal : blocked_) {
        ::sigaddset(&set, signal);
    }
    ::pthread_sigmask(SIG_UNBLOCK, &set, nullptr);
}

}  // namespace supervise::sys
