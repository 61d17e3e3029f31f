// Titles, order and operations of the parts: HD-FLD, HD-FIL, HD-TREE, HD-SYSD, HD-ACT.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>
#include <fstream>

#include "deployer/plan/parts.hpp"

namespace deployer::plan {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

// HD-ACT-01, -02, HD-CLI-22, -24.
TEST_F(Parts, order_of_the_actions) {
    add_unit("web");
    EXPECT_THAT(play_titles(Action::deploy),
                ElementsAre("all: Create user 'tsup'", "all: Create folder '/opt/tsup'",
                            "all: Copy template file 'program1.sh' to '/opt/tsup/program1.sh'",
                            "all: Get current state for 'web",
                            "all: ", "all: Get current state for supervisor_tsupv_program1 programs"));
    EXPECT_THAT(play_titles(Action::remove),
                ElementsAre("all: Shutdown supervisor programs", "all: Stop supervisors_xxxx service(s)",
                            "all: stop web service", "all: Remove file /opt/tsup/program1.sh",
                            "all: Remove folder '/opt/tsup'", "all: Remove sudo rights for 'tsup' if any"));
    EXPECT_THAT(play_titles(Action::start),
                ElementsAre("all: Start web systemd service", "all: Start supervisor tsupv",
                            "all: Set supervisor programs state"));
    EXPECT_THAT(play_titles(Action::stop),
                ElementsAre("all: Shutdown supervisor programs", "all: Stop supervisor tsupv",
                            "all: Stop web systemd service"));
    EXPECT_THAT(play_titles(Action::status),
                ElementsAre("all: Get services state", "all: Get Supervisor services state",
                            "all: Get current state for supervisor's programs in scope 'all'"));
    EXPECT_THAT(plan(Action::none).plays, IsEmpty());
}

// HD-SCOPE-08, HD-GAP-22, HD-GAP-50.
TEST_F(Parts, scopes_come_in_the_order_of_their_first_appearance) {
    fake::add_host(model, "en2");
    model::Folder folder = model.folders[0];
    const auto add = [&](const std::string& scope, const std::string& path, model::HostList hosts) {
        folder.scope = {scope, std::move(hosts)};
        folder.path = path;
        model.folders.push_back(folder);
    };
    model.folders.clear();
    add("z", "/z1", {1});
    add("a", "/a", {0});
    add("z", "/z2", {1});
    add("none", "/n", {});
    plan();
    EXPECT_THAT(play_titles(Action::deploy),
                testing::IsSupersetOf({"z: Create folder '/z1'", "a: Create folder '/a'"}));
    EXPECT_THAT(fake::titles(built.plan.plays[1]),
                ElementsAre("Gathering Facts", "Create folder '/z1'", "Create folder '/z2'"));
    EXPECT_EQ(built.plan.plays[1].hosts, (model::HostList{1}));
    EXPECT_THAT(built.plan.plays[3].hosts, IsEmpty());
}

// HD-FLD-05, -06.
TEST_F(Parts, removal_keeps_what_others_put_there_unless_forced) {
    plan(Action::remove);
    EXPECT_TRUE(task_of<task::EnsureAbsent>("Remove folder '/opt/tsup'").only_created);
    force = true;
    plan(Action::remove);
    EXPECT_FALSE(task_of<task::EnsureAbsent>("Remove folder '/opt/tsup'").only_created);
    model.folders[0].no_remove = model.files[0].no_remove = true;
    plan(Action::remove);
    for (const Play& play : built.plan.plays)
        for (const std::string& title : fake::titles(play))
            EXPECT_THAT(title, testing::Not(HasSubstr("/opt/tsup")));
}

// HD-FLD-05: wherever it lies.
TEST_F(Parts, removal_of_a_folder_passes_over_what_has_no_remove) {
    const std::string title = "Remove folder '/opt/tsup'";
    plan(Action::remove);
    EXPECT_THAT(task_of<task::EnsureAbsent>(title).keep, IsEmpty());
    model.folders.push_back(model.folders[0]);
    model.folders[1].path = "/opt/tsup/data";
    model.folders.push_back(model.folders[0]);
    model.folders[2].path = "/opt/tsup2";
    model.folders[1].no_remove = model.folders[2].no_remove = model.files[0].no_remove = true;
    model.supervisors[0].logs_dir = "/opt/tsup/logs";
    model.supervisors[0].keep_logs = true;
    plan(Action::remove);
    EXPECT_THAT(task_of<task::EnsureAbsent>(title).keep,
                ElementsAre("/opt/tsup/data", "/opt/tsup/program1.sh", "/opt/tsup/logs"));
    EXPECT_THAT(task_of<task::RemoveUser>("Remove user 'tsup'").keep, testing::Contains("/opt/tsup2"));
    model.supervisors[0].no_remove = true;
    model.supervisors[0].conf_file_dst = "/opt/tsup/etc/s.conf";
    model.variables.set(jinja::Value("units"), jinja::Value("/opt/tsup/units"));
    model.systemd_unit_dir = "{{ units }}";
    plan(Action::remove);
    EXPECT_THAT(task_of<task::EnsureAbsent>(title).keep, testing::Contains("/opt/tsup/etc/s.conf"));
    EXPECT_THAT(task_of<task::EnsureAbsent>(title).keep,
                testing::Contains("/opt/tsup/units/" + model.supervisors[0].unit()));
}

// HD-PRG-24
TEST_F(Parts, a_described_file_in_the_include_folder_is_no_leftover) {
    model.files[0].dest_folder = model.supervisors[0].include_dir;
    model.files[0].dest_name = "own_prg.ini";
    plan();
    std::size_t found = 0;
    for (const Play& play : built.plan.plays)
        for (const Step& one : play.steps)
            for (const Item& item : one.items.at(0))
                if (const auto* operation = std::get_if<control::Operation>(&item.operation))
                    if (const auto* prune = std::get_if<control::PruneFiles>(operation)) {
                        ++found;
                        EXPECT_THAT(prune->files.names, ElementsAre("program1_prg.ini", "own_prg.ini"));
                    }
    EXPECT_EQ(found, 1U);
}

// HD-GRP-03, HD-SCOPE-08: a daemon reads its files at once, so those of all scopes are there before one
// counts.
TEST_F(Parts, files_of_all_scopes_of_a_daemon_come_first) {
    model.programs.push_back(fake::program(model, "program2"));
    model.programs[1].scope.text = "en1";
    model.program_groups.push_back({{}, {}, "grp", 0, {1, 0}, {}, false, {}});
    model.programs[0].group = model.programs[1].group = 0;
    plan();
    std::vector<std::string> shown;
    for (const Play& play : built.plan.plays)
        for (const std::string& title : fake::titles(play))
            if (title.find("program") != std::string::npos || title.find("group") != std::string::npos)
                shown.push_back(play.title + ": " + title);
    shown.erase(shown.begin(),
                std::ranges::find(shown, "all: Get current state for supervisor_tsupv_program1 programs"));
    EXPECT_THAT(shown, ElementsAre("all: Get current state for supervisor_tsupv_program1 programs",
                                   "all: Setup supervisor_tsupv_program1 program configuration files",
                                   "all: Setup supervisor_tsupv_grp group configuration files",
                                   "en1: Get current state for supervisor_tsupv_program2 programs",
                                   "en1: Setup supervisor_tsupv_program2 program configuration files",
                                   "all: Restart supervisor_tsupv program program1",
                                   "all: Force a reload of supervisor_tsupv group program1 on next restart",
                                   "all: Force a reload of supervisor_tsupv program grp on next restart",
                                   "all: Set supervisor group state", "all: Set supervisor programs state",
                                   "en1: Restart supervisor_tsupv program program2",
                                   "en1: Force a reload of supervisor_tsupv group program2 on next restart",
                                   "en1: Set supervisor programs state"));
    EXPECT_THAT(step("Setup supervisor_tsupv_program2 program configuration files").notify,
                testing::Contains(step("Restart supervisor_tsupv program program2").handler));
    plan(Action::remove);
    EXPECT_THAT(fake::titles(built.plan.plays[0]),
                ElementsAre("Gathering Facts", "Shutdown supervisor programs",
                            "Remove supervisor group configuration files",
                            "Remove supervisors program configuration files"));
    EXPECT_THAT(fake::titles(built.plan.plays[1]),
                ElementsAre("Gathering Facts", "Shutdown supervisor programs",
                            "Remove supervisors program configuration files"));
}

TEST_F(Parts, agent_goes_last_and_is_not_shown) {
    plan(Action::remove);
    const Play& play = built.plan.plays.back();
    ASSERT_EQ(play.steps.size(), 1u);
    EXPECT_EQ(play.steps[0].kind, Step::Kind::silent);
    EXPECT_TRUE(std::holds_alternative<task::RemoveAgent>(
        std::get<task::Operation>(play.steps[0].items[0].at(0).operation)));
}

// HD-FIL-04, -09.
TEST_F(Parts, downloads_and_paths) {
    model::File& file = model.files[0];
    file.source = {model::ContentSource::Kind::url, "https://h/a.jar?q=1", "a.jar", "https://h/a.jar?q=1"};
    file.dest_folder = "/d/../e/";
    file.dest_name = "a.jar";
    file.sha256 = "00";
    plan();
    const auto& download = task_of<task::Download>("Download 'https://h/a.jar?q=1' to '/e/a.jar'");
    EXPECT_EQ(download.path, "/e/a.jar");
    EXPECT_EQ(download.sha256, "00");
    EXPECT_EQ(download.ownership.mode, "0755");
    EXPECT_FALSE(download.secret);
}

TEST_F(Parts, download_with_a_secret_in_its_url_is_one) {
    model::File& file = model.files[0];
    file.source = {model::ContentSource::Kind::url, "https://h/a?t={{ token }}", "a",
                   "https://h/a?t={{ token }}"};
    secrets.set(jinja::Value("token"), jinja::Value("s3cret"));
    plan();
    const auto& download =
        task_of<task::Download>("Download 'https://h/a?t={{ token }}' to '/opt/tsup/program1.sh'");
    EXPECT_EQ(download.url, "https://h/a?t=s3cret");
    EXPECT_TRUE(download.secret);
}

TEST_F(Parts, relative_path_is_a_problem) {
    model.folders[0].path = "opt/{{ inventory_hostname }}";
    model.supervisors[0].logs_dir = "logs";
    plan();
    std::vector<std::string> messages;
    for (const source::Problem& problem : built.problems)
        messages.push_back(problem.path + ": " + problem.message);
    EXPECT_THAT(messages, ElementsAre("path: 'opt/en1' is not an absolute path (on en1)",
                                      "supervisors.tsupv.logs_dir: 'logs' is not an absolute path (on en1)"));
}

// HD-TREE-01 to -03, -05, HD-FIL-11: files before trees, handlers last; what is only on the host stays, but
// for a removal, which is guarded.
TEST_F(Parts, trees) {
    model::Tree tree;
    tree.scope = fake::scope_all(model);
    tree.source = {model::ContentSource::Kind::tmpl, "tmpl://t", "t", "/src/t"};
    tree.dest_folder = "/opt/t/";
    tree.owner = tree.group = "tsup";
    tree.file_mode = "0640";
    tree.folder_mode = "0750";
    tree.notify = {fake::notify_program(0)};
    model.trees.push_back(tree);
    files.folders["/src/t"] = {"sub/", "sub/x", "empty/", "a"};
    files.texts["/src/t/a"] = "a {{ inventory_hostname }}";
    files.texts["/src/t/sub/x"] = "x";
    plan();
    EXPECT_THAT(fake::titles(built.plan.plays[2]),
                ElementsAre("Gathering Facts", "Copy template file 'program1.sh' to '/opt/tsup/program1.sh'",
                            "Adjust rights on subfolders (And create empty ones if neeeded)",
                            "Copy template tree 't' to '/opt/t/'",
                            "Get current state for supervisor_tsupv_program1 programs",
                            "Restart supervisor_tsupv program program1"));
    const std::string folders = "Adjust rights on subfolders (And create empty ones if neeeded)";
    EXPECT_THAT(labels(folders), ElementsAre("/opt/t", "/opt/t/empty", "/opt/t/sub"));
    EXPECT_EQ(task_of<task::EnsureFolder>(folders).ownership.mode, "0750");
    const std::string copy = "Copy template tree 't' to '/opt/t/'";
    EXPECT_THAT(labels(copy), ElementsAre("/opt/t/a", "/opt/t/sub/x"));
    EXPECT_EQ(fake::text_of(built.plan, task_of<task::EnsureFile>(copy)), "a en1");
    const auto& restart = control_of<control::RestartProcesses>("Restart supervisor_tsupv program program1");
    EXPECT_THAT(restart.files, ElementsAre("/opt/t/a", "/opt/t/sub/x"));
    plan(Action::remove);
    EXPECT_EQ(task_of<task::EnsureAbsent>("Remove tree /opt/t/").path, "/opt/t");
    EXPECT_TRUE(task_of<task::EnsureAbsent>("Remove tree /opt/t/").only_created);
}

TEST_F(Parts, file_is_sent_as_it_is) {
    char folder[] = "/tmp/test-plan-XXXXXX";
    const std::string path = std::string(::mkdtemp(folder)) + "/plain";
    std::ofstream(path) << "{{ nope }}";
    model.files[0].source = {model::ContentSource::Kind::file, "file://plain", "plain", path};
    plan();
    EXPECT_THAT(built.problems, IsEmpty());
    EXPECT_EQ(task_of<task::EnsureFile>("Copy file 'plain' to '/opt/tsup/program1.sh'").content.sha256,
              task::sha256_hex("{{ nope }}"));
    std::filesystem::remove_all(folder);
    plan();
    ASSERT_EQ(built.problems.size(), 1u);
    EXPECT_EQ(built.problems[0].path, "files[0].src");
}

// HD-SYSD-05, -06, HD-GAP-46: neither changes what is enabled.
TEST_F(Parts, states_of_units) {
    add_unit("on");
    add_unit("off");
    model.units[1].state = State::stopped;
    plan(Action::start);
    EXPECT_THAT(fake::titles(built.plan.plays[0]),
                ElementsAre("Gathering Facts", "Start on systemd service"));
    EXPECT_EQ(task_of<task::EnsureUnit>("Start on systemd service").enabled, std::nullopt);
    plan(Action::stop);
    EXPECT_THAT(fake::titles(built.plan.plays.back()),
                ElementsAre("Gathering Facts", "Stop on systemd service", "Stop off systemd service"));
    EXPECT_EQ(task_of<task::EnsureUnit>("Stop off systemd service").enabled, std::nullopt);
    plan(Action::status);
    EXPECT_THAT(labels("Display Systemd services state"), ElementsAre("on", "off"));
    EXPECT_TRUE(step("Display Systemd services state").items[0][1].show_value);
    EXPECT_EQ(step("Display Systemd services state").items[0][1].wanted, "inactive");
}

// The ledger of the host decides about single files, unless that is not asked.
TEST_F(Parts, single_files_are_guarded) {
    add_unit("web");
    model.users[0].can_sudo_to = "ALL";
    const std::vector<std::string> titles{"Remove file /opt/tsup/program1.sh",
                                          "Remove file '/usr/lib/systemd/system/web.service'",
                                          "Remove supervisors program configuration files",
                                          "Remove file \"/usr/lib/systemd/system/supervisord_xxxxx.service\"",
                                          "Remove sudo rights for 'tsup' if any"};
    plan(Action::remove);
    for (const std::string& title : titles)
        EXPECT_TRUE(task_of<task::EnsureAbsent>(title).only_created) << title;
    force = true;
    plan(Action::remove);
    for (const std::string& title : titles)
        EXPECT_FALSE(task_of<task::EnsureAbsent>(title).only_created) << title;
}

// HD-SYSD-01 to -04, -09.
TEST_F(Parts, units) {
    add_unit("my-app@x");
    model.units[0].state = State::stopped;
    model.units[0].enabled = false;
    plan();
    EXPECT_THAT(fake::titles(built.plan.plays[3]),
                ElementsAre("Gathering Facts", "Get current state for 'my-app@x",
                            "Copy template 'u.service' to '/usr/lib/systemd/system/my-app@x.service'",
                            "Reload systemd service file", "Restart my-app@x service",
                            "Adjust my-app@x service state"));
    const auto& adjusted = task_of<task::EnsureUnit>("Adjust my-app@x service state");
    EXPECT_EQ(adjusted.enabled, false);
    EXPECT_EQ(adjusted.action, task::UnitAction::stop);
    const Step& restart = step("Restart my-app@x service");
    ASSERT_EQ(restart.conditions.size(), 2u);
    EXPECT_EQ(restart.conditions[1].kind, Condition::Kind::not_remembered);
    EXPECT_THAT(restart.conditions[1].values, testing::Contains("inactive"));
    EXPECT_THAT(restart.conditions[1].values, testing::Not(testing::Contains("activating")));
    EXPECT_TRUE(restart.late);
    model.units[0].action_on_notify = model::SystemdUnit::OnNotify::none;
    plan();
    EXPECT_EQ(task_of<task::EnsureUnit>("Notify my-app@x service").action, task::UnitAction::none);
}

TEST_F(Parts, units_in_a_rendered_folder) {
    add_unit("web");
    model.systemd_unit_dir = "{{ folder }}";
    model.variables.set(jinja::Value("folder"), jinja::Value("/opt/units"));
    plan();
    ASSERT_THAT(built.problems, IsEmpty());
    EXPECT_EQ(task_of<task::EnsureFile>("Copy template 'u.service' to '{{ folder }}/web.service'").path,
              "/opt/units/web.service");
    EXPECT_EQ(task_of<task::EnsureFile>("Setup supervisord_tsupv.service").path,
              "/opt/units/supervisord_tsupv.service");
    plan(Action::remove);
    EXPECT_EQ(task_of<task::EnsureAbsent>("Remove file '{{ folder }}/web.service'").path,
              "/opt/units/web.service");
    EXPECT_EQ(task_of<task::EnsureAbsent>("Remove file \"{{ folder }}/supervisord_xxxxx.service\"").path,
              "/opt/units/supervisord_tsupv.service");
    model.variables.set(jinja::Value("folder"), jinja::Value("units"));
    plan();
    ASSERT_FALSE(built.problems.empty());
    EXPECT_EQ(built.problems[0].path, "systemd_unit_dir");
}

// Nothing is written to a host where it cannot work.
TEST_F(Parts, services_need_systemd) {
    add_unit("web");
    BuildContext context = fake::context_for(model, Action::deploy, files);
    for (auto& facts : context.facts)
        facts->set(jinja::Value("ansible_service_mgr"), jinja::Value("systemd"));
    EXPECT_THAT(build(model, context).problems, IsEmpty());

    context.facts[0]->set(jinja::Value("ansible_service_mgr"), jinja::Value("tini"));
    const source::Problems problems = build(model, context).problems;
    ASSERT_EQ(problems.size(), 2U);
    for (const source::Problem& problem : problems)
        EXPECT_THAT(problem.message,
                    HasSubstr("services cannot be set up here: not systemd runs the host, but 'tini' (on "));
    context.action = Action::stop;
    EXPECT_THAT(build(model, context).problems, IsEmpty());
}

// HD-NOTIF-05, -06, -09: each target once, looks before handlers, whole groups and supervisors too.
TEST_F(Parts, notices) {
    add_unit("web");
    const auto notify = [](model::Notify::Kind kind) { return model::Notify{kind, 0, 0}; };
    model.program_groups.push_back({{}, {}, "grp", 0, {0}, {}, false, {}});
    model.programs[0].group = 0;
    model.files[0].notify = {fake::notify_program(0), notify(model::Notify::Kind::unit),
                             notify(model::Notify::Kind::group), notify(model::Notify::Kind::supervisor)};
    model.files.push_back(model.files[0]);
    model.files[1].dest_name = "second";
    plan();
    EXPECT_THAT(fake::titles(built.plan.plays[2]),
                ElementsAre("Gathering Facts", "Copy template file 'program1.sh' to '/opt/tsup/program1.sh'",
                            "Copy template file 'program1.sh' to '/opt/tsup/second'",
                            "Get current state for 'web",
                            "Get current state for supervisor_tsupv_program1 programs",
                            "Restart supervisor_tsupv program program1", "Restart web service",
                            "Restart supervisor_tsupv group grp", "Restart supervisor_tsupv programs"));
    const auto& restart = control_of<control::RestartProcesses>("Restart supervisor_tsupv program program1");
    EXPECT_EQ(restart.group, "grp");
    EXPECT_EQ(restart.program, "program1");
    EXPECT_THAT(restart.files, ElementsAre("/opt/tsup/program1.sh", "/opt/tsup/second"));
    EXPECT_EQ(control_of<control::RestartProcesses>("Restart supervisor_tsupv programs").group, "");
    EXPECT_THAT(built.plan.plays[2].steps[1].notify, testing::Contains(step("Restart web service").handler));
}

// HD-ACT-03, and handlers that belong to their play.
TEST_F(Parts, handlers_of_different_plays_are_different) {
    add_unit("web");
    plan();
    std::vector<std::string> reloads;
    for (const Play& play : built.plan.plays)
        for (const Step& one : play.steps)
            if (one.title == "Reload systemd service file")
                reloads.push_back(one.handler);
    ASSERT_EQ(reloads.size(), 2u);
    EXPECT_NE(reloads[0], reloads[1]);
}

}  // namespace
}  // namespace deployer::plan
