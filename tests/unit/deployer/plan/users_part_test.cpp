// Users and groups: HD-USR.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "deployer/plan/parts.hpp"

namespace deployer::plan {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

// HD-USR-02, -06 to -08, HD-GAP-21.
TEST_F(Parts, accounts) {
    model::User& user = model.users[0];
    user.login = "jo.e";
    user.authorized_keys = {"/src/keys/tsup_id.pub"};
    user.can_sudo_to = "b, c";
    files.texts["/src/keys/tsup_id.pub"] = "# mine\n\nssh-rsa A x\r\n  ssh-rsa B y\n";
    model::User other = user;
    other.login = "there";
    other.managed = false;
    other.can_sudo_to.reset();
    model.users.push_back(other);
    add_group("g", true);
    add_group("h", false);
    plan();
    EXPECT_THAT(fake::titles(built.plan.plays[0]),
                ElementsAre("Gathering Facts", "Create group 'g'", "Create user 'jo.e'",
                            "Set authorized_keys for user 'jo.e'", "Grants sudo rights for 'b, c' to 'jo.e'",
                            "Ensure home folder for 'there'", "Set authorized_keys for user 'there'",
                            "Ensure group 'h' exists", "Ensure user 'there' exists"));
    const auto& sudo = task_of<task::EnsureFile>("Grants sudo rights for 'b, c' to 'jo.e'");
    EXPECT_EQ(sudo.path, "/etc/sudoers.d/jo_e");
    EXPECT_EQ(sudo.ownership.mode, "0440");
    EXPECT_THAT(sudo.validate, ElementsAre("/usr/sbin/visudo", "-cf", "%s"));
    EXPECT_EQ(fake::text_of(built.plan, sudo), "jo.e  ALL=(b, c) NOPASSWD:ALL\n");
    EXPECT_THAT(task_of<task::EnsureKeys>("Set authorized_keys for user 'jo.e'").keys,
                ElementsAre("ssh-rsa A x", "ssh-rsa B y"));
    EXPECT_TRUE(step("Set authorized_keys for user 'jo.e'").loop);
}

// HD-VAR-33: a text that reaches a host may hold expressions, names of accounts too.
TEST_F(Parts, accounts_with_rendered_names) {
    model.variables.set(jinja::Value("app"), jinja::Value("shop"));
    model::User& user = model.users[0];
    user.login = "{{ app }}";
    user.group = "{{ app }}g";
    user.can_sudo_to = "{{ app }}2";
    user.authorized_keys = {"/src/keys/tsup_id.pub"};
    add_group("{{ app }}g", true);
    add_group("{{ app }}h", false);
    model.supervisors[0].user = "shop";
    model.supervisors[0].group = "{{ app }}g";
    plan();
    ASSERT_THAT(built.problems, IsEmpty());
    EXPECT_EQ(task_of<task::EnsureGroup>("Create group '{{ app }}g'").name, "shopg");
    EXPECT_EQ(task_of<task::CheckAccount>("Ensure group '{{ app }}h' exists").name, "shoph");
    EXPECT_EQ(task_of<task::EnsureUser>("Create user '{{ app }}'").login, "shop");
    EXPECT_EQ(task_of<task::EnsureUser>("Create user '{{ app }}'").group, "shopg");
    EXPECT_EQ(task_of<task::EnsureKeys>("Set authorized_keys for user '{{ app }}'").user, "shop");
    const auto& sudo = task_of<task::EnsureFile>("Grants sudo rights for '{{ app }}2' to '{{ app }}'");
    EXPECT_EQ(sudo.path, "/etc/sudoers.d/shop");
    EXPECT_EQ(fake::text_of(built.plan, sudo), "shop  ALL=(shop2) NOPASSWD:ALL\n");
    for (const Play& play : built.plan.plays)
        for (const Step& one : play.steps)
            for (const Item& item : one.items.at(0))
                EXPECT_FALSE(one.kind == Step::Kind::silent && item.label == "shop") << "it is made here";
    plan(Action::remove);
    ASSERT_THAT(built.problems, IsEmpty());
    EXPECT_EQ(task_of<task::RemoveUser>("Remove user '{{ app }}'").login, "shop");
    EXPECT_EQ(task_of<task::EndSessions>("Clean up process for user  '{{ app }}'").login, "shop");
    EXPECT_EQ(task_of<task::RemoveGroup>("Remove group '{{ app }}g'").name, "shopg");
    EXPECT_EQ(task_of<task::EnsureAbsent>("Remove sudo rights for '{{ app }}' if any").path,
              "/etc/sudoers.d/shop");
}

// What a variable holds is looked at like what is written.
TEST_F(Parts, rendered_names_of_accounts_are_looked_at) {
    model.users[0].login = "{{ x }}";
    for (const char* name : {"", "-r", "a b", "a\nb", "../a", "a:b"}) {
        model.variables.set(jinja::Value("x"), jinja::Value(name));
        for (const Action action : {Action::deploy, Action::remove}) {
            plan(action);
            ASSERT_FALSE(built.problems.empty()) << name;
            EXPECT_EQ(built.problems[0].path, "users[0].login");
            EXPECT_THAT(built.problems[0].message, HasSubstr("is no name of an account"));
        }
    }
}

// HD-USR-09: before that nothing is given to it.
TEST_F(Parts, rights_of_an_unmanaged_account_come_behind_a_look_at_it) {
    model.users[0].managed = false;
    model.users[0].can_sudo_to = "ALL";
    plan();
    const std::vector<Step>& steps = built.plan.plays[0].steps;
    ASSERT_EQ(steps.size(), 4U);
    EXPECT_EQ(steps[1].kind, Step::Kind::silent);
    const auto& check =
        std::get<task::CheckAccount>(std::get<task::Operation>(steps[1].items[0].at(0).operation));
    EXPECT_EQ(check.name, "tsup");
    EXPECT_EQ(steps[2].title, "Grants sudo rights for 'ALL' to 'tsup'");
}

// HD-USR-02, HD-USR-11: also where an account has a group of another scope.
TEST_F(Parts, groups_of_all_scopes_come_before_users_and_go_behind_them) {
    add_group("common", true);
    add_group("dba", true);
    add_group("there", false);
    model.groups[1].scope.text = "en1";
    plan();
    EXPECT_THAT(fake::titles(built.plan.plays[0]), ElementsAre("Gathering Facts", "Create group 'common'"));
    EXPECT_THAT(fake::titles(built.plan.plays[1]), ElementsAre("Gathering Facts", "Create group 'dba'"));
    EXPECT_THAT(fake::titles(built.plan.plays[2]),
                ElementsAre("Create user 'tsup'", "Ensure group 'there' exists"));
    plan(Action::remove);
    std::vector<std::string> removals;
    for (const Play& play : built.plan.plays)
        for (const std::string& title : fake::titles(play))
            if (title.starts_with("Remove user") || title.starts_with("Remove group"))
                removals.push_back(play.title + ": " + title);
    EXPECT_THAT(removals, ElementsAre("all: Remove user 'tsup'", "all: Remove group 'common'",
                                      "en1: Remove group 'dba'"));
}

TEST_F(Parts, sudo_list_cannot_add_rules) {
    model.users[0].can_sudo_to = "b) ALL\nevil ALL=(ALL";
    plan();
    ASSERT_EQ(built.problems.size(), 1u);
    EXPECT_EQ(built.problems[0].path, "users[0].can_sudo_to");
}

// HD-USR-11.
TEST_F(Parts, accounts_go_in_reverse) {
    add_group("g", true);
    add_group("h", true);
    model::User second = model.users[0];
    second.login = "second";
    model.users.push_back(second);
    second.login = "kept";
    second.no_remove = true;
    model.users.push_back(second);
    plan(Action::remove);
    EXPECT_THAT(fake::titles(built.plan.plays[4]),
                ElementsAre("Gathering Facts", "Remove sudo rights for 'second' if any",
                            "Clean up process for user  'second'", "Remove user 'second'",
                            "Remove sudo rights for 'tsup' if any", "Clean up process for user  'tsup'",
                            "Remove user 'tsup'", "Remove group 'h'", "Remove group 'g'"));
    EXPECT_FALSE(task_of<task::RemoveUser>("Remove user 'tsup'").remove_home);
}

// HD-USR-11, and no more than a removal shows: rights that no deployment gave stay, of any account.
TEST_F(Parts, sudo_rights_go_when_a_deployment_gave_them_or_by_force) {
    model.users[0].managed = false;
    for (const bool is_described : {false, true})
        for (const bool is_forced : {false, true}) {
            model.users[0].can_sudo_to = is_described ? std::optional<std::string>("ALL") : std::nullopt;
            force = is_forced;
            plan(Action::remove);
            EXPECT_EQ(task_of<task::EnsureAbsent>("Remove sudo rights for 'tsup' if any").only_created,
                      !is_described || !is_forced);
        }
}

TEST_F(Parts, sessions_end_for_accounts_that_go) {
    model.users[0].remove_home = true;
    plan(Action::remove);
    EXPECT_TRUE(task_of<task::EndSessions>("Clean up process for user  'tsup'").remove_home);
}

}  // namespace
}  // namespace deployer::plan
