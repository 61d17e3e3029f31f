/// Stands between whoever sends signals and a daemon that has put its pid into a file (EXT-008): passes
/// signals on to it, and ends when it ends. Supervisor's program is called the same; it ends at once when it
/// has passed on a signal that ends the daemon, while this one waits, so that who restarts it does not run
/// into the old daemon.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "sys/loop.hpp"
#include "sys/process_calls.hpp"

namespace supervise::pidproxy {

class Proxy {
public:
    /// The command of a program that leaves the terminal ends before, or just after, the pidfile is written.
    static constexpr std::chrono::milliseconds pidfile_grace{1000};
    /// How often is looked for something that tells nobody of its coming or going.
    static constexpr std::chrono::milliseconds look_interval{50};

    struct Surroundings {
        sys::Loop& loop;
        sys::ProcessCalls& calls;
        pid_t self;
        std::function<void(std::string_view line)> say;
        std::function<void(int status)> done;  ///< once, with the exit status of this program
    };

    /// To be made before the command is started: what the pidfile holds now is of an earlier daemon.
    Proxy(std::string pidfile, Surroundings around);

    /// The command runs as this child.
    void started(pid_t command) { command_ = command; }

    void on_signal(int signal);
    /// Children have ended.
    void reap();

private:
    std::optional<pid_t> daemon() const;
    bool runs(pid_t pid) const;
    void on_command_end(int status);
    void look_for_daemon(sys::MonoTime until);
    void follow(pid_t pid);
    void look_at_followed();
    void finish();

    std::string pidfile_;
    Surroundings around_;
    std::optional<pid_t> earlier_;
    pid_t command_ = 0;   ///< 0: has ended
    pid_t followed_ = 0;  ///< a process that is not our child, whose end is waited for; 0: none
    bool ending_ = false;
    int status_ = 0;
    sys::Fd followed_end_;
    sys::Registration next_look_;  ///< after followed_end_: dropped before it closes
};

}  // namespace supervise::pidproxy
