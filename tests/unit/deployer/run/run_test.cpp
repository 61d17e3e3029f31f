/// A run on hosts in memory: order, counts, handlers, failures (HD-ACT, HD-INV-18, HD-CLI-21).
#include "run/run.hpp"

#include <algorithm>

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

// --- Order and counts

// HD-ACT-04, -07, -12: all hosts of a step before the next; facts count one, a loop counts one, skipped
// nothing
TEST_F(Running, tells_step_by_step) {
    with_hosts(2);
    options.forks = 1;
    play("all", {facts(), step("Copy", {file("/a")}), step("Folders", {file("/b"), file("/c")}, true),
                 step("Nothing", {})});
    hosts["h2"].files = {{"/a", "new"}, {"/b", "new"}};
    const RunResult result = go();
    EXPECT_EQ(result.exit_status, 0);
    EXPECT_THAT(report.lines,
                ElementsAre("PLAY all 2", "TASK Gathering Facts", "ok h1", "ok h2", "TASK Copy", "changed h1",
                            "ok h2", "TASK Folders", "changed h1 (/b)", "changed h1 (/c)", "ok h2 (/b)",
                            "changed h2 (/c)", "TASK Nothing", "skipping h1", "skipping h2",
                            "RECAP h1 ok=3 changed=2 unreachable=0 failed=0",
                            "RECAP h2 ok=3 changed=1 unreachable=0 failed=0"));
    EXPECT_THAT(hosts["h1"].done, ElementsAre("file /a", "file /b", "file /c")) << "facts are asked for once";
}

TEST_F(Running, order_is_the_same_with_many_threads) {
    with_hosts(20);
    options.forks = 8;
    play("one", {facts(), step("A", {file("/a")}), step("B", {file("/b")})});
    play("two", {facts(), step("C", {file("/c")})});
    go();
    std::vector<std::string> banners;
    std::size_t since = 20;
    for (const std::string& line : report.lines) {
        if (line.starts_with("TASK") || line.starts_with("RECAP h1 ")) {
            EXPECT_EQ(since, 20U) << line;
            since = 0;
            banners.push_back(line);
        } else if (!line.starts_with("PLAY") && !line.starts_with("RECAP")) {
            ++since;
        }
    }
    EXPECT_THAT(banners, ElementsAre("TASK Gathering Facts", "TASK A", "TASK B", "TASK Gathering Facts",
                                     "TASK C", testing::StartsWith("RECAP h1 ")));
}

// HD-ACT-04: nobody begins a play before all have ended the one before
TEST_F(Running, plays_have_a_barrier) {
    with_hosts(2);
    play("one", {step("A", {file("/a")})});
    play("two", {step("B", {file("/b")})});
    hosts["h2"].failing = {"/a"};
    EXPECT_EQ(go().exit_status, 2);
    EXPECT_EQ(hosts["h1"].files.count("/b"), 0U);
    EXPECT_THAT(report.lines, Contains("NO MORE HOSTS"));
    EXPECT_THAT(report.lines, Contains("failed h2: no room on device"));
    EXPECT_THAT(report.lines, Not(Contains("TASK B")));
}

// HD-INV-18: no exit_on_fail: the others go on
TEST_F(Running, others_go_on_without_exit_on_fail) {
    with_hosts(2);
    described.exit_on_fail = false;
    play("one", {step("A", {file("/a")})});
    play("two", {step("B", {file("/b")})});
    hosts["h2"].failing = {"/a"};
    EXPECT_EQ(go().exit_status, 2);
    EXPECT_EQ(hosts["h1"].files.count("/b"), 1U);
    EXPECT_EQ(hosts["h2"].files.count("/b"), 0U);
    EXPECT_THAT(report.lines, Not(Contains("NO MORE HOSTS")));
}

