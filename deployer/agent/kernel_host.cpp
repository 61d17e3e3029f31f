#include "agent/kernel_host.hpp"

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <ctime>
#include <map>
#include <thread>

#include <fcntl.h>
#include <poll.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "agent/processes.hpp"
#include "sys/fd.hpp"
#include "sys/number.hpp"

namespace deployer::agent {

namespace {

using supervise::fail;
using supervise::fail_errno;
using supervise::Result;
using supervise::sys::Fd;
using supervise::sys::Transfer;
using Clock = std::chrono::steady_clock;

constexpr std::array<const char*, 6> folders{"/usr/local/sbin", "/usr/local/bin", "/usr/sbin",
                                             "/usr/bin",        "/sbin",          "/bin"};
/// How long to wait before looking whether time is up.
constexpr int tick_milliseconds = 200;

/// The path of a program; empty when there is none.
std::string find_program(const std::string& name) {
    if (name.find('/') != std::string::npos)
        return ::access(name.c_str(), X_OK) == 0 ? name : "";
    for (const char* folder : folders) {
        std::string path = std::string(folder) + "/" + name;
        if (::access(path.c_str(), X_OK) == 0)
            return path;
    }
    return "";
}

/// Programs speak plain English, find their friends, and go through the proxies that the account has; nothing
/// else of the environment of a login matters to them.
std::vector<std::string> environment() {
    std::vector<std::string> variables{"PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
                                       "LC_ALL=C"};
    for (const char* name : {"HOME", "http_proxy", "https_proxy", "no_proxy", "HTTPS_PROXY", "NO_PROXY",
                             "XDG_RUNTIME_DIR", "DBUS_SESSION_BUS_ADDRESS"})
        if (const char* value = std::getenv(name))
            variables.push_back(std::string(name) + "=" + value);
    return variables;
}

std::vector<char*> pointers(std::vector<std::string>& words) {
    std::vector<char*> result;
    for (std::string& word : words)
        result.push_back(word.data());
    result.push_back(nullptr);
    return result;
}

/// A file without a name that holds `text`, to be read from its beginning. Not a pipe: wget reads its
/// configuration from regular files only.
Result<Fd> nameless_file(const std::string& text) {
    Fd fd(::memfd_create("input", MFD_CLOEXEC));
    if (!fd) {
        // A kernel before 3.17.
        std::string path = "/dev/shm/hadeploy-XXXXXX";
        fd = Fd(::mkostemp(path.data(), O_CLOEXEC));
        if (!fd || ::unlink(path.c_str()) != 0)
            return fail_errno("cannot make '" + path + "'", errno);
    }
    if (auto written = supervise::sys::write_all(fd.get(), text); !written)
        return tl::unexpected(written.error());
    if (::lseek(fd.get(), 0, SEEK_SET) != 0)
        return fail_errno("lseek", errno);
    return fd;
}

/// The three descriptors a child gets, and the parent's ends.
struct Streams {
    Fd child_in, child_out, child_err;
    Fd from_out, from_err;
};

Result<void> open_output(const Command& command, Streams& streams) {
    if (command.output >= 0) {
        streams.child_out = Fd(::fcntl(command.output, F_DUPFD_CLOEXEC, 3));
        if (!streams.child_out)
            return fail_errno("dup", errno);
        return {};
    }
    auto out = supervise::sys::make_pipe();
    if (!out)
        return tl::unexpected(out.error());
    streams.child_out = std::move(out->write_end);
    streams.from_out = std::move(out->read_end);
    return supervise::sys::set_nonblocking(streams.from_out.get(), true);
}

Result<Streams> open_streams(const Command& command) {
    Streams streams;
    auto in = nameless_file(command.input);
    auto err = supervise::sys::make_pipe();
    if (!in || !err)
        return tl::unexpected(in ? err.error() : in.error());
    streams.child_in = std::move(*in);
    streams.child_err = std::move(err->write_end);
    streams.from_err = std::move(err->read_end);
    if (auto set = supervise::sys::set_nonblocking(streams.from_err.get(), true); !set)
        return tl::unexpected(set.error());
    if (auto opened = open_output(command, streams); !opened)
        return tl::unexpected(opened.error());
    return streams;
}

/// In the child, between fork and exec: async-signal-safe calls only.
[[noreturn]] void become(const std::string& path, char* const* argv, char* const* envp,
                         const Streams& streams) {
    ::setpgid(0, 0);
    for (const int signal : {SIGPIPE, SIGHUP, SIGINT})
        (void)::signal(signal, SIG_DFL);
    if (::dup2(streams.child_in.get(), 0) < 0 || ::dup2(streams.child_out.get(), 1) < 0 ||
        ::dup2(streams.child_err.get(), 2) < 0)
        ::_exit(126);
    ::execve(path.c_str(), argv, envp);
    ::_exit(errno == ENOENT ? 127 : 126);
}

/// Reads what is there; closes at the end.
void drain(Fd& fd, std::string& into) {
    std::array<char, 65536> piece{};
    for (;;) {
        const Transfer read = supervise::sys::read_some(fd.get(), piece.data(), piece.size());
        if (read.outcome == Transfer::Outcome::would_block)
            return;
        if (read.outcome != Transfer::Outcome::some) {
            fd.reset();
            return;
        }
        into.append(piece.data(), std::min(read.bytes, limits::max_command_output - into.size()));
    }
}

/// A child, from its start to its end.
class Child {
public:
    Child(pid_t pid, Streams streams, const Command& command, std::function<void()> working)
        : pid_(pid),
          streams_(std::move(streams)),
          deadline_(Clock::now() + command.timeout),
          working_(std::move(working)) {
        streams_.child_in.reset();
        streams_.child_out.reset();
        streams_.child_err.reset();
    }

