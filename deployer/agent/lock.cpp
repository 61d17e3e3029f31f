#include "agent/lock.hpp"

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
std::string holder(StateFolder& folder) {
    const auto text = folder.read(lock_name, 4096);
    const std::string line = text ? one_line(*text, 200) : "";
    return line.empty() ? "" : " (" + line + ")";
}

}  // namespace

Result<Lock> Lock::take(StateFolder& folder, Host& host) {
    auto fd = folder.open(lock_name, O_RDWR | O_CREAT);
    if (!fd)
        return supervise::fail("cannot take the deployment lock: " + fd.error().message, fd.error().code);
    auto left = std::chrono::milliseconds(limits::lock_patience);
    while (::flock(fd->get(), LOCK_EX | LOCK_NB) != 0) {
        if (errno != EWOULDBLOCK)
            return supervise::fail_errno("cannot take the deployment lock", errno);
        if (left <= std::chrono::milliseconds(0))
            return supervise::fail("another deployment is at work on this host" + holder(folder) +
                                       "; try again when it has ended",
                                   EWOULDBLOCK);
        host.sleep(pause);
        left -= pause;
    }
    const std::string text = who(host.now()) + "\n";
    if (::ftruncate(fd->get(), 0) != 0 || !supervise::sys::write_all(fd->get(), text))
        return supervise::fail_errno("cannot write the deployment lock", errno);
    return Lock(std::move(*fd));
}

}  // namespace deployer::agent