TEST_F(Running, nobody_is_left_when_all_have_failed) {
    with_hosts(1);
    described.exit_on_fail = false;
    play("one", {step("A", {file("/a")})});
    hosts["h1"].failing = {"/a"};
    go();
    EXPECT_THAT(report.lines, Contains("NO MORE HOSTS"));
}

// --- Batches of requests

TEST_F(Running, requests_travel_together) {
    with_hosts(1);
    Step copy = step("A", {file("/a")});
    copy.notify = {"later"};
    play("all", {facts(), copy, step("B", {file("/b")}), handler("H", "later", {file("/h")}),
                 step("C", {file("/c")}), step("D", {file("/d")})});
    go();
    EXPECT_THAT(hosts["h1"].batches,
                ElementsAre(ElementsAre("file /a", "file /b"), ElementsAre("file /h", "file /c", "file /d")));
}

TEST_F(Running, what_is_known_needs_no_trip) {
    with_hosts(1);
    Step copy = step("A", {file("/a")});
    copy.notify = {"later"};
    Step again = step("B", {file("/b")});
    again.notify = {"later"};
    play("all", {copy, handler("H", "later", {file("/h")}), again, handler("H2", "later", {file("/i")})});
    go();
    EXPECT_THAT(hosts["h1"].batches,
                ElementsAre(ElementsAre("file /a"), ElementsAre("file /h", "file /b", "file /i")));
}

// --- Conditions and handlers

// HD-ACT-11, HD-NOTIF-07: nothing is said of a handler that nobody called; a condition that fails skips it
TEST_F(Running, handlers_run_where_they_were_called) {
    with_hosts(3);
    Step look = step("State", {{"u", task::UnitState{"u"}, false}});
    look.remember = "u";
    Step copy = step("Copy", {file("/a")});
    copy.notify = {"restart"};
    Step restart = handler("Restart", "restart", {unit(task::UnitAction::restart, "u")});
    restart.conditions.push_back({Condition::Kind::remembered, "u", {"active"}});
    play("all", {look, copy, restart});
    hosts["h1"].units["u"] = "active";
    hosts["h2"].units["u"] = "active";
    hosts["h2"].files["/a"] = "new";
    options.forks = 1;
    go();
    EXPECT_THAT(report.lines,
                ElementsAre("PLAY all 3", "TASK State", "ok h1", "ok h2", "ok h3", "TASK Copy", "changed h1",
                            "ok h2", "changed h3", "HANDLER Restart", "changed h1", "skipping h3",
                            "RECAP h1 ok=3 changed=2 unreachable=0 failed=0",
                            "RECAP h2 ok=2 changed=0 unreachable=0 failed=0",
                            "RECAP h3 ok=2 changed=1 unreachable=0 failed=0"));
}

TEST_F(Running, uncalled_handlers_have_no_banner) {
    with_hosts(1);
    play("all", {facts(), handler("Restart", "restart", {file("/a")})});
    go();
    EXPECT_THAT(report.lines, Not(Contains("HANDLER Restart")));
}

TEST_F(Running, values_of_loops_are_kept_by_label) {
    with_hosts(1);
    Step look = step("State", {{"u", task::UnitState{"u"}, false}, {"v", task::UnitState{"v"}, false}}, true);
    look.remember = "units";
    Step when = step("When", {file("/v")});
    when.conditions = {{Condition::Kind::remembered, "units/v", {"active"}}};
    Step unless = step("Unless", {file("/u")});
    unless.conditions = {{Condition::Kind::not_remembered, "units/u", {"active"}}};
    play("all", {look, when, unless});
    hosts["h1"].units = {{"u", "active"}, {"v", "active"}};
    go();
    EXPECT_EQ(hosts["h1"].files.count("/v"), 1U);
    EXPECT_EQ(hosts["h1"].files.count("/u"), 0U);
}

