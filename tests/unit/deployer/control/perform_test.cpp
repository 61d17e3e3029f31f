/// What operations do to a daemon: all rows of the change matrix (HD 8.5) and the rows of programs and
/// groups.
#include "control/perform.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "deployer/fake/daemon.hpp"

namespace deployer::control {
namespace {

using fake::Files;
using fake::ProcessConfig;
using task::Answer;
using task::Status;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using namespace std::chrono_literals;

constexpr int stopped = 0, starting = 10, running = 20, backoff = 30, exited = 100, fatal = 200;

ProcessConfig process(const std::string& name, int version = 1, bool autostart = true) {
    ProcessConfig config;
    config.name = name;
    config.version = version;
    config.autostart = autostart;
    return config;
}

class Perform : public testing::Test {
protected:
    Perform() {
        daemon.files = {{"web", {process("web")}}, {"api", {process("api")}}};
        restart_daemon();
    }
    void restart_daemon() {
        daemon.begin();
        for (auto& [name, group] : daemon.groups) {
            for (auto& member : group) {
                daemon.set(name, member.config.name, running);
            }
        }
    }
    Answer perform(const Operation& operation) { return control().perform(operation, situation); }
    HostControl& control() {
        if (!control_) {
            control_.emplace(daemon, pace, settings);
        }
        return *control_;
    }
    Answer started(const Program& program) { return perform(EnsureStarted{program}); }
    Answer apply(const std::string& group) { return perform(ApplyGroup{tsupv, group}); }
    Program program(const std::string& name, std::string group = {}) const {
        return {tsupv, name, group.empty() ? name : group, {}};
    }
    int starts(const std::string& name) { return daemon.starts[name]; }

