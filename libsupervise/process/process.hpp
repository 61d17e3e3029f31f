/// One supervised process: its configuration, the state machine, the running child and its pipes.
/// Applies what `machine` decides: spawns, signals, arms timers, writes the daemon's log lines, tells
/// observers.
#pragma once

#include <sys/types.h>

#include <functional>
#include <list>
#include <memory>
#include <string>
#include <string_view>

#include <tl/expected.hpp>

#include "config/model.hpp"
#include "log/child_log.hpp"
#include "process/context.hpp"
#include "process/machine.hpp"
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
};

class Process {
public:
    /// `config` lives at least as long as the process; `group` is the name of its group.
    Process(std::shared_ptr<const config::ProcessConfig> config, std::string group, ProcessContext& context);
    ~Process();
    Process(const Process&) = delete;
    Process& operator=(const Process&) = delete;

    const config::ProcessConfig& config() const { return *config_; }
    const std::string& name() const { return config_->name; }
    const std::string& group() const { return group_; }
    /// "name" when the group has the same name, else "group:name".
    std::string namespec() const;

    State state() const { return state_; }
    pid_t pid() const { return pid_; }
    Snapshot snapshot() const;

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

    /// Queues bytes for the child's stdin. False: no child, or its stdin is closed (LOG-070).
    bool write_stdin(std::string_view bytes);

    /// The child ended; `status` as waitpid(2) has it.
    void on_exit(int status);

    log::ChildLog& stdout_log() { return *stdout_log_; }
    log::ChildLog& stderr_log() { return *stderr_log_; }
    void reopen_logs();
    /// Removes and recreates both live files.
    Result<void> clear_logs();

    /// `changed` runs after each change of state until the registration is dropped.
    [[nodiscard]] sys::Registration watch(std::function<void()> changed);

private:
    class Watch;

    void apply(Event event, Facts facts);
    void perform(const Step& step);
    void enter(State next);
    void spawn();
    void on_spawned(pid_t pid);
    void on_spawn_failed(std::string reason);
    void report_child_side(const sys::SpawnFailure& failure);
    void end_child(int status);
    void send_stop_step();
    void arm_retry();
    void arm_restart();
    bool restarts_exceed_limit();
    Facts facts() const;

    std::shared_ptr<const config::ProcessConfig> config_;
    std::string group_;
    ProcessContext& context_;
    std::unique_ptr<log::ChildLog> stdout_log_;
    std::unique_ptr<log::ChildLog> stderr_log_;
    StdinBuffer stdin_;

    State state_ = State::stopped;
    pid_t pid_ = 0;
    int retries_ = 0;  ///< attempts that ended in BACKOFF since the last success
    int exitstatus_ = 0;
    bool ever_started_ = false;
    bool restart_pending_ = false;
    std::size_t stop_step_ = 0;
    std::string spawnerr_;
    std::string pending_spawn_error_;
    sys::MonoTime started_at_{};
    std::int64_t start_wall_ = 0;
    std::int64_t stop_wall_ = 0;
    std::deque<sys::MonoTime> restarts_;  ///< automatic restarts within the window, oldest first
    sys::Registration timer_;             ///< the one deadline of the current state
    std::list<std::function<void()>> watchers_;
    std::shared_ptr<char> alive_;
};

}  // namespace supervise::process