TEST_F(Running, looks_are_never_changed_and_may_show_their_value) {
    with_hosts(1);
    Step look = step("Display", {{"u", task::UnitState{"u"}, false}, file("/x")}, true);
    look.never_changed = true;
    for (auto& items : look.items) {
        items[0].show_value = true;
    }
    play("all", {look});
    go();
    EXPECT_THAT(report.lines, Contains("ok h1 (u:inactive)"));
    EXPECT_THAT(report.lines, Contains("ok h1 (/x)"));
}

TEST_F(Running, silent_steps_say_nothing_unless_they_fail) {
    with_hosts(1);
    Step silent = step("", {file("/a")});
    silent.kind = Step::Kind::silent;
    play("quiet", {silent});
    go();
    EXPECT_THAT(report.lines, ElementsAre("RECAP h1 ok=0 changed=0 unreachable=0 failed=0"));
    hosts["h1"].failing = {"/a"};
    EXPECT_EQ(go().exit_status, 2);
    EXPECT_THAT(report.lines, Contains("TASK Check the host"));
}

TEST_F(Running, what_may_fail_is_ignored) {
    with_hosts(1);
    Item may_fail = file("/a");
    may_fail.may_fail = true;
    play("all", {step("A", {may_fail, file("/b")}, true)});
    hosts["h1"].failing = {"/a"};
    EXPECT_EQ(go().exit_status, 0);
    EXPECT_THAT(report.lines, Contains("ok h1 (/a): ignored: no room on device"));
    EXPECT_EQ(hosts["h1"].files.count("/b"), 1U);
}

TEST_F(Running, differences_reach_the_report) {
    with_hosts(1);
    play("all", {step("A", {file("/a"), file("/b")})});
    hosts["h1"].files = {{"/a", "new"}, {"/b", "old"}};
    go();
    ASSERT_EQ(report.results.size(), 1U);
    EXPECT_EQ(report.results[0].path, "/b");
    EXPECT_EQ(report.results[0].before, "old");
}

// --- What must not be lost

TEST_F(Running, late_handlers_run_on_the_host_that_failed) {
    with_hosts(1);
    Step copy = step("Copy", {file("/a")});
    copy.notify = {"restart", "other"};
    Step restart = handler("Restart", "restart", {file("/restarted")});
    restart.late = true;
    play("all", {copy, step("B", {file("/b")}), restart, handler("Other", "other", {file("/other")})});
    hosts["h1"].failing = {"/b"};
    EXPECT_EQ(go().exit_status, 2);
    EXPECT_THAT(hosts["h1"].done, ElementsAre("file /a", "file /b", "file /restarted"));
    EXPECT_THAT(report.lines, ElementsAre("PLAY all 1", "TASK Copy", "changed h1", "TASK B",
                                          "failed h1: no room on device", "HANDLER Restart", "changed h1",
                                          "NO MORE HOSTS", "RECAP h1 ok=2 changed=2 unreachable=0 failed=1"));
}

// On hosts that did not fail themselves, in plays behind the one that ended the run
TEST_F(Running, late_handlers_run_behind_the_barrier_where_they_were_called) {
    with_hosts(3);
    options.forks = 1;
    Step copy = step("Copy", {file("/a")});
    copy.notify = {"restart"};
    play("one", {facts(), copy, step("B", {file("/b")})});
    Step restart = handler("Restart", "restart", {file("/restarted")});
    restart.late = true;
    play("two", {facts(), step("C", {file("/c")}), restart});
    hosts["h2"].files["/a"] = "new";
    hosts["h3"].failing = {"/b"};
    go();
    EXPECT_EQ(hosts["h1"].files.count("/restarted"), 1U);
    EXPECT_EQ(hosts["h2"].files.count("/restarted"), 0U);
    EXPECT_EQ(hosts["h3"].files.count("/restarted"), 1U);
    EXPECT_EQ(hosts["h1"].files.count("/c"), 0U);
    const auto play_two = std::find(report.lines.begin(), report.lines.end(), "PLAY two 3");
    EXPECT_THAT(std::vector<std::string>(play_two, play_two + 5),
                ElementsAre("PLAY two 3", "HANDLER Restart", "changed h1", "changed h3", "NO MORE HOSTS"));
}

