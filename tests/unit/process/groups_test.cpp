#include "process/groups.hpp"

#include "process/process_fixture.hpp"

namespace supervise::process {
namespace {

class GroupsTest : public ProcessFixture {
protected:
    static GroupConfigPtr group(const std::string& name, int priority,
                                std::vector<std::pair<std::string, int>> members) {
        auto config = std::make_shared<config::GroupConfig>();
        config->name = name;
        config->priority = priority;
        for (const auto& [member, member_priority] : members) {
            config->processes.push_back(sleeper(member));
            config->processes.back().priority = member_priority;
            config->processes.back().startsecs = 0;
        }
        return config;
    }
    Groups groups{context};
};

// PROC-014: autostart follows the configured order, explicit starts the priority.
TEST_F(GroupsTest, orders) {
    ASSERT_TRUE(groups.add(group("g", 999, {{"x", 5}, {"y", 1}, {"z", 5}})));
    Group& g = *groups.find("g");
    groups.autostart(g);
    EXPECT_EQ(history,
              (std::vector<std::string>{"x:STOPPED>STARTING", "x:STARTING>RUNNING", "y:STOPPED>STARTING",
                                        "y:STARTING>RUNNING", "z:STOPPED>STARTING", "z:STARTING>RUNNING"}));
    std::string names;
    for (const Process* process : g.by_priority())
        names += process->name();
    EXPECT_EQ(names, "yxz");
}

// PROC-015: priority orders the starts, and nobody waits for anybody to be RUNNING.
TEST_F(GroupsTest, autostart_waits_for_nobody) {
    auto config = std::make_shared<config::GroupConfig>(*group("g", 999, {{"x", 1}, {"y", 2}, {"z", 3}}));
    for (config::ProcessConfig& process : config->processes)
        process.startsecs = 60;
    ASSERT_TRUE(groups.add(config));
    groups.autostart(*groups.find("g"));
    EXPECT_EQ(history,
              (std::vector<std::string>{"x:STOPPED>STARTING", "y:STOPPED>STARTING", "z:STOPPED>STARTING"}));
}

TEST_F(GroupsTest, groups_by_priority_then_name) {
    for (const auto& [name, priority] : {std::pair{"b", 1}, {"c", 0}, {"a", 1}})
        ASSERT_TRUE(groups.add(group(name, priority, {})));
    std::string names;
    for (const Group* g : groups.by_priority())
        names += g->name();
    EXPECT_EQ(names, "cab");
    EXPECT_FALSE(groups.add(group("a", 5, {})));
}

TEST_F(GroupsTest, exits_find_their_process) {
    ASSERT_TRUE(groups.add(group("g", 999, {{"x", 1}, {"y", 1}})));
    groups.autostart(*groups.find("g"));
    EXPECT_TRUE(groups.on_exit({1001, fake::exit_status(0)}));
    EXPECT_EQ(groups.find("g")->find("y")->state(), State::exited);
    EXPECT_EQ(groups.find("g")->find("x")->state(), State::running);
    EXPECT_FALSE(groups.on_exit({4711, 0}));
    EXPECT_FALSE(groups.on_exit({1001, 0}));
}

TEST_F(GroupsTest, a_group_that_runs_is_not_removed) {
    ASSERT_TRUE(groups.add(group("g", 999, {{"x", 1}})));
    groups.autostart(*groups.find("g"));
    EXPECT_FALSE(groups.remove("g"));
    EXPECT_TRUE(groups.on_exit({1000, fake::exit_status(0)}));
    EXPECT_TRUE(groups.remove("g"));
    EXPECT_EQ(groups.find("g"), nullptr);
    EXPECT_FALSE(groups.remove("g"));
}

// EXT-005: programs that come and go.
TEST_F(GroupsTest, processes_are_added_to_an_active_group) {
    const GroupConfigPtr first = group("g", 999, {{"x", 1}});
    ASSERT_TRUE(groups.add(first));
    Group& g = *groups.find("g");
    EXPECT_TRUE(groups.add_processes(g, {sleeper("y"), sleeper("z")}));
    EXPECT_EQ(groups.find("g"), &g);
    EXPECT_EQ(g.processes().size(), 3U);
    EXPECT_EQ(g.config().processes.size(), 3U);
    EXPECT_EQ(first->processes.size(), 1U);
    EXPECT_FALSE(groups.add_processes(g, {sleeper("new"), sleeper("x")}));
    EXPECT_FALSE(groups.add_processes(g, {sleeper("twice"), sleeper("twice")}));
    EXPECT_EQ(g.processes().size(), 3U);
    groups.autostart(g);
    EXPECT_EQ(g.find("z")->state(), State::starting);
}

TEST_F(GroupsTest, a_group_keeps_its_name_when_nothing_else_holds_its_configuration) {
    ASSERT_TRUE(groups.add(group("a group of nothing", 999, {})));
    for (int i = 0; i < 10; ++i)
        ASSERT_TRUE(groups.add_processes(*groups.find("a group of nothing"), {sleeper(std::to_string(i))}));
    EXPECT_EQ(groups.find("a group of nothing")->processes().size(), 10U);
    EXPECT_TRUE(groups.remove("a group of nothing"));
}

TEST_F(GroupsTest, a_process_that_runs_is_not_taken_away) {
    ASSERT_TRUE(groups.add(group("g", 999, {{"x", 1}, {"y", 1}})));
    Group& g = *groups.find("g");
    groups.autostart(g);
    EXPECT_FALSE(groups.remove_process(g, "x"));
    EXPECT_FALSE(groups.remove_process(g, "nobody"));
    EXPECT_TRUE(groups.on_exit({1000, fake::exit_status(0)}));
    EXPECT_TRUE(groups.remove_process(g, "x"));
    EXPECT_EQ(g.find("x"), nullptr);
    EXPECT_EQ(g.config().processes.size(), 1U);
    EXPECT_EQ(g.find("y")->state(), State::running);
}

TEST_F(GroupsTest, who_waits_for_an_end_hears_of_it_although_the_group_is_removed_at_once) {
    ASSERT_TRUE(groups.add(group("g", 999, {{"x", 1}})));
    groups.autostart(*groups.find("g"));
    loop.settle();
    bool told = false;
    const auto watch = groups.find("g")->find("x")->watch([&] { told = true; });
    EXPECT_TRUE(groups.on_exit({1000, fake::exit_status(0)}));
    EXPECT_TRUE(groups.remove("g"));
    loop.settle();
    EXPECT_TRUE(told);
}

}  // namespace
}  // namespace supervise::process
