#include "hadeploy/run_action.hpp"
#include "hadeploy/status_view.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "deployer/source/sources.hpp"
#include "hadeploy/problem_report.hpp"

namespace deployer::hadeploy {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::StartsWith;

using model::Action;

/// A deployment in which the rooms are fakes that take notes.
class RunAction : public ::testing::Test {
protected:
    RunAction() {
        files.by_path["app.yml"] = "vars: {a: b}\nk: \"{{ a }}\"\n";
        here.load = files.context();
        here.installation.agent_file = "/opt/bin/hadeploy-agent";
        here.look = [](const std::string&) { return model::ReadContext::Found::file; };
        here.list = [](const std::string&) { return std::vector<std::string>(); };
        here.read_password_file = [](const std::string& path) -> supervise::Result<vault::Secret> {
            return vault::Secret("of " + path);
        };
        here.write_working_folder = [this](const std::string& folder, const auto& texts) {
            log.push_back("write " + folder);
            for (const auto& [name, text] : texts)
                log.push_back("  " + name);
            return keeping;
        };
        here.write_public_file = [this](const std::string& path, const std::string& text) {
            log.push_back("publish " + path);
            published = text;
            return publishing;
        };
        here.ask = [this](std::string_view prompt, bool) -> supervise::Result<std::string> {
            log.push_back("ask " + std::string(prompt));
            return answer;
        };
        here.out = [this](std::string_view text) { out += text; };
        here.err = [this](std::string_view text) { err += text; };
        here.rooms.read_model = [this](const source::Document&, const model::ReadContext& context) {
            log.push_back("read " + std::string(model::action_name(context.action)));
            return model::ReadModel{model, model_problems};
        };
        here.rooms.build_plan = [this](const model::Model&, const plan::BuildContext& context) {
            log.push_back("build " + std::string(model::action_name(context.action)));
            seen = context;
            plan::Built built;
            built.plan.rendered.emplace_back("supervisord_s.conf.j2", "text");
            if (context.scrape_targets && context.action == Action::deploy)
                built.plan.scrape_targets.push_back({"h1:9001", "s", "h1", {}, false});
            built.problems = context.action == Action::deploy && !deploy_problems.empty() ? deploy_problems
                                                                                          : plan_problems;
            return built;
        };
        here.rooms.run = [this](const model::Model&, const run::BuildPlan& build,
                                const run::RunOptions& given, report::Report&) {
            run_options = given;
            log.push_back("run");
            const plan::Built built = build({});
            result.problems = built.problems;
            compares = built.plan.comparison.has_value();
            return result;
        };
        here.rooms.make_report = [this](const Options&) { return std::make_unique<ProblemReport>(here.err); };
        here.rooms.status_table = [](const control::Look& look) {
            return std::string(look.surveys.empty() ? "" : "TABLE\n");
        };
        here.rooms.status_json = [](const control::Look&) { return std::string("{}"); };
        here.rooms.lasting_status = [](const control::Look& look) {
            return std::to_string(look.unreachable.size()) +
                   (look.surveys.empty() ? std::string() : look.surveys[0].second);
        };
        here.rooms.all_as_described = [this](const control::Look&) { return as_described; };
        options.sources = {source::file("app.yml")};
        options.action = Action::deploy;
        model::Host host;
        host.name = "h1";
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

    /// With the password of the file "pw".
    static std::string secret_named_pw(std::string_view text) {
        std::string vault_text = *vault::encrypt(text, vault::Secret("of /base/pw"));
        for (std::size_t at = vault_text.find('\n'); at + 1 < vault_text.size();
             at = vault_text.find('\n', at + 1))
            vault_text.insert(at + 1, "    ");
        return "encrypted_vars:\n  pw: |\n    " + vault_text;
    }

    static source::Problem problem(const char* message) {
        return {source::Severity::error, {}, {}, message, {}};
    }

    source::Files files;
    Surroundings here;
    Options options;
    model::Model model;
    source::Problems model_problems, plan_problems, deploy_problems;
    bool compares = false;
    run::RunResult result;
    run::RunOptions run_options;
    plan::BuildContext seen;
    std::string answer = "yes", out, err;
    std::vector<std::string> log;
    std::string published;
    supervise::Result<void> publishing, keeping;
    bool as_described = true;
};

TEST_F(RunAction, goes_from_description_to_run) {
    result.exit_status = 2;
    EXPECT_EQ(run(Action::deploy), 2);
    EXPECT_THAT(log, ElementsAre("read deploy", "run", "build deploy"));
    EXPECT_TRUE(run_options.login.begin.lock);
    EXPECT_TRUE(run_options.login.check_host_key);
    EXPECT_EQ(out + err, "");
}

// HD-CLI-19, -20: problems end it before any host is contacted, all of them told.
TEST_F(RunAction, problems_of_loading_end_it) {
    files.by_path["app.yml"] = "a: ${x}\nb: ${y}\n";
    EXPECT_EQ(run(Action::deploy), 1);
    EXPECT_EQ(err, "* * * * ERROR: app.yml:1:4: a: 'x' is undefined\n"
                   "* * * * ERROR: app.yml:2:4: b: 'y' is undefined\n");
    EXPECT_THAT(log, IsEmpty());
}

TEST_F(RunAction, problems_of_the_model_end_it_and_warnings_do_not) {
    model_problems = {{source::Severity::warning, {}, {}, "odd", {}}};
    EXPECT_EQ(run(Action::deploy), 0);
    EXPECT_EQ(err, "* * * * WARNING: odd\n");
    model_problems.push_back(problem("wrong"));
    EXPECT_EQ(run(Action::deploy), 1);
    EXPECT_THAT(err, HasSubstr("* * * * ERROR: wrong\n"));
}

TEST_F(RunAction, problems_of_the_plan_end_with_1) {
    plan_problems = {problem("cannot render")};
    result.exit_status = 1;
    EXPECT_EQ(run(Action::deploy), 1);
    EXPECT_EQ(err, "* * * * ERROR: cannot render\n");
}

// HD-CLI-25: all actions are checked, nobody is contacted, each problem is told once.
TEST_F(RunAction, none_checks_all_actions) {
    EXPECT_EQ(run(Action::none), 0);
    EXPECT_THAT(log, ElementsAre("read none", "build deploy", "build remove", "build start", "build stop",
                                 "build status"));
    ASSERT_EQ(seen.facts.size(), 1U);
    EXPECT_NE(seen.facts[0]->find(std::string_view("ansible_fqdn")), nullptr);
    plan_problems = {problem("cannot render")};
    EXPECT_EQ(run(Action::none), 1);
    EXPECT_EQ(err, "* * * * ERROR: cannot render\n");
}

TEST_F(RunAction, dumpvars_prints_the_variables) {
    options.working_folder = "/w";
    EXPECT_EQ(run(Action::dumpvars), 0);
    EXPECT_EQ(out, "---\na: b   (app.yml)\n---\n");
    EXPECT_THAT(log, ElementsAre("read dumpvars"));
}

// HD-CLI-11, -12, -14
TEST_F(RunAction, the_working_folder_is_announced_and_written) {
    options.working_folder = "w";
    options.scopes = {"a", "b"};
    options.no_scopes = {"c"};
    EXPECT_EQ(run(Action::deploy), 0);
    EXPECT_EQ(out,
              "WORKING_FOLDER: /base/w/hadeploy-work\nScope limited to  ['a', 'b']\nScope excluded: ['c']\n");
    EXPECT_THAT(log, ElementsAre("read deploy", "run", "build deploy", "write /base/w/hadeploy-work",
                                 "  supervisord_s.conf.j2", "  model_src.json", "  inventory.json",
                                 "  plan.json"));
}

TEST_F(RunAction, targets_are_listed_with_the_plan) {
    options.prometheus_targets = "targets.json";
    EXPECT_EQ(run(Action::deploy), 0);
    EXPECT_THAT(log, ElementsAre("read deploy", "run", "build deploy", "publish /base/targets.json"));
    EXPECT_THAT(published, HasSubstr("\"h1:9001\""));
    log.clear();
    EXPECT_EQ(run(Action::none), 0);
    EXPECT_THAT(log, ElementsAre("read none", "build deploy", "build remove", "build start", "build stop",
                                 "build status", "publish /base/targets.json"));
    EXPECT_TRUE(seen.placeholder_facts);
}

TEST_F(RunAction, targets_are_not_listed_when_nothing_is_to_change) {
    options.prometheus_targets = "targets.json";
    options.check = true;
    EXPECT_EQ(run(Action::deploy), 0);
    plan_problems = {problem("cannot render")};
    options.check = false;
    EXPECT_EQ(run(Action::none), 1);
    run(Action::deploy);
    EXPECT_EQ(published, "");
}

TEST_F(RunAction, targets_are_all_or_none) {
    options.prometheus_targets = "targets.json";
    for (const Action action : {Action::remove, Action::start, Action::stop, Action::status})
        EXPECT_EQ(run(action), 1);
    EXPECT_THAT(err, HasSubstr("--prometheus-targets goes with the actions deploy and none"));
    for (auto* names : {&options.limit, &options.scopes, &options.no_scopes}) {
        *names = {"h1"};
        err.clear();
        EXPECT_EQ(run(Action::deploy), 1);
        EXPECT_THAT(err, HasSubstr("does not go with --scope, --noScope and --limit"));
        names->clear();
    }
    EXPECT_THAT(log, IsEmpty());
}

TEST_F(RunAction, a_working_folder_that_cannot_be_written_is_an_error_before_the_first_change) {
    options.working_folder = "/etc/no";
    options.prometheus_targets = "targets.json";
    keeping = supervise::fail("mkdir '/etc/no': Permission denied");
    const std::string told = "* * * * ERROR: --workingFolder: mkdir '/etc/no': Permission denied\n";
    EXPECT_EQ(run(Action::none), 1);
    EXPECT_THAT(err, HasSubstr(told));
    // The real run does nothing with a plan that has problems.
    err.clear();
    EXPECT_EQ(run(Action::deploy), 1);
    EXPECT_EQ(err, told);
    EXPECT_THAT(result.problems, ::testing::SizeIs(1));
    EXPECT_EQ(published, "");
}

TEST_F(RunAction, targets_that_cannot_be_written_are_an_error) {
    options.prometheus_targets = "/etc/no/targets.json";
    publishing = supervise::fail("open '/etc/no/targets.json': No such file or directory");
    EXPECT_EQ(run(Action::none), 1);
    EXPECT_EQ(err, "* * * * ERROR: --prometheus-targets: open '/etc/no/targets.json': No such file or "
                   "directory\n");
    // The real run does nothing with a plan that has problems.
    EXPECT_EQ(run(Action::deploy), 1);
    EXPECT_THAT(result.problems, ::testing::SizeIs(1));
}

// HD-GAP-15
TEST_F(RunAction, remove_asks_at_a_terminal) {
    here.input_is_terminal = true;
    EXPECT_EQ(run(Action::remove), 0);
    EXPECT_THAT(err, HasSubstr("folder /opt/app, unless it holds what no deployment put there"));
    EXPECT_THAT(log, ElementsAre("read remove", "ask Delete it? [yes/no] ", "run", "build remove"));
    log.clear();
    answer = "no";
    EXPECT_EQ(run(Action::remove), 1);
    EXPECT_THAT(err, HasSubstr("nothing was removed"));
    EXPECT_THAT(log, Not(::testing::Contains("run")));
}

TEST_F(RunAction, remove_without_a_terminal_needs_yes) {
    EXPECT_EQ(run(Action::remove), 1);
    EXPECT_THAT(err, HasSubstr("it needs --yes"));
    EXPECT_THAT(log, ElementsAre("read remove"));
    options.yes = true;
    EXPECT_EQ(run(Action::remove), 0);
    options.yes = false;
    options.check = true;
    EXPECT_EQ(run(Action::remove), 0) << "a prediction deletes nothing";
    EXPECT_FALSE(run_options.login.begin.lock);
}

// HD-GAP-01
TEST_F(RunAction, status_ends_with_3_when_something_differs) {
    result.found.surveys = {{"h1", "{}"}};
    EXPECT_EQ(run(Action::status), 0);
    EXPECT_EQ(out, "\nTABLE\n");
    EXPECT_FALSE(run_options.login.begin.lock);
    as_described = false;
    EXPECT_EQ(run(Action::status), 3);
    result.exit_status = 4;
    EXPECT_EQ(run(Action::status), 4);
    out.clear();
    options.json = true;
    EXPECT_EQ(run(Action::status), 4);
    EXPECT_EQ(out, "{}\n");
}

// HD-GAP-01: compared is what `deploy --check` would.
TEST_F(RunAction, status_plans_a_deployment_and_changes_nothing) {
    EXPECT_EQ(run(Action::status), 0);
    EXPECT_THAT(log, ElementsAre("read status", "read deploy", "run", "build status", "build deploy"));
    EXPECT_TRUE(compares);
    EXPECT_TRUE(run_options.login.begin.check);
    EXPECT_FALSE(run_options.login.begin.lock);
}

TEST_F(RunAction, states_alone_need_no_deployment) {
    options.states_only = true;
    EXPECT_EQ(run(Action::status), 0);
    EXPECT_THAT(log, ElementsAre("read status", "run", "build status"));
    EXPECT_FALSE(compares);
    EXPECT_TRUE(run_options.login.begin.check);
}

TEST_F(RunAction, states_are_shown_when_a_deployment_cannot_be_planned) {
    result.found.surveys = {{"h1", "{}"}};
    deploy_problems = {problem("no systemd there")};
    EXPECT_EQ(run(Action::status), 1);
    EXPECT_FALSE(compares);
    EXPECT_EQ(err, "* * * * ERROR: no systemd there\n");
    EXPECT_EQ(out, "\nTABLE\n");
    as_described = false;
    EXPECT_EQ(run(Action::status), 1);
    result.exit_status = 4;
    EXPECT_EQ(run(Action::status), 4) << "what is worse counts";
}

TEST_F(RunAction, a_comparison_needs_the_same_hosts) {
    const auto read = here.rooms.read_model;
    here.rooms.read_model = [read](const source::Document& document, const model::ReadContext& context) {
        model::ReadModel found = read(document, context);
        if (context.action == Action::deploy)
            found.model.hosts[0].name = "h2";
        return found;
    };
    EXPECT_EQ(run(Action::status), 1);
    EXPECT_THAT(err, HasSubstr("which hosts there are depends on the action"));
    EXPECT_THAT(err, HasSubstr("--states-only"));
    EXPECT_THAT(log, Not(::testing::Contains("run")));
}

// HD-GAP-01: --watch
TEST_F(RunAction, watch_shows_what_has_changed) {
    options.watch = std::chrono::seconds(7);
    result.exit_status = 3;
    EXPECT_EQ(run(Action::status), 3);
    EXPECT_EQ(run_options.watch, std::chrono::seconds(7));
    EXPECT_EQ(out, "") << "each look is shown when it is there";
    const Redaction nothing;
    StatusView view(options, here, nothing);
    run::RunResult look;
    look.found.surveys = {{"h1", "a"}};
    view.show(look);
    view.show(look);
    EXPECT_EQ(out, "TABLE\n");
    look.found.unreachable = {{"h2", "gone"}};
    view.show(look);
    EXPECT_EQ(out, "TABLE\n\nTABLE\n");
    out.clear();
    here.output_is_terminal = true;
    view.show(look);
    view.show(look);
    EXPECT_THAT(out, testing::HasSubstr("Every 7 s"));
    EXPECT_EQ(out.size() % 2, 0U);
    EXPECT_EQ(out.substr(0, out.size() / 2), out.substr(out.size() / 2)) << "each look, in the same place";
}

// HD-VAULT-09 to -11
TEST_F(RunAction, secrets_are_decrypted_when_they_are_used) {
    const std::string secrets = secret_named_pw("s3cret");
    files.by_path["app.yml"] = secrets;
    EXPECT_EQ(run(Action::deploy), 0) << "unused: no password is needed";
    files.by_path["app.yml"] = secrets + "k: \"{{ pw }}\"\n";
    EXPECT_EQ(run(Action::deploy), 1);
    EXPECT_THAT(err, HasSubstr("no vault password was given"));
    // What no state depends on is needed to compare.
    err.clear();
    EXPECT_EQ(run(Action::status), 1);
    EXPECT_THAT(err, HasSubstr("no vault password was given"));
    EXPECT_THAT(err, HasSubstr("--states-only leaves that out"));
    options.states_only = true;
    EXPECT_EQ(run(Action::status), 0);
    options.states_only = false;
    options.vault_password_file = "pw";
    EXPECT_EQ(run(Action::deploy), 0) << err;
    EXPECT_EQ(seen.secrets.find(std::string_view("pw"))->str(), "s3cret");
    options.vault_password_file = "other";
    err.clear();
    EXPECT_EQ(run(Action::deploy), 1);
    EXPECT_THAT(err, HasSubstr("cannot decrypt 'pw': wrong vault password or damaged value"));
    options.vault_password_file.clear();
    options.ask_vault_password = true;
    answer = "of /base/pw";
    EXPECT_EQ(run(Action::deploy), 0);
}

// HD-VAULT-03: problems, what hosts answer, and what is kept.
TEST_F(RunAction, secrets_are_in_nothing_that_is_told) {
    files.by_path["app.yml"] = secret_named_pw("x\"hush\" y") + "k: \"{{ pw }}\"\n";
    options.vault_password_file = "pw";
    plan_problems = {problem("'x\"hush\" y' is not an absolute path")};
    EXPECT_EQ(run(Action::none), 1);
    EXPECT_THAT(err, HasSubstr("'********' is not an absolute path"));
    plan_problems.clear();
    const auto carry_out = here.rooms.run;
    here.rooms.run = [&](const model::Model& described, const run::BuildPlan& build,
                         const run::RunOptions& given, report::Report& report) {
        report.begin_step("A", false);
        report.note("note x\"hush\" y");
        report.result({"h1", report::Outcome::failed, {}, "cannot read A=\"x\\\"hush\\\" y\"", {}, {}, {}});
        return carry_out(described, build, given, report);
    };
    err.clear();
    EXPECT_EQ(run(Action::deploy), 0);
    EXPECT_EQ(err, "note ********\nfatal: [h1]: FAILED! cannot read A=\"********\"\n");
    here.rooms.status_json = [](const control::Look&) { return std::string(R"({"k": "x\"hush\" y"})"); };
    options.json = true;
    EXPECT_EQ(run(Action::status), 0);
    EXPECT_EQ(out, "{\"k\": \"********\"}\n");
}

TEST_F(RunAction, hosts_are_not_contacted_without_an_agent) {
    here.installation.agent_file.clear();
    EXPECT_EQ(run(Action::none), 0);
    EXPECT_EQ(run(Action::deploy), 1);
    EXPECT_THAT(err, HasSubstr("hadeploy-agent, which runs on the hosts, is neither"));
    EXPECT_THAT(log, Not(::testing::Contains("run")));
}

// HD-CLI-29
TEST_F(RunAction, options_without_effect_are_mentioned) {
    options.ignores_logging_conf = true;
    EXPECT_EQ(run(Action::deploy), 0);
    EXPECT_THAT(err, StartsWith("* * * * WARNING: --loggingConf is not used"));
}

}  // namespace
}  // namespace deployer::hadeploy
