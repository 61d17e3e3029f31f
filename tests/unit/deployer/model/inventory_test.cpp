// Hosts, overrides and groups (HD-INV-01 to -20).
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "deployer/model/described.hpp"

namespace deployer::model {
namespace {

using testing::HasSubstr;

const std::string h1 = "hosts: [ { name: h1, ssh_host: a1, ssh_user: root } ]\n";

// HD-INV-02, HD-GAP-41.
TEST(Hosts, a_user_is_needed_once_overrides_are_on) {
    EXPECT_EQ(problems_of("hosts: [ { name: h1, ssh_host: a1 } ]\n"),
              "app.yml:1:10: hosts[0]: Hosts:'h1': 'ssh_user must be defined! (write it with the host, or in "
              "host_overrides)");
    EXPECT_EQ(problems_of("hosts: [ { name: h1, ssh_user: a } ]\n"),
              "app.yml:1:10: hosts[0]: Cannot find required key 'ssh_host' (write the address of the host)");
}

// HD-INV-03: wherever the override stands; `*` is all.
TEST(Hosts, overrides) {
    Described described(
        "host_overrides: [ { name: '*', ssh_user: a, ssh_port: 2222 }, { name: h2, ssh_user: b } ]\n");
    described.files["hosts.yml"] = "hosts: [ { name: h1, ssh_host: x }, { name: h2, ssh_host: x } ]\n";
    const ReadModel result = described.read({"app.yml", "hosts.yml"});
    EXPECT_EQ(lines(result.problems), "");
    EXPECT_EQ(result.model.hosts[0].ssh_user, "a");
    EXPECT_EQ(result.model.hosts[0].ssh_port, 2222U);
    EXPECT_EQ(result.model.hosts[1].ssh_user, "b");
    EXPECT_EQ(result.model.hosts[1].ssh_port, 2222U);
}

// HD-INV-05: a specific host has no advantage.
TEST(Hosts, the_highest_priority_wins_then_the_last) {
    const auto user = [](const std::string& overrides) {
        return model_of(h1 + "host_overrides: [ " + overrides + " ]\n").hosts[0].ssh_user;
    };
    EXPECT_EQ(user("{ name: h1, ssh_user: a }, { name: all, ssh_user: b }"), "b");
    EXPECT_EQ(user("{ name: h1, ssh_user: a, priority: 101 }, { name: all, ssh_user: b }"), "a");
    EXPECT_EQ(user("{ name: h1, ssh_user: a }, { name: all, ssh_user: b, priority: 99 }"), "a");
}

// HD-INV-04, HD-INV-07.
TEST(Hosts, an_empty_override_takes_a_value_away) {
    const std::string host = "hosts: [ { name: h1, ssh_host: a, ssh_user: u, ssh_private_key_file: k } ]\n";
    const Model model =
        model_of(host + "host_overrides: [ { name: h1, ssh_private_key_file: '', ssh_password: p, "
                        "become: '' } ]\n");
    EXPECT_EQ(model.hosts[0].ssh_private_key_file, "");
    EXPECT_EQ(model.hosts[0].ssh_password, "p");
    EXPECT_EQ(
        problems_of(host + "host_overrides: [ { name: h1, ssh_password: p } ]\n"),
        "app.yml:2:45: host_overrides[0].ssh_password: Hosts:'h1': 'ssh_private_key_file' and 'ssh_password' "
        "can't be both defined! (an override with the value '' takes one away)");
}

// HD-INV-06.
TEST(Hosts, overrides_of_nobody) {
    EXPECT_EQ(problems_of(h1 + "host_overrides: [ { name: h2, ssh_user: a } ]\n"),
              "app.yml:2:19: host_overrides[0].name: Trying to override unexisting host: 'h2' (did you mean "
              "'h1'?)");
    EXPECT_THAT(problems_of("host_overrides: [ { name: h2, ssh_user: a } ]\n"),
                HasSubstr("No host definition at all. Can't override"));
    EXPECT_THAT(problems_of("host_overrides: [ { name: all, ssh_user: a } ]\n"),
                HasSubstr("No host definition at all. Can't override"));
}

// HD-INV-11.
TEST(Hosts, defined_twice) {
    EXPECT_EQ(
        problems_of(
            "hosts:\n- { name: h1, ssh_host: a, ssh_user: u }\n- { name: h1, ssh_host: b, ssh_user: u }\n"),
        "app.yml:3:3: hosts[1]: host 'h1' is defined twice (the first is at app.yml:2:3)");
}

// HD-INV-16.
TEST(Hosts, become) {
    const auto become = [](const std::string& keys) {
        return model_of("hosts: [ { name: h, ssh_host: a, ssh_user: u, " + keys + " } ]\n").hosts[0].become;
    };
    EXPECT_TRUE(become("become_user: root").enabled);
    EXPECT_TRUE(become("become_pass: x").enabled);
    EXPECT_FALSE(become("become_flags: -H").enabled);
    EXPECT_EQ(become("become: yes").user, "root");
    EXPECT_EQ(become("become: yes").method, "sudo");
    Described described("hosts: [ { name: h, ssh_host: a, ssh_user: u, become_user: x, become: no } ]\n");
    const ReadModel result = described.read();
    EXPECT_FALSE(result.model.hosts[0].become.enabled);
    EXPECT_EQ(
        lines(result.problems),
        "warning: app.yml:1:71: hosts[0].become: host 'h': become is no, so its other become_ keys have no "
        "effect (remove them, or write become: yes)");
}

// HD-INV-10: split with shell quoting, so that has to be whole.
TEST(Hosts, words_for_become_and_arguments) {
    const auto problem = [](const std::string& keys) {
        return problems_of("hosts: [ { name: h, ssh_host: a, ssh_user: u, " + keys + " } ]\n");
    };
    EXPECT_THAT(
        problem("become_method: magic"),
        HasSubstr(
            "hosts[0].become_method: host 'h': become_method 'magic' is not supported (write sudo, su or "
            "doas)"));
    EXPECT_THAT(problem("become_user: -x"), HasSubstr("become_user '-x' is no name of an account"));
    EXPECT_THAT(problem("ssh_extra_args: \"-o 'x\""), HasSubstr("ssh_extra_args: No closing quotation"));
    EXPECT_THAT(problem("become: yes, become_flags: \"'\""), HasSubstr("become_flags: No closing quotation"));
}

// HD-INV-08: neither key nor password is fine.
TEST(Hosts, a_key_file_must_exist_for_actions_that_log_in) {
    Described described("hosts: [ { name: h1, ssh_host: a, ssh_user: u, ssh_private_key_file: k } ]\n");
    described.missing.insert("/base/k");
    for (const Action action :
         {Action::deploy, Action::remove, Action::start, Action::stop, Action::status}) {
        described.context.action = action;
        EXPECT_EQ(
            lines(described.read().problems),
            "app.yml:1:70: hosts[0].ssh_private_key_file: host:h1': ssh_private_key_file  '/base/k' does not "
            "exists!");
    }
    for (const Action action : {Action::none, Action::dumpvars}) {
        described.context.action = action;
        EXPECT_EQ(lines(described.read().problems), "");
    }
}

// A word that ssh would take for an option, or that splits.
TEST(Hosts, words_for_ssh) {
    const auto problem = [](const std::string& address, const std::string& user) {
        return problems_of("hosts: [ { name: h, ssh_host: '" + address + "', ssh_user: '" + user + "' } ]\n");
    };
    EXPECT_THAT(problem("-oProxyCommand=x", "u"), HasSubstr("ssh_host '-oProxyCommand=x' begins with '-'"));
    EXPECT_THAT(problem("a b", "u"), HasSubstr("has blanks or control characters in it"));
    EXPECT_THAT(problem("a", "-l"), HasSubstr("ssh_user '-l' begins with '-'"));
    EXPECT_EQ(problem("{{ address }}", "u"), "");
    EXPECT_THAT(problems_of("hosts: [ { name: h, ssh_host: \"a\\nb\", ssh_user: u } ]\n"),
                HasSubstr("a\\nb"));
    EXPECT_THAT(problems_of("hosts: [ { name: 'a:b', ssh_host: x, ssh_user: u } ]\n"),
                HasSubstr("no name for hosts"));
    EXPECT_THAT(problems_of("hosts: [ { name: all, ssh_host: x, ssh_user: u } ]\n"), HasSubstr("every host"));
    EXPECT_THAT(problems_of("hosts: [ { name: h, ssh_host: x, ssh_user: u, ssh_port: 70000 } ]\n"),
                HasSubstr("ssh_port is not between 1 and 65535"));
}

TEST(Hosts, a_local_one_needs_no_address) {
    const Model model = model_of("hosts: [ { name: me, connection: local } ]\n");
    EXPECT_TRUE(model.hosts[0].local);
    EXPECT_THAT(problems_of("hosts: [ { name: me, connection: telnet } ]\n"),
                HasSubstr("'telnet' is not a connection (write ssh or local)"));
}

TEST(Hosts, all_settings) {
    const Host host = model_of(R"(hosts:
- name: h
  ssh_host: a
  ssh_user: u
  ssh_port: 22
  ssh_common_args: "-o A=b"
  ssh_extra_args: "-o UserKnownHostsFile=/dev/null"
  ssh_executable: /bin/ssh
  host_key: ssh-ed25519 AAAA
  sftp_extra_args: x
  scp_extra_args: x
  ssh_pipelining: "yes"
  python_interpreter: /usr/bin/python3
  become_method: su
  become_exe: /bin/su
  become_flags: -l
  privileged: no
  force_setup: yes
)")
                          .hosts[0];
    EXPECT_EQ(host.ssh_extra_args, "-o UserKnownHostsFile=/dev/null");
    EXPECT_EQ(host.ssh_common_args, "-o A=b");
    EXPECT_EQ(host.ssh_executable, "/bin/ssh");
    EXPECT_EQ(host.host_key, "ssh-ed25519 AAAA");
    EXPECT_EQ(host.become.method, "su");
    EXPECT_EQ(host.become.exe, "/bin/su");
    EXPECT_EQ(host.become.flags, "-l");
    EXPECT_FALSE(host.privileged);
    EXPECT_TRUE(host.force_setup);
}

std::vector<std::string> members(const Model& model, std::size_t group) {
    std::vector<std::string> names;
    for (const std::size_t host : model.host_groups[group].hosts)
        names.push_back(model.hosts[host].name);
    return names;
}

const std::string three =
    "hosts: [ { name: a, ssh_host: x, ssh_user: u }, { name: b, ssh_host: x, ssh_user: u }, "
    "{ name: c, ssh_host: x, ssh_user: u } ]\n";

// HD-INV-12.
TEST(HostGroups, are_flattened) {
    const Model model =
        model_of(three + "host_groups:\n- { name: outer, hosts: [ c ], groups: [ inner, empty ] }\n"
                         "- { name: inner, hosts: [ a, c ] }\n- { name: empty }\n"
                         "- { name: renamed, groups: [ outer ] }\n");
    EXPECT_EQ(members(model, 0), (std::vector<std::string>{"c", "a"}));
    EXPECT_EQ(members(model, 2), std::vector<std::string>{});
    EXPECT_EQ(members(model, 3), members(model, 0));
}

// HD-INV-13.
TEST(HostGroups, errors) {
    EXPECT_THAT(
        problems_of(three + "host_groups: [ { name: g, groups: [ i ] }, { name: i, groups: [ g ] } ]\n"),
        HasSubstr("Infinite loop on host_groups 'g' recursion"));
    EXPECT_THAT(problems_of(three + "host_groups: [ { name: g, groups: [ nope ] } ]\n"),
                HasSubstr("Group 'g': Inner group 'nope' does not exists!"));
    EXPECT_THAT(problems_of(three + "host_groups: [ { name: g, hosts: [ zz ] } ]\n"),
                HasSubstr("Group 'g': Host 'zz' is not defined!"));
    EXPECT_EQ(problems_of(three + "host_groups: [ { name: g }, { name: g } ]\n"),
              "app.yml:2:29: host_groups[1]: host_group 'g' is defined twice (the first is at app.yml:2:16)");
}

// HD-INV-14: before flattening, and with no groups at all.
TEST(HostGroups, overrides) {
    const Model model =
        model_of(three + "host_groups: [ { name: outer, groups: [ inner ] }, { name: inner, hosts: [ a ] "
                         "} ]\nhost_group_overrides: [ { name: inner, hosts: [ b ], force_setup: yes } ]\n");
    EXPECT_EQ(members(model, 0), std::vector<std::string>{"b"});
    EXPECT_TRUE(model.host_groups[1].force_setup);
    EXPECT_EQ(problems_of(three + "host_group_overrides: [ { name: all, hosts: [ b ] } ]\n"), "");
    EXPECT_THAT(problems_of(three + "host_group_overrides: [ { name: zz, hosts: [ b ] } ]\n"),
                HasSubstr("Trying to override unexisting host_group: 'zz'"));
}

}  // namespace
}  // namespace deployer::model