// A step that failed half way has changed something all the same
TEST_F(Running, changes_before_a_failure_call_handlers) {
    with_hosts(1);
    Step copy = step("Copy", {file("/a"), file("/b")}, true);
    copy.notify = {"restart"};
    Step restart = handler("Restart", "restart", {file("/restarted")});
    restart.late = true;
    play("all", {copy, restart});
    hosts["h1"].failing = {"/b"};
    go();
    EXPECT_EQ(hosts["h1"].files.count("/restarted"), 1U);
}

// --- Hosts that cannot be reached

TEST_F(Running, unreachable_host_ends_the_run_before_any_change) {
    with_hosts(2);
    unreachable["h2"] = "No route to host";
    play("all", {facts(), step("A", {file("/a")})});
    EXPECT_EQ(go().exit_status, 4);
    EXPECT_THAT(report.lines,
                ElementsAre("PLAY all 2", "TASK Gathering Facts", "ok h1", "unreachable h2: No route to host",
                            "NO MORE HOSTS", "RECAP h1 ok=1 changed=0 unreachable=0 failed=0",
                            "RECAP h2 ok=0 changed=0 unreachable=1 failed=0"));
    EXPECT_THAT(hosts["h1"].done, IsEmpty());
}

TEST_F(Running, unreachable_host_is_left_out_without_exit_on_fail) {
    with_hosts(2);
    described.exit_on_fail = false;
    unreachable["h2"] = "No route to host";
    play("one", {facts(), step("A", {file("/a")})});
    play("two", {facts(), step("B", {file("/b")})});
    EXPECT_EQ(go().exit_status, 4);
    EXPECT_EQ(hosts["h1"].files.count("/b"), 1U);
    EXPECT_EQ(std::count(report.lines.begin(), report.lines.end(), "unreachable h2: No route to host"), 1);
    EXPECT_THAT(report.lines, Contains("PLAY two 1"));
    EXPECT_TRUE(known_facts[0]);
    EXPECT_FALSE(known_facts[1]);
}

// They would stand for what the description says under that name.
TEST_F(Running, host_that_sends_other_names_than_those_of_facts_is_unreachable) {
    with_hosts(3);
    described.exit_on_fail = false;
    hosts["h2"].facts = R"({"ansible_hostname": "h", "region": "{{ db_password }}"})";
    hosts["h3"].facts = R"({"hadeploy_action": "remove"})";
    play("one", {facts(), step("A", {file("/a")})});
    EXPECT_EQ(go().exit_status, 4);
    EXPECT_THAT(report.lines, Contains(HasSubstr("unreachable h2: the agent of this host sends 'region'")));
    EXPECT_THAT(report.lines, Contains(HasSubstr("unreachable h3: the agent of this host sends")));
    EXPECT_TRUE(known_facts[0]);
    EXPECT_FALSE(known_facts[1]);
    EXPECT_FALSE(known_facts[2]);
}

TEST_F(Running, host_whose_facts_are_of_no_use_ends_the_run_before_any_change) {
    with_hosts(2);
    hosts["h2"].facts = R"({"region": "eu"})";
    play("all", {facts(), step("A", {file("/a")})});
    EXPECT_EQ(go().exit_status, 4);
    EXPECT_THAT(hosts["h1"].done, IsEmpty());
}

// HD-CLI-28: a host that --limit leaves out is not called, and its silence is nobody's failure
TEST_F(Running, hosts_that_are_left_out_are_not_called) {
    with_hosts(2);
    described.hosts[1].selected = false;
    unreachable["h2"] = "No route to host";
    all = {0};
    play("all", {step("A", {file("/a")})});
    EXPECT_EQ(go().exit_status, 0);
    EXPECT_THAT(report.lines, Not(Contains(HasSubstr("h2"))));
}

