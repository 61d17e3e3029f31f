#include "sys/program_output.hpp"

#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>

#include <fmt/core.h>

#include "sys/fd.hpp"

namespace supervise::sys {
namespace {

class Actions {
public:
    Actions() { ::posix_spawn_file_actions_init(&actions_); }
    ~Actions() { ::posix_spawn_file_actions_destroy(&actions_); }
    Actions(const Actions&) = delete;
    Actions& operator=(const Actions&) = delete;
    posix_spawn_file_actions_t* get() { return &actions_; }

private:
    posix_spawn_file_actions_t actions_{};
};

Result<pid_t> start(const std::vector<std::string>& argv, int output) {
    std::vector<char*> pointers;
    for (const std::string& word : argv)
        pointers.push_back(const_cast<char*>(word.c_str()));  // exec does not write to them
    pointers.push_back(nullptr);
    Actions actions;
    ::posix_spawn_file_actions_adddup2(actions.get(), output, STDOUT_FILENO);
    pid_t pid = 0;
    const int code = ::posix_spawnp(&pid, pointers.front(), actions.get(), nullptr, pointers.data(), environ);
    if (code != 0)
        return fail_errno(fmt::format("run '{}'", argv.front()), code);
    return pid;
}

Result<std::string> read_to_end(int fd, std::size_t limit) {
    std::string output;
    std::array<char, 4096> buffer{};
    for (;;) {
        const Transfer transfer = read_some(fd, buffer.data(), buffer.size());
        if (transfer.outcome == Transfer::Outcome::end)
            return output;
        if (transfer.outcome == Transfer::Outcome::failed)
            return fail_errno("read what it prints", transfer.code);
        output.append(buffer.data(), transfer.bytes);
        if (output.size() > limit)
            return fail(fmt::format("it prints more than {} bytes", limit));
    }
}

}  // namespace

Result<std::string> program_output(const std::vector<std::string>& argv, std::size_t limit) {
    auto pipe = make_pipe();
    if (!pipe)
        return tl::unexpected(std::move(pipe.error()));
    const auto pid = start(argv, pipe->write_end.get());
    if (!pid)
        return tl::unexpected(pid.error());
    pipe->write_end.reset();
    auto output = read_to_end(pipe->read_end.get(), limit);
    // One that still prints gets SIGPIPE.
    pipe->read_end.reset();
    int status = 0;
    while (::waitpid(*pid, &status, 0) < 0)
        if (errno != EINTR)
            return fail_errno(fmt::format("wait for '{}'", argv.front()), errno);
    if (output && WIFSIGNALED(status))
        return fail(fmt::format("'{}' was ended by signal {}", argv.front(), WTERMSIG(status)));
    if (output && WEXITSTATUS(status) != 0)
        return fail(fmt::format("'{}' ended with status {}", argv.front(), WEXITSTATUS(status)));
    return output;
}

}  // namespace supervise::sys
