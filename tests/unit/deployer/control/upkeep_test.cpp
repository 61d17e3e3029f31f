/// What a deployment does to a daemon beside starting and stopping programs: over a restart of the daemon,
/// back to files of before, without programs that are gone, without a restart that changes nothing.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "control/main_configuration.hpp"
#include "control/perform.hpp"
#include "control/prune.hpp"
#include "control/status.hpp"
#include "deployer/fake/daemon.hpp"

namespace deployer::control {
namespace {

using fake::ProcessConfig;
using task::Answer;
using task::Status;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using namespace std::chrono_literals;

constexpr int stopped = 0, running = 20, exited = 100;

ProcessConfig process(const std::string& name, int version = 1, bool autostart = true) {
    ProcessConfig config;
    config.name = name;
    config.version = version;
    config.autostart = autostart;
    return config;
}

class Upkeep : public testing::Test {
protected:
    Upkeep() {
        daemon.files = {{"web", {process("web")}}, {"api", {process("api")}}};
        begin();
    }
    void begin() {
        daemon.begin();
        for (auto& [name, group] : daemon.groups) {
            for (auto& member : group) {
                daemon.set(name, member.config.name, running);
            }
        }
    }
    Answer perform(const Operation& operation) { return control.perform(operation, {}); }
    Program program(const std::string& name) const { return {tsupv, name, name, {}}; }

