// The descriptions of the documented use, letter by letter (HD-SEED-01 to -10).
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "deployer/model/described.hpp"

namespace deployer::model {
namespace {

const std::string simple = R"(hosts:
- { name: en1, ssh_host: en1.mycluster.com, ssh_user: root, ssh_private_key_file: keys/root_id }
- { name: en2, ssh_host: en2.mycluster.com, ssh_user: root, ssh_private_key_file: keys/root_id }

local_templates_folders:
- ./templates

users:
- login: tsup

folders:
- { scope: all, path: /opt/tsup, owner: tsup, group: tsup,  mode: "0755" }

supervisors:
- name: tsupv 
  scope: all
  user: tsup
  group: tsup

files:
- { scope: all, src: "tmpl://program1.sh", dest_folder: /opt/tsup, owner: tsup, group: tsup, mode: "0755" }

supervisor_programs:
- name: program1
  supervisor: tsupv
  command: "/bin/bash /opt/tsup/program1.sh"
)";

const std::string web = "  http_server: { endpoint: \"0.0.0.0:9001\", username: admin, password: admin }\n";

const std::string init = R"(hosts:
- { name: en1, ssh_host: en1.mycluster.com, ssh_user: root, ssh_private_key_file: keys/root_id }
- { name: en2, ssh_host: en2.mycluster.com, ssh_user: root, ssh_private_key_file: keys/root_id }

users:
- login: tsup
  authorized_keys:
  - keys/tsup_id.pub

folders:
- { scope: all, path: /opt/tsup, owner: tsup, group: tsup,  mode: "0755" }

supervisors:
- name: tsupv 
  scope: all
  user: tsup
  group: tsup
  http_server: { endpoint: "0.0.0.0:9001", username: admin, password: admin }
)";

const std::string application = R"(
local_templates_folders:
- ./templates

files:
- { scope: all, notify: "tsupv:program1", src: "tmpl://program1.sh", dest_folder: /opt/tsup, owner: tsup, group: tsup, mode: "0755" }

supervisor_programs:
- name: program1
  supervisor: tsupv
  command: "/bin/bash /opt/tsup/program1.sh"
)";

const std::string non_root = R"(hosts:
- { name: en1, ssh_host: en1.mycluster.com, ssh_user: tsup, ssh_private_key_file: keys/tsup_id }
- { name: en2, ssh_host: en2.mycluster.com, ssh_user: tsup, ssh_private_key_file: keys/tsup_id }
)" + application + R"(
supervisors:
- name: tsupv 
  scope: all
  user: tsup
  group: tsup
  http_server: { endpoint: "0.0.0.0:9001", username: admin, password: admin }
  managed: no
)";

/// mycluster.yml, supervisors.yml, init.yml and app.yml of the improved form.
Described improved() {
    Described described;
    described.files["mycluster.yml"] = "hosts:\n- { name: en1, ssh_host: en1.mycluster.com } \n"
                                       "- { name: en2, ssh_host: en2.mycluster.com } \n";
    described.files["supervisors.yml"] = R"(supervisors:
- name: tsupv 
  scope: all
  user: tsup
  group: tsup
  http_server: { endpoint: "0.0.0.0:9001", username: admin, password: admin }
  managed: ${managing_supervisors}
)";
    described.files["init.yml"] = R"(host_overrides:
- name: all
  ssh_user: root
  ssh_private_key_file: keys/root_id 

users:
- login: tsup
  authorized_keys:
  - keys/tsup_id.pub

folders:
- { scope: all, path: /opt/tsup, owner: tsup, group: tsup,  mode: "0755" }

vars:
  managing_supervisors: yes

include: supervisors.yml
)";
    described.files["app.yml"] = R"(host_overrides:
- name: all
  ssh_user: tsup
  ssh_private_key_file: keys/tsup_id 

vars:
  managing_supervisors: no

include: supervisors.yml
)" + application;
    return described;
}

constexpr std::string_view clear_password =
    "Supervisor 'tsupv': the password stands in the description in clear text (write {SHA} and its SHA-1 in "
    "hexadecimal, or use a variable of encrypted_vars)";

