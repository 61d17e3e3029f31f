#include "sys/process_calls.hpp"

#include <csignal>
#include <fcntl.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <poll.h>
#include <sched.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <set>

#include <gtest/gtest.h>

#include "sys/daemonize.hpp"
#include "sys/fd.hpp"

namespace supervise::sys {
namespace {

/// Runs a shell command with its output in a pipe, and collects output and status.
struct Ran {
    std::string output;
    int status = 0;
};

Ran run(SpawnRequest request, std::optional<LowDescriptors> low = {}) {
    auto out = make_pipe();
    auto in = make_pipe();
    request.stdin_fd = in->read_end.get();
    request.stdout_fd = request.stderr_fd = out->write_end.get();
    KernelProcessCalls calls(std::move(low));
    const auto launch = calls.launch(request);
    EXPECT_TRUE(launch);
    out->write_end.reset();
    Ran ran;
    char buffer[4096];
    for (;;) {
        const Transfer transfer = read_some(out->read_end.get(), buffer, sizeof buffer);
        if (transfer.outcome != Transfer::Outcome::some)
            break;
        ran.output.append(buffer, transfer.bytes);
    }
    ::waitpid(launch->pid, &ran.status, 0);
    return ran;
}

/// Waits for the verdict, which must be a failure, and for the child's end with status 127.
SpawnFailure fail_to_launch(KernelProcessCalls& calls, const SpawnRequest& request) {
    const auto launch = calls.launch(request);
    EXPECT_TRUE(launch);
    int status = 0;
    ::waitpid(launch->pid, &status, 0);
    EXPECT_EQ(WEXITSTATUS(status), 127);
    const Verdict verdict = calls.verdict(launch->status);
    EXPECT_EQ(verdict.kind, Verdict::Kind::failed);
    return verdict.failure;
}

SpawnRequest shell(std::string script) {
    SpawnRequest request;
    request.path = "/bin/sh";
    request.argv = {"sh", "-c", std::move(script)};
    request.environment = {"PATH=/usr/bin:/bin", "GREETING=hello"};
    return request;
}

TEST(KernelProcessCalls, child_gets_arguments_environment_and_folder) {
    SpawnRequest request = shell("echo $GREETING; pwd; umask");
    request.directory = "/";
    request.umask = 027;
    EXPECT_EQ(run(request).output, "hello\n/\n0027\n");
}

// PROC-038: a process group of its own, nothing but 0, 1 and 2 open.
TEST(KernelProcessCalls, child_has_its_own_group_and_no_stray_descriptors) {
    tidy_inherited_descriptors();  // as the daemon does first of all
    const Ran ran = run(shell("test \"$(ps -o pgid= -p $$ | tr -d ' ')\" = $$ && exec ls /proc/self/fd"));
    EXPECT_EQ(ran.output, "0\n1\n2\n3\n");  // 3: the folder that ls lists
}

// PROC-045: every signal at its default and none blocked, whatever the daemon has.
TEST(KernelProcessCalls, child_starts_with_default_signals) {
    ::signal(SIGPIPE, SIG_IGN);
    sigset_t set;
    ::sigemptyset(&set);
    ::sigaddset(&set, SIGTERM);
    ::pthread_sigmask(SIG_BLOCK, &set, nullptr);
    const Ran ran = run(shell("exec grep -E 'Sig(Blk|Ign)' /proc/self/status"));
    EXPECT_EQ(ran.output, "SigBlk:\t0000000000000000\nSigIgn:\t0000000000000000\n");
    ::pthread_sigmask(SIG_UNBLOCK, &set, nullptr);
    ::signal(SIGPIPE, SIG_DFL);
}

TEST(KernelProcessCalls, the_verdict_comes_with_exec) {
    KernelProcessCalls calls;
    auto pipe = make_pipe();
    SpawnRequest request = shell("read line");
    request.stdin_fd = pipe->read_end.get();
    request.stdout_fd = request.stderr_fd = pipe->write_end.get();
    const auto launch = calls.launch(request);
    pollfd status{launch->status.get(), POLLIN, 0};
    ASSERT_EQ(::poll(&status, 1, 60'000), 1);
    EXPECT_EQ(calls.verdict(launch->status).kind, Verdict::Kind::executed);
    ::kill(launch->pid, SIGKILL);
    ::waitpid(launch->pid, nullptr, 0);
}

// PROC-040: the stage and the errno come back.
TEST(KernelProcessCalls, failures_name_stage_and_errno) {
    KernelProcessCalls calls;
    auto pipe = make_pipe();
    SpawnRequest request = shell("true");
    request.stdin_fd = pipe->read_end.get();
    request.stdout_fd = request.stderr_fd = pipe->write_end.get();

    request.path = "/no/such/program";
    SpawnFailure failure = fail_to_launch(calls, request);
    EXPECT_EQ(failure.stage, SpawnFailure::Stage::exec);
    EXPECT_EQ(failure.code, ENOENT);

    request.path = "/bin/sh";
    request.directory = "/no/such/folder";
    failure = fail_to_launch(calls, request);
    EXPECT_EQ(failure.stage, SpawnFailure::Stage::directory);
    EXPECT_EQ(failure.code, ENOENT);
}

TEST(KernelProcessCalls, environment_larger_than_the_kernel_takes_fails_at_exec) {
    KernelProcessCalls calls;
    auto pipe = make_pipe();
    SpawnRequest request = shell("true");
    request.stdin_fd = pipe->read_end.get();
    request.stdout_fd = request.stderr_fd = pipe->write_end.get();
    request.environment.assign(64, "X=" + std::string(120'000, 'x'));
    const SpawnFailure failure = fail_to_launch(calls, request);
    EXPECT_EQ(failure.stage, SpawnFailure::Stage::exec);
    EXPECT_EQ(failure.code, E2BIG);
}

/// As many descriptors as a daemon with some hundred programs has.
struct ManyOpen {
    std::vector<Fd> all;
    ManyOpen() {
        for (int i = 0; i < 700; ++i)
            all.emplace_back(::fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 0));
    }
    bool open() const {
        return std::all_of(all.begin(), all.end(),
                           [](const Fd& fd) { return ::fcntl(fd.get(), F_GETFD) >= 0; });
    }
};

std::pair<dev_t, ino_t> what_is_open(int fd) {
    struct stat found {};
    EXPECT_EQ(::fstat(fd, &found), 0);
    return {found.st_dev, found.st_ino};
}

// PROC-038, by the way that does not copy what the daemon has open.
TEST(KernelProcessCalls, child_of_a_daemon_with_many_descriptors_has_its_own_three) {
    tidy_inherited_descriptors();
    auto low = LowDescriptors::reserve();
    ASSERT_TRUE(low);
    const auto numbers = low->numbers();
    const ManyOpen many;
    ASSERT_TRUE(many.open());
    const auto ours = what_is_open(STDOUT_FILENO);
    const Ran ran = run(shell("echo to errors >&2; exec ls /proc/self/fd"), std::move(low));
    EXPECT_EQ(ran.output, "to errors\n0\n1\n2\n3\n");
    EXPECT_EQ(ran.status, 0);
    EXPECT_TRUE(many.open()) << "the child has dropped its own";
    EXPECT_EQ(what_is_open(STDOUT_FILENO), ours);
    for (const int number : numbers)
        EXPECT_EQ(::fcntl(number, F_GETFD), -1) << "reserved only as long as there is somebody to launch";
}

TEST(KernelProcessCalls, failures_come_back_past_many_descriptors) {
    KernelProcessCalls calls(LowDescriptors::reserve());
    const ManyOpen many;
    auto pipe = make_pipe();
    SpawnRequest request = shell("true");
    request.stdin_fd = pipe->read_end.get();
    request.stdout_fd = request.stderr_fd = pipe->write_end.get();
    request.path = "/no/such/program";
    const SpawnFailure failure = fail_to_launch(calls, request);
    EXPECT_EQ(failure.stage, SpawnFailure::Stage::exec);
    EXPECT_EQ(failure.code, ENOENT);
    pipe->write_end.reset();
    char byte = 0;
    EXPECT_EQ(read_some(pipe->read_end.get(), &byte, 1).outcome, Transfer::Outcome::end)
        << "nobody keeps a copy";
    EXPECT_TRUE(many.open());
}

/// clone(2) as it is where the table of descriptors cannot be shared; for this process, for good.
bool refuse_shared_descriptors() {
    std::array<sock_filter, 6> program{{
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, nr)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_clone, 0, 3),
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, args)),
        BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, CLONE_FILES, 0, 1),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EINVAL),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
    }};
    const sock_fprog filter{program.size(), program.data()};
    return ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
           ::prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter) == 0;
}

