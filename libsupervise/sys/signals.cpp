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
    if (const int code = ::pthread_sigmask(SIG_BLOCK, &set, nullptr); code != 0)
        return fail_errno("pthread_sigmask", code);
    Fd fd(::signalfd(-1, &set, SFD_NONBLOCK | SFD_CLOEXEC));
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

void ignore_signals(std::initializer_list<int> signals) {
    set_disposition(signals, SIG_IGN);
}

}  // namespace supervise::sys