// HD-SEED-01, HD-SUP-01, HD-PRG-01, HD-FIL-01, HD-USR-01, HD-FLD-01, HD-INV-01.
TEST(Seed, simple_case) {
    const Model model = model_of(simple);
    ASSERT_EQ(model.hosts.size(), 2U);
    EXPECT_EQ(model.hosts[1].name, "en2");
    EXPECT_EQ(model.hosts[1].ssh_host, "en2.mycluster.com");
    EXPECT_EQ(model.hosts[1].ssh_private_key_file, "/base/keys/root_id");
    EXPECT_FALSE(model.hosts[1].become.enabled);

    ASSERT_EQ(model.users.size(), 1U);
    EXPECT_EQ(model.users[0].login, "tsup");
    EXPECT_TRUE(model.users[0].create_home);
    EXPECT_EQ(model.users[0].scope.text, "all");
    EXPECT_EQ(model.folders[0].mode, "0755");

    const Supervisor& supervisor = model.supervisors[0];
    EXPECT_EQ(supervisor.name, "tsupv");
    EXPECT_EQ(supervisor.conf_file_dst, "/etc/supervisord_tsupv.conf");
    EXPECT_EQ(supervisor.logs_dir, "/var/log/supervisor_tsupv");
    EXPECT_EQ(supervisor.pid_dir, "/var/run/supervisor_tsupv");
    EXPECT_EQ(supervisor.socket(), "/var/run/supervisor_tsupv/supervisor.sock");
    EXPECT_EQ(supervisor.include_dir, "/etc/supervisord_tsupv.d");
    EXPECT_EQ(supervisor.supervisorctl, "/usr/bin/supervisorctl_tsupv");
    EXPECT_EQ(supervisor.unit(), "supervisord_tsupv.service");
    EXPECT_TRUE(supervisor.managed && supervisor.enabled);
    EXPECT_FALSE(supervisor.http_server);
    EXPECT_FALSE(supervisor.conf_file_src);
    EXPECT_EQ(supervisor.socket_mode, "0700");
    EXPECT_EQ(supervisor.loglevel, "info");
    EXPECT_EQ(supervisor.childlogdir, supervisor.logs_dir);

    const File& file = model.files[0];
    EXPECT_EQ(file.source.kind, ContentSource::Kind::tmpl);
    EXPECT_EQ(file.source.name, "program1.sh");
    EXPECT_EQ(file.source.path, "/base/templates/program1.sh");
    EXPECT_EQ(file.dest_name, "program1.sh");
    EXPECT_EQ(file.scope.hosts, (HostList{0, 1}));

    const Program& program = model.programs[0];
    EXPECT_EQ(program.scope.text, "all");
    EXPECT_EQ(program.scope.hosts, (HostList{0, 1}));
    EXPECT_EQ(program.state, State::started);
    EXPECT_EQ(program.options, (std::vector<std::pair<std::string, std::string>>{
                                   {"command", "/bin/bash /opt/tsup/program1.sh"},
                                   {"autostart", "true"},
                                   {"stopasgroup", "true"},
                                   {"killasgroup", "true"}}));
    EXPECT_TRUE(model.exit_on_fail);
}

// HD-SEED-05, HD-SUP-13, HD-GAP-04.
TEST(Seed, web_server) {
    std::string text = simple;
    text.insert(text.find("\nfiles:"), web);
    ReadModel result = Described(text).read();
    EXPECT_EQ(lines(result.problems),
              "warning: app.yml:19:71: supervisors[0].http_server.password: " + std::string(clear_password));
    const auto& server = result.model.supervisors[0].http_server;
    ASSERT_TRUE(server);
    EXPECT_EQ(server->endpoint, "0.0.0.0:9001");
    EXPECT_EQ(server->username, "admin");
    EXPECT_EQ(server->password, "admin");
}

// HD-SEED-06, HD-NOTIF-01.
TEST(Seed, notify) {
    std::string text = simple;
    text.insert(text.find("src: \"tmpl"), "notify: [\"supervisor://tsupv/program1\"], ");
    const Model model = model_of(text);
    ASSERT_EQ(model.files[0].notify.size(), 1U);
    EXPECT_EQ(model.files[0].notify[0].kind, Notify::Kind::program);
    EXPECT_EQ(model.files[0].notify[0].supervisor, 0U);
    EXPECT_EQ(model.files[0].notify[0].target, 0U);
}

// HD-SEED-07, HD-NOTIF-02, HD-PRG-09, HD-SUP-50, HD-GAP-40.
TEST(Seed, non_root_deployment) {
    Described first(init);
    ReadModel root = first.read();
    EXPECT_FALSE(source::has_errors(root.problems)) << lines(root.problems);
    EXPECT_EQ(root.model.users[0].authorized_keys, std::vector<std::string>{"/base/keys/tsup_id.pub"});

    const Model model = model_of(non_root);
    EXPECT_FALSE(model.supervisors[0].managed);
    EXPECT_EQ(model.files[0].notify[0].kind, Notify::Kind::program);
    EXPECT_EQ(model.hosts[0].ssh_user, "tsup");
}

// HD-SEED-08, HD-SEED-09, HD-INV-02, HD-INV-03, HD-VAR-10.
TEST(Seed, improved_non_root_deployment) {
    Described described = improved();
    ReadModel root = described.read({"mycluster.yml", "init.yml"});
    EXPECT_FALSE(source::has_errors(root.problems)) << lines(root.problems);
    EXPECT_EQ(root.model.hosts[0].ssh_user, "root");
    EXPECT_EQ(root.model.hosts[1].ssh_private_key_file, "/base/keys/root_id");
    EXPECT_TRUE(root.model.supervisors[0].managed);

    ReadModel application_part = described.read({"mycluster.yml", "app.yml"});
    EXPECT_EQ(lines(application_part.problems), "");
    EXPECT_EQ(application_part.model.hosts[0].ssh_user, "tsup");
    EXPECT_EQ(application_part.model.hosts[1].ssh_private_key_file, "/base/keys/tsup_id");
    EXPECT_FALSE(application_part.model.supervisors[0].managed);
    EXPECT_EQ(application_part.model.programs.size(), 1U);
}

// HD-SEED-10, HD-INV-08: told once, however many hosts have the key; only for actions that log in.
TEST(Seed, root_key_that_the_caller_may_not_read) {
    Described described = improved();
    described.unreadable.insert("/base/keys/root_id");
    described.context.action = Action::deploy;
    const std::string error =
        "init.yml:4:25: host_overrides[0].ssh_private_key_file: host:en1': ssh_private_key_file  "
        "'/base/keys/root_id' cannot be read! (it must be a file that the caller may read)";
    EXPECT_THAT(lines(described.read({"mycluster.yml", "init.yml"}).problems), testing::HasSubstr(error));
    EXPECT_EQ(lines(described.read({"mycluster.yml", "app.yml"}).problems), "");
    described.context.action = Action::none;
    EXPECT_THAT(lines(described.read({"mycluster.yml", "init.yml"}).problems),
                testing::Not(testing::HasSubstr("root_id")));
}

}  // namespace
}  // namespace deployer::model
