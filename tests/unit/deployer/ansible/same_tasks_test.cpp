#include "ansible/same_tasks.hpp"

#include <gtest/gtest.h>

namespace deployer::ansible {
namespace {

Task task(const std::string& path, const std::string& owner = "") {
    Task result;
    result.title = "Create";
    result.module = "file";
    result.args = {{"path", text(path)}};
    if (!owner.empty())
        result.args.emplace_back("owner", text(owner));
    return result;
}

std::string yaml(const std::vector<Task>& tasks) {
    List values;
    for (const Task& one : tasks)
        values.push_back(task_value(one, {}, {}));
    return to_yaml(list(std::move(values)));
}

TEST(SameTasks, hosts_that_do_not_differ_need_no_variables) {
    HostVariables variables;
    EXPECT_EQ(yaml(same_tasks("x", {{0, {task("/a")}}, {1, {task("/a")}}}, variables)),
              "---\n- name: Create\n  ansible.builtin.file:\n    path: /a\n");
    EXPECT_TRUE(variables.empty());
}

TEST(SameTasks, what_differs_is_a_variable_of_the_host) {
    HostVariables variables;
    EXPECT_EQ(yaml(same_tasks("x", {{0, {task("/a", "o")}}, {1, {task("/{{b}}", "o")}}}, variables)),
              "---\n- name: Create\n  ansible.builtin.file:\n    path: \"{{ x.v1 }}\"\n    owner: o\n");
    EXPECT_EQ(to_yaml(map(variables[0])), "---\nx:\n  v1: /a\n");
    EXPECT_EQ(to_yaml(map(variables[1])), "---\nx:\n  v1: !unsafe \"/{{b}}\"\n");
}

TEST(SameTasks, places_that_differ_alike_share_a_variable) {
    HostVariables variables;
    const auto made = same_tasks("x", {{0, {task("a", "a")}}, {1, {task("b", "b")}}}, variables);
    EXPECT_EQ(made[0].args[0].second, made[0].args[1].second);
    EXPECT_EQ(to_yaml(map(variables[1])), "---\nx:\n  v1: b\n");
}

TEST(SameTasks, hosts_without_tasks_are_skipped) {
    HostVariables variables;
    const auto made = same_tasks("x", {{0, {task("/a")}}, {1, {}}}, variables);
    ASSERT_EQ(made.size(), 1U);
    EXPECT_EQ(made[0].when, std::vector<std::string>{"x is defined"});
    EXPECT_EQ(to_yaml(map(variables[0])), "---\nx: {}\n");
    EXPECT_EQ(variables.count(1), 0U);
}

TEST(SameTasks, hosts_that_need_other_tasks_have_their_own) {
    HostVariables variables;
    const auto made = same_tasks("x", {{0, {task("/a", "o")}}, {1, {task("/a")}}}, variables);
    ASSERT_EQ(made.size(), 2U);
    EXPECT_EQ(made[0].when, std::vector<std::string>{"x_1 is defined"});
    EXPECT_EQ(made[1].when, std::vector<std::string>{"x_2 is defined"});
}

TEST(Loop, joins_what_differs_in_texts) {
    std::vector<Task> tasks{task("/a", "o"), task("/b", "o")};
    tasks[0].label = "first";
    tasks[1].label = "second";
    const auto loop = as_loop(tasks);
    ASSERT_TRUE(loop);
    EXPECT_EQ(yaml({*loop}), "---\n"
                             "- name: Create\n"
                             "  ansible.builtin.file:\n"
                             "    path: \"{{ item.path }}\"\n"
                             "    owner: o\n"
                             "  loop:\n"
                             "    - label: first\n"
                             "      path: /a\n"
                             "    - label: second\n"
                             "      path: /b\n"
                             "  loop_control:\n"
                             "    label: \"{{ item.label }}\"\n");
    EXPECT_FALSE(as_loop({task("/a", "o"), task("/b")}));
    EXPECT_FALSE(as_loop({task("/a")}));
}

}  // namespace
}  // namespace deployer::ansible
