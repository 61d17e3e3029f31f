#include "sys/child.hpp"

#include <csignal>
#include <poll.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <thread>

#include <fmt/core.h>

#include "sys/connect.hpp"
#include "sys/executable.hpp"
#include "sys/own_process.hpp"

namespace supervise::sys {
namespace {

/// Between looks where the kernel has no pidfd_open (before Linux 5.3).
constexpr std::chrono::milliseconds look_pause{10};

/// As execvp(3) finds it; the name itself when it is nowhere, so that the error names it.
std::string found_in_path(const std::string& name) {
    if (name.find('/') != std::string::npos)
        return name;
    std::string path = "/usr/bin:/bin";
    for (const auto& [variable, value] : environment_variables())
        if (variable == "PATH")
            path = value;
    for (std::size_t begin = 0; begin <= path.size();) {
        const std::size_t end = std::min(path.find(':', begin), path.size());
        const std::string candidate = path.substr(begin, end - begin) + "/" + name;
        if (end > begin && executability(candidate) == Executability::executable)
            return candidate;
        begin = end + 1;
    }
    return name;
}

struct Pipes {
    Pipe input, output, errors;
};

Result<Pipes> make_pipes() {
    Pipes pipes;
    for (Pipe* pipe : {&pipes.input, &pipes.output, &pipes.errors}) {
        auto made = make_pipe();
        if (!made)
            return tl::unexpected(made.error());
        *pipe = std::move(*made);
    }
    for (const Fd* end : {&pipes.input.write_end, &pipes.output.read_end, &pipes.errors.read_end})
        if (auto set = set_nonblocking(end->get(), true); !set)
            return tl::unexpected(set.error());
    return pipes;
}

/// Whether the child has become its program, which takes no longer than the kernel opening a file.
Verdict awaited_verdict(KernelProcessCalls& calls, const Fd& status) {
    for (;;) {
        const Verdict verdict = calls.verdict(status);
        if (verdict.kind != Verdict::Kind::pending)
            return verdict;
        pollfd polled{status.get(), POLLIN, 0};
        ::poll(&polled, 1, -1);
    }
}

}  // namespace

Result<Child> Child::start(std::vector<std::string> argv, std::vector<std::string> environment) {
    auto pipes = make_pipes();
    if (!pipes)
        return tl::unexpected(pipes.error());
    SpawnRequest request;
    request.path = found_in_path(argv.front());
    request.argv = std::move(argv);
    request.environment = std::move(environment);
    request.stdin_fd = pipes->input.read_end.get();
    request.stdout_fd = pipes->output.write_end.get();
    request.stderr_fd = pipes->errors.write_end.get();
    KernelProcessCalls calls;
    const auto launch = calls.launch(request);
    if (!launch)
        return fail_errno(fmt::format("start '{}'", request.path), launch.error().code);
    Child child(launch->pid);
    if (const Verdict verdict = awaited_verdict(calls, launch->status); verdict.kind == Verdict::Kind::failed)
        return fail_errno(fmt::format("start '{}'", request.path), verdict.failure.code);
    child.input = std::move(pipes->input.write_end);
    child.output = std::move(pipes->output.read_end);
    child.errors = std::move(pipes->errors.read_end);
    return child;
}

Child::Child(Child&& other) noexcept
    : input(std::move(other.input)),
      output(std::move(other.output)),
      errors(std::move(other.errors)),
      pid_(std::exchange(other.pid_, 0)),
      status_(std::exchange(other.status_, std::nullopt)) {}

Child::~Child() {
    if (pid_ == 0 || status_)
        return;
    signal(SIGKILL);
    int status = 0;
    while (::waitpid(pid_, &status, 0) < 0 && errno == EINTR) {
    }
}

void Child::signal(int number) {
    // Not reaped yet, so the number is still its own.
    if (pid_ != 0 && !status_)
        ::kill(-pid_, number);
}

std::optional<int> Child::wait(Duration patience) {
    const auto deadline = std::chrono::steady_clock::now() + patience;
    const Fd pidfd(static_cast<int>(::syscall(SYS_pidfd_open, pid_, 0)));
    while (!status_) {
        int status = 0;
        const pid_t ended = ::waitpid(pid_, &status, WNOHANG);
        if (ended == pid_)
            status_ = status;
        else if (ended < 0 && errno != EINTR)
            status_ = 0;  // somebody else has reaped it: it is gone, and nobody knows how
        const auto left =
            std::chrono::ceil<std::chrono::milliseconds>(deadline - std::chrono::steady_clock::now());
        if (status_ || left.count() <= 0)
            break;
        if (!pidfd) {
            std::this_thread::sleep_for(std::min(left, look_pause));
            continue;
        }
        pollfd polled{pidfd.get(), POLLIN, 0};
        ::poll(&polled, 1, static_cast<int>(left.count()));
    }
    return status_;
}

}  // namespace supervise::sys