    fake::Pace pace;
    fake::Daemon daemon{pace};
    Daemon tsupv{"tsupv", "/s"};
    HostControl control{daemon, pace, Settings{.host = "en1"}};
    HostControl check{daemon, pace, Settings{.host = "en1", .check = true}};
};

// --- Restart of the daemon (HD-PRG-17, HD-SUP-33)

TEST_F(Upkeep, processes_are_as_before_the_restart_of_their_daemon) {
    daemon.files["quiet"] = {process("quiet", 1, false)};
    daemon.files["job"] = {process("job", 1, false)};
    begin();
    daemon.set("api", "api", stopped);
    daemon.set("job", "job", exited);
    EXPECT_EQ(perform(NoteStates{tsupv}).status, Status::ok);
    daemon.begin();
    const Answer answer = perform(RestoreStates{tsupv, {}});
    EXPECT_EQ(answer.status, Status::ok) << answer.message;
    EXPECT_EQ(answer.message, "restarted quiet, web");
    EXPECT_EQ(daemon.state("web", "web"), running);
    EXPECT_EQ(daemon.state("quiet", "quiet"), running);
    EXPECT_NE(daemon.state("api", "api"), running);
    EXPECT_EQ(daemon.state("job", "job"), stopped);
    pace.pass(5s);
    EXPECT_EQ(daemon.state("api", "api"), stopped);
}

TEST_F(Upkeep, what_the_description_decides_is_left_to_it) {
    daemon.set("api", "api", stopped);
    perform(NoteStates{tsupv});
    daemon.begin();
    perform(RestoreStates{tsupv, {program("api")}});
    pace.pass(5s);
    EXPECT_EQ(daemon.state("api", "api"), running);
    EXPECT_EQ(daemon.stops["api:api"], 0);
}

TEST_F(Upkeep, what_does_not_run_again_is_told) {
    perform(NoteStates{tsupv});
    daemon.files["web"][0].life = ProcessConfig::Life::crashes;
    daemon.begin();
    const Answer answer = perform(RestoreStates{tsupv, {}});
    EXPECT_EQ(answer.status, Status::failed);
    EXPECT_THAT(answer.message, HasSubstr("web of supervisor 'tsupv' on en1"));
}

TEST_F(Upkeep, daemon_that_did_not_run_has_nothing_to_restore) {
    tsupv.expected = false;
    daemon.down = ENOENT;
    EXPECT_EQ(perform(NoteStates{tsupv}).status, Status::ok);
    daemon.down = 0;
    EXPECT_EQ(perform(RestoreStates{tsupv, {}}).status, Status::ok);
    EXPECT_THAT(daemon.changes, IsEmpty());
}

TEST_F(Upkeep, check_tells_what_the_restart_would_interrupt) {
    check.perform(NoteStates{tsupv}, {});
    EXPECT_EQ(check.perform(RestoreStates{tsupv, {}}, {}).message,
              "supervisor 'tsupv' would restart api, web");
}

// --- Back to the files of before (HD-GAP-27)

TEST_F(Upkeep, program_that_does_not_run_with_its_new_file_runs_with_the_old_one) {
    daemon.previous["/d/web_prg.ini"] = {{"web", daemon.files["web"]}};
    daemon.files["web"] = {process("web", 2)};
    daemon.files["web"][0].life = ProcessConfig::Life::crashes;
    const Answer answer = perform(ApplyGroup{tsupv, "web", true, {"/d/web_prg.ini"}});
    EXPECT_EQ(answer.status, Status::failed);
    EXPECT_THAT(answer.message, HasSubstr("Exited too quickly"));
    EXPECT_THAT(answer.message,
                HasSubstr("its configuration of before was put back, and it runs again with that"));
    EXPECT_EQ(daemon.state("web", "web"), running);
    EXPECT_EQ(daemon.process("web", "web").config.version, 1);
    EXPECT_EQ(daemon.stops["api:api"], 0);
}

TEST_F(Upkeep, program_without_autostart_runs_again_with_the_old_file) {
    daemon.files["web"] = {process("web", 1, false)};
    begin();
    daemon.previous["/d/web_prg.ini"] = {{"web", daemon.files["web"]}};
    daemon.files["web"] = {process("web", 2, false)};
    daemon.files["web"][0].life = ProcessConfig::Life::crashes;
    perform(ApplyGroup{tsupv, "web", true, {"/d/web_prg.ini"}});
    EXPECT_EQ(daemon.state("web", "web"), running);
    EXPECT_EQ(daemon.process("web", "web").config.version, 1);
}

TEST_F(Upkeep, old_file_that_does_not_help_is_told_as_well) {
    ProcessConfig before = process("web", 1);
    before.life = ProcessConfig::Life::crashes;
    daemon.previous["/d/web_prg.ini"] = {{"web", {before}}};
    daemon.files["web"] = {process("web", 2)};
    daemon.files["web"][0].life = ProcessConfig::Life::crashes;
    const Answer answer = perform(ApplyGroup{tsupv, "web", true, {"/d/web_prg.ini"}});
    EXPECT_THAT(answer.message, HasSubstr("was put back, but: web of supervisor 'tsupv'"));
}

// There is nothing to go back to: it was down, or its file is new.
TEST_F(Upkeep, nothing_is_put_back_for_a_program_that_did_not_run) {
    daemon.set("web", "web", 30);
    daemon.previous["/d/web_prg.ini"] = {{"web", daemon.files["web"]}};
    daemon.files["web"] = {process("web", 2)};
    daemon.files["web"][0].life = ProcessConfig::Life::crashes;
    const Answer answer = perform(ApplyGroup{tsupv, "web", true, {"/d/web_prg.ini"}});
    EXPECT_EQ(answer.status, Status::failed);
    EXPECT_THAT(answer.message, Not(HasSubstr("put back")));
    EXPECT_THAT(daemon.restored, IsEmpty());
}

TEST_F(Upkeep, nothing_is_said_of_files_that_this_run_has_not_replaced) {
    daemon.files["web"] = {process("web", 2)};
    daemon.files["web"][0].life = ProcessConfig::Life::crashes;
    const Answer answer = perform(ApplyGroup{tsupv, "web", true, {"/d/web_prg.ini"}});
    EXPECT_EQ(answer.status, Status::failed);
    EXPECT_THAT(answer.message, Not(HasSubstr("put back")));
}

// Else it could not be started again.
TEST_F(Upkeep, files_that_a_daemon_cannot_read_are_put_back_and_new_ones_go) {
    daemon.made = {"/d/web_prg.ini"};
    daemon.reread_fault = "bad stopsignal";
    const ApplyGroup apply{tsupv, "web", true, {"/d/site_grp.ini", "/d/web_prg.ini"}};
    EXPECT_THAT(check.perform(apply, {}).message, Not(HasSubstr("as before")));
    EXPECT_THAT(daemon.restored, IsEmpty());
    const Answer answer = perform(apply);
    EXPECT_EQ(answer.status, Status::failed);
    EXPECT_THAT(answer.message,
                HasSubstr("CANT_REREAD: bad stopsignal; its files are as before this run again"));
    EXPECT_THAT(daemon.restored, ElementsAre("/d/site_grp.ini", "/d/web_prg.ini"));
    EXPECT_EQ(perform(apply).status, Status::ok);
}

TEST_F(Upkeep, nothing_is_put_back_where_nobody_listens) {
    daemon.made = {"/d/web_prg.ini"};
    daemon.down = ENOENT;
    perform(ApplyGroup{tsupv, "web", true, {"/d/web_prg.ini"}});
    EXPECT_THAT(daemon.restored, IsEmpty());
}

// --- Predictions (HD-CLI-28)

TEST_F(Upkeep, check_knows_what_autostart_would_do) {
    daemon.set("web", "web", stopped);
    daemon.set("api", "api", stopped);
    daemon.files["web"] = {process("web", 2)};
    Program web = program("web"), api = program("api");
    web.autostart = api.autostart = true;
    EXPECT_EQ(check.perform(ApplyGroup{tsupv, "web", true}, {}).status, Status::changed);
    EXPECT_EQ(check.perform(EnsureStarted{web}, {}).status, Status::ok);
    EXPECT_EQ(check.perform(EnsureStopped{web}, {}).status, Status::changed);
    EXPECT_EQ(check.perform(EnsureStarted{api}, {}).status, Status::changed);
    EXPECT_EQ(check.perform(EnsureStopped{api}, {}).status, Status::ok);
}

// --- Files that are not described any more (HD-PRG-24)

using Others = PruneFiles::Others;

class Leftovers : public Upkeep {
protected:
    Leftovers() {
        daemon.texts = {{"/d/web_prg.ini", banner},
                        {"/d/api_prg.ini", banner},
                        {"/d/own_prg.ini", "# own\n[program:own]\n"},
                        {"/d/other_prg.ini", "# other_prg.ini\n# mark of another\n"},
                        {"/d/README", banner}};
    }
    const std::string banner = "# x\n# mark\n# more\n";
    GeneratedFiles files{"/d", "# mark", {"web_prg.ini"}};
};

TEST_F(Leftovers, are_told) {
    const Answer answer = perform(PruneFiles{tsupv, files, {"web"}, Others::tell});
    EXPECT_EQ(answer.status, Status::ok);
    EXPECT_EQ(answer.value, "api_prg.ini\n");
    EXPECT_EQ(answer.message,
              "supervisor 'tsupv': not in the description any more: /d/api_prg.ini (--prune removes it)");
    EXPECT_EQ(daemon.texts.size(), 5U);
    tsupv.managed = false;
    EXPECT_THAT(perform(PruneFiles{tsupv, files, {"web"}, Others::tell}).message,
                HasSubstr("not in this description, but maybe in another: /d/api_prg.ini (--prune --force"));
}

// One of a conf_file_src has no banner; the ledger of its host knows it.
TEST_F(Leftovers, that_a_deployment_made_need_no_banner) {
    daemon.texts["/d/made_prg.ini"] = "[program:made]\n";
    daemon.created = {"made_prg.ini", "web_prg.ini"};
    EXPECT_EQ(perform(PruneFiles{tsupv, files, {"web"}, Others::tell}).value, "api_prg.ini\nmade_prg.ini\n");
    perform(PruneFiles{tsupv, files, {"web"}, Others::remove});
    EXPECT_EQ(daemon.texts.count("/d/made_prg.ini"), 0U);
    EXPECT_EQ(daemon.texts.count("/d/own_prg.ini"), 1U);
}

// HD-GAP-02: where a supervisor that was found reads other names.
TEST_F(Leftovers, have_the_suffix_of_their_supervisor) {
    daemon.texts["/d/old_prg.conf"] = banner;
    files.suffix = ".conf";
    EXPECT_EQ(perform(PruneFiles{tsupv, files, {"web"}, Others::tell}).value, "old_prg.conf\n");
}

TEST_F(Leftovers, go_with_their_groups_and_nothing_else_does) {
    const PruneFiles prune{tsupv, files, {"web"}, Others::remove};
    EXPECT_EQ(check.perform(prune, {}).message, "would remove api_prg.ini");
    EXPECT_EQ(daemon.texts.size(), 5U);
    const Answer answer = perform(prune);
    EXPECT_EQ(answer.status, Status::changed);
    EXPECT_EQ(answer.message, "removed api_prg.ini, group api");
    EXPECT_EQ(daemon.texts.size(), 4U);
    EXPECT_EQ(daemon.groups.count("api"), 0U);
    EXPECT_EQ(daemon.state("web", "web"), running);
    EXPECT_EQ(daemon.stops["web:web"], 0);
    EXPECT_EQ(perform(prune).status, Status::ok);
}

// HD-GRP-08: a group is not described any more, its programs are
TEST_F(Leftovers, group_that_keeps_described_programs_goes_in_any_case) {
    daemon.texts["/d/site_grp.ini"] = banner + "[group:site]\nprograms=api, web\n";
    daemon.texts["/d/far_grp.ini"] = banner + "[group:far]\nprograms=api\n";
    daemon.files = {{"site", {process("api"), process("web")}}, {"far", {process("x")}}};
    begin();
    for (const Others others : {Others::leave, Others::tell}) {
        const Answer answer = check.perform(PruneFiles{tsupv, files, {"web"}, others}, {});
        EXPECT_EQ(answer.status, Status::changed);
        EXPECT_THAT(answer.message, testing::StartsWith("would remove site_grp.ini"));
        EXPECT_EQ(answer.value, others == Others::tell ? "api_prg.ini\nfar_grp.ini\n" : "");
    }
    const Answer answer = perform(PruneFiles{tsupv, files, {"web"}, Others::leave});
    EXPECT_EQ(answer.message, "removed site_grp.ini, group site");
    EXPECT_EQ(daemon.groups.count("site"), 0U);
    EXPECT_EQ(daemon.state("far", "x"), running);
    EXPECT_EQ(daemon.texts.count("/d/far_grp.ini"), 1U);
}

// A run that ended between file and group
TEST_F(Leftovers, group_without_a_file_goes_as_well) {
    daemon.texts.erase("/d/api_prg.ini");
    daemon.files.erase("api");
    const PruneFiles prune{tsupv, files, {"web"}, Others::remove};
    EXPECT_EQ(check.perform(prune, {}).message, "would remove group api");
    EXPECT_EQ(perform(prune).message, "removed group api");
    EXPECT_EQ(daemon.groups.count("api"), 0U);
}

TEST_F(Leftovers, go_where_the_daemon_does_not_run) {
    daemon.down = ENOENT;
    tsupv.expected = false;
    const Answer answer = perform(PruneFiles{tsupv, files, {"web"}, Others::remove});
    EXPECT_EQ(answer.status, Status::changed) << answer.message;
    EXPECT_EQ(daemon.texts.count("/d/api_prg.ini"), 0U);
}

TEST_F(Leftovers, are_a_difference_where_the_description_owns_the_programs) {
    const auto surveyed = [this](const std::vector<std::string>& groups) {
        return status_from_json(perform(Survey{tsupv, groups, files, {}}).value).value();
    };
    const auto status = surveyed({"web", "api"});
    EXPECT_THAT(status.leftover_files, ElementsAre("api_prg.ini"));
    EXPECT_THAT(status.differences,
                ElementsAre("file '/d/api_prg.ini' is not in the description any more; deploy with --prune "
                            "removes it"));
    EXPECT_THAT(surveyed({}).differences, IsEmpty());
    tsupv.managed = false;
    EXPECT_THAT(surveyed({"web", "api"}).differences, IsEmpty());
    EXPECT_THAT(surveyed({"web", "api"}).notes,
                ElementsAre("file '/d/api_prg.ini' is not in this description; another one may have it"));
}

// --- What needs no restart of the daemon (HD-SUP-35)

TEST(MainConfiguration, comments_order_and_what_every_reread_reads_need_no_restart) {
    const std::string text = "[supervisord]\na=1\nb=2\n[include]\nfiles=/a/*.ini\n[rpcinterface:x]\nc=3\n";
    EXPECT_TRUE(means_the_same(text, text));
    EXPECT_TRUE(means_the_same(text, "# new\n[rpcinterface:x]\nc = 3 ; three\n[supervisord]\nb=2\na=1\n"
                                     "[include]\nfiles=/b/*.ini\n[supervisorctl]\nserverurl=x\n"));
}

TEST(MainConfiguration, everything_else_needs_one) {
    const std::string text = "[supervisord]\nloglevel=info\n[program:x]\ncommand=a\n";
    for (const std::string other :
         {"[supervisord]\nloglevel=debug\n[program:x]\ncommand=a\n",
          "[supervisord]\nloglevel=info\n[program:x]\ncommand=b\n", "[supervisord]\nloglevel=info\n",
          "[supervisord]\nloglevel=info\n[program:x]\ncommand=a\n[inet_http_server]\nport=:9001\n",
          "[DEFAULT]\nx=1\n[supervisord]\nloglevel=info\n[program:x]\ncommand=a\n", "no section\n"}) {
        EXPECT_FALSE(means_the_same(text, other)) << other;
    }
    EXPECT_FALSE(means_the_same("no section\n", "no section\n"));
}

TEST_F(Upkeep, configuration_that_is_new_or_unreadable_differs) {
    daemon.texts["/etc/s.conf"] = "# old\n[supervisord]\na=1\n";
    EXPECT_EQ(perform(CompareConfiguration{tsupv, "/etc/s.conf", "[supervisord]\na=1\n"}).value, "same");
    EXPECT_EQ(perform(CompareConfiguration{tsupv, "/etc/s.conf", "[supervisord]\na=2\n"}).value, "differs");
    EXPECT_EQ(perform(CompareConfiguration{tsupv, "/etc/t.conf", "[supervisord]\na=1\n"}).value, "differs");
}

}  // namespace
}  // namespace deployer::control
