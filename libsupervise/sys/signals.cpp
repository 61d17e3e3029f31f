#include "sys/signals.hpp"

#include <cerrno>
#include <csignal>
#include <sys/signalfd.h>

#include <array>

namespace supervise::sys {

namespace {

void set_disposition(std::initializer_list<int> signals, void (*disposition)(int)) {
    struct sigaction action {};
    action.sa_handler = disposition;
    for (const int signal : signals)
        ::sigaction(signal, &action, nullptr);
}

}  // namespace

Result<SignalSource> SignalSource::open(std::initializer_list<int> signals) {
    // A signal that is ignored, as nohup leaves SIGHUP, never arrives, and an ignored SIGCHLD loses the exit
    // status.
    set_disposition(signals, SIG_DFL);
    sigset_t set;
    ::sigemptyset(&set);
    for (const int signal : signals)
        ::sigaddset(&set, signal);
    return block(set);
}

Result<SignalSource> SignalSource::block(const sigset_t& signals) {
    if (const int code = ::pthread_sigmask(SIG_BLOCK, &signals, nullptr); code != 0)
        return fail_errno("pthread_sigmask", code);
    Fd fd(::signalfd(-1, &signals, SFD_NONBLOCK | SFD_CLOEXEC));
    if (!fd)
        return fail_errno("signalfd", errno);
    return SignalSource(std::move(fd));
}

std::vector<int> SignalSource::take() {
    std::vector<int> signals;
    std::array<signalfd_siginfo, 8> arrived;
    for (;;) {
        const Transfer transfer = read_some(fd_.get(), arrived.data(), sizeof arrived);
        if (transfer.outcome != Transfer::Outcome::some)
            return signals;
        const std::size_t count = transfer.bytes / sizeof(signalfd_siginfo);
        for (std::size_t i = 0; i < count; ++i)
            signals.push_back(static_cast<int>(arrived.at(i).ssi_signo));
    }
}

Result<HeldSignals> HeldSignals::hold(std::initializer_list<int> signals) {
    sigset_t before;
    if (const int code = ::pthread_sigmask(SIG_BLOCK, nullptr, &before); code != 0)
        return fail_errno("pthread_sigmask", code);
    sigset_t set;
    ::sigemptyset(&set);
    for (const int signal : signals) {
        struct sigaction action {};
        const bool is_ignored = ::sigaction(signal, nullptr, &action) == 0 && action.sa_handler == SIG_IGN;
        if (!is_ignored)
            ::sigaddset(&set, signal);
    }
    auto source = SignalSource::block(set);
    if (!source)
        return tl::unexpected(source.error());
    return HeldSignals(std::move(*source), before);
}

HeldSignals::HeldSignals(HeldSignals&& other) noexcept
    : source_(std::move(other.source_)),
      before_(other.before_),
      is_held_(std::exchange(other.is_held_, false)) {}

HeldSignals::~HeldSignals() {
    if (is_held_)
        ::pthread_sigmask(SIG_SETMASK, &before_, nullptr);
}

void HeldSignals::let_through(int signal) {
    sigset_t set;
    ::sigemptyset(&set);
    ::sigaddset(&set, signal);
    ::raise(signal);
    ::pthread_sigmask(SIG_UNBLOCK, &set, nullptr);
    ::pthread_sigmask(SIG_BLOCK, &set, nullptr);
}

void ignore_signals(std::initializer_list<int> signals) {
    set_disposition(signals, SIG_IGN);
}

}  // namespace supervise::sys
