/// A status that compares hosts with their description, in memory (HD-GAP-01).
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "control/comparison.hpp"
#include "deployer/run/running.hpp"

namespace deployer::run {
namespace {

using namespace std::chrono_literals;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;

class Comparing : public Running {
protected:
    Comparing() {
        with_hosts(2);
        options.login.begin.check = true;
        described.exit_on_fail = false;
        play("all", {step("Look", {{"nginx", task::UnitState{"nginx.service"}}})});
        plan::Play files;
        files.hosts = all;
        files.steps = {step("A", {file("/a")}), step("B", {file("/b"), file("/c")})};
        comparison.emplace().plays = {files};
        for (auto& [name, host] : hosts) {
            host.tells = true;
            host.files = {{"/a", "new"}, {"/b", "new"}, {"/c", "new"}};
        }
    }
};

// HD-GAP-01, HD-ACT-09: what is compared is in no line of the run, and counts nowhere.
TEST_F(Comparing, differences_are_found_behind_the_plays) {
    hosts["h2"].files["/b"] = "old";
    hosts["h2"].files.erase("/c");
    const RunResult result = go();
    EXPECT_EQ(result.exit_status, 3);
    ASSERT_EQ(result.found.surveys.size(), 2U);
    EXPECT_EQ(result.found.surveys[0], std::pair(std::string("h1"), control::differences_to_json({})));
    const auto found = control::differences_from_json(result.found.surveys[1].second);
    ASSERT_TRUE(found);
    ASSERT_EQ(found->size(), 2U);
    EXPECT_EQ(found->at(0).name + ": " + found->at(0).how, "/b: content");
    EXPECT_THAT(found->at(0).diff, HasSubstr("-old\n"));
    EXPECT_EQ(found->at(1).name + ": " + found->at(1).how, "/c: missing");
    EXPECT_EQ(hosts["h2"].files["/b"], "old");
    EXPECT_THAT(report.lines, ElementsAre("PLAY all 2", "TASK Look", "ok h1", "ok h2",
                                          "RECAP h1 ok=1 changed=0 unreachable=0 failed=0",
                                          "RECAP h2 ok=1 changed=0 unreachable=0 failed=0"));
    EXPECT_THAT(hosts["h2"].batches.back(), ElementsAre("file /a", "file /b", "file /c")) << "at once";
    EXPECT_EQ(logins, 2);
}

TEST_F(Comparing, all_as_described) {
    EXPECT_EQ(go().exit_status, 0);
}

TEST_F(Comparing, a_failure_is_a_difference_and_ends_nothing) {
    hosts["h1"].failing = {"/a"};
    hosts["h1"].files["/c"] = "old";
    const RunResult result = go();
    EXPECT_EQ(result.exit_status, 3);
    const auto found = control::differences_from_json(result.found.surveys.at(0).second);
    ASSERT_TRUE(found);
    ASSERT_EQ(found->size(), 2U);
    EXPECT_EQ(found->at(0).how, "no room on device");
    EXPECT_EQ(found->at(1).name, "/c");
    EXPECT_THAT(report.lines, Contains("RECAP h1 ok=1 changed=0 unreachable=0 failed=0"));
}

TEST_F(Comparing, a_host_that_is_lost_meanwhile_is_told) {
    hosts["h1"].cut_after = 2;
    const RunResult result = go();
    EXPECT_EQ(result.exit_status, 4);
    EXPECT_EQ(result.found.surveys.size(), 1U) << "half a comparison is none";
    EXPECT_THAT(report.lines, Contains(HasSubstr("NOTE h1 cannot be reached: Connection to host closed")));
    EXPECT_THAT(report.lines, Contains("RECAP h1 ok=1 changed=0 unreachable=1 failed=0"));
}

// HD-GAP-01: --watch
TEST_F(Comparing, watching_compares_again) {
    std::atomic<bool> cancelled = false;
    options.cancelled = &cancelled;
    options.watch = 1s;
    std::vector<int> statuses;
    options.show = [&](const RunResult& look) {
        statuses.push_back(look.exit_status);
        if (statuses.size() == 1)
            hosts["h1"].files["/a"] = "old";
        else if (statuses.size() == 2)
            hosts["h1"].files["/a"] = "new";
        else
            cancelled = true;
    };
    EXPECT_EQ(go().exit_status, 0);
    EXPECT_THAT(statuses, ElementsAre(0, 3, 0));
    EXPECT_EQ(logins, 2);
}

}  // namespace
}  // namespace deployer::run
