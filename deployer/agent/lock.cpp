#include "agent/lock.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>
#include <ctime>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include "agent/limits.hpp"

namespace deployer::agent {

namespace {

using supervise::Result;

constexpr const char* lock_name = "lock";
constexpr std::chrono::milliseconds pause{100};

/// "process 4711, since 2026-11-25 10:00:00 UTC, from 192.0.2.1"
std::string who(std::int64_t now) {
    std::array<char, 64> since{};
    const std::time_t seconds = now;
    std::tm parts = {};
    ::gmtime_r(&seconds, &parts);
    std::strftime(since.data(), since.size(), "%Y-%m-%d %H:%M:%S UTC", &parts);
    std::string text = "process " + std::to_string(::getpid()) + ", since " + since.data();
    if (const char* connection = std::getenv("SSH_CONNECTION")) {
        const std::string from(connection);
        text += ", from " + from.substr(0, from.find(' '));
    }
    return text;
}

/// Who has it, as far as that can be told: it may have been taken this very moment.
struct Holder {
    std::string who, run;
};

Holder holder(StateFolder& folder) {
    const std::string text = folder.read(lock_name, 4096).value_or("");
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string run = text.substr(std::min(end + 1, text.size()));
    return {one_line(text.substr(0, end), 200), run.substr(0, run.find('\n'))};
}

}  // namespace

Result<Lock> Lock::take(StateFolder& folder, Host& host, const std::string& run) {
    auto fd = folder.open(lock_name, O_RDWR | O_CREAT);
    if (!fd)
        return supervise::fail("cannot take the deployment lock: " + fd.error().message, fd.error().code);
    auto left = std::chrono::milliseconds(limits::lock_patience);
    while (::flock(fd->get(), LOCK_EX | LOCK_NB) != 0) {
        if (errno != EWOULDBLOCK)
            return supervise::fail_errno("cannot take the deployment lock", errno);
        const Holder other = holder(folder);
        if (!run.empty() && other.run == run)
            return Lock(supervise::sys::Fd());
        if (left <= std::chrono::milliseconds(0))
            return supervise::fail("another deployment is at work on this host" +
                                       (other.who.empty() ? "" : " (" + other.who + ")") +
                                       "; try again when it has ended",
                                   EWOULDBLOCK);
        host.sleep(pause);
        left -= pause;
    }
    const std::string text = who(host.now()) + "\n" + run + "\n";
    if (::ftruncate(fd->get(), 0) != 0 || !supervise::sys::write_all(fd->get(), text))
        return supervise::fail_errno("cannot write the deployment lock", errno);
    return Lock(std::move(*fd));
}

}  // namespace deployer::agent
