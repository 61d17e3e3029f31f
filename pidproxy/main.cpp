/// pidproxy: runs a command and passes signals on to the process whose pid is in a file (EXT-008).
#include <cstdio>
#include <string>
#include <string_view>
#include <vector>

#include <unistd.h>

#include "pidproxy/proxy.hpp"
#include "sys/asio_loop.hpp"
#include "sys/own_process.hpp"
#include "sys/signals.hpp"

using namespace supervise;

namespace {

constexpr int cannot_execute = 127;

void say(std::string_view line) {
    (void)sys::write_all(STDOUT_FILENO, std::string(line) + "\n");
}

int usage(std::string_view program) {
    say("pidproxy -- run a command and pass signals on to the process that its pidfile names.\n\n"
        "SIGTERM, SIGINT, SIGQUIT, SIGHUP, SIGUSR1 and SIGUSR2 are passed on. pidproxy ends when the "
        "command\n"
        "and that process have ended.\n\n"
        "Usage: " +
        std::string(program) + " <pidfile name> <command> [<cmdarg1> ...]");
    return 1;
}

/// Relative to the current folder; not searched along PATH.
sys::SpawnRequest request_for(const std::vector<std::string>& words) {
    sys::SpawnRequest request;
    request.path = words.front();
    request.argv = words;
    request.environment = sys::environment_entries();
    request.stdin_fd = STDIN_FILENO;
    request.stdout_fd = STDOUT_FILENO;
    request.stderr_fd = STDERR_FILENO;
    request.own_group = false;  // what is sent to the whole group reaches the command too
    return request;
}

}  // namespace

int main(int argc, char** argv) {
    const std::vector<std::string> words = sys::arguments_of_main(argc, argv);
    if (words.size() < 3)
        return usage(words.empty() ? "pidproxy" : words.front());
    sys::AsioLoop loop;
    sys::KernelProcessCalls calls;
    auto signals = sys::SignalSource::open({SIGTERM, SIGINT, SIGQUIT, SIGHUP, SIGUSR1, SIGUSR2, SIGCHLD});
    if (!signals) {
        say(signals.error().message);
        return 1;
    }
    int status = 0;
    const auto done = [&](int code) {
        status = code;
        loop.stop();
    };
    pidproxy::Proxy proxy(words[1], {loop, calls, ::getpid(), say, done});
    const auto launched = calls.launch(request_for({words.begin() + 2, words.end()}));
    if (!launched) {
        say("can't start " + words[2] + ": " + errno_text(launched.error().code));
        return 1;
    }
    // Known at once: launching waits for the program to be executed, or not.
    if (const sys::Verdict told = calls.verdict(launched->status); told.kind == sys::Verdict::Kind::failed) {
        say("can't execute " + words[2] + ": " + errno_text(told.failure.code));
        return cannot_execute;
    }
    proxy.started(launched->pid);
    const sys::Registration signalled = loop.when_readable(signals->fd(), [&] {
        for (const int signal : signals->take())
            if (signal == SIGCHLD)
                proxy.reap();
            else
                proxy.on_signal(signal);
    });
    loop.run();
    return status;
}
