/// A run that asks daemons of hosts between its batches (HD-PRG, HD-NOTIF).
#include "run/run.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "deployer/fake/daemon.hpp"
#include "deployer/fake/host.hpp"
#include "deployer/fake/sockets_only.hpp"
#include "deployer/run/running.hpp"

namespace deployer::run {
namespace {

using namespace std::chrono_literals;
using plan::Condition;
using plan::Step;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

class RunningDaemon : public Running {
protected:
    RunningDaemon() {
        with_hosts(1);
        daemon.files["web"] = {{.name = "web", .startsecs = 0ms}};
        hosts["h1"].daemons["/s"] = &daemon;
    }
    fake::Pace pace;
    fake::Daemon daemon{pace};
    control::Daemon tsupv{"tsupv", "/s"};
};

TEST_F(RunningDaemon, control_is_done_between_batches) {
    daemon.begin();
    daemon.set("web", "web", 20);
    Step look = step("Get current state", {{"web", control::LookProgram{{tsupv, "web", "web", {}}}, false}});
    look.remember = "web";
    Step when = step("When", {file("/b")});
    when.conditions = {{Condition::Kind::remembered, "web", {"RUNNING"}}};
    play("all", {step("A", {file("/a")}), look, when});
    go();
    EXPECT_THAT(hosts["h1"].done, ElementsAre("file /a", "exchange", "file /b"));
    EXPECT_THAT(report.lines, Contains("RECAP h1 ok=3 changed=2 unreachable=0 failed=0"));
}

// A restart by notification knows when the file was written in this run (HD-NOTIF-01)
TEST_F(RunningDaemon, notified_program_is_restarted) {
    daemon.begin();
    daemon.set("web", "web", 20);
    hosts["h1"].clock = [this] { return pace.epoch(); };
    Step copy = step("Copy", {file("/opt/web.sh")});
    copy.notify = {"web"};
    play("all",
         {copy,
          handler("Restart", "web",
                  {{"web", control::RestartProcesses{tsupv, "web", "web", {"/opt/web.sh"}, {}}, false}})});
    daemon.time_per_exchange = 250ms;
    const RunResult result = go();
    EXPECT_EQ(result.exit_status, 0);
    EXPECT_EQ(daemon.starts["web:web"], 1);
    EXPECT_THAT(report.lines, Contains("changed h1: restarted web"));
}

TEST_F(RunningDaemon, surveys_are_gathered) {
    daemon.begin();
    daemon.set("web", "web", 20);
    Step survey = step("", {{"tsupv", control::Survey{tsupv, {"web"}, {}, {}}, false}});
    survey.kind = Step::Kind::silent;
    play("all", {survey});
    RunResult result = go();
    EXPECT_EQ(result.exit_status, 0);
    ASSERT_EQ(result.found.surveys.size(), 1U);
    EXPECT_EQ(result.found.surveys[0].first, "h1");
    EXPECT_THAT(result.found.surveys[0].second, HasSubstr("\"memory\":2048"));
    daemon.set("web", "web", 200);
    EXPECT_EQ(go().exit_status, 3);
}

TEST_F(RunningDaemon, broken_session_within_control_is_unreachable) {
    daemon.begin();
    hosts["h1"].cut_after = 1;
    play("all", {step("Start", {{"web", control::EnsureStarted{{tsupv, "web", "web", {}}}, false}})});
    EXPECT_EQ(go().exit_status, 4);
    EXPECT_THAT(report.lines, Contains("unreachable h1: Connection to host closed"));
}

// A daemon that this run has started may take a moment
TEST_F(RunningDaemon, started_daemon_is_waited_for) {
    daemon.begin();
    daemon.set("web", "web", 20);
    int refusals = 3;
    class Late final : public fake::SocketsOnly {
    public:
        Late(fake::Daemon& daemon, int& refusals) : daemon_(daemon), refusals_(refusals) {}
        supervise::Result<std::string> exchange(const std::string& socket,
                                                const std::string& request) override {
            if (refusals_ > 0) {
                --refusals_;
                return supervise::fail("ECONNREFUSED: nobody there");
            }
            return daemon_.exchange(socket, request);
        }
        supervise::Result<std::string> read_file(const std::string&) override {
            return supervise::fail("not here");
        }
        supervise::Result<std::vector<std::pair<int, std::int64_t>>>
        memory(const std::vector<int>& pids) override {
            return daemon_.memory(pids);
        }

    private:
        fake::Daemon& daemon_;
        int& refusals_;
    } late(daemon, refusals);
    hosts["h1"].daemons["/s"] = &late;
    play("all", {step("Adjust", {unit(task::UnitAction::start)}),
                 step("Set", {{"web", control::EnsureStarted{{tsupv, "web", "web", {}}}, false}})});
    EXPECT_EQ(go().exit_status, 0);
    EXPECT_EQ(refusals, 0);
}

// HD-CLI-28: what a run would do
TEST_F(RunningDaemon, check_predicts) {
    daemon.begin();
    daemon.set("web", "web", 20);
    options.login.begin.check = true;
    Step copy = step("Setup program", {file("/etc/web_prg.ini")});
    copy.notify = {"web"};
    play("all", {copy, handler("Restart", "web", {{"web", control::ApplyGroup{tsupv, "web"}, false}})});
    EXPECT_EQ(go().exit_status, 0);
    EXPECT_THAT(report.lines, Contains("changed h1: would be reloaded, restarts web"));
    EXPECT_THAT(daemon.changes, IsEmpty());
}

/// Notes of all hosts come before the recap (HD-PRG-24, HD-SUP-35).
TEST_F(Running, notes_are_told_at_the_end) {
    with_hosts(1);
    fake::Pace pace;
    fake::Daemon daemon(pace);
    daemon.files["web"] = {{.name = "web"}};
    daemon.begin();
    daemon.set("web", "web", 20);
    hosts["h1"].daemons["/s"] = &daemon;
    hosts["h1"].files = {{"/d/old_prg.ini", "# x\n# mark\n"}, {"/d/web_prg.ini", "# x\n# mark\n"}};
    options.login.begin.check = true;
    const control::Daemon tsupv{"tsupv", "/s"};
    Step prune =
        step("", {{"tsupv", control::PruneFiles{tsupv, {"/d", "# mark", {"web_prg.ini"}}, {"web"}}}});
    Step note = step("", {{"tsupv", control::NoteStates{tsupv}}});
    Step restore = step("Restart", {{"tsupv", control::RestoreStates{tsupv, {}}}});
    prune.kind = note.kind = Step::Kind::silent;
    play("all", {prune, note, restore});
    EXPECT_EQ(go().exit_status, 0);
    EXPECT_THAT(report.lines,
                ElementsAre("PLAY all 1", "TASK Restart", HasSubstr("ok h1"),
                            "NOTE h1: supervisor 'tsupv': not in the description any more: /d/old_prg.ini "
                            "(--prune removes it)",
                            "NOTE h1: supervisor 'tsupv' would restart web", HasSubstr("RECAP h1 ok=1")));
}

}  // namespace
}  // namespace deployer::run
