/// What deployments in a row do to a program: each change restarts it once (HD 8.5, HD-PRG-15, HD-GAP-08,
/// -09). The plan has the shape of a deployment of one file that notifies, and one program.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "deployer/fake/daemon.hpp"
#include "deployer/run/running.hpp"

namespace deployer::run {
namespace {

using namespace std::chrono_literals;
using testing::Contains;
using testing::HasSubstr;
using testing::Not;

constexpr int stopped = 0, running = 20, backoff = 30, fatal = 200;
const std::string script = "/opt/web.sh", program_file = "/etc/tsupv.d/web_prg.ini";

class ChangeMatrix : public Running {
protected:
    ChangeMatrix() {
        with_hosts(1);
        daemon.time_per_exchange = 200ms;
        fake::Host& host = hosts["h1"];
        host.daemons["/s"] = &daemon;
        host.clock = [this] { return pace.epoch(); };
        host.written = [this](const std::string& path) {
            if (path == program_file) {
                daemon.files["web"] = {{.name = "web", .startsecs = 0ms, .version = program_version}};
            }
            // Files of a run are not all of the same second as the start of the program.
            pace.pass(1s);
        };
    }

    static Step remembering(Step step, const std::string& name) {
        step.remember = name;
        return step;
    }
    Step look() {
        return remembering(step("Get current state", {{"web", control::LookProgram{program}}}), "state");
    }
    Step notifying(Step step, const std::string& handler) {
        step.notify = {handler};
        return step;
    }
    Step handler_when(const std::string& title, const std::string& name, Item item,
                      std::vector<Condition> more) {
        Step made = handler(title, name, {std::move(item)});
        made.late = true;
        made.conditions.insert(made.conditions.end(), more.begin(), more.end());
        return made;
    }

    RunResult deploy() {
        using Kind = Condition::Kind;
        plays.clear();
        report.lines.clear();
        daemon.starts.clear();
        const std::string content = "program " + std::to_string(program_version);
        Step silent = remembering(step("", {{"", task::ReadFile{program_file}, true}}), "file");
        silent.kind = Step::Kind::silent;
        play("files",
             {notifying(step("Copy", {file(script, "script " + std::to_string(script_version))}), "script"),
              look(), silent,
              handler_when("Restart program", "script",
                           {"web", control::RestartProcesses{tsupv, "web", "web", {script}, {}}},
                           {{Kind::not_remembered, "state", {"absent", "STOPPED", "FATAL"}},
                            {Kind::remembered, "file", {content}}})});
        const Item apply{"web", control::ApplyGroup{tsupv, "web", true}};
        play("programs",
             {look(), notifying(step("Setup", {file(program_file, content)}), "file"),
              handler_when("Restart program", "file", apply, {{Kind::remembered, "state", {"RUNNING"}}}),
              handler_when("Force a reload", "file", apply, {{Kind::not_remembered, "state", {"RUNNING"}}}),
              step("Set state",
                   {{"present", control::ApplyGroup{tsupv, "web"}},
                    {"up to date", control::RestartProcesses{tsupv, "web", "web", {script}, {}}},
                    {"started", control::EnsureStarted{program}}},
                   true)});
        return go();
    }
    int starts() { return daemon.starts["web:web"]; }

    fake::Pace pace;
    fake::Daemon daemon{pace};
    control::Daemon tsupv{"tsupv", "/s"};
    control::Program program{tsupv, "web", "web", {}};
    int program_version = 1, script_version = 1;
};

// HD-PRG-11
TEST_F(ChangeMatrix, first_deployment_adds_and_starts) {
    EXPECT_EQ(deploy().exit_status, 0);
    EXPECT_EQ(starts(), 1);
    EXPECT_EQ(daemon.state("web", "web"), running);
    EXPECT_THAT(report.lines, Contains("changed h1 (present): added"));
    EXPECT_THAT(report.lines, Contains("ok h1 (started)"));
}

TEST_F(ChangeMatrix, nothing_changed_does_nothing) {
    deploy();
    EXPECT_EQ(deploy().exit_status, 0);
    EXPECT_EQ(starts(), 0);
    EXPECT_THAT(report.lines, Contains(HasSubstr("changed=0")));
}

TEST_F(ChangeMatrix, file_with_notify_restarts_once) {
    deploy();
    script_version = 2;
    deploy();
    EXPECT_EQ(starts(), 1);
    EXPECT_THAT(report.lines, Contains("changed h1: restarted web"));
    EXPECT_THAT(report.lines, Contains(HasSubstr("changed=2")));
}

TEST_F(ChangeMatrix, program_file_restarts_once) {
    deploy();
    program_version = 2;
    deploy();
    EXPECT_EQ(starts(), 1);
    EXPECT_EQ(daemon.process("web", "web").config.version, 2);
}

TEST_F(ChangeMatrix, file_with_notify_and_program_file_restart_once) {
    deploy();
    program_version = script_version = 2;
    deploy();
    EXPECT_EQ(starts(), 1);
    EXPECT_THAT(report.lines, Not(Contains("changed h1: restarted web")));
}

TEST_F(ChangeMatrix, program_that_loops_or_is_down_is_repaired) {
    for (const int state : {backoff, fatal, stopped}) {
        deploy();
        daemon.set("web", "web", state);
        ++program_version;
        ++script_version;
        EXPECT_EQ(deploy().exit_status, 0);
        // In BACKOFF the daemon itself may have tried once more before.
        EXPECT_LE(starts(), state == backoff ? 2 : 1) << state;
        EXPECT_EQ(daemon.process("web", "web").config.version, program_version);
        EXPECT_EQ(daemon.state("web", "web"), running);
    }
}

// HD-PRG-14, -15: what an interrupted run has not applied, the next one does
TEST_F(ChangeMatrix, lost_handlers_are_made_up_for) {
    deploy();
    daemon.files["web"][0].version = 2;
    EXPECT_EQ(deploy().exit_status, 0);
    EXPECT_EQ(starts(), 1);
    EXPECT_THAT(report.lines, Contains(HasSubstr("changed h1 (present): was reloaded")));

    pace.pass(5s);
    hosts["h1"].modified[script] = pace.epoch();
    EXPECT_EQ(deploy().exit_status, 0);
    EXPECT_EQ(starts(), 1);
    EXPECT_THAT(report.lines, Contains("changed h1 (up to date): restarted web"));
    deploy();
    EXPECT_EQ(starts(), 0);
}

// The same when the run ended in an error behind the file: its handlers run all the same
TEST_F(ChangeMatrix, failure_behind_the_file_loses_no_restart) {
    deploy();
    script_version = 2;
    hosts["h1"].failing = {program_file};
    EXPECT_EQ(deploy().exit_status, 2);
    EXPECT_EQ(starts(), 1);
}

// HD-SUP-55
TEST_F(ChangeMatrix, unmanaged_daemon_that_is_down_leaves_the_files_written) {
    daemon.down = ENOENT;
    tsupv.managed = false;
    program.daemon = tsupv;
    EXPECT_EQ(deploy().exit_status, 2);
    EXPECT_EQ(hosts["h1"].files.count(program_file), 1U);
    EXPECT_THAT(report.lines,
                Contains(HasSubstr("is not running on h1 (managed: no); program files were written")));
}

}  // namespace
}  // namespace deployer::run
