#include "hadeploy/ansible_engine.hpp"

#include <cerrno>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "deployer/source/sources.hpp"
#include "hadeploy/run_action.hpp"

namespace deployer::hadeploy {
namespace {

using model::Action;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

/// Runs by Ansible in which rooms, folder and Ansible are fakes that take notes.
class AnsibleEngine : public ::testing::Test {
protected:
    AnsibleEngine() {
        files.by_path["app.yml"] = "vars: {a: b}\n";
        here.load = files.context();
        here.look = [](const std::string&) { return model::ReadContext::Found::file; };
        here.list = [](const std::string&) { return std::vector<std::string>{"a/", "a/b"}; };
        here.ask = [](std::string_view, bool) -> supervise::Result<std::string> { return "yes"; };
        here.out = [this](std::string_view text) { out += text; };
        here.err = [this](std::string_view text) { err += text; };
        here.rooms.read_model = [this](const source::Document&, const model::ReadContext& context) {
            log.push_back("read " + std::string(model::action_name(context.action)));
            return model::ReadModel{model, {}};
        };
        here.rooms.build_plan = [this](const model::Model& described, const plan::BuildContext& context) {
            seen.push_back(context);
            log.push_back("build " + std::string(model::action_name(context.action)));
            plan::Built built;
            plan::Play play{"all", {0}, {}};
            plan::Step step;
            step.title = "Create folder";
            step.items = {{{"x", task::EnsureFolder{described.folders[0].path, {}}}}};
            play.steps.push_back(step);
            built.plan.plays.push_back(play);
            built.problems = plan_problems;
            return built;
        };
        here.rooms.check_project = [this](const std::string& folder) -> supervise::Result<void> {
            log.push_back("check " + folder);
            return folder_is_fine ? supervise::Result<void>() : supervise::fail("it holds a thesis");
        };
        here.rooms.write_project = [this](const std::string& folder, const ansible::Project& project) {
            log.push_back("write " + folder);
            written = project;
            return supervise::Result<void>();
        };
        here.rooms.run_program = [this](const auto& argv, const std::string& folder,
                                        const auto& environment) -> supervise::Result<int> {
            std::string line = folder + "$";
            for (const std::string& word : argv)
                line += " " + word;
            log.push_back(line);
            seen_environment = environment;
            if (!is_installed)
                return supervise::fail("not there", ENOENT);
            if (argv[1] == "facts.yml" && answers)
                files.by_path["/w/facts/h1"] = R"({"ansible_hostname": "one", "region": "{{ secret }}"})";
            return status;
        };
        options.sources = {source::variable("hadeploy_action=deploy"), source::file("app.yml")};
        options.engine = Engine::ansible;
        options.working_folder = "/w";
        model::Host host;
        host.name = "h1";
        host.ssh_host = "h1.example.com";
        host.ssh_user = "root";
        model.hosts.push_back(host);
        model::Folder folder;
        folder.scope = {"all", {0}};
        folder.path = "/opt/app";
        model.folders.push_back(folder);
    }

    int run(Action action) {
        options.action = action;
        return run_action(options, here);
    }

