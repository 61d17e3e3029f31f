#include "sys/process_calls.hpp"

#include <csignal>
#include <linux/close_range.h>
#include <sched.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstddef>
#include <memory>

#include "sys/fd.hpp"

namespace supervise::sys {

namespace {

/// From this many open descriptors on a child is better off with a few than with a copy of all; below, exec
/// takes so much longer that nothing is gained.
constexpr int many_descriptors = 512;

/// Everything the child needs, laid out before it exists: until exec it may neither allocate nor lock.
struct ChildPlan {
    const SpawnRequest& request;
    std::vector<char*> argv;
    std::vector<char*> environment;
    LowDescriptors::Numbers descriptors;  ///< for 0, 1 and 2, and for what a launch has come to
    std::optional<unsigned> unshared;     ///< the table is the daemon's: keep a copy of what is below, only

    int status_fd() const { return descriptors.back(); }
};

std::vector<char*> pointers(const std::vector<std::string>& texts) {
    std::vector<char*> result;
    result.reserve(texts.size() + 1);
    for (const std::string& text : texts)
        result.push_back(const_cast<char*>(text.c_str()));  // execve does not write to them
    result.push_back(nullptr);
    return result;
}

// Where the calls that came first know numbers of 16 bits only (i386, armhf), those that came later.
#ifdef SYS_setgroups32
constexpr long set_groups = SYS_setgroups32;
constexpr long set_gids = SYS_setresgid32;
constexpr long set_uids = SYS_setresuid32;
#else
constexpr long set_groups = SYS_setgroups;
constexpr long set_gids = SYS_setresgid;
constexpr long set_uids = SYS_setresuid;
#endif

/// Raw system calls: glibc's wrappers want to change every thread, and the threads it knows of are not in the
/// child.
bool assume(const Credentials& credentials) {
    return ::syscall(set_groups, credentials.groups.size(), credentials.groups.data()) == 0 &&
           ::syscall(set_gids, credentials.gid, credentials.gid, credentials.gid) == 0 &&
           ::syscall(set_uids, credentials.uid, credentials.uid, credentials.uid) == 0;
}

/// From here on nothing that happens to the child's descriptors happens to the daemon's.
bool own_descriptors(const ChildPlan& plan) {
    return !plan.unshared || ::syscall(SYS_close_range, *plan.unshared, ~0U, CLOSE_RANGE_UNSHARE) == 0 ||
           ::unshare(CLONE_FILES) == 0;  // before Linux 5.9: a copy of all of them
}

bool connect_descriptors(const LowDescriptors::Numbers& from) {
    return ::dup2(from[0], STDIN_FILENO) >= 0 && ::dup2(from[1], STDOUT_FILENO) >= 0 &&
           ::dup2(from[2], STDERR_FILENO) >= 0;
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
    if (!own_descriptors(plan))
        give_up(plan.status_fd(), SpawnFailure::Stage::descriptors);
    if (request.own_group && ::setpgid(0, 0) != 0)
        give_up(plan.status_fd(), SpawnFailure::Stage::process_group);
    if (!connect_descriptors(plan.descriptors))
        give_up(plan.status_fd(), SpawnFailure::Stage::descriptors);
    if (request.credentials && !assume(*request.credentials))
        give_up(plan.status_fd(), SpawnFailure::Stage::credentials);
    if (request.directory && ::chdir(request.directory->c_str()) != 0)
        give_up(plan.status_fd(), SpawnFailure::Stage::directory);
    if (request.umask)
        ::umask(static_cast<mode_t>(*request.umask));
    default_signals();
    ::execve(request.path.c_str(), plan.argv.data(), plan.environment.data());
    give_up(plan.status_fd(), SpawnFailure::Stage::exec);
}

int child_main(void* plan) {
    become_program(*static_cast<const ChildPlan*>(plan));
}

/// By vfork(2), which takes half the time of fork(2): that copies page tables only for exec to drop them.
/// What the daemon waits for, the kernel opening the program, is no more than the stat(2) that has just
/// looked at the same file. Returns the child's number, or -1.
pid_t start_child(ChildPlan& plan) {
    if (plan.unshared) {  // vfork(2), but for the table of descriptors
        alignas(16) std::array<std::byte, 32 * 1024UL> stack;
        const pid_t pid = ::clone(child_main, std::to_address(stack.end()),
                                  CLONE_VM | CLONE_VFORK | CLONE_FILES | SIGCHLD, &plan);
        if (pid >= 0 || errno != EINVAL)
            return pid;
        plan.unshared.reset();  // emulations of Linux, such as QEMU's, know vfork alone
    }
    const pid_t pid = ::vfork();  // NOLINT(clang-analyzer-security.insecureAPI.vfork)
    if (pid == 0)
        become_program(plan);
    return pid;
}

}  // namespace

tl::expected<Launch, SpawnFailure> KernelProcessCalls::launch(const SpawnRequest& request) {
    auto status = make_pipe();
    if (!status)
        return tl::unexpected(SpawnFailure{SpawnFailure::Stage::descriptors, status.error().code});
    ChildPlan plan{request,
                   pointers(request.argv),
                   pointers(request.environment),
                   {request.stdin_fd, request.stdout_fd, request.stderr_fd, status->write_end.get()},
                   {}};
    // The kernel gives the lowest number that is free: so many are taken.
    const bool lent = low_ && plan.status_fd() >= many_descriptors && low_->lend(plan.descriptors);
    if (lent) {
        plan.descriptors = low_->numbers();
        plan.unshared = low_->end();
    }
    const pid_t pid = start_child(plan);
    const int code = errno;
    if (lent)
        low_->give_back();
    if (pid < 0)
        return tl::unexpected(SpawnFailure{SpawnFailure::Stage::fork, code});
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
