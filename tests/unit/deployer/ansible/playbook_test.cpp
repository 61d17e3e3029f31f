#include "ansible/project.hpp"

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <sstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "ansible/folder.hpp"
#include "deployer/plan/world.hpp"
#include "fake/temp_folder.hpp"
#include "sys/foreground.hpp"

namespace deployer::ansible {
namespace {

using model::Action;
using plan::fake::simple_app;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

class Projects : public ::testing::Test {
protected:
    Projects() {
        options.forks = 30;
        options.timeout_seconds = 10;
        options.version = "1.2.3";
        model.hosts[0].ssh_host = "en1.example.com";
        model.hosts[0].ssh_user = "root";
    }

    void add_host(const std::string& name) {
        plan::fake::add_host(model, name);
        const model::Scope all = plan::fake::scope_all(model);
        for (auto* scope : {&model.users[0].scope, &model.folders[0].scope, &model.files[0].scope,
                            &model.supervisors[0].scope, &model.programs[0].scope})
            *scope = all;
    }

    Project make(std::initializer_list<Action> actions) {
        plans.clear();
        std::vector<Book> books;
        plans.reserve(actions.size());
        for (const Action action : actions) {
            plan::BuildContext context = plan::fake::context_for(model, action, files);
            for (std::size_t i = 0; i < context.facts.size(); ++i) {
                context.facts[i] = jinja::Dict();
                context.facts[i]->set(jinja::Value("which"), jinja::Value(model.hosts[i].name));
            }
            context.secrets = secrets;
            plan::Built built = plan::build(model, context);
            EXPECT_THAT(built.problems, IsEmpty());
            plans.push_back(std::move(built.plan));
            books.push_back({std::string(model::action_name(action)), &model, &plans.back()});
        }
        return make_project(model, books, options);
    }

    static std::string text(const Project& project, const std::string& name) {
        const auto found = project.files.find(name);
        return found == project.files.end() ? "(missing)" : found->second.text;
    }

