/// One supervised process: its configuration, the state machine, the running child and its pipes.
/// Applies what `machine` decides: spawns, signals, arms timers, writes the daemon's log lines, tells
/// observers.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <tl/expected.hpp>

#include "config/model.hpp"
#include "log/child_log.hpp"
#include "process/context.hpp"
#include "process/environment.hpp"
#include "process/machine.hpp"
#include "process/restart_pace.hpp"
#include "process/shared_socket.hpp"
#include "process/state.hpp"
#include "process/stdin_buffer.hpp"
#include "process/stop_plan.hpp"

namespace supervise::process {

/// Why a start did not happen, as the RPC faults tell it apart (RPC-032).
struct StartRefusal {
    enum class Reason {
        no_file,          ///< the command does not exist
        not_executable,   ///< it exists but cannot be executed, or its text cannot be split
        already_started,  ///< STARTING, RUNNING or BACKOFF
        still_stopping,
        unknown_state,
        spawn_error,  ///< tried and failed; the process is in BACKOFF or FATAL
        daemon_stopping,
    };
    Reason reason;
    std::string text;
};

/// What is told about a process (RPC-043); times are wall-clock seconds, 0 for never.
struct Snapshot {
    State state = State::stopped;
    pid_t pid = 0;
    std::int64_t start = 0;
    std::int64_t stop = 0;
    std::int64_t now = 0;
    int exitstatus = 0;
    std::string spawnerr;
    std::string description;
    std::chrono::seconds uptime{0};  ///< of the child; 0 without one
    std::int64_t restarts = 0;       ///< started again by itself, after an end or a failed start
};

class Process {
public:
    /// What the process is beyond a program, by the group it is in.
    struct Part {
        bool is_listener = false;        ///< its standard output is the event listener protocol
        SharedSocket* socket = nullptr;  ///< its standard input, when it is one of an fcgi-program
    };

    /// `config` lives at least as long as the process; `group` is the name of its group.
    Process(std::shared_ptr<const config::ProcessConfig> config, std::string group, ProcessContext& context,
            Part part);
    Process(std::shared_ptr<const config::ProcessConfig> config, std::string group, ProcessContext& context)
        : Process(std::move(config), std::move(group), context, Part{}) {}
    ~Process();  ///< precondition: no child runs
    Process(const Process&) = delete;
    Process& operator=(const Process&) = delete;

    const config::ProcessConfig& config() const { return *config_; }
    const std::string& name() const { return config_->name; }
    const std::string& group() const { return group_; }
    /// "name" when the group has the same name, else "group:name".
    std::string namespec() const;

    State state() const { return state_; }
    pid_t pid() const { return pid_; }
    /// The child that a change of state or a piece of output is about: the one that runs or, while its end is
    /// being told, the one that has ended; 0 for none.
    pid_t subject_pid() const { return pid_ != 0 ? pid_ : ending_pid_; }
    /// Attempts that ended in BACKOFF since the last success (PROC-012).
    int retries() const { return retries_; }
    Snapshot snapshot() const { return snapshot(context_.loop.clock().moment()); }
    /// As of `now`: who asks many processes looks at the clock once.
    Snapshot snapshot(const sys::Moment& now) const;
    /// How the last child ended, as waitpid(2) reports it; none before the first end.
    std::optional<int> last_status() const { return last_status_; }
    /// Was the last end one that exitcodes names?
    bool ended_as_expected() const;
    /// EXITED, and neither to be started again nor on the way to FATAL.
    bool rests_exited() const { return state_ == State::exited && !restart_pending_ && !passing_through_; }
    /// Did the last end follow a stop that was asked for?
    bool ended_on_request() const { return ended_on_request_; }

    /// How its children have ended, and starts that came to no child.
    struct Counts {
        std::uint64_t requested = 0;   ///< after a stop that was asked for
        std::uint64_t expected = 0;    ///< with one of exitcodes
        std::uint64_t unexpected = 0;  ///< otherwise, or before startsecs had passed
        std::uint64_t spawn_failures = 0;
    };
    const Counts& counts() const { return counts_; }
    /// As in the snapshot.
    std::int64_t start_time() const { return start_wall_; }
    std::int64_t restarts() const { return restarts_; }

    /// The check that precedes a start by request: the command exists and may run (RPC-032).
    tl::expected<void, StartRefusal> check_command() const;

