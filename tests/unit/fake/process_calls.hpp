/// Plays the kernel: hands out pids, notes signals, and lets children end when the test says so.
#pragma once

#include <fcntl.h>

#include <deque>
#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "sys/process_calls.hpp"

namespace supervise::fake {

class ProcessCalls final : public sys::ProcessCalls {
public:
    tl::expected<sys::Launch, sys::SpawnFailure> launch(const sys::SpawnRequest& request) override {
        requests.push_back(request);
        if (fail_next && fail_next->stage == sys::SpawnFailure::Stage::fork) {
            const sys::SpawnFailure failure = *std::exchange(fail_next, std::nullopt);
            return tl::unexpected(failure);
        }
        if (keep_ends)
            ends[next_pid] = {duplicate(request.stdin_fd), duplicate(request.stdout_fd),
                              duplicate(request.stderr_fd)};
        auto pipe = sys::make_pipe();
        return sys::Launch{next_pid++, std::move(pipe->read_end)};
    }
    /// Children execute at once, unless `pending` or `fail_next` says otherwise.
    sys::Verdict verdict(const sys::Fd&) override {
        if (pending)
            return {sys::Verdict::Kind::pending};
        if (fail_next)
            return {sys::Verdict::Kind::failed, *std::exchange(fail_next, std::nullopt)};
        return {sys::Verdict::Kind::executed};
    }
    int kill(pid_t pid, int signal) override {
        signals.emplace_back(pid, signal);
        return kill_errno;
    }
    std::vector<sys::Exit> reap() override { return std::exchange(exits, {}); }

    /// A child's ends of its pipes, while `keep_ends` is set: the test plays the child.
    struct Ends {
        sys::Fd in, out, err;
    };
    bool keep_ends = false;
    std::map<pid_t, Ends> ends;

    std::vector<sys::SpawnRequest> requests;
    std::vector<std::pair<pid_t, int>> signals;
    std::vector<sys::Exit> exits;
    std::optional<sys::SpawnFailure> fail_next;
    bool pending = false;
    int kill_errno = 0;
    pid_t next_pid = 1000;

private:
    static sys::Fd duplicate(int fd) { return sys::Fd(::fcntl(fd, F_DUPFD_CLOEXEC, 0)); }
};

/// wait statuses as waitpid(2) reports them
constexpr int exit_status(int code) {
    return code << 8;
}
constexpr int killed_by(int signal) {
    return signal;
}

}  // namespace supervise::fake
