#include "sys/daemonize.hpp"

#include <fcntl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdlib>
#include <string>
#include <utility>

namespace supervise::sys {

namespace {

/// What the child may say at most before it is cut off.
constexpr std::size_t max_message = 64 * 1024;

/// First byte: exit status; the rest: the message.
std::string read_all(Fd line) {
    std::string said;
    std::array<char, 4096> buffer{};
    while (said.size() < max_message) {
        const Transfer transfer = read_some(line.get(), buffer.data(), buffer.size());
        if (transfer.outcome != Transfer::Outcome::some)
            break;
        said.append(buffer.data(), transfer.bytes);
    }
    return said;
}

/// Ends as the child has told to.
[[noreturn]] void relay(Fd line, pid_t child) {
    const std::string said = read_all(std::move(line));
    if (said.empty()) {  // it died without a word
        int status = 0;
        while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
        }
        ::_exit(WIFEXITED(status) && WEXITSTATUS(status) != 0 ? WEXITSTATUS(status) : 1);
    }
    (void)write_all(STDERR_FILENO, std::string_view(said).substr(1));
    ::_exit(static_cast<unsigned char>(said[0]));
}

}  // namespace

Result<Launcher> Launcher::fork_daemon() {
    auto pipe = make_pipe();
    if (!pipe)
        return tl::unexpected(pipe.error());
    const pid_t pid = ::fork();
    if (pid < 0)
        return fail_errno("fork", errno);
    if (pid > 0) {
        pipe->write_end.reset();
        relay(std::move(pipe->read_end), pid);
    }
    Launcher launcher;
    launcher.line_ = std::move(pipe->write_end);
    return launcher;
}

void Launcher::report_ready() {
    if (line_)
        (void)write_all(line_.get(), std::string_view("\0", 1));
    line_.reset();
}

void Launcher::report_failure(int status, std::string_view message) {
    if (line_) {
        std::string said(1, static_cast<char>(status));
        (void)write_all(line_.get(), said.append(message));
    }
    line_.reset();
}

Result<void> detach_from_terminal() {
    const Fd null(::open("/dev/null", O_RDWR | O_CLOEXEC));
    if (!null)
        return fail_errno("open '/dev/null'", errno);
    for (const int fd : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO})
        if (::dup2(null.get(), fd) < 0)
            return fail_errno("dup2", errno);
    if (::setsid() < 0 && errno != EPERM)  // EPERM: already the leader of a session
        return fail_errno("setsid", errno);
    return {};
}

void tidy_inherited_descriptors() {
    for (;;) {
        const int fd = ::open("/dev/null", O_RDWR | O_CLOEXEC);
        if (fd < 0)
            break;
        if (fd > STDERR_FILENO) {
            ::close(fd);
            break;
        }
        ::fcntl(fd, F_SETFD, 0);
    }
    constexpr unsigned cloexec_flag = 1u << 2;  // CLOSE_RANGE_CLOEXEC, Linux 5.11
    if (::syscall(SYS_close_range, 3u, ~0u, cloexec_flag) == 0)
        return;
    const int limit = static_cast<int>(::sysconf(_SC_OPEN_MAX));
    for (int fd = 3; fd < limit; ++fd)
        ::fcntl(fd, F_SETFD, FD_CLOEXEC);
}

}  // namespace supervise::sys
