#include "process/description.hpp"

#include <csignal>
#include <cstring>
#include <sys/wait.h>

#include <fmt/core.h>

#include "sys/local_time.hpp"

namespace supervise::process {

namespace {

/// "Nov 22 11:03 AM", local time.
std::string short_time(std::int64_t seconds) {
    return sys::local_time(seconds, "%b %d %I:%M %p");
}

}  // namespace

std::string format_uptime(std::chrono::seconds uptime) {
    const std::int64_t total = std::max<std::int64_t>(uptime.count(), 0);
    const std::int64_t days = total / 86400;
    const std::string clock =
        fmt::format("{}:{:02}:{:02}", total % 86400 / 3600, total % 3600 / 60, total % 60);
    if (days == 0)
        return clock;
    return fmt::format("{} day{}, {}", days, days == 1 ? "" : "s", clock);
}

std::string describe(const DescriptionFacts& facts) {
    switch (facts.state) {
    case State::running:
        return fmt::format("pid {}, uptime {}", facts.pid, format_uptime(facts.uptime));
    case State::fatal:
    case State::backoff:
        if (!facts.spawnerr.empty())
            return std::string(facts.spawnerr);
        return fmt::format("unknown error (try \"tail {}\")", facts.name);
    case State::stopped:
    case State::exited:
        return facts.ever_started ? short_time(facts.stop_time) : "Not started";
    case State::starting:
    case State::stopping:
    case State::unknown:
        return {};
    }
    return {};
}

std::string signal_name(int signal) {
    switch (
        signal) {  // where glibc's abbreviation differs from the names Supervisor prints, or there is none
    case SIGPOLL:
        return "SIGPOLL";
    case 34:
        return "SIGRTMIN";
    case 64:
        return "SIGRTMAX";
    default:
        break;
    }
    const char* name = ::sigabbrev_np(signal);
    return name != nullptr ? fmt::format("SIG{}", name) : fmt::format("signal {}", signal);
}

std::string describe_exit(int status) {
    if (WIFEXITED(status))
        return fmt::format("exit status {}", WEXITSTATUS(status));
    if (WIFSIGNALED(status))
        return fmt::format("terminated by {}{}", signal_name(WTERMSIG(status)),
                           WCOREDUMP(status) ? " (core dumped)" : "");
    return fmt::format("unknown termination cause 0x{:04x}", static_cast<unsigned>(status));
}

}  // namespace supervise::process
