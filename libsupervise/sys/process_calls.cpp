#include "sys/process_calls.hpp"

#include <csignal>
#include <grp.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>

#include "sys/fd.hpp"

namespace supervise::sys {

namespace {

/// Everything the child needs, laid out before it exists: between vfork and exec it may neither allocate nor
/// lock.
struct ChildPlan {
    const SpawnRequest& request;
    std::vector<char*> argv;
    std::vector<char*> environment;
    int status_fd;
};

std::vector<char*> pointers(const std::vector<std::string>& texts) {
    std::vector<char*> result;
    result.reserve(texts.size() + 1);
    for (const std::string& text : texts)
        result.push_back(const_cast<char*>(text.c_str()));  // execve does not write to them
    result.push_back(nullptr);
    return result;
}

/// Raw system calls: glibc's wrappers want to change every thread, and the threads it knows of are not in the
/// child.
bool assume(const Credentials& credentials) {
    return ::syscall(SYS_setgroups, credentials.groups.size(), credentials.groups.data()) == 0 &&
           ::syscall(SYS_setresgid, credentials.gid, credentials.gid, credentials.gid) == 0 &&
           ::syscall(SYS_setresuid, credentials.uid, credentials.uid, credentials.uid) == 0;
}

bool connect_descriptors(const SpawnRequest& request) {
    return ::dup2(request.stdin_fd, STDIN_FILENO) >= 0 && ::dup2(request.stdout_fd, STDOUT_FILENO) >= 0 &&
           ::dup2(request.stderr_fd, STDERR_FILENO) >= 0;
}

void default_signals() {
    struct sigaction action {};
    action.sa_handler = SIG_DFL;
    for (int signal = 1; signal < NSIG; ++signal)
        ::sigaction(signal, &action, nullptr);
    sigset_t none;
    ::sigemptyset(&none);
    ::sigprocmask(SIG_SETMASK, &none, nullptr);
}

[[noreturn]] void give_up(int status_fd, SpawnFailure::Stage stage) {
    const SpawnFailure failure{stage, errno};
    [[maybe_unused]] const ssize_t written = ::write(status_fd, &failure, sizeof failure);
    ::_exit(127);
}

/// The child's side, in the order of PROC-039. Async-signal-safe calls only.
[[noreturn]] void become_program(const ChildPlan& plan) {
    const SpawnRequest& request = plan.request;
    if (request.own_group && ::setpgid(0, 0) != 0)
        give_up(plan.status_fd, SpawnFailure::Stage::process_group);
    if (!connect_descriptors(request))
        give_up(plan.status_fd, SpawnFailure::Stage::descriptors);
    if (request.credentials && !assume(*request.credentials))
        give_up(plan.status_fd, SpawnFailure::Stage::credentials);
    if (request.directory && ::chdir(request.directory->c_str()) != 0)
        give_up(plan.status_fd, SpawnFailure::Stage::directory);
    if (request.umask)
        ::umask(static_cast<mode_t>(*request.umask));
    default_signals();
    ::execve(request.path.c_str(), plan.argv.data(), plan.environment.data());
    give_up(plan.status_fd, SpawnFailure::Stage::exec);
}

}  // namespace

tl::expected<Launch, SpawnFailure> KernelProcessCalls::launch(const SpawnRequest& request) {
    auto status = make_pipe();
    if (!status)
        return tl::unexpected(SpawnFailure{SpawnFailure::Stage::descriptors, status.error().code});
    const ChildPlan plan{request, pointers(request.argv), pointers(request.environment),
                         status->write_end.get()};
    // Half the time of fork(2), which copies page tables only for exec to drop them. What it waits for, the
    // kernel opening the program, is no more than the stat(2) that has just looked at the same file.
    const pid_t pid = ::vfork();  // NOLINT(clang-analyzer-security.insecureAPI.vfork)
    if (pid == 0)
        become_program(plan);
    if (pid < 0)
        return tl::unexpected(SpawnFailure{SpawnFailure::Stage::fork, errno});
    (void)set_nonblocking(status->read_end.get(), true);  // cannot fail on a pipe
    return Launch{pid, std::move(status->read_end)};
}

Verdict KernelProcessCalls::verdict(const Fd& status) {
    SpawnFailure failure;
    const Transfer said = read_some(status.get(), &failure, sizeof failure);
    if (said.outcome == Transfer::Outcome::would_block)
        return {Verdict::Kind::pending};
    if (said.outcome == Transfer::Outcome::some && said.bytes == sizeof failure)
        return {Verdict::Kind::failed, failure};
    return {Verdict::Kind::executed};  // closed by exec, or by a death that will tell its own story
}

int KernelProcessCalls::kill(pid_t pid, int signal) {
    return ::kill(pid, signal) == 0 ? 0 : errno;
}

std::vector<Exit> KernelProcessCalls::reap() {
    std::vector<Exit> exits;
    for (;;) {
        int status = 0;
        const pid_t pid = ::waitpid(-1, &status, WNOHANG);
        if (pid > 0)
            exits.push_back({pid, status});
        else if (pid == 0 || errno != EINTR)
            return exits;
    }
}

}  // namespace supervise::sys
