// Titles, order and operations of the parts of supervisors and programs: HD-SUP, HD-PRG, HD-GRP.
#include <algorithm>

#include "deployer/plan/parts.hpp"

namespace deployer::plan {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

// HD-SUP-20 table of deployment, HD-SUP-31: supervisor by supervisor, then handlers, then states.
TEST_F(Parts, two_supervisors) {
    model.supervisors.push_back(fake::supervisor(model, "b.c-d"));
    model.supervisors[1].pid_dir = "/opt/b/run";
    model.supervisors[1].enabled = false;
    model.supervisors[1].state = State::current;
    plan();
    EXPECT_THAT(
        fake::titles(built.plan.plays[3]),
        ElementsAre("Gathering Facts", "Install supervisor package", "create Supervisor folders",
                    "Get current state for supervisord_tsupv",
                    "Setup configuration file /etc/supervisord_tsupv.conf", "Setup supervisord_tsupv.service",
                    "Setup /usr/bin/supervisorctl_tsupv", "Get current state for supervisord_b.c-d",
                    "Setup configuration file /etc/supervisord_b.c-d.conf", "Setup supervisord_b.c-d.service",
                    "Setup /usr/bin/supervisorctl_b.c-d", "Reload systemd service file",
                    "Restart supervisord_tsupv service", "Restart supervisord_b.c-d service",
                    "Adjust tsupv service state", "Adjust b.c-d service state"));
    EXPECT_THAT(labels("create Supervisor folders"),
                ElementsAre("/var/log/supervisor_tsupv user:tsup", "/etc/supervisord_tsupv.d user:tsup",
                            "/var/log/supervisor_b.c-d user:tsup", "/etc/supervisord_b.c-d.d user:tsup",
                            "/opt/b/run user:tsup"));
    EXPECT_EQ(task_of<task::EnsureUnit>("Adjust tsupv service state").action, task::UnitAction::start);
    EXPECT_EQ(task_of<task::EnsureUnit>("Adjust b.c-d service state").action, task::UnitAction::none);
    EXPECT_EQ(task_of<task::EnsureUnit>("Adjust b.c-d service state").enabled, false);
    EXPECT_THAT(step("Setup /usr/bin/supervisorctl_tsupv").notify, IsEmpty());
}

// HD-SUP-28: accounts that this run does not make are looked for first.
TEST_F(Parts, accounts_of_a_supervisor) {
    plan();
    EXPECT_THAT(built.plan.plays[3].steps[1].items[0], IsEmpty());
    model.supervisors[0].user = "other";
    plan();
    const Step& checks = built.plan.plays[3].steps[1];
    EXPECT_EQ(checks.kind, Step::Kind::silent);
    ASSERT_EQ(checks.items[0].size(), 1u);
    EXPECT_EQ(checks.items[0][0].label, "other");
}

// A template of one's own is no way around: the unit and the wrapper hold these texts all the same.
TEST_F(Parts, texts_of_a_supervisor_cannot_add_lines) {
    files.texts["/src/conf"] = "[supervisord]\n";
    model::Supervisor& supervisor = model.supervisors[0];
    supervisor.conf_file_src = {model::ContentSource::Kind::tmpl, "tmpl://conf", "conf", "/src/conf"};
    const model::Supervisor whole = supervisor;
    model.variables.set(jinja::Value("x"), jinja::Value("x\nExecStartPre=+/bin/touch /x"));
    const auto told = [&] {
        plan();
        return built.problems.empty() ? "nothing" : built.problems[0].path + " " + built.problems[0].message;
    };
    for (std::string model::Supervisor::*text : {&model::Supervisor::user, &model::Supervisor::group}) {
        supervisor = whole;
        supervisor.*text = "{{ x }}";
        EXPECT_THAT(told(), testing::HasSubstr("is no name of an account"));
    }
    for (std::string model::Supervisor::*text :
         {&model::Supervisor::conf_file_dst, &model::Supervisor::pid_dir, &model::Supervisor::socks_dir,
          &model::Supervisor::supervisorctl, &model::Supervisor::logs_dir, &model::Supervisor::include_dir}) {
        supervisor = whole;
        supervisor.*text = "/opt/{{ x }}";
        EXPECT_THAT(told(), testing::HasSubstr("has control characters in it"));
        supervisor.*text = "{{ '' }}";
        EXPECT_THAT(told(), testing::HasSubstr("'' is not an absolute path"));
    }
}

// HD-SUP-43, -44.
TEST_F(Parts, removal_of_a_supervisor) {
    plan(Action::remove);
    EXPECT_THAT(labels("Stop supervisors_xxxx service(s)"), ElementsAre("tsupv"));
    EXPECT_TRUE(step("Stop supervisors_xxxx service(s)").items[0][0].may_fail);
    EXPECT_THAT(labels("Remove Supervisor files and folders"),
                ElementsAre("/etc/supervisord_tsupv.conf", "/usr/bin/supervisorctl_tsupv",
                            "/var/log/supervisor_tsupv", "/var/run/supervisor_tsupv",
                            "/var/run/supervisor_tsupv", "/etc/supervisord_tsupv.d"));
    EXPECT_EQ(
        task_of<task::EnsureAbsent>("Remove file \"/usr/lib/systemd/system/supervisord_xxxxx.service\"").path,
        "/usr/lib/systemd/system/supervisord_tsupv.service");
    model.supervisors[0].keep_logs = true;
    plan(Action::remove);
    EXPECT_THAT(labels("Remove Supervisor files and folders"),
                testing::Not(testing::Contains("/var/log/supervisor_tsupv")));
    model.supervisors[0].no_remove = model.programs[0].no_remove = true;
    EXPECT_THAT(play_titles(Action::remove),
                ElementsAre("all: Remove file /opt/tsup/program1.sh", "all: Remove folder '/opt/tsup'",
                            "all: Remove sudo rights for 'tsup' if any"));
}

bool touches_units(const Step& step) {
    return std::any_of(step.items.at(0).begin(), step.items.at(0).end(), [](const Item& item) {
        const auto* operation = std::get_if<task::Operation>(&item.operation);
        return operation != nullptr && (std::holds_alternative<task::EnsureUnit>(*operation) ||
                                        std::holds_alternative<task::UnitState>(*operation));
    });
}

// HD-SUP-50: of an unmanaged supervisor only its programs are of interest.
TEST_F(Parts, unmanaged_supervisor_is_left_alone) {
    model = fake::app_description();
    for (const Action action :
         {Action::deploy, Action::remove, Action::start, Action::stop, Action::status}) {
        plan(action);
        for (const Play& play : built.plan.plays)
            for (const Step& one : play.steps)
                EXPECT_FALSE(touches_units(one)) << one.title;
    }
}

// HD-SUP-54: before its files are written.
TEST_F(Parts, layout_of_an_unmanaged_supervisor_is_looked_at_once) {
    model = fake::app_description();
    model.programs.push_back(fake::program(model, "second"));
    plan();
    const Play& play = built.plan.plays.back();
    EXPECT_EQ(play.steps[1].kind, Step::Kind::silent);
    EXPECT_NE(play.steps[2].kind, Step::Kind::silent);
    const auto& check = std::get<control::CheckLayout>(
        std::get<control::Operation>(play.steps[1].items.at(0).at(0).operation));
    EXPECT_EQ(check.conf_file, "/etc/supervisord_tsupv.conf");
    EXPECT_EQ(check.include_dir, "/etc/supervisord_tsupv.d");
}

// HD-PRG-17, -20, -30, HD-GRP-01, -02.
TEST_F(Parts, states_of_programs) {
    model.programs.push_back(fake::program(model, "np"));
    model.programs[1].numprocs = 2;
    model.programs[1].state = State::stopped;
    model.programs[1].options.emplace_back("process_name", "%(program_name)s_%(process_num)02d");
    model.programs.push_back(fake::program(model, "cur"));
    model.programs[2].state = State::current;
    model.program_groups.push_back({{}, {}, "grp", 0, {1}, 7, false, {}});
    model.programs[1].group = 0;
    plan();
    EXPECT_THAT(labels("Set supervisor programs state"),
                ElementsAre("program1 --> present", "program1 --> started", "grp:np: --> present",
                            "grp:np: --> stopped", "cur --> present"));
    EXPECT_THAT(labels("Set supervisor group state"), ElementsAre("grp: --> present"));
    EXPECT_EQ(fake::text_of(built.plan, task_of<task::EnsureFile>(
                                            "Setup supervisor_tsupv_grp group configuration files")),
              "# grp_grp.ini\n# Generated by hadeploy from the description of supervisor tsupv.\n"
              "# What is edited here is lost with the next deployment.\n\n[group:grp]\nprograms=np\n"
              "priority=7\n");
    EXPECT_EQ(control_of<control::EnsureStopped>("Set supervisor programs state", 3).program.process_name,
              "%(program_name)s_%(process_num)02d");
    plan(Action::start);
    EXPECT_THAT(labels("Set supervisor programs state"),
                ElementsAre("program1 --> present", "program1 --> started", "grp:np: --> present",
                            "cur --> present", "cur --> started"));
    plan(Action::stop);
    EXPECT_THAT(labels("Shutdown supervisor programs"),
                ElementsAre("program1  --> stopped", "grp:np:  --> stopped", "cur  --> stopped"));
    plan(Action::remove);
    EXPECT_THAT(labels("Remove supervisor group configuration files"),
                ElementsAre("/etc/supervisord_tsupv.d/grp_grp.ini"));
    EXPECT_THAT(labels("Remove supervisors program configuration files"),
                ElementsAre("/etc/supervisord_tsupv.d/program1_prg.ini",
                            "/etc/supervisord_tsupv.d/np_prg.ini", "/etc/supervisord_tsupv.d/cur_prg.ini"));
}

// HD-SUP-37, HD-SUP-55: whose daemon must run.
TEST_F(Parts, daemon_is_expected_where_this_run_starts_it) {
    const auto expected = [&](Action action) {
        plan(action);
        const Item& item = step("Set supervisor programs state").items[0].back();
        return std::get<control::EnsureStarted>(std::get<control::Operation>(item.operation))
            .program.daemon.expected;
    };
    EXPECT_TRUE(expected(Action::deploy));
    model.supervisors[0].state = State::current;
    EXPECT_FALSE(expected(Action::deploy));
    EXPECT_TRUE(expected(Action::start));
    model.supervisors[0].managed = false;
    EXPECT_TRUE(expected(Action::deploy));
}

// HD-GAP-01: what the table of `status` is made of.
TEST_F(Parts, survey) {
    model.programs.push_back(fake::program(model, "cur"));
    model.programs[1].state = State::current;
    plan(Action::status);
    const Play& play = built.plan.plays.back();
    ASSERT_EQ(play.steps.size(), 1u);
    EXPECT_EQ(play.steps[0].kind, Step::Kind::silent);
    const auto& asked =
        std::get<control::Survey>(std::get<control::Operation>(play.steps[0].items[0].at(0).operation));
    EXPECT_EQ(asked.daemon.socket, "/var/run/supervisor_tsupv/supervisor.sock");
    EXPECT_THAT(asked.groups, ElementsAre("program1", "cur"));
    ASSERT_EQ(asked.wanted.size(), 1u);
    EXPECT_TRUE(asked.wanted[0].running);
    EXPECT_EQ(asked.files.include_dir, "/etc/supervisord_tsupv.d");
    EXPECT_THAT(asked.files.names, ElementsAre("program1_prg.ini", "cur_prg.ini"));
}

// HD-SUP-34: a changed unit restarts the daemon behind a daemon-reload; a changed command nothing.
TEST_F(Parts, files_that_restart_a_daemon) {
    plan();
    const std::string& restart = step("Restart supervisord_tsupv service").handler;
    EXPECT_THAT(step("Setup supervisord_tsupv.service").notify, testing::Contains(restart));
    EXPECT_THAT(step("Setup supervisord_tsupv.service").notify,
                testing::Contains(step("Reload systemd service file").handler));
    EXPECT_THAT(step("Setup configuration file /etc/supervisord_tsupv.conf").notify, ElementsAre(restart));
    EXPECT_THAT(step("Setup /usr/bin/supervisorctl_tsupv").notify, IsEmpty());
}

// HD-SUP-36, HD-SUP-40, HD-GAP-46: `start` takes what is not described as stopped, `stop` all.
TEST_F(Parts, states_of_a_supervisor) {
    using task::UnitAction;
    struct Row {
        State state;
        UnitAction deploys;
        bool starts;
    };
    for (const Row& row :
         {Row{State::started, UnitAction::start, true}, Row{State::current, UnitAction::none, true},
          Row{State::stopped, UnitAction::stop, false}}) {
        model.supervisors[0].state = row.state;
        plan();
        const auto adjusted = task_of<task::EnsureUnit>("Adjust tsupv service state");
        EXPECT_EQ(adjusted.action, row.deploys);
        EXPECT_EQ(adjusted.enabled, true);
        bool is_started = false;
        for (const Play& play : plan(Action::start).plays)
            for (const std::string& title : fake::titles(play))
                is_started = is_started || title == "Start supervisor tsupv";
        EXPECT_EQ(is_started, row.starts);
        plan(Action::stop);
        EXPECT_EQ(task_of<task::EnsureUnit>("Stop supervisor tsupv").action, UnitAction::stop);
    }
}

// HD-SUP-39: the instance that a package may have set up is not ours.
TEST_F(Parts, instance_of_a_package_is_not_touched) {
    for (const Action action :
         {Action::deploy, Action::remove, Action::start, Action::stop, Action::status}) {
        plan(action);
        for (const Play& play : built.plan.plays)
            for (const Step& one : play.steps)
                for (const Item& item : one.items.at(0)) {
                    const auto* operation = std::get_if<task::Operation>(&item.operation);
                    const auto* unit =
                        operation != nullptr ? std::get_if<task::EnsureUnit>(operation) : nullptr;
                    EXPECT_TRUE(unit == nullptr || unit->unit == "supervisord_tsupv.service") << unit->unit;
                }
    }
}

// HD-SUP-53, HD-PRG-12: files of programs belong to the supervisor's account, and have a handler each.
TEST_F(Parts, files_of_programs) {
    model.supervisors[0].user = "jo";
    model.supervisors[0].group = "staff";
    plan();
    const std::string title = "Setup supervisor_tsupv_program1 program configuration files";
    const auto& file = task_of<task::EnsureFile>(title);
    EXPECT_EQ(file.ownership.owner, "jo");
    EXPECT_EQ(file.ownership.group, "staff");
    EXPECT_EQ(file.ownership.mode, "0644");
    EXPECT_THAT(step(title).notify, ElementsAre(step("Restart supervisor_tsupv program program1").handler));
}

}  // namespace
}  // namespace deployer::plan