TEST_F(Running, session_that_breaks_makes_its_host_unreachable) {
    with_hosts(1);
    play("all", {facts(), step("A", {file("/a")}), step("B", {file("/b"), file("/c")}, true)});
    hosts["h1"].cut_after = 2;
    EXPECT_EQ(go().exit_status, 4);
    EXPECT_THAT(report.lines,
                ElementsAre("PLAY all 1", "TASK Gathering Facts", "ok h1", "TASK A", "changed h1", "TASK B",
                            "changed h1 (/b)", "unreachable h1: Connection to host closed", "NO MORE HOSTS",
                            "RECAP h1 ok=2 changed=1 unreachable=1 failed=0"));
}

// --- Serial

// HD-GAP-24: a batch goes through all plays before the next begins
TEST_F(Running, batches_go_through_all_plays) {
    with_hosts(3);
    options.serial = 2;
    play("one", {step("A", {file("/a")})});
    play("two", {step("B", {file("/b")})});
    go();
    std::vector<std::string> banners;
    std::copy_if(report.lines.begin(), report.lines.end(), std::back_inserter(banners),
                 [](const std::string& line) { return line.starts_with("PLAY"); });
    EXPECT_THAT(banners, ElementsAre("PLAY one 2", "PLAY two 2", "PLAY one 1", "PLAY two 1"));
}

TEST_F(Running, failed_batch_stops_the_rest) {
    with_hosts(4);
    options.serial_percent = 25;
    hosts["h2"].failing = {"/a"};
    play("one", {step("A", {file("/a")})});
    EXPECT_EQ(go().exit_status, 2);
    EXPECT_EQ(hosts["h1"].files.count("/a"), 1U);
    EXPECT_THAT(hosts["h3"].done, IsEmpty());
}

TEST_F(Running, as_many_may_fail_as_allowed) {
    with_hosts(4);
    options.serial = 1;
    options.max_fail = 1;
    hosts["h1"].failing = hosts["h3"].failing = {"/a"};
    play("one", {step("A", {file("/a")})});
    go();
    EXPECT_EQ(hosts["h2"].files.count("/a"), 1U);
    EXPECT_EQ(hosts["h3"].files.count("/a"), 0U);
    EXPECT_THAT(hosts["h4"].done, IsEmpty());
}

// --- Ends

// HD-CLI-27
TEST_F(Running, empty_plan_is_fine) {
    with_hosts(1);
    EXPECT_EQ(go().exit_status, 0);
    EXPECT_THAT(report.lines, ElementsAre("NOTE nothing to do"));
}

TEST_F(Running, play_without_hosts_is_told) {
    with_hosts(1);
    play("nobody", {facts()}).hosts.clear();
    EXPECT_EQ(go().exit_status, 0);
    EXPECT_THAT(report.lines, ElementsAre("PLAY nobody 0"));
}

// HD-GAP-25: reached, so not UNREACHABLE.
TEST_F(Running, host_with_another_run_at_work_has_failed) {
    with_hosts(2);
    play("all", {facts(), step("A", {file("/a")})});
    unreachable["h2"] = "another deployment is at work on this host (process 7)";
    busy.insert("h2");
    EXPECT_EQ(go().exit_status, 2);
    EXPECT_THAT(report.lines, Contains("failed h2: another deployment is at work on this host (process 7)"));
    EXPECT_THAT(report.lines, Contains("RECAP h2 ok=0 changed=0 unreachable=0 failed=1"));
    EXPECT_THAT(hosts["h1"].done, IsEmpty());
    described.exit_on_fail = false;
    report.lines.clear();
    EXPECT_EQ(go().exit_status, 2);
    EXPECT_THAT(report.lines, Contains("RECAP h1 ok=2 changed=1 unreachable=0 failed=0"));
    EXPECT_THAT(report.lines, Contains("RECAP h2 ok=0 changed=0 unreachable=0 failed=1"));
}