TEST(KernelProcessCalls, many_descriptors_are_copied_where_they_cannot_be_shared) {
    const pid_t apart = ::fork();
    if (apart == 0) {
        tidy_inherited_descriptors();
        auto low = LowDescriptors::reserve();
        const ManyOpen many;
        if (!refuse_shared_descriptors())
            ::_exit(2);
        const Ran ran = run(shell("exec ls /proc/self/fd"), std::move(low));
        ::_exit(ran.output == "0\n1\n2\n3\n" && many.open() ? 0 : 1);
    }
    int status = 0;
    ::waitpid(apart, &status, 0);
    EXPECT_EQ(status, 0);
}

// DAEMON-059: asked like this, waitpid(2) can fail only because there is no child left, which is no error.
TEST(KernelProcessCalls, reap_returns_everything_that_has_ended) {
    KernelProcessCalls calls;
    auto pipe = make_pipe();
    SpawnRequest request = shell("exit 3");
    request.stdin_fd = pipe->read_end.get();
    request.stdout_fd = request.stderr_fd = pipe->write_end.get();
    std::set<pid_t> expected;
    for (int i = 0; i < 20; ++i)
        expected.insert(calls.launch(request)->pid);
    std::set<pid_t> seen;
    while (seen.size() < expected.size()) {
        siginfo_t info{};
        ASSERT_EQ(::waitid(P_ALL, 0, &info, WEXITED | WNOWAIT), 0);  // until there is something
        for (const Exit& exit : calls.reap()) {
            EXPECT_EQ(WEXITSTATUS(exit.status), 3);
            seen.insert(exit.pid);
        }
    }
    EXPECT_EQ(seen, expected);
    EXPECT_TRUE(calls.reap().empty());
}

}  // namespace
}  // namespace supervise::sys
