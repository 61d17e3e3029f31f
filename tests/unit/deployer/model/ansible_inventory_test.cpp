// Ansible's inventories (HD-INV-21 to -25).
#include <fmt/core.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "deployer/model/described.hpp"
#include "model/ansible_inventory.hpp"

namespace deployer::model {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

std::vector<std::string> range(const std::string& pattern) {
    return expand_range(pattern).names;
}

TEST(HostRange, numbers_and_letters) {
    EXPECT_THAT(range("h"), ElementsAre("h"));
    EXPECT_THAT(range("h[2:4]"), ElementsAre("h2", "h3", "h4"));
    EXPECT_THAT(range("h[08:10].x"), ElementsAre("h08.x", "h09.x", "h10.x"));
    EXPECT_THAT(range("[a:c]"), ElementsAre("a", "b", "c"));
    EXPECT_THAT(range("h[1:5:2]"), ElementsAre("h1", "h3", "h5"));
    EXPECT_THAT(range("[a:b][1:2]"), ElementsAre("a1", "a2", "b1", "b2"));
    for (const char* broken : {"h[", "h[1]", "h[2:1]", "h[1:2:0]", "h[01:9]", "h[a:9]", "h[1:99999999]",
                               "h[1:9999][1:9999]", "h[1:2:3:4]"})
        EXPECT_NE(expand_range(broken).fault, "") << broken;
}

TEST(HostRange, has_an_end_whatever_is_asked_for) {
    EXPECT_THAT(range("h[18446744073709551614:18446744073709551615]"),
                ElementsAre("h18446744073709551614", "h18446744073709551615"));
    std::string many;
    for (int i = 0; i < 200'000; ++i)
        many += "[a:a]";
    EXPECT_THAT(expand_range(many).fault, HasSubstr("more than 32 ranges"));
}

TEST(IniValue, is_read_as_python_would) {
    using Kind = jinja::Value::Kind;
    EXPECT_EQ(ini_value("12").kind(), Kind::integer);
    EXPECT_EQ(ini_value("-1").integer(), -1);
    EXPECT_EQ(ini_value("012").text(), "012");
    EXPECT_EQ(ini_value("1.10").text(), "1.10");
    EXPECT_EQ(ini_value("1.10").kind(), Kind::floating);
    EXPECT_TRUE(ini_value("True").truth());
    EXPECT_EQ(ini_value("true").text(), "true");
    EXPECT_EQ(ini_value("'a b'").text(), "a b");
    EXPECT_EQ(ini_value("['a', 'b']").kind(), Kind::list);
    EXPECT_EQ(ini_value("{'a': 1}").kind(), Kind::dict);
    EXPECT_EQ(ini_value("{{ x }}").text(), "{{ x }}");
    EXPECT_EQ(ini_value("").text(), "");
}

// As ansible-inventory shows it: a comment is one where Python has a value in front of it.
TEST(IniValue, comments) {
    EXPECT_EQ(ini_value("5 # five").integer(), 5);
    EXPECT_EQ(ini_value("5#five").integer(), 5);
    EXPECT_EQ(ini_value("'x y' # why").text(), "x y");
    EXPECT_EQ(ini_value("\"x # y\" # it's").text(), "x # y");
    EXPECT_EQ(ini_value("True # t").kind(), jinja::Value::Kind::boolean);
    EXPECT_EQ(ini_value("[1, 'a # b'] # list").repr(), "[1, 'a # b']");
    EXPECT_EQ(ini_value("'{{ x }}' # e").text(), "{{ x }}");
    for (const char* text : {"sp  # d", "a#b", "#hash", "# nothing", "{{ x }} # e", "\"a\" b", "5 ; y",
                             "ein \"zitat\" # da", "it's # so", " lead"})
        EXPECT_EQ(ini_value(text).text(), text);
    EXPECT_EQ(ini_value(" 5").integer(), 5);
}

/// h -> the value of x, by the inventory.
std::string x_of(const std::string& text, bool yaml = false) {
    const ParsedInventory parsed = yaml ? parse_yaml_inventory(text) : parse_ini_inventory(text);
    for (const InventoryFault& fault : parsed.faults)
        ADD_FAILURE() << fault.line << ": " << fault.message;
    const auto variables = parsed.inventory.variables();
    for (std::size_t i = 0; i < variables.size(); ++i)
        if (parsed.inventory.hosts()[i].name == "h")
            if (const jinja::Value* value = variables[i].find(std::string_view("x")))
                return value->text();
    return "none";
}

TEST(AnsibleInventory, blanks_and_comments) {
    EXPECT_EQ(x_of("h x=\" lead\" # a comment\n"), " lead");
    EXPECT_EQ(x_of("h x='5 # five'\n"), "5");
    EXPECT_EQ(x_of("h\n[all:vars]\nx = 'a b'  # why\n"), "a b");
    EXPECT_EQ(x_of("h\n[all:vars]\nx = a b  # why\n"), "a b  # why");
}

// HD-INV-22: all, then outer groups, then inner ones, then the host.
TEST(AnsibleInventory, precedence_of_variables) {
    EXPECT_EQ(x_of("h\n[all:vars]\nx=all\n"), "all");
    EXPECT_EQ(x_of("[all:vars]\nx=all\n[g]\nh\n[g:vars]\nx=g\n"), "g");
    EXPECT_EQ(x_of("[inner]\nh\n[outer:children]\ninner\n[outer:vars]\nx=outer\n[inner:vars]\nx=inner\n"),
              "inner");
    EXPECT_EQ(x_of("[a]\nh\n[b]\nh\n[a:vars]\nx=a\n[b:vars]\nx=b\n"), "b");
    EXPECT_EQ(x_of("[a]\nh\n[b]\nh\n[a:vars]\nx=a\nansible_group_priority=5\n[b:vars]\nx=b\n"), "a");
    EXPECT_EQ(x_of("[a]\nh x=own\n[a:vars]\nx=a\n"), "own");
    EXPECT_EQ(x_of("all:\n  vars: { x: all }\n  children:\n    g: { hosts: { h: }, vars: { x: g } }\n", true),
              "g");
}

TEST(AnsibleInventory, ini_lines) {
    EXPECT_EQ(x_of("# comment\n; other\nh x='a b' # end\n"), "a b");
    EXPECT_EQ(x_of("h x=\"it's\"\n"), "it's");
    EXPECT_EQ(x_of("[g]  # a group\nh x=1\r\n"), "1");
    const auto faults = parse_ini_inventory("h x\n[g:wrong]\nh\n[ok]\nk \"\n").faults;
    ASSERT_EQ(faults.size(), 3U);
    EXPECT_EQ(faults[0].line, 1);
    EXPECT_THAT(faults[0].message, HasSubstr("Expected key=value, got: x"));
    EXPECT_EQ(faults[1].line, 2);
    EXPECT_THAT(faults[1].message, HasSubstr("unknown type: wrong"));
    EXPECT_EQ(faults[2].line, 5);
}

TEST(AnsibleInventory, yaml_faults_name_the_line) {
    const auto line = [](const std::string& text) {
        const auto faults = parse_yaml_inventory(text).faults;
        return faults.empty() ? -1 : faults[0].line;
    };
    EXPECT_EQ(line("all:\n  hots: { h: }\n"), 2);
    EXPECT_EQ(line("all:\n  hosts: [ h ]\n"), 2);
    EXPECT_EQ(line("all:\n  vars: { p: !vault x }\n"), 2);
    EXPECT_EQ(line("- a\n"), 1);
    EXPECT_EQ(line("all: [\n"), 2);
    EXPECT_EQ(line(""), -1);
    // Aliases count each time they are used.
    std::string bomb = "all:\n  vars:\n    a: &a [ x, x, x, x, x, x, x, x, x, x ]\n";
    for (char name = 'b'; name <= 'h'; ++name)
        bomb += fmt::format("    {0}: &{0} [ *{1}, *{1}, *{1}, *{1}, *{1}, *{1}, *{1}, *{1}, *{1}, *{1} ]\n",
                            name, static_cast<char>(name - 1));
    EXPECT_THAT(parse_yaml_inventory(bomb).faults[0].message, HasSubstr("too deep or too large"));
}

TEST(AnsibleInventory, groups_inside_themselves) {
    EXPECT_EQ(parse_ini_inventory("[a:children]\nb\n[b]\nh\n").inventory.endless(), nullptr);
    EXPECT_NE(parse_ini_inventory("[a:children]\nb\n[b:children]\na\n").inventory.endless(), nullptr);
}

Described importing(std::string inventory, const std::string& keys = {}, const std::string& name = "inv") {
    Described described("ansible_inventories: [ { file: " + name + keys + " } ]\n");
    described.files[name] = std::move(inventory);
    return described;
}

// HD-INV-21, HD-INV-22, HD-INV-23.
TEST(Import, hosts_groups_and_variables) {
    Described described = importing("[web]\nw[1:2] ansible_host=10.0.0.1 ansible_port=2222\n[db]\nd1\n"
                                    "[site:children]\nweb\ndb\n"
                                    "[all:vars]\nansible_user=deploy\nansible_ssh_private_key_file=keys/id\n"
                                    "colour=red\nansible_become=yes\nansible_become_user=app\n"
                                    "[db:vars]\nansible_connection=local\n",
                                    "", "inv/hosts");
    described.files["app.yml"] +=
        "hosts: [ { name: w2, ssh_host: mine, ssh_user: me } ]\n"
        "host_groups: [ { name: mine, hosts: [ w1 ], groups: [ db ] }, { name: db, hosts: [ "
        "w2 ] } ]\n";
    const ReadModel result = described.read();
    EXPECT_EQ(lines(result.problems), "");
    const Model& model = result.model;
    ASSERT_EQ(model.hosts.size(), 3U);
    EXPECT_EQ(model.hosts[0].ssh_host, "mine");
    const Host& w1 = model.hosts[1];
    EXPECT_EQ(w1.name, "w1");
    EXPECT_EQ(w1.ssh_host, "10.0.0.1");
    EXPECT_EQ(w1.ssh_port, 2222U);
    EXPECT_EQ(w1.ssh_user, "deploy");
    EXPECT_EQ(w1.ssh_private_key_file, "/base/inv/keys/id");
    EXPECT_TRUE(w1.become.enabled);
    EXPECT_EQ(w1.become.user, "app");
    EXPECT_EQ(w1.variables.find(std::string_view("colour"))->text(), "red");
    EXPECT_EQ(w1.variables.find(std::string_view("ansible_user")), nullptr);
    EXPECT_TRUE(model.hosts[2].local);
    std::vector<std::string> groups;
    for (const HostGroup& group : model.host_groups)
        groups.push_back(group.name);
    EXPECT_THAT(groups, ElementsAre("mine", "db", "web", "site"));
    EXPECT_EQ(model.host_groups[0].hosts, (HostList{1, 0}));
    EXPECT_EQ(model.host_groups[3].hosts, (HostList{1, 0, 2}));
}

TEST(Import, the_address_is_the_name_unless_it_is_given) {
    Described described = importing("h.example.org:2200 ansible_ssh_user=u\n");
    const Model model = described.read().model;
    EXPECT_EQ(model.hosts[0].ssh_host, "h.example.org");
    EXPECT_EQ(model.hosts[0].ssh_port, 2200U);
    EXPECT_EQ(model.hosts[0].ssh_user, "u");
}

TEST(Import, values_as_ansible_takes_them) {
    Described described = importing("[all:vars]\nansible_user=u\nansible_port=22 # as ever\n[web]\n"
                                    "a ansible_become=1 ansible_become_pass=\" pw \"\n"
                                    "b ansible_become=f\nc ansible_become='True'\n");
    const ReadModel result = described.read();
    EXPECT_EQ(lines(result.problems), "");
    EXPECT_TRUE(result.model.hosts[0].become.enabled);
    EXPECT_EQ(result.model.hosts[0].become.password, " pw ");
    EXPECT_EQ(result.model.hosts[0].ssh_port, 22U);
    EXPECT_FALSE(result.model.hosts[1].become.enabled);
    EXPECT_TRUE(result.model.hosts[2].become.enabled);
}

TEST(Import, yaml) {
    Described described =
        importing("all:\n  hosts:\n    h1:\n  children:\n    web:\n      hosts:\n        h[2:3]: { "
                  "ansible_port: 23 }\n  vars: { ansible_user: u, list: [ 1, two ] }\n",
                  "", "inv.yml");
    const ReadModel result = described.read();
    EXPECT_EQ(lines(result.problems), "");
    ASSERT_EQ(result.model.hosts.size(), 3U);
    EXPECT_EQ(result.model.hosts[2].ssh_port, 23U);
    EXPECT_EQ(result.model.hosts[0].variables.find(std::string_view("list"))->repr(), "[1, 'two']");
    EXPECT_EQ(result.model.host_groups[0].hosts, (HostList{1, 2}));
}

TEST(Import, problems_are_told_with_the_inventory_and_its_line) {
    EXPECT_EQ(lines(importing("\nh x\n").read().problems),
              "/base/inv:2:1: ansible_inventories[0]: Expected key=value, got: x");
    EXPECT_EQ(
        lines(importing("h ansible_port=many ansible_user=u\n").read().problems),
        "/base/inv:1:1: ansible_inventories[0].ssh_port: Value 'many' is not of type 'int' (write a whole "
        "number)");
    EXPECT_EQ(lines(importing("").read().problems), "");
}

// HD-INV-24.
TEST(Import, missing_file) {
    Described described = importing("");
    described.missing.insert("/base/inv");
    EXPECT_EQ(
        lines(described.read().problems),
        "app.yml:1:32: ansible_inventories[0].file: Ansible inventory file '/base/inv' does not exists!");
}

// HD-INV-25.
TEST(Import, encrypted_inventory) {
    const auto read = [](const std::string& keys, std::vector<std::string>& prompts) {
        Described described = importing("$ANSIBLE_VAULT;1.1;AES256\n6162\n", keys);
        described.context.ask_password = [&](const std::string& prompt) {
            prompts.push_back(prompt);
            return std::string("asked");
        };
        described.context.read_password = [](const std::string& path) -> supervise::Result<std::string> {
            return "of " + path;
        };
        described.context.decrypt = [](std::string_view,
                                       const std::string& password) -> supervise::Result<std::string> {
            if (password == "asked")
                return supervise::fail("wrong vault password or damaged value");
            return "h ansible_user='" + password + "'\n";
        };
        return described.read();
    };
    std::vector<std::string> prompts;
    EXPECT_THAT(lines(read("", prompts).problems), HasSubstr("is encrypted (give vault_password_file, or"));
    EXPECT_THAT(lines(read(", name: prod, ask_vault_password: yes", prompts).problems),
                HasSubstr("wrong vault password or damaged value"));
    EXPECT_THAT(prompts, ElementsAre("Password for Ansible inventory 'prod': "));
    const ReadModel result = read(", vault_password_file: pw", prompts);
    ASSERT_EQ(result.model.hosts.size(), 1U);
    EXPECT_THAT(lines(result.problems),
                HasSubstr("of /base/pw"));  // has a blank: the password came from the file
}

}  // namespace
}  // namespace deployer::model