    source::Files files;
    Surroundings here;
    Options options;
    model::Model model;
    source::Problems plan_problems;
    std::vector<plan::BuildContext> seen;
    std::vector<std::pair<std::string, std::string>> seen_environment;
    ansible::Project written;
    bool folder_is_fine = true, is_installed = true, answers = true;
    int status = 0;
    std::string out, err;
    std::vector<std::string> log;
};

TEST_F(AnsibleEngine, writes_the_project_and_runs_its_playbook) {
    status = 2;
    EXPECT_EQ(run(Action::deploy), 2);
    EXPECT_THAT(log, ElementsAre("check /w", "read deploy", "build deploy", "write /w",
                                 "/w$ ansible-playbook deploy.yml"));
    EXPECT_THAT(seen_environment,
                ElementsAre(std::pair<std::string, std::string>("ANSIBLE_CONFIG", "/w/ansible.cfg")));
    EXPECT_EQ(written.files.count("deploy.yml"), 1U);
    EXPECT_EQ(written.files.count("inventory.yml"), 1U);
}

TEST_F(AnsibleEngine, options_go_on_to_ansible) {
    options.check = options.diff = options.quiet = true;
    options.verbosity = 2;
    options.forks = 7;
    options.insecure_host_keys = true;
    options.serial = 3;
    model::Host other = model.hosts[0];
    other.name = "h2";
    other.selected = false;
    model.hosts.push_back(other);
    EXPECT_EQ(run(Action::deploy), 0);
    EXPECT_EQ(log.back(), "/w$ ansible-playbook deploy.yml --check --diff -vv --limit h1");
    EXPECT_EQ(seen_environment.size(), 3U);
    EXPECT_THAT(written.files["ansible.cfg"].text, HasSubstr("forks = 7\n"));
    EXPECT_THAT(written.files["ansible.cfg"].text, HasSubstr("host_key_checking = False\n"));
    EXPECT_THAT(written.files["deploy.yml"].text, HasSubstr("serial: \"3\"\n"));
}

// What none is for with this engine: all playbooks, and nobody is contacted.
TEST_F(AnsibleEngine, none_writes_the_playbooks_of_all_actions_and_runs_none) {
    EXPECT_EQ(run(Action::none), 0);
    EXPECT_THAT(log, ElementsAre("check /w", "read deploy", "read remove", "read start", "read stop",
                                 "read status", "build deploy", "build remove", "build start", "build stop",
                                 "build status", "write /w"));
    EXPECT_THAT(written.playbooks,
                ElementsAre("deploy.yml", "remove.yml", "start.yml", "stop.yml", "status.yml"));
}

// Facts cost a login for each host: only when a text may want them.
TEST_F(AnsibleEngine, facts_are_gathered_by_ansible_when_a_text_asks_for_them) {
    files.by_path["app.yml"] = "vars: {a: \"{{ ansible_hostname }}\"}\n";
    EXPECT_EQ(run(Action::deploy), 0);
    EXPECT_THAT(log, ElementsAre("check /w", "read deploy", "build deploy", "write /w",
                                 "/w$ ansible-playbook facts.yml", "build deploy", "write /w",
                                 "/w$ ansible-playbook deploy.yml"));
    ASSERT_TRUE(seen.back().facts[0]);
    EXPECT_EQ(seen.back().facts[0]->find(std::string_view("ansible_hostname"))->str(), "one");
    EXPECT_EQ(seen.back().facts[0]->find(std::string_view("ansible_user"))->str(), "root");
    EXPECT_EQ(seen.back().facts[0]->find(std::string_view("region")), nullptr);
}

TEST_F(AnsibleEngine, hosts_that_did_not_answer_end_it_or_are_left_out) {
    files.by_path["app.yml"] = "vars: {a: \"{{ ansible_hostname }}\"}\n";
    answers = false;
    status = 4;
    EXPECT_EQ(run(Action::deploy), 4);
    EXPECT_EQ(log.back(), "/w$ ansible-playbook facts.yml");
    model.exit_on_fail = false;
    EXPECT_EQ(run(Action::deploy), 4);
    EXPECT_FALSE(seen.back().facts[0]);
}

TEST_F(AnsibleEngine, none_takes_the_facts_that_are_there) {
    files.by_path["app.yml"] = "vars: {a: \"{{ ansible_hostname }}\"}\n";
    EXPECT_EQ(run(Action::none), 1);
    EXPECT_EQ(
        err,
        "* * * * ERROR: facts of host 'h1' are asked for and not known: run `ansible-playbook facts.yml` in "
        "/w, then this again\n");
    EXPECT_EQ(written.files.count("facts.yml"), 1U);
    EXPECT_THAT(written.playbooks, IsEmpty());
    files.by_path["/w/facts/h1"] = R"({"ansible_hostname": "one"})";
    EXPECT_EQ(run(Action::none), 0);
}

TEST_F(AnsibleEngine, problems_end_it_before_anything_is_written) {
    plan_problems = {{source::Severity::error, {}, {}, "cannot render", {}}};
    EXPECT_EQ(run(Action::deploy), 1);
    EXPECT_EQ(err, "* * * * ERROR: cannot render\n");
    EXPECT_THAT(log, Not(testing::Contains("write /w")));
}

TEST_F(AnsibleEngine, what_cannot_be_mapped_is_refused_before_anything_is_written) {
    model.folders[0].path = "/opt/$x";
    EXPECT_EQ(run(Action::deploy), 1);
    EXPECT_EQ(err, "* * * * ERROR: --engine ansible: the path '/opt/$x' holds '$', which Ansible takes for a "
                   "variable\n");
    EXPECT_EQ(log.back(), "build deploy");
}

TEST_F(AnsibleEngine, supervisors_that_are_found_are_refused_before_anything_is_written) {
    model.supervisors.emplace_back().name = "stock";
    model.supervisors.back().found = true;
    EXPECT_EQ(run(Action::deploy), 1);
    EXPECT_THAT(err, HasSubstr("--engine ansible: supervisor 'stock' is 'found: yes'"));
    EXPECT_EQ(log.back(), "read deploy");
}

TEST_F(AnsibleEngine, options_of_the_native_engine_are_refused) {
    options.prune = true;
    EXPECT_EQ(run(Action::deploy), 1);
    EXPECT_THAT(err, HasSubstr("--prune is of the native engine"));
    options.prune = false;
    options.watch = std::chrono::seconds(2);
    EXPECT_EQ(run(Action::status), 1);
    EXPECT_THAT(err, HasSubstr("--watch is of the native engine"));
    options.watch = {};
    options.json = true;
    EXPECT_EQ(run(Action::deploy), 1);
    EXPECT_THAT(err, HasSubstr("--output json is of the native engine"));
    options.json = false;
    options.working_folder.reset();
    EXPECT_EQ(run(Action::deploy), 1);
    EXPECT_THAT(err, HasSubstr("name its folder by --workingFolder"));
    EXPECT_THAT(log, IsEmpty());
}

TEST_F(AnsibleEngine, a_folder_of_something_else_is_refused) {
    folder_is_fine = false;
    EXPECT_EQ(run(Action::deploy), 1);
    EXPECT_EQ(err, "* * * * ERROR: --workingFolder: it holds a thesis\n");
    EXPECT_THAT(log, ElementsAre("check /w"));
}

TEST_F(AnsibleEngine, without_ansible_the_project_is_there) {
    is_installed = false;
    EXPECT_EQ(run(Action::deploy), 1);
    EXPECT_EQ(
        err,
        "* * * * ERROR: ansible-playbook is not installed here; the project is in /w: run `ansible-playbook "
        "deploy.yml` there\n");
    EXPECT_EQ(written.files.count("deploy.yml"), 1U);
}

TEST_F(AnsibleEngine, removal_asks_first) {
    here.input_is_terminal = false;
    EXPECT_EQ(run(Action::remove), 1);
    EXPECT_THAT(err, HasSubstr("--yes"));
    EXPECT_THAT(log, ElementsAre("check /w", "read remove"));
    options.yes = true;
    EXPECT_EQ(run(Action::remove), 0);
}

}  // namespace
}  // namespace deployer::hadeploy
