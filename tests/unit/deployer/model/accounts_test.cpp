// Groups and users (HD-USR).
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "deployer/model/described.hpp"

namespace deployer::model {
namespace {

using testing::HasSubstr;

TEST(Users, all_keys) {
    const Model model =
        model_of(with_hosts(R"(groups: [ { name: app, system: yes, no_remove: yes, scope: g1 } ]
users:
- login: app
  comment: The application
  group: app
  groups: "a,b"
  can_sudo_to: "b, c"
  system: yes
  create_home: no
  remove_home: yes
  no_remove: yes
  password: $6$salt$hash
  authorized_keys: [ a.pub ]
)"));
    EXPECT_TRUE(model.groups[0].system && model.groups[0].no_remove && model.groups[0].managed);
    EXPECT_EQ(model.groups[0].scope.hosts, HostList{0});
    const User& user = model.users[0];
    EXPECT_EQ(user.comment, "The application");
    EXPECT_EQ(user.groups, "a,b");
    EXPECT_EQ(user.can_sudo_to, "b, c");
    EXPECT_EQ(user.password, "$6$salt$hash");
    EXPECT_TRUE(user.system && user.remove_home && user.no_remove && user.managed);
    EXPECT_FALSE(user.create_home);
    EXPECT_EQ(user.scope.hosts, (HostList{0, 1}));
}

// HD-USR-08.
TEST(Users, not_managed) {
    const std::string message = "User 'b': When not managed, 'system', 'create_home', 'group', 'groups', "
                                "'comment' or 'password' attributes "
                                "can't be defined!";
    for (const char* key :
         {"system: no", "create_home: no", "group: g", "groups: g", "comment: c", "password: \"!\""})
        EXPECT_THAT(
            problems_of(with_hosts(std::string("users: [ { login: b, managed: no, ") + key + " } ]\n")),
            HasSubstr(message))
            << key;
    EXPECT_EQ(problems_of(with_hosts(
                  "users: [ { login: b, managed: no, authorized_keys: [ k ], can_sudo_to: ALL } ]\n")),
              "");
}

// HD-USR-05: found at load, by actions that need the keys.
TEST(Users, key_files) {
    Described described(with_hosts("users: [ { login: u, authorized_keys: [ a.pub, b.pub ] } ]\n"));
    described.missing.insert("/base/b.pub");
    for (const Action action : {Action::deploy, Action::none, Action::remove}) {
        described.context.action = action;
        EXPECT_EQ(
            lines(described.read().problems),
            "app.yml:4:48: users[0].authorized_keys[1]: User 'u': key file '/base/b.pub' does not exists");
    }
    described.context.action = Action::stop;
    EXPECT_EQ(lines(described.read().problems), "");
}

TEST(Users, defined_twice_on_one_host) {
    EXPECT_EQ(problems_of(with_hosts("users:\n- login: u\n- { login: u, scope: h2 }\n")),
              "app.yml:6:12: users[1].login: user 'u' is defined twice (the first is at app.yml:5:3)");
    EXPECT_EQ(problems_of(with_hosts("users: [ { login: u, scope: h1 }, { login: u, scope: h2 } ]\n")), "");
    // One makes the account, the other only adds a key.
    EXPECT_EQ(problems_of(
                  with_hosts("users: [ { login: u }, { login: u, managed: no, authorized_keys: [ k ] } ]\n")),
              "");
    EXPECT_THAT(problems_of(with_hosts("groups: [ { name: g }, { name: g } ]\n")),
                HasSubstr("group 'g' is defined twice"));
}

TEST(Users, names_that_are_options_or_more_than_one) {
    for (const char* name : {"-r", "a b", "a:b", "a/b", "a,b"})
        EXPECT_THAT(problems_of(with_hosts(std::string("users: [ { login: '") + name + "' } ]\n")),
                    HasSubstr("is no name of an account"))
            << name;
    EXPECT_EQ(problems_of(with_hosts("users: [ { login: \"{{ account }}\" } ]\n")), "");
    EXPECT_THAT(problems_of(with_hosts("users: [ { login: u, comment: \"a\\nb\" } ]\n")),
                HasSubstr("more than one line"));
}

TEST(Users, a_clear_password_is_useless) {
    EXPECT_THAT(problems_of(with_hosts("users: [ { login: u, password: hello } ]\n")),
                testing::AllOf(HasSubstr("warning: "), HasSubstr("not in crypt form"),
                               testing::Not(HasSubstr("hello"))));
    EXPECT_EQ(problems_of(with_hosts("users: [ { login: u, password: \"{{ secret }}\" } ]\n")), "");
}

}  // namespace
}  // namespace deployer::model