    model::Model model = simple_app();
    plan::fake::Files files;
    jinja::Dict secrets;
    ProjectOptions options;
    std::vector<plan::Plan> plans;
};

/// What is written for the simplest of the examples, file by file. With HADEPLOY_GOLDEN=write they are made
/// anew.
TEST_F(Projects, of_the_simple_case_are_as_recorded) {
    const Project project =
        make({Action::deploy, Action::remove, Action::start, Action::stop, Action::status});
    EXPECT_THAT(project.faults, IsEmpty());
    EXPECT_THAT(project.playbooks,
                ElementsAre("deploy.yml", "remove.yml", "start.yml", "stop.yml", "status.yml"));
    const bool writes = std::getenv("HADEPLOY_GOLDEN") != nullptr;
    for (const auto& [name, content] : project.files) {
        if (name.find('/') != std::string::npos)
            continue;
        const std::string path = std::string(GOLDEN_PROJECT) + "/" + name;
        if (writes)
            std::ofstream(path) << content.text;
        std::ifstream in(path);
        EXPECT_EQ(content.text, std::string(std::istreambuf_iterator<char>(in), {})) << path;
    }
}

// The same bytes as by the native engine.
TEST_F(Projects, files_are_what_the_plan_has) {
    const Project project = make({Action::deploy});
    std::vector<std::string> found;
    for (const plan::Play& play : plans[0].plays)
        for (const plan::Step& step : play.steps)
            for (const plan::Item& item : step.items.empty() ? std::vector<plan::Item>() : step.items[0])
                if (const auto* operation = std::get_if<task::Operation>(&item.operation))
                    if (const auto* file = std::get_if<task::EnsureFile>(operation))
                        found.push_back(plan::fake::text_of(plans[0], *file));
    EXPECT_EQ(found.size(), 5U);
    for (const std::string& bytes : found)
        EXPECT_TRUE(std::any_of(project.files.begin(), project.files.end(), [&](const auto& file) {
            return file.first.starts_with("files/") && file.second.text == bytes;
        })) << bytes;
}

TEST_F(Projects, hosts_that_differ_have_variables) {
    add_host("en2");
    files.texts["/src/templates/program1.sh"] = "echo {{ which }}\n";
    const Project project = make({Action::deploy});
    EXPECT_THAT(text(project, "deploy.yml"), HasSubstr("src: \"{{ hadeploy_deploy_3_1_host.v1 }}\""));
    EXPECT_THAT(text(project, "host_vars/en1.yml"), HasSubstr("hadeploy_deploy_3_1_host:\n  v1: files/"));
    EXPECT_NE(text(project, "host_vars/en1.yml"), text(project, "host_vars/en2.yml"));
    std::size_t scripts = 0;
    for (const auto& [name, content] : project.files)
        scripts += name.ends_with("-program1.sh") ? 1U : 0U;
    EXPECT_EQ(scripts, 2U);
}

// What is registered hides a variable of the host: tasks behind it would miss their texts.
TEST_F(Projects, results_have_other_names_than_variables_of_hosts) {
    add_host("en2");
    model.supervisors[0].socks_dir = "/run/{{ which }}";
    model.supervisors[0].scope.hosts = {0, 1};
    model.programs[0].scope.hosts = {1};
    const Project project = make({Action::deploy, Action::remove});
    const std::string variables = text(project, "host_vars/en1.yml") + text(project, "host_vars/en2.yml");
    EXPECT_THAT(variables, HasSubstr("unix:///run/en1"));
    std::size_t results = 0;
    for (const char* book : {"deploy.yml", "remove.yml"}) {
        std::istringstream lines(text(project, book));
        for (std::string word, name; lines >> word;)
            if (word == "register:" && lines >> name) {
                ++results;
                EXPECT_THAT(variables, Not(HasSubstr("\n" + name + ":"))) << book;
            }
    }
    EXPECT_GT(results, 5U);
}

// Values with everything in them that YAML, Jinja and Ansible have a meaning for.
TEST_F(Projects, hostile_values_are_never_templates) {
    const std::string hostile = "{{ lookup('pipe','id') }} {% x %} {# \"'!%\n&*: -";
    model.users[0].comment = "{% raw %}" + hostile + "{% endraw %}";
    const Project project = make({Action::deploy});
    EXPECT_THAT(text(project, "deploy.yml"),
                HasSubstr("comment: !unsafe \"{{ lookup('pipe','id') }} {% x %} {# \\\"'!%\\n&*: -\"\n"));
}

TEST_F(Projects, secrets_are_not_shown) {
    model.users[0].password = "$6$hash";
    model.supervisors[0].http_server = model::HttpServer{"0.0.0.0:9001", "admin", "secret", {}};
    const std::string book = text(make({Action::deploy}), "deploy.yml");
    EXPECT_THAT(book, HasSubstr("password: \"$6$hash\"\n      no_log: true"));
    EXPECT_THAT(book, Not(HasSubstr("admin")));
    const std::size_t at = book.find("Setup configuration file");
    EXPECT_LT(book.find("no_log: true", at), book.find("- name:", at));
}

TEST_F(Projects, secrets_in_urls_are_not_shown) {
    model::File& file = model.files[0];
    file.source = {model::ContentSource::Kind::url, "https://h/a?t={{ token }}", "a",
                   "https://h/a?t={{ token }}"};
    secrets.set(jinja::Value("token"), jinja::Value("s3cret"));
    const std::string book = text(make({Action::deploy}), "deploy.yml");
    const std::size_t at = book.find("https://h/a?t=s3cret");
    ASSERT_NE(at, std::string::npos);
    EXPECT_LT(book.find("no_log: true", at), book.find("- name:", at));
}

TEST_F(Projects, what_ansible_would_change_is_refused) {
    model.folders[0].path = "/opt/$HOME";
    EXPECT_THAT(make({Action::deploy}).faults,
                ElementsAre("the path '/opt/$HOME' holds '$', which Ansible takes for a variable"));
}

TEST_F(Projects, not_utf_8_is_refused) {
    model.users[0].comment = "Gr\xf6\xdf";
    EXPECT_THAT(make({Action::deploy}).faults, ElementsAre("deploy.yml: a name or value is not UTF-8"));
}

TEST_F(Projects, folders_of_the_system_are_never_removed) {
    model.folders[0].path = "/srv";
    EXPECT_THAT(make({Action::remove}).faults,
                ElementsAre("'/srv' is a folder of the system and is never removed"));
    model.folders[0].no_remove = true;
    EXPECT_THAT(make({Action::remove}).faults, IsEmpty());
}

TEST_F(Projects, root_is_never_removed_nor_its_sessions_ended) {
    EXPECT_THAT(text(make({Action::remove}), "remove.yml"),
                HasSubstr("_account.stdout.split(':')[2] | default('0') != '0'"));
    model.users[0].login = "root";
    EXPECT_THAT(make({Action::remove}).faults,
                ElementsAre(HasSubstr("user 'root' is the administrator and is never removed")));
    model.users[0].managed = false;
    EXPECT_THAT(make({Action::remove}).faults, IsEmpty());
}

TEST_F(Projects, hosts_fail_alone_or_all_together) {
    EXPECT_THAT(text(make({Action::stop}), "stop.yml"), HasSubstr("any_errors_fatal: true"));
    model.exit_on_fail = false;
    EXPECT_THAT(text(make({Action::stop}), "stop.yml"), HasSubstr("any_errors_fatal: false"));
    options.pace.max_fail = 0;
    options.pace.serial = "25%";
    const std::string book = text(make({Action::stop}), "stop.yml");
    EXPECT_THAT(book, HasSubstr("max_fail_percentage: \"50.0000\""));
    EXPECT_THAT(book, HasSubstr("serial: \"25%\""));
}

TEST_F(Projects, logins_are_variables_of_the_inventory) {
    model::Host& host = model.hosts[0];
    host.ssh_port = 2222;
    host.ssh_password = "{{ pass }}";
    host.host_key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5";
    host.become = {true, "root", "su", "word", {}, {}};
    host.variables.set(jinja::Value("ansible_python_interpreter"), jinja::Value("/usr/bin/python3.11"));
    host.variables.set(jinja::Value("other"), jinja::Value("x"));
    const Project project = make({Action::stop});
    EXPECT_THAT(
        text(project, "inventory.yml"),
        HasSubstr("      ansible_host: en1.example.com\n"
                  "      ansible_port: 2222\n"
                  "      ansible_user: root\n"
                  "      ansible_password: !unsafe \"{{ pass }}\"\n"
                  "      ansible_ssh_common_args: \"-o StrictHostKeyChecking=yes -o "
                  "GlobalKnownHostsFile=/dev/null -o HostKeyAlias=hadeploy-en1 -o UpdateHostKeys=no -o "
                  "UserKnownHostsFile=\\\"{{ inventory_dir }}/known_hosts\\\"\"\n"
                  "      ansible_become: true\n"
                  "      ansible_become_user: root\n"
                  "      ansible_become_method: su\n"
                  "      ansible_become_password: word\n"
                  "      ansible_python_interpreter: /usr/bin/python3.11\n"));
    EXPECT_THAT(text(project, "inventory.yml"), Not(HasSubstr("other")));
    EXPECT_EQ(text(project, "known_hosts"), "hadeploy-en1 ssh-ed25519 AAAAC3NzaC1lZDI1NTE5\n");
}

TEST_F(Projects, only_described_things_of_a_tree_are_removed) {
    model::Tree tree;
    tree.origin.path = "trees[0]";
    tree.scope = plan::fake::scope_all(model);
    tree.source = {model::ContentSource::Kind::file, "file://t", "t", "/src/t"};
    tree.dest_folder = "/opt/tree";
    model.trees.push_back(tree);
    options.trees["/opt/tree"] = {"a/", "a/b", "c"};
    const std::string book = text(make({Action::remove}), "remove.yml");
    EXPECT_LT(book.find("/opt/tree/a/b"), book.rfind("- /opt/tree\n"));
    EXPECT_LT(book.find("- /opt/tree/c\n"), book.rfind("- /opt/tree\n"));
    // Nothing that takes along what is not described.
    const std::size_t begin = book.find("Remove tree"), end = book.find("Remove folder", begin);
    EXPECT_THAT(book.substr(begin, end - begin), Not(HasSubstr("rm\n            - \"-rf\"")));
}

// HD-FLD-05, HD-USR-12
TEST_F(Projects, what_has_no_remove_stays_wherever_it_lies) {
    model.files[0].no_remove = true;
    model.users[0].remove_home = true;
    std::string book = text(make({Action::remove}), "remove.yml");
    EXPECT_THAT(book, Not(HasSubstr("- /opt/tsup\n")));
    EXPECT_THAT(book, HasSubstr("'/opt/tsup' stays, with what has no_remove"));
    EXPECT_THAT(book, HasSubstr("hadeploy_keep | select('match'"));
    model.supervisors[0].logs_dir = "/opt/[tsup]/logs";
    model.files[0].dest_folder = "/opt/[tsup]/logs/a";
    book = text(make({Action::remove}), "remove.yml");
    const std::string begin = "- \"-path\"\n          - \"/opt/\\\\[tsup]/logs";
    for (const char* passed_over : {"\"", "/a\"", "/a/program1.sh\"", "/a/program1.sh/*\""})
        EXPECT_THAT(book, HasSubstr(begin + passed_over));
    EXPECT_THAT(book, HasSubstr("- \"-delete\""));
}

TEST_F(Projects, without_anything_to_do_have_a_play_all_the_same) {
    model.programs.clear();
    model.supervisors.clear();
    EXPECT_THAT(text(make({Action::start}), "start.yml"), HasSubstr("- name: \"Nothing to do\"\n"));
}

// Ansible itself reads them, when it is here.
TEST_F(Projects, are_accepted_by_ansible) {
    add_host("en2");
    files.texts["/src/templates/program1.sh"] = "echo {{ which }}\n";
    model.users[0].comment = "{% raw %}{{ hostile{% endraw %}";
    const Project project =
        make({Action::deploy, Action::remove, Action::start, Action::stop, Action::status});
    const supervise::fake::TempFolder folder;
    ASSERT_TRUE(write_project(folder.path(), project));
    for (const std::string& book : project.playbooks) {
        const auto status =
            supervise::sys::run_in_foreground({"ansible-playbook", "--syntax-check", book}, folder.path(),
                                              {{"ANSIBLE_CONFIG", folder.path() + "/ansible.cfg"},
                                               {"HOME", folder.path()},
                                               {"LC_ALL", "C.UTF-8"}});
        if (!status && status.error().code == ENOENT)
            GTEST_SKIP() << "ansible-playbook is not installed here (scripts/deps ci)";
        EXPECT_EQ(status.value_or(-1), 0) << book;
    }
}

}  // namespace
}  // namespace deployer::ansible
