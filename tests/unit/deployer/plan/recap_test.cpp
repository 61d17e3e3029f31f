// The recap lines users know: HD-ACT-08, HD-ACT-09, HD-SEED-05 to -07.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "deployer/plan/world.hpp"

namespace deployer::plan {
namespace {

using model::Action;
using testing::Contains;
using testing::HasSubstr;
using testing::Not;

struct Recap {
    int ok, changed;
    bool operator==(const Recap&) const = default;
    friend std::ostream& operator<<(std::ostream& out, const Recap& recap) {
        return out << recap.ok << "/" << recap.changed;
    }
};

/// A host that stays from run to run.
class Cluster {
public:
    fake::Files files;
    std::map<std::string, fake::Host> hosts;
    fake::Run last;
    bool prune = false, force = false;
    std::string first_play;

    Recap run(const model::Model& model, Action action) {
        BuildContext context = fake::context_for(model, action, files);
        context.prune = prune;
        context.force = force;
        Built built = build(model, context);
        first_play = built.plan.plays.front().title;
        for (const source::Problem& problem : built.problems)
            ADD_FAILURE() << problem.path << ": " << problem.message;
        hosts["en1"].now += 10;
        last = fake::carry_out(built.plan, model, hosts);
        for (const std::string& line : last.lines)
            EXPECT_FALSE(line.starts_with("failed")) << line;
        return {last.totals["en1"].ok, last.totals["en1"].changed};
    }
};

// HD-CLI-22
TEST(Recap, simple_case_deployed_twice) {
    Cluster cluster;
    EXPECT_EQ(cluster.run(fake::simple_app(), Action::deploy), (Recap{20, 11}));
    EXPECT_TRUE(cluster.hosts["en1"].daemons["tsupv"].processes["program1"].is_running);
    EXPECT_EQ(cluster.run(fake::simple_app(), Action::deploy), (Recap{18, 0}));
}

// HD-PRG-11: the first time nothing is restarted, and the program is added by the step of the states.
TEST(Recap, first_deployment_adds_the_program_where_users_see_it) {
    Cluster cluster;
    cluster.run(fake::simple_app(), Action::deploy);
    EXPECT_THAT(cluster.last.outcomes, Contains("Restart supervisor_tsupv program program1: skipping"));
    EXPECT_THAT(cluster.last.outcomes,
                Contains("Force a reload of supervisor_tsupv group program1 on next restart: ok"));
    EXPECT_THAT(cluster.last.lines, Contains("changed: [en1] => (item=program1 --> present)"));
    EXPECT_THAT(cluster.last.lines, Contains("ok: [en1] => (item=program1 --> started)"));
    EXPECT_THAT(cluster.last.outcomes, Contains("Restart supervisord_tsupv service: skipping"));
}

TEST(Recap, web_server_added) {
    Cluster cluster;
    model::Model model = fake::simple_app();
    cluster.run(model, Action::deploy);
    model.supervisors[0].http_server = model::HttpServer{"0.0.0.0:9001", "admin", "admin", {}};
    EXPECT_EQ(cluster.run(model, Action::deploy), (Recap{19, 2}));
    EXPECT_THAT(cluster.last.outcomes,
                Contains("Setup configuration file /etc/supervisord_tsupv.conf: changed"));
    EXPECT_THAT(cluster.last.outcomes, Contains("Setup supervisord_tsupv.service: ok"));
    EXPECT_THAT(cluster.last.outcomes, Contains("Setup /usr/bin/supervisorctl_tsupv: ok"));
    EXPECT_THAT(cluster.last.outcomes, Contains("Restart supervisord_tsupv service: changed"));
    EXPECT_EQ(cluster.run(model, Action::deploy), (Recap{18, 0}));
}

TEST(Recap, script_that_notifies) {
    Cluster cluster;
    model::Model model = fake::simple_app();
    model.files[0].notify = {fake::notify_program(0)};
    cluster.run(model, Action::deploy);
    EXPECT_EQ(cluster.run(model, Action::deploy), (Recap{19, 0}));
    cluster.files.texts["/src/templates/program1.sh"] += "# edited\n";
    EXPECT_EQ(cluster.run(model, Action::deploy), (Recap{20, 2}));
    EXPECT_THAT(cluster.last.outcomes, Contains("Restart supervisor_tsupv program program1: changed"));
    EXPECT_EQ(cluster.hosts["en1"].daemons["tsupv"].restarts_of_programs, 1);
}

// HD-NOTIF-08
TEST(Recap, attributes_of_a_file_notify_as_well) {
    Cluster cluster;
    model::Model model = fake::simple_app();
    model.files[0].notify = {fake::notify_program(0)};
    cluster.run(model, Action::deploy);
    model.files[0].mode = "0700";
    cluster.run(model, Action::deploy);
    EXPECT_THAT(cluster.last.outcomes, Contains("Restart supervisor_tsupv program program1: changed"));
    model.folders[0].mode = "0700";
    cluster.run(model, Action::deploy);
    EXPECT_EQ(cluster.hosts["en1"].daemons["tsupv"].restarts_of_programs, 1);
}

// HD-CLI-24
TEST(Recap, stop_start_and_status) {
    Cluster cluster;
    const model::Model model = fake::simple_app();
    cluster.run(model, Action::deploy);
    EXPECT_EQ(cluster.run(model, Action::status), (Recap{6, 0}));
    EXPECT_THAT(cluster.last.lines, Contains("ok: [en1] => (item=supervisord_tsupv:active)"));
    EXPECT_THAT(cluster.last.lines, Contains("ok: [en1] => (item=program1:RUNNING)"));
    EXPECT_EQ(cluster.run(model, Action::stop), (Recap{4, 2}));
    EXPECT_EQ(cluster.run(model, Action::stop), (Recap{4, 0}));
    EXPECT_EQ(cluster.run(model, Action::status), (Recap{6, 0}));
    EXPECT_THAT(cluster.last.lines, Contains("ok: [en1] => (item=supervisord_tsupv:inactive)"));
    EXPECT_EQ(cluster.run(model, Action::start), (Recap{4, 1}));
    EXPECT_EQ(cluster.run(model, Action::start), (Recap{4, 0}));
}

TEST(Recap, split_between_root_and_the_account) {
    Cluster cluster;
    EXPECT_EQ(cluster.run(fake::init_description(), Action::deploy), (Recap{14, 9}));
    EXPECT_EQ(cluster.run(fake::app_description(), Action::deploy), (Recap{8, 3}));
    EXPECT_EQ(cluster.run(fake::app_description(), Action::stop), (Recap{2, 1}));
    EXPECT_TRUE(cluster.hosts["en1"].daemons["tsupv"].is_running);
}

TEST(Recap, removal) {
    Cluster cluster;
    const model::Model model = fake::simple_app();
    cluster.run(model, Action::deploy);
    EXPECT_EQ(cluster.run(model, Action::remove), (Recap{16, 9}));
    EXPECT_TRUE(cluster.hosts["en1"].files.empty());
    EXPECT_TRUE(cluster.hosts["en1"].folders.empty());
    EXPECT_EQ(cluster.run(model, Action::remove), (Recap{15, 0}));
}

// 8.5: script and program file changed: one restart, by the play of the programs.
TEST(Recap, one_restart_for_script_and_program_file) {
    Cluster cluster;
    model::Model model = fake::simple_app();
    model.files[0].notify = {fake::notify_program(0)};
    cluster.run(model, Action::deploy);
    cluster.files.texts["/src/templates/program1.sh"] += "# edited\n";
    model.programs[0].options.emplace_back("priority", "5");
    cluster.run(model, Action::deploy);
    EXPECT_EQ(cluster.hosts["en1"].daemons["tsupv"].restarts_of_programs, 1);
    cluster.run(model, Action::deploy);
    EXPECT_EQ(cluster.hosts["en1"].daemons["tsupv"].restarts_of_programs, 1);
}

// HD-PRG-15, HD-NOTIF-10: what an earlier run changed and did not live to apply is applied by the next.
TEST(Recap, lost_restarts_are_caught_up) {
    Cluster cluster;
    model::Model model = fake::simple_app();
    model.files[0].notify = {fake::notify_program(0)};
    cluster.run(model, Action::deploy);
    fake::Host& host = cluster.hosts["en1"];
    host.files["/opt/tsup/program1.sh"].modified = ++host.now;
    cluster.run(model, Action::deploy);
    EXPECT_THAT(cluster.last.lines, Contains("changed: [en1] => (item=program1 --> up to date)"));
    host.daemons["tsupv"].groups["program1"] = "[program:program1]\ncommand=old\n";
    cluster.run(model, Action::deploy);
    EXPECT_THAT(cluster.last.lines, Contains("changed: [en1] => (item=program1 --> present)"));
    EXPECT_EQ(cluster.run(model, Action::deploy), (Recap{19, 0}));
}

// HD-SUP-37: the files of programs are written for a daemon that stays down.
TEST(Recap, stopped_supervisor_is_no_failure) {
    Cluster cluster;
    model::Model model = fake::simple_app();
    model.supervisors[0].state = model::State::stopped;
    EXPECT_EQ(cluster.run(model, Action::deploy).ok, 20);
    EXPECT_FALSE(cluster.hosts["en1"].daemons["tsupv"].is_running);
    EXPECT_TRUE(cluster.hosts["en1"].files.contains("/etc/supervisord_tsupv.d/program1_prg.ini"));
}

// HD-PRG-17: a program nobody decides about runs again after a restart of the daemon.
TEST(Recap, current_program_survives_a_restart_of_the_daemon) {
    Cluster cluster;
    model::Model model = fake::simple_app();
    model.programs[0].state = model::State::current;
    model.programs[0].options[1].second = "false";
    cluster.run(model, Action::deploy);
    EXPECT_FALSE(cluster.hosts["en1"].daemons["tsupv"].processes["program1"].is_running);
    cluster.hosts["en1"].daemons["tsupv"].processes["program1"].is_running = true;
    model.supervisors[0].loglevel = "debug";
    cluster.run(model, Action::deploy);
    EXPECT_TRUE(cluster.hosts["en1"].daemons["tsupv"].processes["program1"].is_running);
}

// HD-SUP-33: what somebody has stopped stays stopped, also with autostart.
TEST(Recap, program_stopped_by_hand_stays_stopped_over_a_restart_of_the_daemon) {
    Cluster cluster;
    model::Model model = fake::simple_app();
    model.programs[0].state = model::State::current;
    model.programs[0].autostart_given = true;
    cluster.run(model, Action::deploy);
    fake::Daemon& daemon = cluster.hosts["en1"].daemons["tsupv"];
    EXPECT_TRUE(daemon.processes["program1"].is_running);
    daemon.processes["program1"].is_running = false;
    model.supervisors[0].loglevel = "debug";
    cluster.run(model, Action::deploy);
    EXPECT_THAT(cluster.last.outcomes, Contains("Restart supervisord_tsupv service: changed"));
    EXPECT_FALSE(daemon.processes["program1"].is_running);
}

// HD-PRG-17
TEST(Recap, current_program_keeps_the_autostart_of_its_file) {
    const std::string path = "/etc/supervisord_tsupv.d/program1_prg.ini";
    Cluster cluster;
    model::Model model = fake::simple_app();
    cluster.run(model, Action::deploy);
    model.programs[0].state = model::State::current;
    model.programs[0].options[1].second = "false";
    EXPECT_EQ(cluster.run(model, Action::deploy), (Recap{18, 0}));
    model.programs[0].options.emplace_back("priority", "5");
    cluster.run(model, Action::deploy);
    EXPECT_THAT(cluster.hosts["en1"].files[path].text, HasSubstr("autostart=true\npriority=5\n"));
    model.programs[0].autostart_given = true;
    cluster.run(model, Action::deploy);
    EXPECT_THAT(cluster.hosts["en1"].files[path].text, HasSubstr("autostart=false\npriority=5\n"));
}

// HD-SUP-35: a comment is nothing a daemon is restarted for.
TEST(Recap, configuration_that_means_the_same_restarts_nothing) {
    Cluster cluster;
    const model::Model model = fake::simple_app();
    cluster.run(model, Action::deploy);
    cluster.hosts["en1"].files["/etc/supervisord_tsupv.conf"].text += "# by hand\n";
    EXPECT_EQ(cluster.run(model, Action::deploy), (Recap{18, 1}));
    EXPECT_THAT(cluster.last.outcomes,
                Contains("Setup configuration file /etc/supervisord_tsupv.conf: changed"));
    cluster.hosts["en1"].files["/etc/supervisord_tsupv.conf"].text += "[supervisord]\nminfds=7\n";
    EXPECT_EQ(cluster.run(model, Action::deploy), (Recap{19, 2}));
}

// HD-PRG-24
TEST(Recap, program_that_is_not_described_any_more) {
    const std::string gone = "/etc/supervisord_tsupv.d/program2_prg.ini",
                      own = "/etc/supervisord_tsupv.d/x.ini";
    Cluster cluster;
    model::Model model = fake::simple_app();
    model.programs.push_back(fake::program(model, "program2"));
    cluster.run(model, Action::deploy);
    fake::Host& host = cluster.hosts["en1"];
    host.files[own] = {"[program:x]\ncommand=x\n", "", 0};
    model.programs.pop_back();
    EXPECT_EQ(cluster.run(model, Action::deploy), (Recap{18, 0}));
    EXPECT_TRUE(host.files.contains(gone));
    cluster.prune = true;
    EXPECT_EQ(cluster.run(model, Action::deploy), (Recap{20, 1}));
    EXPECT_FALSE(host.files.contains(gone));
    EXPECT_TRUE(host.files.contains(own));
    EXPECT_FALSE(host.daemons["tsupv"].groups.contains("program2"));
    EXPECT_EQ(cluster.run(model, Action::deploy), (Recap{20, 0}));
}

// A description without programs, or of a daemon of somebody else, does not know whose the files are.
TEST(Recap, programs_of_other_descriptions_are_not_removed) {
    Cluster cluster;
    cluster.prune = true;
    cluster.run(fake::init_description(), Action::deploy);
    model::Model app = fake::app_description(), other = fake::app_description();
    other.programs[0].name = "program2";
    cluster.run(app, Action::deploy);
    cluster.run(other, Action::deploy);
    cluster.run(fake::init_description(), Action::deploy);
    const auto& files = cluster.hosts["en1"].files;
    EXPECT_TRUE(files.contains("/etc/supervisord_tsupv.d/program1_prg.ini"));
    EXPECT_TRUE(files.contains("/etc/supervisord_tsupv.d/program2_prg.ini"));
    cluster.force = true;
    cluster.run(other, Action::deploy);
    EXPECT_FALSE(files.contains("/etc/supervisord_tsupv.d/program1_prg.ini"));
}

// HD-NOTIF-05: files of two scopes, so of two plays.
TEST(Recap, program_notified_from_two_plays_restarts_once) {
    Cluster cluster;
    model::Model model = fake::simple_app();
    model.files[0].notify = {fake::notify_program(0)};
    model.files.push_back(model.files[0]);
    model.files[1].scope.text = "en1";
    model.files[1].dest_name = "program2.sh";
    model.files[1].source.path = "/src/templates/program2.sh";
    cluster.files.texts["/src/templates/program2.sh"] = "one\n";
    cluster.run(model, Action::deploy);
    const int& restarts = cluster.hosts["en1"].daemons["tsupv"].restarts_of_programs;
    cluster.files.texts["/src/templates/program1.sh"] += "# edited\n";
    cluster.files.texts["/src/templates/program2.sh"] += "# edited\n";
    cluster.run(model, Action::deploy);
    EXPECT_EQ(restarts, 1);
    cluster.files.texts["/src/templates/program1.sh"] += "# again\n";
    cluster.run(model, Action::deploy);
    EXPECT_EQ(restarts, 2);
    cluster.files.texts["/src/templates/program2.sh"] += "# again\n";
    cluster.run(model, Action::deploy);
    EXPECT_EQ(restarts, 3);
}

// HD-INV-19, HD-GAP-57: in every action.
TEST(Recap, facts_of_hosts_with_force_setup_come_first) {
    Cluster cluster;
    model::Model model = fake::simple_app();
    fake::add_host(model, "en2");
    fake::add_host(model, "en3");
    model.hosts[2].force_setup = true;
    model.host_groups.push_back({{}, "edge", {0, 1}, true});
    model.hosts[1].selected = false;
    EXPECT_EQ(cluster.run(model, Action::deploy), (Recap{21, 11}));
    EXPECT_EQ(cluster.last.totals["en3"].ok, 1);
    EXPECT_EQ(cluster.first_play, "en1:en3");
    EXPECT_EQ(cluster.run(model, Action::status).ok, 7);
}

// HD-GRP-08, HD-GRP-10: a program that moves into a group does not run twice.
TEST(Recap, program_moves_into_a_group) {
    Cluster cluster;
    model::Model model = fake::simple_app();
    cluster.run(model, Action::deploy);
    model::ProgramGroup group;
    group.name = "grp";
    group.programs = {0};
    model.program_groups.push_back(group);
    model.programs[0].group = 0;
    cluster.run(model, Action::deploy);
    const fake::Daemon& daemon = cluster.hosts["en1"].daemons["tsupv"];
    EXPECT_EQ(daemon.groups.size(), 1u);
    EXPECT_TRUE(daemon.groups.contains("grp"));
    EXPECT_TRUE(daemon.processes.at("program1").is_running);
    EXPECT_THAT(cluster.last.lines, Contains("changed: [en1] => (item=grp: --> present)"));
    EXPECT_THAT(cluster.last.lines, Contains("ok: [en1] => (item=grp:program1 --> started)"));
    EXPECT_EQ(cluster.run(model, Action::deploy).changed, 0);
}

}  // namespace
}  // namespace deployer::plan