    Finished wait() {
        while (!ended()) {
            look();
            working_();
            if (Clock::now() >= deadline_ && !finished_.timed_out) {
                finished_.timed_out = true;
                ::kill(-pid_, SIGKILL);
            }
        }
        // What it left in the pipes; a grandchild that keeps them open is not waited for.
        if (streams_.from_out)
            drain(streams_.from_out, finished_.output);
        if (streams_.from_err)
            drain(streams_.from_err, finished_.errors);
        return std::move(finished_);
    }

private:
    void look() {
        std::array<pollfd, 2> fds{
            {{streams_.from_out.get(), POLLIN, 0}, {streams_.from_err.get(), POLLIN, 0}}};
        const bool open = streams_.from_out || streams_.from_err;
        // With all pipes closed the end is near, or the program has made itself a daemon of sorts.
        if (::poll(fds.data(), fds.size(), open ? tick_milliseconds : 5) <= 0)
            return;
        if (fds[0].revents != 0)
            drain(streams_.from_out, finished_.output);
        if (fds[1].revents != 0)
            drain(streams_.from_err, finished_.errors);
    }

    bool ended() {
        int status = 0;
        const pid_t done = ::waitpid(pid_, &status, WNOHANG);
        if (done == 0 || (done < 0 && errno == EINTR))
            return false;
        finished_.status = done < 0 ? 1 : WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
        return true;
    }

    pid_t pid_;
    Streams streams_;
    Clock::time_point deadline_;
    std::function<void()> working_;
    Finished finished_;
};

}  // namespace

Result<Finished> KernelHost::run(const Command& command) {
    std::vector<std::string> words = command.argv;
    const std::string path = words.empty() ? "" : find_program(words[0]);
    if (path.empty())
        return fail("no program '" + (words.empty() ? "" : words[0]) + "'", ENOENT);
    auto streams = open_streams(command);
    if (!streams)
        return tl::unexpected(streams.error());
    std::vector<std::string> variables = environment();
    const auto argv = pointers(words);
    const auto envp = pointers(variables);
    const pid_t pid = ::fork();
    if (pid < 0)
        return fail_errno("fork", errno);
    if (pid == 0)
        become(path, argv.data(), envp.data(), *streams);
    ::setpgid(pid, pid);
    return Child(pid, std::move(*streams), command, working_).wait();
}

bool KernelHost::has_program(const std::string& name) {
    return !find_program(name).empty();
}

Result<std::string> KernelHost::read_file(const std::string& path, std::size_t limit) {
    const Fd fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
    if (!fd)
        return fail_errno("open '" + path + "'", errno);
    return read_whole(fd.get(), path, limit);
}

Result<std::string> KernelHost::read_start(const std::string& path, std::size_t bytes) {
    const Fd fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
    if (!fd)
        return fail_errno("open '" + path + "'", errno);
    std::string start(bytes, '\0');
    const ssize_t got = ::pread(fd.get(), start.data(), start.size(), 0);
    if (got < 0)
        return fail_errno("read '" + path + "'", errno);
    start.resize(static_cast<std::size_t>(got));
    return start;
}

bool KernelHost::exists(const std::string& path) {
    struct stat status = {};
    return ::stat(path.c_str(), &status) == 0;
}

void KernelHost::sleep(std::chrono::milliseconds time) {
    for (const auto end = Clock::now() + time; Clock::now() < end; working_())
        std::this_thread::sleep_for(std::min<Clock::duration>(end - Clock::now(), std::chrono::seconds(1)));
}

std::int64_t KernelHost::now() {
    return std::time(nullptr);
}

unsigned KernelHost::own_user() {
    return ::geteuid();
}

std::set<unsigned> KernelHost::callers() {
    std::map<int, ProcessEntry> all;
    for (ProcessEntry& one : list_processes())
        all[one.pid] = std::move(one);
    std::set<unsigned> users;
    // Each is taken out: what was listed while it changed might be a circle.
    for (auto above = all.extract(::getppid()); above; above = all.extract(above.mapped().parent))
        users.insert(above.mapped().user);
    if (const char* caller = std::getenv("SUDO_UID"))
        if (const auto uid = supervise::whole_number<unsigned>(caller))
            users.insert(*uid);
    return users;
}

Result<std::string> read_whole(int fd, const std::string& path, std::size_t limit) {
    std::string content;
    std::string piece(65536, '\0');
    for (;;) {
        const Transfer read = supervise::sys::read_some(fd, piece.data(), piece.size());
        if (read.outcome == Transfer::Outcome::end)
            return content;
        if (read.outcome != Transfer::Outcome::some)
            return fail_errno("read '" + path + "'", read.code);
        if (content.size() + read.bytes > limit)
            return fail("'" + path + "' is larger than " + std::to_string(limit) + " bytes", EFBIG);
        content.append(piece, 0, read.bytes);
    }
}

}  // namespace deployer::agent
