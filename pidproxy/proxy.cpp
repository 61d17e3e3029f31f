#include "pidproxy/proxy.hpp"

#include <sys/wait.h>

#include <cerrno>
#include <csignal>

#include <fmt/core.h>

#include "sys/number.hpp"
#include "sys/process_end.hpp"
#include "sys/small_file.hpp"

namespace supervise::pidproxy {

namespace {

constexpr std::size_t longest_pidfile = 4096;

bool ends_a_daemon(int signal) {
    return signal == SIGTERM || signal == SIGINT || signal == SIGQUIT;
}

/// As a shell tells it.
int shell_status(int status) {
    return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

}  // namespace

Proxy::Proxy(std::string pidfile, Surroundings around)
    : pidfile_(std::move(pidfile)), around_(std::move(around)), earlier_(daemon()) {}

/// Not what is no pid of one process: 0 and less would reach many, 1 is not ours to end, and our own would
/// come back for ever.
std::optional<pid_t> Proxy::daemon() const {
    constexpr std::string_view space = " \t\r\n";
    const auto content = sys::read_small_file(pidfile_, longest_pidfile);
    if (!content)
        return std::nullopt;
    std::string_view text = *content;
    text.remove_prefix(std::min(text.find_first_not_of(space), text.size()));
    text.remove_suffix(text.size() - (text.find_last_not_of(space) + 1));
    const auto pid = whole_number<pid_t>(text);
    return pid && *pid > 1 && *pid != around_.self ? pid : std::nullopt;
}

bool Proxy::runs(pid_t pid) const {
    const int code = around_.calls.kill(pid, 0);
    return code == 0 || code == EPERM;
}

void Proxy::on_signal(int signal) {
    const auto target = daemon();
    if (!target)
        around_.say(fmt::format("Can't read child pidfile {}!", pidfile_));
    const int code = target ? around_.calls.kill(*target, signal) : ESRCH;
    if (code != 0 && code != ESRCH)
        around_.say(fmt::format("can't signal process {}: {}", *target, errno_text(code)));
    if (!ends_a_daemon(signal))
        return;
    ending_ = true;
    if (code == ESRCH && command_ != 0)  // nothing else is there that could be ended
        (void)around_.calls.kill(command_, signal);
    if (code == 0 && *target != command_ && followed_ == 0)
        return follow(*target);
    if (command_ == 0 && followed_ == 0)
        finish();
}

void Proxy::reap() {
    for (const sys::Exit& exit : around_.calls.reap())
        if (exit.pid == command_)
            on_command_end(exit.status);
}

void Proxy::on_command_end(int status) {
    command_ = 0;
    status_ = shell_status(status);
    if (followed_ != 0)
        return;
    if (ending_ || status_ != 0)
        return finish();
    look_for_daemon(around_.loop.clock().mono() + pidfile_grace);
}

/// The command has ended well: the program may have put itself into the background.
void Proxy::look_for_daemon(sys::MonoTime until) {
    next_look_.reset();
    if (const auto pid = daemon(); pid && pid != earlier_ && runs(*pid))
        return follow(*pid);
    if (around_.loop.clock().mono() >= until)
        return finish();
    next_look_ = around_.loop.after(look_interval, [this, until] { look_for_daemon(until); });
}

void Proxy::follow(pid_t pid) {
    followed_ = pid;
    next_look_.reset();
    auto end = sys::watch_process(pid);
    if (end) {
        followed_end_ = std::move(*end);
        next_look_ = around_.loop.when_readable(followed_end_.get(), [this] {
            followed_ = 0;
            next_look_.reset();
            followed_end_.reset();
            if (command_ == 0)
                finish();
        });
        return;
    }
    look_at_followed();  // without pidfd_open, or it has just ended
}

void Proxy::look_at_followed() {
    next_look_.reset();
    if (runs(followed_)) {
        next_look_ = around_.loop.after(look_interval, [this] { look_at_followed(); });
        return;
    }
    followed_ = 0;
    if (command_ == 0)
        finish();
}

void Proxy::finish() {
    next_look_.reset();
    around_.done(ending_ ? 0 : status_);
}

}  // namespace supervise::pidproxy