    fake::Pace pace;
    fake::Daemon daemon{pace};
    Settings settings{.host = "en1"};
    Situation situation;
    Daemon tsupv{"tsupv", "/var/run/supervisor_tsupv/supervisor.sock"};

private:
    std::optional<HostControl> control_;
};

// --- Change matrix 8.5

// program file changed, RUNNING: one restart (HD-PRG-13)
TEST_F(Perform, changed_running_program_restarts_once) {
    daemon.files["web"] = {process("web", 2)};
    const Answer answer = apply("web");
    EXPECT_EQ(answer.status, Status::changed);
    EXPECT_THAT(answer.message, HasSubstr("restarts web"));
    EXPECT_EQ(starts("web:web"), 1);
    EXPECT_EQ(daemon.state("web", "web"), running);
    EXPECT_EQ(daemon.process("web", "web").config.version, 2);
    EXPECT_EQ(starts("api:api") + daemon.stops["api:api"], 0);
    EXPECT_EQ(apply("web").status, Status::ok);
    EXPECT_EQ(started(program("web")).status, Status::ok);
    EXPECT_EQ(starts("web:web"), 1);
}

// A program without autostart that ran is started again (HD-PRG-17)
TEST_F(Perform, what_ran_runs_again_without_autostart) {
    daemon.files["web"] = {process("web", 2, false)};
    apply("web");
    EXPECT_EQ(daemon.state("web", "web"), running);
    EXPECT_EQ(starts("web:web"), 1);
}

// program file changed, STOPPED EXITED FATAL: forgotten and added; started only by its state
TEST_F(Perform, changed_program_that_is_down_stays_down) {
    for (const int state : {stopped, exited, fatal}) {
        daemon.set("web", "web", state);
        daemon.files["web"] = {process("web", state + 2, false)};
        EXPECT_EQ(apply("web").status, Status::changed);
        EXPECT_EQ(daemon.state("web", "web"), stopped);
    }
    EXPECT_EQ(starts("web:web"), 0);
    EXPECT_EQ(started(program("web")).status, Status::changed);
    EXPECT_EQ(starts("web:web"), 1);
}

// the same in a group: the group is added anew and its members are as before
TEST_F(Perform, changed_member_that_is_down_has_its_group_renewed) {
    daemon.files["site"] = {process("g1"), process("g2", 1, false)};
    restart_daemon();
    daemon.set("site", "g2", stopped);
    daemon.files["site"] = {process("g1"), process("g2", 2, false)};
    EXPECT_EQ(apply("site").status, Status::changed);
    EXPECT_EQ(daemon.state("site", "g1"), running);
    EXPECT_EQ(daemon.state("site", "g2"), stopped);
    EXPECT_EQ(starts("site:g1"), 1);
}

// program file changed, STARTING or BACKOFF: stopped, added anew, started (HD-PRG-14)
TEST_F(Perform, changed_program_that_loops_is_repaired) {
    for (const int state : {starting, backoff}) {
        daemon.set("web", "web", state);
        daemon.files["web"] = {process("web", state, false)};
        EXPECT_EQ(apply("web").status, Status::changed);
        EXPECT_EQ(daemon.state("web", "web"), running);
    }
}

// group file changed while members run (HD-GRP-07)
TEST_F(Perform, changed_group_restarts_members_that_ran) {
    daemon.files["site"] = {process("g1"), process("g2", 1, false)};
    restart_daemon();
    daemon.set("site", "g2", stopped);
    daemon.files["site"] = {process("g1"), process("g2", 1, false), process("g3", 1, false)};
    EXPECT_EQ(apply("site").status, Status::changed);
    EXPECT_EQ(daemon.state("site", "g1"), running);
    EXPECT_EQ(daemon.state("site", "g2"), stopped);
    EXPECT_EQ(daemon.state("site", "g3"), stopped);
}

// file with notify, RUNNING: one restart; a second notification of the same run adds none (HD-NOTIF-05)
TEST_F(Perform, notified_program_restarts_once) {
    situation.notified = true;
    situation.modified = [&](const std::string&) { return pace.epoch(); };
    const RestartProcesses restart{tsupv, "web", "web", {"/opt/web.sh"}, {}};
    EXPECT_EQ(perform(restart).status, Status::changed);
    EXPECT_EQ(perform(restart).status, Status::ok);
    EXPECT_EQ(starts("web:web"), 1);
    EXPECT_EQ(starts("api:api"), 0);
    EXPECT_EQ(daemon.state("web", "web"), running);
}

// What else waits to be loaded by the daemon is no matter of a notification (HD-NOTIF-11)
TEST_F(Perform, notified_program_takes_no_other_change_along) {
    daemon.files["api"] = {process("api", 2)};
    daemon.files["new"] = {process("new")};
    situation.notified = true;
    situation.modified = [&](const std::string&) { return pace.epoch(); };
    EXPECT_EQ(perform(RestartProcesses{tsupv, "web", "web", {"/opt/web.sh"}, {}}).status, Status::changed);
    EXPECT_EQ(daemon.process("api", "api").config.version, 1);
    EXPECT_EQ(daemon.groups.count("new"), 0U);
    EXPECT_EQ(starts("api:api"), 0);
}

// file with notify, not RUNNING: nothing (HD-NOTIF-07)
TEST_F(Perform, notified_program_that_is_down_is_left_down) {
    situation.notified = true;
    situation.modified = [&](const std::string&) { return pace.epoch(); };
    for (const int state : {stopped, exited, fatal, backoff}) {
        daemon.set("web", "web", state);
        EXPECT_EQ(perform(RestartProcesses{tsupv, "web", "web", {"/opt/web.sh"}, {}}).status, Status::ok);
    }
    EXPECT_EQ(starts("web:web"), 0);
}

// file with notify and program file: what was applied with its new file needs no further restart
TEST_F(Perform, applied_program_is_not_restarted_again) {
    daemon.files["web"] = {process("web", 2)};
    apply("web");
    situation.notified = true;
    situation.modified = [&](const std::string&) { return pace.epoch() + 5; };
    EXPECT_EQ(perform(RestartProcesses{tsupv, "web", "web", {"/opt/web.sh"}, {}}).status, Status::ok);
    EXPECT_EQ(starts("web:web"), 1);
}

// nothing changed: nothing happens
TEST_F(Perform, nothing_changed_does_nothing) {
    EXPECT_EQ(apply("web").status, Status::ok);
    EXPECT_EQ(perform(EnsurePresent{tsupv, "web"}).status, Status::ok);
    EXPECT_EQ(started(program("web")).status, Status::ok);
    EXPECT_THAT(daemon.changes, IsEmpty());
}

// A second look at what is as it should be costs one question for each thing, and one comparison in all
TEST_F(Perform, looks_cost_little) {
    situation.same_files = true;
    const int before = daemon.exchanges;
    for (const char* name : {"web", "api"}) {
        perform(LookProgram{program(name)});
        apply(name);
        started(program(name));
    }
    EXPECT_EQ(daemon.exchanges - before, 5);
}

TEST_F(Perform, comparison_is_made_anew_behind_a_change) {
    situation.same_files = true;
    daemon.files["web"] = {process("web", 2)};
    daemon.files["api"] = {process("api", 2)};
    EXPECT_EQ(apply("web").status, Status::changed);
    EXPECT_EQ(apply("web").status, Status::ok);
    EXPECT_EQ(apply("api").status, Status::changed);
    EXPECT_EQ(apply("api").status, Status::ok);
    daemon.files["web"] = {process("web", 3)};
    EXPECT_EQ(apply("web").status, Status::ok);
    situation.same_files = false;
    EXPECT_EQ(apply("web").status, Status::changed);
}

// --- Notifications

// HD-NOTIF-10: due is what started before the file was modified, whoever modified it
TEST_F(Perform, lost_notification_is_made_up_for) {
    situation.modified = [&](const std::string&) { return pace.epoch() - 50; };
    const RestartProcesses restart{tsupv, "web", "web", {"/opt/web.sh"}, {}};
    EXPECT_EQ(perform(restart).status, Status::changed);
    situation.modified = [&](const std::string&) { return pace.epoch() - 500; };
    EXPECT_EQ(perform(RestartProcesses{tsupv, "api", "api", {"/opt/api.sh"}, {}}).status, Status::ok);
}

// HD-NOTIF-09: a group, and all of a supervisor
TEST_F(Perform, notification_of_a_whole_supervisor) {
    situation.notified = true;
    EXPECT_EQ(perform(RestartProcesses{tsupv, "", "", {}, {}}).status, Status::changed);
    EXPECT_EQ(starts("web:web"), 1);
    EXPECT_EQ(starts("api:api"), 1);
}

// --- Programs

// HD-PRG-10, -11: present adds it, started finds it started
TEST_F(Perform, new_program_is_added_then_found_started) {
    daemon.files["new"] = {process("new")};
    EXPECT_EQ(perform(EnsurePresent{tsupv, "new"}).status, Status::changed);
    EXPECT_EQ(started(program("new")).status, Status::ok);
    EXPECT_EQ(starts("new:new"), 1);
    EXPECT_EQ(daemon.state("new", "new"), running);
    EXPECT_EQ(starts("web:web"), 0);
}

TEST_F(Perform, unknown_program_names_where_it_is_missing) {
    const Answer answer = perform(EnsurePresent{tsupv, "typo"});
    EXPECT_EQ(answer.status, Status::failed);
    EXPECT_THAT(answer.message, HasSubstr("finds no program or group 'typo'"));
}

TEST_F(Perform, configuration_that_cannot_be_read_is_told) {
    daemon.reread_fault = "bad stopsignal";
    EXPECT_THAT(apply("web").message, HasSubstr("CANT_REREAD: bad stopsignal"));
}

// HD-PRG-16, HD-GAP-20
TEST_F(Perform, program_that_dies_fails_with_its_log) {
    ProcessConfig crashing = process("new", 1, false);
    crashing.life = ProcessConfig::Life::crashes;
    crashing.exit_status = 7;
    daemon.log = "INFO exited: new (exit status 1; expected)\nINFO exited: new (exit status 7; not "
                 "expected)\nINFO x\n";
    crashing.log = "one\ntwo\nno such port\n";
    daemon.files["new"] = {crashing};
    perform(EnsurePresent{tsupv, "new"});
    const Answer answer = started(program("new"));
    EXPECT_EQ(answer.status, Status::failed);
    EXPECT_EQ(answer.message,
              "new of supervisor 'tsupv' on en1 is FATAL: Exited too quickly (process log may have "
              "details), exit status 7; not expected; its last lines: one | two | no such port");
}

TEST_F(Perform, program_that_takes_too_long_fails_with_its_state) {
    settings.start_timeout = 3s;
    ProcessConfig slow = process("new", 1, false);
    slow.startsecs = 1h;
    daemon.files["new"] = {slow};
    perform(EnsurePresent{tsupv, "new"});
    const Answer answer = started(program("new"));
    EXPECT_EQ(answer.status, Status::failed);
    EXPECT_THAT(answer.message, HasSubstr("is STARTING"));
}

TEST_F(Perform, job_that_ends_as_expected_is_fine) {
    ProcessConfig job = process("job", 1, false);
    job.life = ProcessConfig::Life::ends;
    daemon.files["job"] = {job};
    perform(EnsurePresent{tsupv, "job"});
    EXPECT_EQ(started(program("job")).status, Status::changed);
    EXPECT_EQ(daemon.state("job", "job"), exited);
}

// Adding its group has run it (HD-PRG-11); a later deployment is another one.
TEST_F(Perform, job_runs_once_in_a_deployment) {
    ProcessConfig job = process("job");
    job.life = ProcessConfig::Life::ends;
    job.startsecs = 0ms;
    daemon.files["job"] = {job};
    EXPECT_EQ(perform(EnsurePresent{tsupv, "job"}).status, Status::changed);
    EXPECT_EQ(started(program("job")).status, Status::ok);
    EXPECT_EQ(starts("job:job"), 1);
    HostControl later(daemon, pace, settings);
    EXPECT_EQ(later.perform(EnsureStarted{program("job")}, situation).status, Status::changed);
    EXPECT_EQ(starts("job:job"), 2);
}

TEST_F(Perform, job_that_ends_badly_is_started_again_and_fails) {
    ProcessConfig job = process("job");
    job.life = ProcessConfig::Life::ends;
    job.startsecs = 0ms;
    job.exit_status = 3;
    daemon.files["job"] = {job};
    perform(EnsurePresent{tsupv, "job"});
    EXPECT_EQ(started(program("job")).status, Status::failed);
    EXPECT_EQ(starts("job:job"), 2);
}

TEST_F(Perform, cancelling_ends_the_waiting) {
    ProcessConfig slow = process("new", 1, false);
    slow.startsecs = 1h;
    daemon.files["new"] = {slow};
    perform(EnsurePresent{tsupv, "new"});
    pace.cancelled = true;
    EXPECT_EQ(started(program("new")).message, "interrupted");
}

// HD-PRG-17, -18
TEST_F(Perform, stopped_and_started_as_described) {
    EXPECT_EQ(perform(EnsureStopped{program("web")}).status, Status::changed);
    EXPECT_EQ(daemon.state("web", "web"), stopped);
    EXPECT_EQ(perform(EnsureStopped{program("web")}).status, Status::ok);
    EXPECT_EQ(started(program("web")).status, Status::changed);
    EXPECT_EQ(started(program("web")).status, Status::ok);
}

// HD-PRG-20, -22, HD-GRP-06, HD-GAP-11: names come from the daemon
TEST_F(Perform, processes_of_a_program_are_found_in_the_daemons_list) {
    daemon.files = {{"np", {process("np_00"), process("np_01")}},
                    {"pn", {process("other")}},
                    {"grp", {process("np_00"), process("np_01"), process("np_x"), process("w-7-a")}}};
    restart_daemon();
    EXPECT_EQ(perform(EnsureStopped{program("np")}).message, "stopped np:np_00, np:np_01");
    EXPECT_EQ(perform(EnsureStopped{program("pn")}).message, "stopped pn:other");
    EXPECT_EQ(perform(EnsureStopped{program("np", "grp")}).message, "stopped grp:np_00, grp:np_01");
    Program named = program("w", "grp");
    named.process_name = "%(program_name)s-%(process_num)d-%(ENV_X)s";
    EXPECT_EQ(perform(EnsureStopped{named}).message, "stopped grp:w-7-a");
    EXPECT_EQ(daemon.state("grp", "np_x"), running);
}

// HD-PRG-34
TEST_F(Perform, look_tells_the_first_state_that_is_not_running) {
    daemon.files["np"] = {process("np_00"), process("np_01")};
    restart_daemon();
    EXPECT_EQ(perform(LookProgram{program("np")}).value, "RUNNING");
    daemon.set("np", "np_01", fatal);
    EXPECT_EQ(perform(LookProgram{program("np")}).value, "FATAL");
    EXPECT_EQ(perform(LookProgram{program("none")}).value, "absent");
}

// --- Groups

// HD-GRP-08: a program moves into a group; the old instance does not stay beside the new one
TEST_F(Perform, program_moves_into_a_group) {
    daemon.files.erase("web");
    daemon.files["site"] = {process("web", 1, false), process("g2", 1, false)};
    EXPECT_EQ(perform(EnsurePresent{tsupv, "site"}).status, Status::changed);
    EXPECT_EQ(daemon.groups.count("web"), 0U);
    EXPECT_EQ(daemon.state("site", "web"), running);
    EXPECT_EQ(daemon.state("site", "g2"), stopped);
}

// The same in two steps: the old group first, the new one later
TEST_F(Perform, program_that_moves_runs_in_the_group_added_later) {
    daemon.files.erase("web");
    daemon.files["site"] = {process("web", 1, false), process("g2", 1, false)};
    EXPECT_EQ(perform(ApplyGroup{tsupv, "web", true}).status, Status::changed);
    EXPECT_EQ(perform(ApplyGroup{tsupv, "site", true}).status, Status::ok);
    EXPECT_EQ(apply("site").status, Status::changed);
    EXPECT_EQ(daemon.state("site", "web"), running);
    EXPECT_EQ(daemon.state("site", "g2"), stopped);
}

TEST_F(Perform, program_moves_out_of_a_group) {
    daemon.files["site"] = {process("g1", 1, false), process("g2", 1, false)};
    restart_daemon();
    daemon.files["site"] = {process("g2", 1, false)};
    daemon.files["g1"] = {process("g1", 1, false)};
    EXPECT_EQ(perform(EnsurePresent{tsupv, "g1"}).status, Status::changed);
    EXPECT_EQ(daemon.state("g1", "g1"), running);
    EXPECT_EQ(daemon.state("site", "g2"), running);
    EXPECT_EQ(daemon.groups.at("site").size(), 1U);
    EXPECT_EQ(apply("site").status, Status::ok);
}

// HD-GRP-09, HD-PRG-35
TEST_F(Perform, forgotten_group_is_stopped_and_removed) {
    daemon.files.erase("web");
    EXPECT_EQ(perform(EnsureForgotten{tsupv, "web"}).status, Status::changed);
    EXPECT_EQ(daemon.groups.count("web"), 0U);
    EXPECT_EQ(perform(EnsureForgotten{tsupv, "web"}).status, Status::ok);
}

TEST_F(Perform, group_whose_file_is_gone_is_taken_out) {
    daemon.files.erase("web");
    EXPECT_EQ(apply("web").status, Status::changed);
    EXPECT_EQ(daemon.groups.count("web"), 0U);
}

// --- Daemons that are down

// HD-SUP-55
TEST_F(Perform, unmanaged_daemon_that_is_down_fails_behind_the_files) {
    daemon.down = ENOENT;
    tsupv.managed = false;
    const std::string text =
        "supervisor 'tsupv' is not running on en1 (managed: no); program files were written, "
        "start it and run again";
    EXPECT_EQ(perform(LookProgram{program("web")}).value, "daemon not running");
    EXPECT_EQ(perform(ApplyGroup{tsupv, "web", true}).status, Status::ok);
    EXPECT_EQ(perform(RestartProcesses{tsupv, "web", "web", {}, {}}).status, Status::ok);
    EXPECT_EQ(apply("web").message, text);
    EXPECT_EQ(perform(EnsurePresent{tsupv, "web"}).message, text);
    EXPECT_EQ(started(program("web")).message, text);
}

// HD-SUP-37
TEST_F(Perform, daemon_that_shall_be_down_is_no_failure) {
    daemon.down = ECONNREFUSED;
    tsupv.expected = false;
    const Answer answer = perform(EnsurePresent{tsupv, "web"});
    EXPECT_EQ(answer.status, Status::ok);
    EXPECT_EQ(answer.message, "daemon not running");
    EXPECT_EQ(started(program("web")).status, Status::ok);
}

// HD-PRG-31: stop is clean when the daemon is down already
TEST_F(Perform, stopping_without_a_daemon_is_clean) {
    daemon.down = ENOENT;
    EXPECT_EQ(perform(EnsureStopped{program("web")}).status, Status::ok);
    EXPECT_EQ(perform(EnsureForgotten{tsupv, "web"}).status, Status::ok);
}

TEST_F(Perform, daemon_that_has_just_started_may_take_a_moment) {
    daemon.appears = pace.now() + 3s;
    EXPECT_EQ(started(program("web")).status, Status::failed);
    situation.just_started = true;
    EXPECT_EQ(started(program("web")).status, Status::ok);
}

TEST_F(Perform, daemon_that_never_comes_is_given_up) {
    daemon.down = ENOENT;
    situation.just_started = true;
    const Answer answer = started(program("web"));
    EXPECT_EQ(answer.status, Status::failed);
    EXPECT_THAT(answer.message, HasSubstr("systemctl status supervisord_tsupv"));
}

TEST_F(Perform, socket_of_somebody_else_says_who_may) {
    daemon.down = EACCES;
    EXPECT_THAT(perform(LookProgram{program("web")}).message, HasSubstr("no permission to use its socket"));
}

TEST_F(Perform, socket_with_a_password_is_named) {
    daemon.status = 401;
    EXPECT_THAT(perform(LookProgram{program("web")}).message, HasSubstr("asks for a password"));
}

// --- Check

TEST_F(Perform, check_changes_nothing) {
    settings.check = true;
    daemon.files["web"] = {process("web", 2)};
    daemon.files["new"] = {process("new")};
    daemon.set("api", "api", stopped);
    situation.notified = true;
    EXPECT_THAT(apply("web").message, HasSubstr("would be reloaded, restarts web"));
    EXPECT_EQ(apply("new").message, "would be added");
    EXPECT_EQ(perform(EnsurePresent{tsupv, "new"}).status, Status::changed);
    EXPECT_EQ(started(program("api")).message, "would start api");
    EXPECT_EQ(started(program("new")).status, Status::changed);
    EXPECT_EQ(perform(EnsureStopped{program("web")}).message, "would stop web");
    EXPECT_EQ(perform(EnsureForgotten{tsupv, "web"}).message, "would be removed");
    EXPECT_EQ(perform(RestartProcesses{tsupv, "web", "web", {}, {}}).message, "would restart web");
    EXPECT_THAT(daemon.changes, IsEmpty());
}

// A file that a run would change is still the old one: the notification tells
TEST_F(Perform, check_predicts_from_notifications) {
    settings.check = true;
    EXPECT_EQ(apply("web").status, Status::ok);
    situation.notified = true;
    EXPECT_EQ(apply("web").status, Status::changed);
}

TEST_F(Perform, check_restarts_what_is_notified_whatever_the_time_of_the_old_file) {
    settings.check = true;
    situation.notified = true;
    situation.modified = [](const std::string&) { return 5; };
    EXPECT_EQ(perform(RestartProcesses{tsupv, "web", "web", {"/opt/web.sh"}, {}}).message,
              "would restart web");
}

TEST_F(Perform, check_expects_a_managed_daemon_to_come) {
    settings.check = true;
    daemon.down = ENOENT;
    EXPECT_EQ(perform(EnsurePresent{tsupv, "web"}).status, Status::changed);
    tsupv.managed = false;
    EXPECT_EQ(perform(EnsurePresent{tsupv, "web"}).status, Status::failed);
}

}  // namespace
}  // namespace deployer::control