    /// Spawns now. Success: the child executed its program. A spawn failure is reported here too, and retried
    /// as configured.
    tl::expected<void, StartRefusal> start();

    /// The start of an `autostart` process when its group comes alive; nothing when it has been started
    /// before.
    void autostart();

    /// Begins to stop: signal, escalation. False when there is nothing to stop (not STARTING, RUNNING or
    /// BACKOFF).
    bool stop();

    /// As stop(), for the daemon's own end: BACKOFF becomes FATAL (DAEMON-072).
    void shut_down();

    /// Sends any signal to the process alone; 0 or errno. Precondition: is_signallable(state()) (PROC-028).
    int signal(int signal);

    /// Ends the child at once, as if it had crashed: what follows is up to autorestart and startretries.
    /// Precondition: a child runs.
    void kill();

    /// Queues bytes for the child's stdin, where at most `room` may wait. False: no child, or its stdin is
    /// closed (LOG-070).
    StdinBuffer::Outcome write_stdin(std::string_view bytes, std::size_t room = StdinBuffer::max_waiting);
    bool takes_stdin() const { return stdin_.is_open(); }

    /// The child ended; `status` as waitpid(2) has it.
    void on_exit(int status);

    log::ChildLog& stdout_log() { return *stdout_log_; }
    log::ChildLog& stderr_log() { return *stderr_log_; }
    void reopen_logs();
    /// Removes and recreates both live files.
    Result<void> clear_logs();

    /// `changed` runs after each change of state, once the callback that caused it has returned, until the
    /// registration is dropped.
    [[nodiscard]] sys::Registration watch(std::function<void()> changed);

private:
    using Watcher = std::function<void()>;
    /// What the daemon's log says about an event, when the machine wants it said.
    struct Words {
        log::Level level = log::Level::info;
        std::string text;
    };

    Step apply(Event event, const Facts& facts = {});
    Step apply(Event event, const Facts& facts, const Words& words);
    void log_decision(const Actions& actions, const Words& words);
    void arm(const Actions& actions);
    void enter(State next);
    void tell_watchers_first();
    void notify_watchers();

    void settle_exit(int status);
    void launch();
    Result<ChildEnvironment> child_environment() const;
    Result<sys::SpawnRequest> prepare_spawn() const;
    void look_at_launch();
    void on_launch_failed();
    void on_spawn_failed(const std::string& reason);
    void send_stop_step();
    void on_kill_error(int code);
    void wait_for_startsecs();
    void wait_for_retry();
    void wait_for_restart();
    Facts failure_facts() const;
    Facts exit_facts(bool expected) const;
    void close_channels();

    std::shared_ptr<const config::ProcessConfig> config_;
    std::string group_;
    ProcessContext& context_;
    std::unique_ptr<log::ChildLog> stdout_log_;
    std::unique_ptr<log::ChildLog> stderr_log_;
    SharedSocket* socket_;
    std::optional<SharedSocket::Use> socket_use_;  ///< while there is a child, or will be one by itself
    StdinBuffer stdin_;
    sys::Fd launch_;                  ///< status of a child that has not executed its program yet
    sys::Registration launch_watch_;  ///< after launch_: dropped before it closes
    std::optional<sys::SpawnFailure> launch_failure_;  ///< its exit follows

    State state_ = State::stopped;
    pid_t pid_ = 0;
    pid_t ending_pid_ = 0;
    int retries_ = 0;
    int exitstatus_ = 0;
    std::optional<int> last_status_;
    bool ended_on_request_ = false;
    std::int64_t restarts_ = 0;
    Counts counts_;
    bool ever_started_ = false;
    bool restart_pending_ = false;
    bool passing_through_ = false;  ///< the state is one that the machine only passes through
    unsigned stop_signals_sent_ = 0;
    std::string spawnerr_;
    sys::MonoTime started_at_{};
    std::int64_t start_wall_ = 0;
    std::int64_t stop_wall_ = 0;
    RestartPace pace_;
    sys::Registration timer_;  ///< the one deadline of the current state
    /// Held weakly: a registration may outlive the process.
    std::vector<std::weak_ptr<Watcher>> watchers_;
    bool notification_due_ = false;
    std::shared_ptr<char> alive_;
};

}  // namespace supervise::process
