#include "process/process.hpp"

#include <fcntl.h>

#include <csignal>
#include <cstdlib>
#include <ctime>

#include "fake/temp_folder.hpp"
#include "process/process_fixture.hpp"

namespace supervise::process {
namespace {

using namespace std::chrono_literals;
using fake::exit_status;
using fake::killed_by;
using Strings = std::vector<std::string>;

class Processes : public ProcessFixture {};

// PROC-002
TEST_F(Processes, is_running_after_startsecs) {
    auto process = make(sleeper("a"));
    EXPECT_TRUE(process->start());
    EXPECT_EQ(process->state(), State::starting);
    loop.advance(999ms);
    EXPECT_EQ(process->state(), State::starting);
    loop.advance(1ms);
    EXPECT_EQ(process->state(), State::running);
    EXPECT_TRUE(logger.contains("spawned: 'a' with pid 1000"));
    EXPECT_TRUE(logger.contains(
        "success: a entered RUNNING state, process has stayed up for > than 1 seconds (startsecs)"));
    end(*process, exit_status(0));
}

// PROC-003
TEST_F(Processes, is_running_at_once_without_startsecs) {
    auto config = sleeper("a");
    config.startsecs = 0;
    auto process = make(config);
    EXPECT_TRUE(process->start());
    EXPECT_EQ(process->state(), State::running);
    end(*process, exit_status(0));
}

// PROC-004, PROC-008, PROC-009, TOL-001: startretries=k means k+1 attempts with pauses of 1, 2, ... k
// seconds.
TEST_F(Processes, early_exits_back_off_and_end_in_fatal) {
    auto config = sleeper("a");
    config.startretries = 2;
    auto process = make(config);
    EXPECT_TRUE(process->start());
    for (const auto pause : {1s, 2s}) {
        loop.advance(500ms);
        end(*process, exit_status(0));
        EXPECT_EQ(process->state(), State::backoff);
        EXPECT_EQ(process->snapshot().spawnerr, "Exited too quickly (process log may have details)");
        EXPECT_EQ(process->snapshot().exitstatus, 0);
        loop.advance(pause - 1ms);
        EXPECT_EQ(process->state(), State::backoff);
        loop.advance(1ms);
        EXPECT_EQ(process->state(), State::starting);
    }
    end(*process, exit_status(0));
    EXPECT_EQ(process->state(), State::fatal);
    EXPECT_EQ(calls.requests.size(), 3u);
    EXPECT_TRUE(logger.contains("exited: a (exit status 0; not expected)"));
    EXPECT_TRUE(logger.contains("gave up: a entered FATAL state, too many start retries too quickly"));
    EXPECT_EQ(history.back(), "a:BACKOFF>FATAL");
}

// PROC-005, PROC-007
TEST_F(Processes, expected_exit_is_not_restarted_by_unexpected) {
    auto process = make(sleeper("a"));
    EXPECT_TRUE(process->start());
    loop.advance(2s);
    end(*process, exit_status(0));
    loop.advance(10s);
    EXPECT_EQ(process->state(), State::exited);
    EXPECT_EQ(calls.requests.size(), 1u);
    EXPECT_TRUE(logger.contains("exited: a (exit status 0; expected)"));
}

TEST_F(Processes, unexpected_exit_is_restarted_at_once) {
    auto process = make(sleeper("a"));
    EXPECT_TRUE(process->start());
    loop.advance(2s);
    end(*process, exit_status(3));
    EXPECT_EQ(process->state(), State::exited);
    EXPECT_EQ(process->snapshot().spawnerr, "Bad exit code 3");
    EXPECT_EQ(process->snapshot().exitstatus, 3);
    loop.advance(0s);
    EXPECT_EQ(process->state(), State::starting);
    end(*process, exit_status(0));
}

// PROC-006: death by a signal is never expected.
TEST_F(Processes, death_by_signal_is_unexpected) {
    auto config = sleeper("a");
    config.autorestart = config::Autorestart::never;
    auto process = make(config);
    EXPECT_TRUE(process->start());
    loop.advance(2s);
    end(*process, killed_by(SIGSEGV));
    EXPECT_EQ(process->snapshot().exitstatus, -1);
    EXPECT_TRUE(logger.contains("exited: a (terminated by SIGSEGV; not expected)"));
    loop.advance(1h);
    EXPECT_EQ(process->state(), State::exited);
}

// PROC-005: an exit after startsecs that is seen before the timer passes through RUNNING.
TEST_F(Processes, late_exit_while_starting_passes_through_running) {
    auto config = sleeper("a");
    config.startsecs = 0;
    config.autorestart = config::Autorestart::never;
    auto process = make(config);
    EXPECT_TRUE(process->start());
    end(*process, exit_status(0));
    EXPECT_EQ(history, (Strings{"a:STOPPED>STARTING", "a:STARTING>RUNNING", "a:RUNNING>EXITED"}));
}

// PROC-011, PROC-040: the reason is exact, in spawnerr, in the daemon's log and in the program's.
TEST_F(Processes, a_child_that_cannot_execute_backs_off_with_the_exact_reason) {
    auto config = sleeper("a");
    fake::TempFolder folder;
    config.stderr_channel.logfile = {config::LogTarget::Kind::path, folder / "a.log"};
    calls.fail_next = sys::SpawnFailure{sys::SpawnFailure::Stage::exec, ENOENT};
    auto process = make(config);
    EXPECT_TRUE(process->start());
    EXPECT_EQ(process->state(), State::starting);
    end(*process, exit_status(127));
    EXPECT_EQ(process->state(), State::backoff);
    EXPECT_EQ(process->snapshot().spawnerr, "couldn't exec /bin/sleep: ENOENT");
    EXPECT_TRUE(logger.contains("spawnerr: couldn't exec /bin/sleep: ENOENT"));
    EXPECT_EQ(folder.get("a.log"), "supervisor: couldn't exec /bin/sleep: ENOENT\n"
                                   "supervisor: child process was not spawned\n");
    loop.advance(1s);
    EXPECT_EQ(process->state(), State::starting);
    end(*process, exit_status(0));
}

// Even without startsecs a process runs only when its program does.
TEST_F(Processes, is_not_running_before_its_program_is_executed) {
    auto config = sleeper("a");
    config.startsecs = 0;
    auto process = make(config);
    calls.pending = true;
    EXPECT_TRUE(process->start());
    EXPECT_EQ(process->state(), State::starting);
    EXPECT_EQ(process->pid(), 1000);
    calls.pending = false;
    calls.fail_next = sys::SpawnFailure{sys::SpawnFailure::Stage::credentials, EPERM};
    end(*process, exit_status(127));
    EXPECT_EQ(process->state(), State::backoff);
}

TEST_F(Processes, can_be_stopped_before_its_program_is_executed) {
    auto process = make(sleeper("a"));
    calls.pending = true;
    EXPECT_TRUE(process->start());
    EXPECT_TRUE(process->stop());
    EXPECT_EQ(calls.signals.back(), (std::pair<pid_t, int>{1000, SIGTERM}));
    calls.pending = false;
    end(*process, killed_by(SIGTERM));
    EXPECT_EQ(process->state(), State::stopped);
}

// PROC-036
TEST_F(Processes, no_room_for_a_process_is_refused_at_once) {
    calls.fail_next = sys::SpawnFailure{sys::SpawnFailure::Stage::fork, EAGAIN};
    auto process = make(sleeper("a"));
    const auto started = process->start();
    ASSERT_FALSE(started);
    EXPECT_EQ(started.error().reason, StartRefusal::Reason::spawn_error);
    EXPECT_EQ(process->snapshot().spawnerr, "Too many processes in process table to spawn 'a'");
    EXPECT_EQ(process->state(), State::backoff);
    calls.fail_next = sys::SpawnFailure{sys::SpawnFailure::Stage::fork, ENOMEM};
    loop.advance(1s);
    EXPECT_EQ(process->snapshot().spawnerr, "unknown error during fork for 'a': ENOMEM");
    EXPECT_TRUE(process->stop());
}

// PROC-013, PROC-029
TEST_F(Processes, start_is_refused_while_active_or_stopping) {
    auto process = make(sleeper("a"));
    EXPECT_TRUE(process->start());
    EXPECT_EQ(process->start().error().reason, StartRefusal::Reason::already_started);
    EXPECT_TRUE(process->stop());
    EXPECT_EQ(process->start().error().reason, StartRefusal::Reason::still_stopping);
    EXPECT_TRUE(logger.contains("process 'a' already running"));
    end(*process, killed_by(SIGTERM));
    EXPECT_EQ(process->state(), State::stopped);
}

// PROC-012: stopping in BACKOFF keeps the count of retries.
TEST_F(Processes, stop_in_backoff_is_immediate_and_keeps_the_count) {
    auto process = make(sleeper("a"));
    EXPECT_TRUE(process->start());
    end(*process, exit_status(1));
    EXPECT_EQ(process->state(), State::backoff);
    EXPECT_TRUE(process->stop());
    EXPECT_EQ(process->state(), State::stopped);
    EXPECT_TRUE(calls.signals.empty());
    EXPECT_TRUE(process->start());
    end(*process, exit_status(1));
    loop.advance(1999ms);
    EXPECT_EQ(process->state(), State::backoff);  // the second pause is two seconds
    loop.advance(1ms);
    EXPECT_EQ(process->state(), State::starting);
    end(*process, exit_status(1));
}

// PROC-020 to PROC-022
TEST_F(Processes, stop_escalates_to_sigkill_and_repeats_it) {
    auto process = make(sleeper("a"));
    EXPECT_TRUE(process->start());
    loop.advance(2s);
    EXPECT_TRUE(process->stop());
    EXPECT_EQ(process->state(), State::stopping);
    loop.advance(10s);
    loop.advance(10s);
    const std::vector<std::pair<pid_t, int>> expected{{1000, SIGTERM}, {1000, SIGKILL}, {1000, SIGKILL}};
    EXPECT_EQ(calls.signals, expected);
    EXPECT_TRUE(logger.contains("killing 'a' (1000) with SIGKILL"));
    // field.md B.1 "stuck STOPPING after SIGKILL": it is said
    EXPECT_TRUE(logger.contains("'a' (1000) has not ended after SIGKILL"));
    end(*process, killed_by(SIGKILL));
    EXPECT_EQ(process->state(), State::stopped);
    EXPECT_TRUE(logger.contains("stopped: a (terminated by SIGKILL)"));
    EXPECT_EQ(loop.timers(), 0u);
}

// PROC-023
TEST_F(Processes, stopasgroup_signals_the_group) {
    auto config = sleeper("a");
    config.stopasgroup = config.killasgroup = true;
    auto process = make(config);
    EXPECT_TRUE(process->start());
    EXPECT_TRUE(process->stop());
    EXPECT_EQ(calls.signals.front(), (std::pair<pid_t, int>{-1000, SIGTERM}));
    EXPECT_TRUE(logger.contains("killing a (pid 1000) process group with signal SIGTERM"));
    end(*process, killed_by(SIGTERM));
}

// PROC-027; field.md B.1 "kill/exit race": ESRCH is no error, and nothing asserts afterwards.
TEST_F(Processes, stop_of_a_process_that_just_exited) {
    auto process = make(sleeper("a"));
    EXPECT_TRUE(process->start());
    calls.kill_errno = ESRCH;
    EXPECT_TRUE(process->stop());
    EXPECT_EQ(process->state(), State::stopping);
    EXPECT_TRUE(logger.contains("unable to signal a (pid 1000), it probably just exited on its own: "));
    end(*process, exit_status(0));
    EXPECT_EQ(process->state(), State::stopped);
}

// PROC-027
TEST_F(Processes, a_process_that_may_not_be_signalled_is_unknown_until_it_ends) {
    auto process = make(sleeper("a"));
    EXPECT_TRUE(process->start());
    calls.kill_errno = EPERM;
    process->stop();
    EXPECT_EQ(process->state(), State::unknown);
    EXPECT_TRUE(logger.contains("unknown problem killing a (1000):"));
    EXPECT_EQ(process->start().error().reason, StartRefusal::Reason::unknown_state);
    EXPECT_EQ(loop.timers(), 0u);
    end(*process, exit_status(0));
    EXPECT_EQ(process->state(), State::stopped);
}

// PROC-028: a signal by request does not change the state.
TEST_F(Processes, signal_goes_to_the_process_alone) {
    auto config = sleeper("a");
    config.stopasgroup = config.killasgroup = true;
    auto process = make(config);
    EXPECT_TRUE(process->start());
    EXPECT_EQ(process->signal(SIGHUP), 0);
    EXPECT_EQ(calls.signals.front(), (std::pair<pid_t, int>{1000, SIGHUP}));
    EXPECT_EQ(process->state(), State::starting);
    end(*process, exit_status(0));
}

// PROC-043
TEST_F(Processes, child_environment) {
    context.daemon_environment = {"PATH=/bin:/usr/bin", "A=daemon"};
    context.server_url = "unix:///run/s.sock";
    auto config = sleeper("web");
    config.environment = {{"A", "program"}, {"SUPERVISOR_GROUP_NAME", "mine"}};
    auto process = make(config);
    EXPECT_TRUE(process->start());
    EXPECT_EQ(calls.requests.front().environment,
              (Strings{"PATH=/bin:/usr/bin", "A=program", "SUPERVISOR_ENABLED=1",
                       "SUPERVISOR_SERVER_URL=unix:///run/s.sock", "SUPERVISOR_PROCESS_NAME=web",
                       "SUPERVISOR_GROUP_NAME=mine"}));
    end(*process, exit_status(0));
}

// PROC-032: a start by request looks for the command where the spawn will.
TEST_F(Processes, the_path_may_come_from_an_environment_file) {
    const fake::TempFolder folder;
    folder.put("env", "PATH=" + folder.path() + "\n");
    folder.put("own-tool", "#!/bin/sh\n");
    std::filesystem::permissions(folder / "own-tool", std::filesystem::perms(0755));
    auto config = sleeper("a");
    config.command = "own-tool";
    config.environment_files = {folder / "env"};
    auto process = make(config);
    EXPECT_TRUE(process->check_command());
    EXPECT_TRUE(process->start());
    EXPECT_EQ(calls.requests.at(0).path, folder / "own-tool");
    end(*process, exit_status(0));
}

// environment_file=: a missing file is that program's spawn error.
TEST_F(Processes, missing_environment_file_is_a_spawn_error) {
    auto config = sleeper("a");
    config.environment_files = {"-/no/such/optional", "/no/such/file"};
    auto process = make(config);
    EXPECT_TRUE(process->check_command());
    EXPECT_FALSE(process->start());
    EXPECT_EQ(process->snapshot().spawnerr, "can't read environment_file /no/such/file: ENOENT");
    EXPECT_TRUE(calls.requests.empty());
}

// field.md B.1 "startretries ignored with startsecs=0": restart_limit gives up.
TEST_F(Processes, restart_limit_ends_in_fatal) {
    auto config = sleeper("a");
    config.startsecs = 0;
    config.restart_limit = 3;
    config.autorestart = config::Autorestart::always;
    auto process = make(config);
    EXPECT_TRUE(process->start());
    for (int i = 0; i < 3; ++i) {
        end(*process, exit_status(0));
        loop.advance(1ms);
        ASSERT_EQ(process->state(), State::running) << i;
    }
    end(*process, exit_status(0));
    EXPECT_EQ(process->state(), State::fatal);
    EXPECT_EQ(process->snapshot().description, "Restarted 3 times within 60 seconds (restart_limit)");
}

class Ends : public ProcessFixture {
protected:
    void on_state(Process& process, State, State) override { rests += process.rests_exited() ? 1 : 0; }
    int rests = 0;
};

// essential=: whoever is told of EXITED knows whether that was all.
TEST_F(Ends, are_for_good_when_no_restart_is_to_come) {
    auto config = sleeper("a");
    config.startsecs = 0;
    config.autorestart = config::Autorestart::unexpected;
    auto process = make(config);
    (void)process->start();
    end(*process, exit_status(1));
    EXPECT_EQ(rests, 0) << "it is started again";
    loop.advance(1ms);
    end(*process, exit_status(0));
    EXPECT_EQ(rests, 1);
    EXPECT_TRUE(process->rests_exited());
}

TEST_F(Ends, on_the_way_to_fatal_are_none_of_their_own) {
    auto config = sleeper("a");
    config.startsecs = 0;
    config.autorestart = config::Autorestart::always;
    config.restart_limit = 1;
    auto process = make(config);
    (void)process->start();
    end(*process, exit_status(0));
    loop.advance(1ms);
    end(*process, exit_status(0));
    EXPECT_EQ(process->state(), State::fatal);
    EXPECT_EQ(rests, 0);
}

TEST_F(Processes, a_restart_that_waits_can_be_called_off) {
    auto config = sleeper("a");
    config.startsecs = 0;
    config.autorestart = config::Autorestart::always;
    auto process = make(config);
    EXPECT_TRUE(process->start());
    for (std::size_t i = 0; i < RestartPace::burst; ++i) {
        end(*process, exit_status(0));
        loop.advance(0ms);
    }
    end(*process, exit_status(0));
    loop.advance(1ms);
    EXPECT_EQ(process->state(), State::exited);  // paced
    EXPECT_TRUE(process->stop());
    EXPECT_EQ(process->state(), State::stopped);
    loop.advance(1h);
    EXPECT_EQ(process->state(), State::stopped);
}

// DAEMON-075: while the daemon stops nothing is started again.
TEST_F(Processes, nothing_starts_while_the_daemon_stops) {
    auto config = sleeper("a");
    config.autorestart = config::Autorestart::always;
    auto process = make(config);
    EXPECT_TRUE(process->start());
    loop.advance(2s);
    context.daemon_stopping = true;
    end(*process, exit_status(1));
    loop.advance(1h);
    EXPECT_EQ(process->state(), State::exited);
    EXPECT_EQ(process->start().error().reason, StartRefusal::Reason::daemon_stopping);
}

TEST_F(Processes, watchers_are_told_after_the_change_and_may_go_away) {
    auto process = make(sleeper("a"));
    int told = 0;
    sys::Registration once;
    once = process->watch([&] {
        ++told;
        once.reset();
    });
    EXPECT_TRUE(process->start());
    EXPECT_EQ(told, 0);
    loop.settle();
    EXPECT_EQ(told, 1);
    loop.advance(2s);
    EXPECT_EQ(told, 1);
    end(*process, exit_status(0));
    sys::Registration outlives = process->watch([] {});
    process.reset();
    loop.settle();
}

// RPC-038: somebody waits for the end, somebody else starts it in the same turn.
TEST_F(Processes, watchers_see_what_happened_before_it_is_undone) {
    auto process = make(sleeper("a"));
    EXPECT_TRUE(process->start());
    loop.advance(2s);
    EXPECT_TRUE(process->stop());
    loop.settle();
    std::vector<State> seen;
    const sys::Registration watching = process->watch([&] { seen.push_back(process->state()); });
    end(*process, exit_status(0));
    EXPECT_TRUE(process->start());
    EXPECT_TRUE(process->stop());
    loop.settle();
    ASSERT_GE(seen.size(), 3U);
    seen.resize(3);
    EXPECT_EQ(seen, (std::vector{State::stopped, State::starting, State::stopping}));
}

// PROC-047: the daemon never waits for a pipe, its child may.
TEST_F(Processes, a_childs_ends_of_its_pipes_block) {
    calls.keep_ends = true;
    auto process = make(sleeper("a"));
    EXPECT_TRUE(process->start());
    const auto& ends = calls.ends.at(process->pid());
    for (const sys::Fd* fd : {&ends.in, &ends.out, &ends.err})
        EXPECT_EQ(::fcntl(fd->get(), F_GETFL) & O_NONBLOCK, 0);
    // More than any pipe holds, and nobody reads: it would hang here.
    EXPECT_EQ(process->write_stdin(std::string(StdinBuffer::max_waiting, 'x')), StdinBuffer::Outcome::queued);
    end(*process, exit_status(0));
}

// PROC-063, better: when it was stopped, not the epoch.
TEST_F(Processes, stopped_before_it_ever_had_a_pid_shows_when) {
    ::setenv("TZ", "UTC", 1);
    ::tzset();
    calls.fail_next = sys::SpawnFailure{sys::SpawnFailure::Stage::fork, EAGAIN};
    auto process = make(sleeper("a"));
    EXPECT_FALSE(process->start());
    EXPECT_EQ(process->snapshot().pid, 0);
    EXPECT_TRUE(process->stop());
    EXPECT_EQ(process->snapshot().description, "Nov 14 10:13 PM");  // of the fake clock
}

// PROC-065
TEST_F(Processes, times_of_the_last_attempt_and_the_last_end) {
    auto process = make(sleeper("a"));
    const std::int64_t began = process->snapshot().now;
    EXPECT_TRUE(process->start());
    EXPECT_EQ(process->snapshot().start, began);
    EXPECT_EQ(process->snapshot().stop, 0);
    loop.advance(2s);
    end(*process, exit_status(3));
    const std::int64_t ended = process->snapshot().stop;
    EXPECT_EQ(ended, began + 2);
    calls.fail_next = sys::SpawnFailure{sys::SpawnFailure::Stage::fork, EAGAIN};
    loop.advance(0s);  // the attempt that fails
    EXPECT_EQ(process->state(), State::backoff);
    EXPECT_EQ(process->snapshot().start, ended);
    EXPECT_EQ(process->snapshot().stop, ended);
    EXPECT_TRUE(process->stop());
}

// PROC-053: how long a process ran is known also when the clock went back meanwhile.
TEST_F(Processes, an_end_after_the_clock_went_back_is_judged_by_how_long_it_ran) {
    auto process = make(sleeper("a"));
    EXPECT_TRUE(process->start());
    loop.advance(2s);
    loop.fake_clock().wall_ -= std::chrono::hours(24 * 365);
    end(*process, exit_status(0));
    EXPECT_EQ(process->state(), State::exited);
    EXPECT_TRUE(process->start());
    loop.advance(500ms);
    loop.fake_clock().wall_ += std::chrono::hours(24 * 365);
    end(*process, exit_status(0));
    EXPECT_EQ(process->state(), State::backoff);
    EXPECT_TRUE(process->stop());
}

// PROC-050 to PROC-054: the wall clock plays no part.
TEST_F(Processes, wall_clock_jumps_change_nothing) {
    auto process = make(sleeper("a"));
    EXPECT_TRUE(process->start());
    loop.fake_clock().wall_ -= std::chrono::hours(24 * 365);
    loop.advance(1s);
    EXPECT_EQ(process->state(), State::running);
    loop.fake_clock().wall_ += std::chrono::hours(2 * 24 * 365);
    EXPECT_EQ(process->snapshot().description, "pid 1000, uptime 0:00:01");
    EXPECT_TRUE(process->stop());
    loop.fake_clock().wall_ -= std::chrono::hours(24 * 365);
    loop.advance(10s);
    EXPECT_EQ(calls.signals.back().second, SIGKILL);
    end(*process, killed_by(SIGKILL));
}

}  // namespace
}  // namespace supervise::process
