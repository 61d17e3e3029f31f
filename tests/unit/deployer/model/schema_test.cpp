// Keys, types on demand, `when`, and how problems are told (HD-SRC-20 to -25, HD-VAR-09 to -13, -20, HD-OUT).
#include <sstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "deployer/model/described.hpp"
#include "model/tables.hpp"

namespace deployer::model {
namespace {

using testing::HasSubstr;

// HD-SRC-22, HD-GAP-18: all problems at once, by place, each with its path in the document.
TEST(Schema, all_problems_are_told_by_place) {
    EXPECT_EQ(
        problems_of(with_hosts(R"(users:
- logn: a
- { login: b, system: maybe, authorized_keys: k }
supervisors:
- { name: s, scope: all, user: u, group: g, http_server: {endpiont: "*:1"} }
)")),
        "app.yml:5:3: users[0].logn: Key 'logn' was not defined (did you mean 'login'?)\n"
        "app.yml:5:3: users[0]: Cannot find required key 'login'\n"
        "app.yml:6:23: users[1].system: Value 'maybe' is not of type 'bool' (write yes or no)\n"
        "app.yml:6:47: users[1].authorized_keys: Value 'k' is not a list (write [ ... ], or one - per item)\n"
        "app.yml:8:59: supervisors[0].http_server.endpiont: Key 'endpiont' was not defined (did you mean "
        "'endpoint'?)");
}

TEST(Schema, a_key_of_two_lines_is_told_on_one) {
    EXPECT_EQ(problems_of("\"user\\n\\e[2J\": 1\n"),
              "app.yml:1:1: user\\n\\x1b[2J: Key 'user\\n\\x1b[2J' was not defined");
}

TEST(Schema, files_come_in_the_order_of_their_first_problem) {
    Described described(with_hosts("users: [ { login: a, x: 1 } ]\n"));
    described.files["b.yml"] = "users: [ { login: b, x: 1 } ]\ny: 1\n";
    EXPECT_EQ(lines(described.read({"b.yml", "app.yml"}).problems),
              "b.yml:1:22: users[0].x: Key 'x' was not defined\n"
              "b.yml:2:1: y: Key 'y' was not defined\n"
              "app.yml:4:22: users[1].x: Key 'x' was not defined");
}

TEST(Schema, a_block_that_is_no_list) {
    EXPECT_EQ(problems_of("users: x\n"),
              "app.yml:1:8: users: Value 'x' is not a list (write one - per item)");
    EXPECT_EQ(problems_of("users: { login: x }\n"),
              "app.yml:1:8: users: Value '{...}' is not a list (write one - per item)");
    EXPECT_EQ(problems_of("users: [ x ]\n"),
              "app.yml:1:10: users[0]: Value 'x' is not a dict (write keys with their values)");
    // Its items are commented out.
    EXPECT_EQ(problems_of("users:\nvars: {}\n"), "");
}

// HD-SUP-02.
TEST(Schema, an_empty_map_is_not_written_as_nothing) {
    EXPECT_THAT(problems_of(with_hosts(
                    "supervisors: [ { name: s, scope: all, user: u, group: g, http_server: '' } ]\n")),
                HasSubstr("supervisors[0].http_server: Value '' is not a dict (write { key: value, ... })"));
}

// HD-VAR-10, HD-VAR-11.
TEST(Schema, booleans) {
    for (const char* word : {"y", "Y", "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON"})
        EXPECT_TRUE(model_of(with_hosts(std::string("users: [ { login: u, system: ") + word + " } ]\n"))
                        .users[0]
                        .system)
            << word;
    for (const char* word : {"n", "N", "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF"})
        EXPECT_FALSE(model_of(with_hosts(std::string("users: [ { login: u, create_home: ") + word + " } ]\n"))
                         .users[0]
                         .create_home)
            << word;
    EXPECT_THAT(problems_of(with_hosts("users: [ { login: u, system: tRue } ]\n")),
                HasSubstr("Value 'tRue' is not of type 'bool'"));
    EXPECT_THAT(problems_of(with_hosts("users: [ { login: u, system: 1 } ]\n")),
                HasSubstr("Value '1' is not of type 'bool'"));
}

// HD-SUP-03, HD-SRC-23, HD-VAR-09.
TEST(Schema, a_quoted_boolean_is_a_text) {
    EXPECT_EQ(problems_of(with_hosts("users: [ { login: u, managed: \"no\" } ]\n")),
              "app.yml:4:31: users[0].managed: Value 'no' is not of type 'bool' (remove the quotes)");
    EXPECT_EQ(
        problems_of(
            with_hosts("supervisor_groups: []\nsupervisor_programs: [ { name: p, supervisor: s, "
                       "command: c, numprocs: \"2\" } ]\nsupervisors: [ { name: s, scope: all, user: u, "
                       "group: g } ]\n")),
        "app.yml:5:72: supervisor_programs[0].numprocs: Value '2' is not of type 'int' (remove the quotes)");
}

// HD-VAR-20: a value of the command line is what its key wants.
TEST(Schema, values_of_the_command_line) {
    Described described(with_hosts("users: [ { login: \"u\", managed: <<flag>> } ]\n"));
    ReadModel result = described.read({"flag=no", "app.yml"});
    EXPECT_EQ(lines(result.problems), "");
    EXPECT_FALSE(result.model.users[0].managed);
}

// HD-VAR-13, HD-SRC-23: a text is what is written.
TEST(Schema, a_text_keeps_its_source) {
    const Model model =
        model_of(with_hosts("users:\n- { login: y, comment: 1.10 }\n- { login: 12e5, comment: 0755 }\n"
                            "- { login: null, comment: ~ }\n"));
    EXPECT_EQ(model.users[0].login, "y");
    EXPECT_EQ(model.users[0].comment, "1.10");
    EXPECT_EQ(model.users[1].login, "12e5");
    EXPECT_EQ(model.users[1].comment, "0755");
    EXPECT_EQ(model.users[2].login, "null");
    EXPECT_EQ(model.users[2].comment, "~");
}

std::string folder_with_mode(const std::string& mode) {
    return with_hosts("folders: [ { scope: all, path: /d, owner: o, group: g, mode: " + mode + " } ]\n");
}

// HD-FLD-03, HD-SRC-23.
// HD-VAR-09: quotes are there to be meant.
TEST(Schema, a_quoted_text_keeps_its_blanks) {
    const Model model =
        model_of("hosts:\n"
                 "- { name: h, ssh_host: h, ssh_user: u, ssh_password: \" pw \" }\n"
                 "- { name: i, ssh_host: i, ssh_user: u, ssh_password: ' ' }\n"
                 "supervisors:\n"
                 "- { name: s, scope: all, user: u, group: u,\n"
                 "    http_server: { endpoint: '127.0.0.1:1', username: u, password: ' {{ x }} ' } }\n"
                 "folders: [ { scope: h, path: /f, owner: u, group: u, mode: \" 0755 \" } ]\n");
    EXPECT_EQ(model.hosts[0].ssh_password, " pw ");
    EXPECT_EQ(model.hosts[1].ssh_password, " ");
    EXPECT_EQ(model.supervisors[0].http_server->password, " {{ x }} ");
    EXPECT_EQ(model.folders[0].mode, "0755") << "digits are what counts";
}

TEST(Schema, a_mode_needs_quotes) {
    EXPECT_EQ(problems_of(folder_with_mode("0755")), "app.yml:4:62: folders[0].mode: Value '0755' is not of "
                                                     "type 'str' (a mode is octal: write it in quotes, "
                                                     "\"0755\")");
    EXPECT_THAT(problems_of(folder_with_mode("755")), HasSubstr("\"0755\""));
    EXPECT_THAT(problems_of(folder_with_mode("u=rwx")), HasSubstr("Value 'u=rwx' is not a mode"));
    EXPECT_THAT(problems_of(folder_with_mode("\"888\"")), HasSubstr("Value '888' is not a mode"));
    EXPECT_THAT(problems_of(folder_with_mode("\"10755\"")), HasSubstr("is not a mode"));
    EXPECT_EQ(model_of(folder_with_mode("'750'")).folders[0].mode, "750");
    EXPECT_EQ(model_of(folder_with_mode("'02750'")).folders[0].mode, "02750");
    EXPECT_EQ(model_of(folder_with_mode("\"{{ m }}\"")).folders[0].mode, "{{ m }}");
}

TEST(Schema, a_required_text_is_not_empty) {
    EXPECT_EQ(problems_of(with_hosts("users: [ { login: '' } ]\n")),
              "app.yml:4:19: users[0].login: Required key 'login' is empty");
}

TEST(Schema, a_text_is_no_list_or_map) {
    EXPECT_THAT(problems_of(with_hosts("users: [ { login: [ a ] } ]\n")),
                HasSubstr("Value '[...]' is not of type 'str'"));
    EXPECT_THAT(problems_of(with_hosts("users: [ { login: u, comment: { a: b } } ]\n")),
                HasSubstr("Value '{...}' is not of type 'str'"));
}

// HD-SRC-24, HD-SRC-26.
TEST(Schema, when_drops_an_item_once_its_schema_is_checked) {
    const std::string file =
        "files: [ { scope: nowhere, src: nonsense, dest_folder: x, owner: o, group: g, mode: ";
    EXPECT_TRUE(model_of(with_hosts(file + "\"0644\", when: no } ]\n")).files.empty());
    EXPECT_THAT(problems_of(with_hosts(file + "\"0644\", when: no, colour: red } ]\n")),
                HasSubstr("Key 'colour' was not defined"));
    EXPECT_THAT(problems_of(with_hosts(file + "\"0644\" } ]\n")), HasSubstr("nowhere"));
    EXPECT_EQ(
        problems_of("hosts: [ { name: h1, ssh_host: a, ssh_user: r }, { name: h2, ssh_host: a, when: no } ]\n"
                    "host_groups: [ { name: g1, hosts: [ h1, h2 ] } ]\n"),
        "app.yml:2:16: host_groups[0]: Group 'g1': Host 'h2' is not defined! (did you mean 'h1'?)");
}

// HD-SRC-25, HD-SRC-14: each block has `when`; these keys are paths.
TEST(Schema, every_block_has_when_and_paths_are_known) {
    const auto has_when = [](const auto& rows) {
        return std::any_of(rows.begin(), rows.end(), [](const auto& row) { return row.key.name == "when"; });
    };
    EXPECT_TRUE(has_when(host_group_rows()) && has_when(host_group_override_rows()) &&
                has_when(inventory_rows()) && has_when(group_rows()) && has_when(user_rows()) &&
                has_when(folder_rows()) && has_when(file_rows()) && has_when(tree_rows()) &&
                has_when(unit_rows()) && has_when(supervisor_rows()) && has_when(program_rows()) &&
                has_when(program_group_rows()));
    EXPECT_EQ(host_item_keys().back().name, "when");
    EXPECT_EQ(host_override_keys().back().name, "when");
    std::vector<std::string_view> paths;
    const auto collect = [&](const auto& rows) {
        for (const auto& row : rows)
            if (row.key.type == Type::path || row.key.type == Type::paths)
                paths.push_back(row.key.name);
    };
    collect(root_rows());
    collect(host_rows());
    collect(inventory_rows());
    collect(user_rows());
    EXPECT_THAT(paths,
                testing::ElementsAre("local_files_folders", "local_templates_folders", "ssh_private_key_file",
                                     "file", "vault_password_file", "authorized_keys"));
}

// HD-SRC-14, HD-SRC-15.
TEST(Schema, paths_are_relative_to_the_file_they_are_written_in) {
    Described described("include: sub/keys.yml\n");
    described.files["sub/keys.yml"] =
        "hosts: [ { name: h, ssh_host: a, ssh_user: u, ssh_private_key_file: ../id } ]\n"
        "users: [ { login: u, authorized_keys: [ a.pub, ~/b.pub, /etc/c.pub ] } ]\n";
    const Model model = described.read().model;
    EXPECT_EQ(model.hosts[0].ssh_private_key_file, "/base/id");
    EXPECT_EQ(model.users[0].authorized_keys,
              (std::vector<std::string>{"/base/sub/a.pub", "/home/me/b.pub", "/etc/c.pub"}));
}

// HD-OUT-01 to -09, HD-OUT-12
TEST(Schema, every_key_of_another_plugin_is_known) {
    const std::vector<std::pair<std::string, std::string>> all{
        {"hdfs", "hdfs_relay source_host_credentials"},
        {"hbase", "hbase_relay hbase_namespaces hbase_tables hbase_datasets"},
        {"hive", "hive_relay hive_databases hive_tables"},
        {"kafka", "kafka_relay kafka_topics"},
        {"ranger", "ranger_relay hdfs_ranger_policies hbase_ranger_policies hive_ranger_policies "
                   "kafka_ranger_policies storm_ranger_policies yarn_ranger_policies"},
        {"storm", "storm_relay storm_topologies"},
        {"yarn", "yarn_relay yarn_services"},
        {"elastic", "elasticsearch_servers elasticsearch_indices elasticsearch_templates"},
        {"ansible", "ansible_playbooks ansible_roles playbooks_folders roles_folders"}};
    for (const auto& [plugin, keys] : all) {
        std::istringstream words(keys);
        for (std::string key; words >> key;)
            EXPECT_THAT(problems_of(key + ": []\n"),
                        HasSubstr("'" + key + "' belongs to HADeploy's " + plugin + " plugin"));
    }
    for (const char* key : {"plugins", "plugins_paths"})
        EXPECT_THAT(problems_of(std::string(key) + ": []\n"), HasSubstr("Python plugins"));
}

// HD-OUT-10, -11: what is in scope is not among them.
TEST(Schema, keys_of_other_plugins_are_refused_by_name) {
    EXPECT_EQ(
        problems_of("hdfs_relay: { host: h }\n"),
        "app.yml:1:1: hdfs_relay: 'hdfs_relay' belongs to HADeploy's hdfs plugin, which this tool does not "
        "support");
    for (const auto& [key, plugin] : std::map<std::string, std::string>{{"kafka_topics", "kafka"},
                                                                        {"maven_repositories", "maven"},
                                                                        {"ansible_roles", "ansible"},
                                                                        {"yarn_services", "yarn"},
                                                                        {"elasticsearch_servers", "elastic"}})
        EXPECT_THAT(problems_of(key + ": []\n"), HasSubstr("belongs to HADeploy's " + plugin + " plugin"));
    EXPECT_THAT(problems_of("plugins: [ x ]\n"), HasSubstr("Python plugins"));
    EXPECT_THAT(problems_of(with_hosts("folders: [ { scope: all, path: /d, owner: o, group: g, mode: '0755', "
                                       "ranger_policy: {} } ]\n")),
                HasSubstr("ranger plugin"));
    // HD-GAP-53.
    EXPECT_THAT(problems_of("ansible_inventory_files: [ x ]\n"), HasSubstr("ansible_inventories"));
}

// HD-VAULT-01, HD-VAULT-12.
TEST(Schema, encrypted_variables) {
    const std::string vault = "    $ANSIBLE_VAULT;1.1;AES256\n    6162\n";
    const Model model = model_of("encrypted_vars:\n  a: |\n" + vault + "vars: { b: 1 }\n");
    ASSERT_EQ(model.encrypted_vars.size(), 1U);
    EXPECT_EQ(model.encrypted_vars[0].first, "a");
    EXPECT_EQ(model.encrypted_vars[0].second, "$ANSIBLE_VAULT;1.1;AES256\n6162\n");
    EXPECT_EQ(model_of("encrypted_vars:\n").encrypted_vars.size(), 0U);
    EXPECT_THAT(
        problems_of("encrypted_vars: { a: secret }\n"),
        testing::AllOf(HasSubstr("Encrypted variable 'a' does not seems to provide a valid encrypted value"),
                       testing::Not(HasSubstr("secret"))));
}

// HD-CLI-10, HD-VAR-33.
TEST(Schema, variables_and_the_action) {
    Described described("vars: { a: 1, m: { k: v } }\n");
    described.context.action = Action::status;
    const Model model = described.read().model;
    EXPECT_EQ(model.variables.find(std::string_view("a"))->integer(), 1);
    EXPECT_EQ(model.variables.find(std::string_view("hadeploy_action"))->text(), "status");
}

// HD-CLI-03.
TEST(Action, names_in_any_case) {
    EXPECT_EQ(find_action("DEPLOY"), Action::deploy);
    EXPECT_EQ(find_action("Start"), Action::start);
    EXPECT_EQ(find_action("explode"), std::nullopt);
    const auto names = action_names();
    EXPECT_TRUE(std::is_sorted(names.begin(), names.end()));
    for (const std::string_view name : names)
        EXPECT_EQ(action_name(*find_action(name)), name);
}

}  // namespace
}  // namespace deployer::model