// HD-GAP-01: of a host where a look failed not all is known, and of one that is out of reach nothing.
TEST_F(Running, hosts_that_were_not_seen_are_kept_apart) {
    with_hosts(3);
    described.exit_on_fail = false;
    play("all", {facts(), step("A", {file("/a")})});
    hosts["h2"].failing = {"/a"};
    unreachable["h3"] = "no route";
    const RunResult result = go();
    EXPECT_THAT(result.found.failed, ElementsAre("h2"));
    EXPECT_THAT(result.found.unreachable, ElementsAre(testing::Pair("h3", "no route")));
}

// HD-GAP-01: --watch
TEST_F(Running, watching_looks_again_over_the_same_logins) {
    with_hosts(2);
    described.exit_on_fail = false;
    std::atomic<bool> cancelled = false;
    options.cancelled = &cancelled;
    options.watch = 1s;
    Item shown{"nginx", task::UnitState{"nginx.service"}};
    shown.show_value = true;
    shown.wanted = "active";
    play("all", {step("Show", {shown}, true)});
    hosts["h1"].units["nginx.service"] = hosts["h2"].units["nginx.service"] = "active";
    std::vector<int> statuses;
    options.show = [&](const RunResult& look) {
        statuses.push_back(look.exit_status);
        if (statuses.size() == 1)
            hosts["h1"].units["nginx.service"] = "failed";
        else if (statuses.size() == 2)
            hosts["h2"].cut_after = 0;
        else
            cancelled = true;
        EXPECT_EQ(look.found.surveys.size(), statuses.size() < 3 ? 2U : 1U);
        EXPECT_EQ(look.found.unreachable.size(), statuses.size() < 3 ? 0U : 1U);
    };
    EXPECT_EQ(go().exit_status, 4) << "as the last look, not as an interrupted run";
    EXPECT_THAT(statuses, ElementsAre(0, 3, 4));
    EXPECT_EQ(logins, 2);
}

// HD-GAP-13
TEST_F(Running, problems_of_the_plan_change_nothing) {
    with_hosts(1);
    problems.push_back({source::Severity::error, {}, "files[0]", "'x' is undefined", {}});
    play("all", {step("A", {file("/a")})});
    const RunResult result = go();
    EXPECT_EQ(result.exit_status, 1);
    EXPECT_EQ(result.problems.size(), 1U);
    EXPECT_THAT(hosts["h1"].done, IsEmpty());
}

TEST_F(Running, cancelled_run_finishes_what_is_under_way) {
    with_hosts(1);
    std::atomic<bool> cancelled = false;
    options.cancelled = &cancelled;
    class Canceller final : public fake::SocketsOnly {
    public:
        explicit Canceller(std::atomic<bool>& flag) : flag_(flag) {}
        supervise::Result<std::string> exchange(const std::string&, const std::string&) override {
            flag_ = true;
            return supervise::fail("ENOENT: gone");
        }

    private:
        std::atomic<bool>& flag_;
    } canceller(cancelled);
    hosts["h1"].daemons["/s"] = &canceller;
    Step copy = step("A", {file("/a")});
    copy.notify = {"restart"};
    Step restart = handler("Restart", "restart", {file("/restarted")});
    restart.late = true;
    play("all", {copy, step("Look", {{"p", control::LookProgram{{{"tsupv", "/s"}, "p", "p", {}}}, false}}),
                 step("B", {file("/b")}), restart});
    play("two", {step("C", {file("/c")})});
    EXPECT_EQ(go().exit_status, 130);
    EXPECT_THAT(hosts["h1"].done, ElementsAre("file /a", "exchange", "file /restarted"));
    EXPECT_THAT(report.lines, Contains(HasSubstr("NOTE interrupted")));
    EXPECT_THAT(report.lines, Contains("RECAP h1 ok=3 changed=2 unreachable=0 failed=0"));
}

}  // namespace
}  // namespace deployer::run
