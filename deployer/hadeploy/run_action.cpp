#include "hadeploy/run_action.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <set>

#include <fmt/core.h>

#include "hadeploy/ansible_engine.hpp"
#include "hadeploy/comparison.hpp"
#include "hadeploy/description.hpp"
#include "hadeploy/dump_variables.hpp"
#include "hadeploy/placeholder_facts.hpp"
#include "hadeploy/problem_report.hpp"
#include "hadeploy/redacted_report.hpp"
#include "hadeploy/scrape_targets.hpp"
#include "hadeploy/status_view.hpp"
#include "hadeploy/working_folder.hpp"

namespace deployer::hadeploy {
namespace {

using model::Action;

constexpr int wrong_status = 1;
constexpr int differs_status = 3;
constexpr const char* working_name = "/hadeploy-work";

source::Problems failed_option(std::string_view option, std::string_view reason) {
    return {{source::Severity::error, {}, {}, fmt::format("{}: {}", option, reason), {}}};
}

void append(source::Problems& problems, source::Problems&& more) {
    std::move(more.begin(), more.end(), std::back_inserter(problems));
}

class ActionRun {
public:
    ActionRun(const Options& options, const Surroundings& surroundings)
        : options_(options),
          here_(surroundings),
          dialogue_(std::make_shared<Dialogue>()),
          description_(options, surroundings, dialogue_) {
        if (options.action == Action::status && !options.states_only)
            comparison_.emplace(options, surroundings, dialogue_);
    }

    int run() {
        if (options_.action != Action::dumpvars)
            announce();
        if (!may_list_targets() || !description_.load())
            return wrong_status;
        if (options_.action == Action::dumpvars) {
            here_.out(dump_variables(description_.document(), here_.load.folder));
            return 0;
        }
        if (!description_.decrypt())
            return wrong_status;
        if (options_.action == Action::none)
            return check_all();
        if (here_.installation.agent_file.empty())
            return complain("hadeploy-agent, which runs on the hosts, is neither beside hadeploy nor in "
                            "../libexec/supervise");
        if (options_.action == Action::remove && !description_.may_remove())
            return wrong_status;
        if (comparison_ && !comparison_->load(description_.model()))
            return wrong_status;
        return run_on_hosts();
    }

private:
    void announce() const {
        if (options_.working_folder)
            description_.say(fmt::format("WORKING_FOLDER: {}\n", working_folder()));
        description_.announce();
    }

    std::string working_folder() const {
        return source::resolve(*options_.working_folder, {}, here_.load) + working_name;
    }

    int complain(std::string_view message) const {
        description_.fail(message);
        return wrong_status;
    }

    /// Renders what every action would, for hosts that nobody asks (HD-CLI-25).
    int check_all() const {
        constexpr std::array<Action, 5> actions = {Action::deploy, Action::remove, Action::start,
                                                   Action::stop, Action::status};
        source::Problems problems;
        std::set<std::string> told;
        std::vector<plan::ScrapeTarget> targets;
        for (const Action action : actions) {
            plan::BuildContext context = description_.build_context(action);
            context.placeholder_facts = true;
            for (std::size_t host = 0; host < description_.model().hosts.size(); ++host)
                context.facts.emplace_back(placeholder_facts(description_.model(), host));
            const plan::Built built = here_.rooms.build_plan(description_.model(), context);
            for (const source::Problem& problem : built.problems)
                if (told.insert(problem.text()).second)
                    problems.push_back(problem);
            if (action == Action::deploy) {
                append(problems, keep(built.plan));
                targets = built.plan.scrape_targets;
            }
        }
        return description_.accept(problems) && description_.accept(list_targets(targets)) ? 0 : wrong_status;
    }

    run::RunOptions run_options() const {
        run::RunOptions result;
        result.forks = options_.forks;
        result.serial = options_.serial;
        result.serial_percent = options_.serial_percent;
        result.max_fail = options_.max_fail;
        result.login.begin.check = options_.check || options_.action == Action::status;
        result.login.begin.diff = options_.diff;
        result.login.begin.lock = !options_.check && options_.action != Action::status;
        result.login.check_host_key = !options_.insecure_host_keys;
        result.login.timeout = options_.ssh_timeout;
        return result;
    }

    int run_on_hosts() {
        const run::BuildPlan build = [&](const std::vector<std::optional<jinja::Dict>>& facts) {
            plan::BuildContext context = description_.build_context(options_.action);
            context.facts = facts;
            plan::Built built = here_.rooms.build_plan(description_.model(), context);
            // What is a problem here ends the run before its first change.
            if (!source::has_errors(built.problems))
                append(built.problems, keep(built.plan));
            if (comparison_ && !source::has_errors(built.problems))
                comparison_->add_to(built.plan, facts);
            if (!source::has_errors(built.problems))
                append(built.problems, list_targets(built.plan.scrape_targets));
            return built;
        };
        const bool is_watch = options_.watch.count() > 0;
        const bool is_document = options_.action == Action::status && (options_.json || is_watch);
        const std::unique_ptr<report::Report> report =
            is_document ? std::make_unique<ProblemReport>(here_.err) : here_.rooms.make_report(options_);
        RedactedReport redacted(*report, dialogue_->without_secrets);
        StatusView view(options_, here_, dialogue_->without_secrets);
        run::RunOptions how = run_options();
        how.watch = options_.watch;
        how.show = [&view](const run::RunResult& look) { view.show(look); };
        const run::RunResult result = here_.rooms.run(description_.model(), build, how, redacted);
        if (!description_.accept(result.problems))
            return wrong_status;
        if (options_.action != Action::status)
            return result.exit_status;
        const int status = status_of(result);
        const bool is_half = comparison_ && comparison_->has_failed();
        return is_half && (status == 0 || status == differs_status) ? wrong_status : status;
    }

    int status_of(const run::RunResult& result) const {
        if (options_.watch.count() > 0)
            return result.exit_status;
        if (options_.json)
            here_.out(dialogue_->without_secrets(here_.rooms.status_json(result.found)) + "\n");
        else if (const std::string table = here_.rooms.status_table(result.found); !table.empty())
            here_.out("\n" + dialogue_->without_secrets(table));
        const bool differs = result.exit_status == 0 && !here_.rooms.all_as_described(result.found);
        return differs ? differs_status : result.exit_status;
    }

    /// What --workingFolder is for; the error when it cannot be written.
    source::Problems keep(const plan::Plan& plan) const {
        if (!options_.working_folder)
            return {};
        NamedTexts files = plan.rendered;
        files.emplace_back("model_src.json", document_json(description_.document()));
        files.emplace_back("inventory.json", inventory_json(description_.model()));
        files.emplace_back("plan.json", plan_json(plan, description_.model()));
        for (auto& file : files)
            file.second = dialogue_->without_secrets(std::move(file.second));
        const auto written = here_.write_working_folder(working_folder(), files);
        return written ? source::Problems() : failed_option("--workingFolder", written.error().message);
    }

    /// A list that some supervisors are missing from would end the monitoring of those.
    bool may_list_targets() const {
        if (!options_.prometheus_targets)
            return true;
        if (options_.action != Action::deploy && options_.action != Action::none)
            return description_.fail("--prometheus-targets goes with the actions deploy and none");
        if (!options_.scopes.empty() || !options_.no_scopes.empty() || !options_.limit.empty())
            return description_.fail(
                "--prometheus-targets lists all supervisors of the description: it does not go with "
                "--scope, --noScope and --limit; write the list with --action none");
        return true;
    }

    /// What --prometheus-targets is for; the error when it cannot be written.
    source::Problems list_targets(const std::vector<plan::ScrapeTarget>& targets) const {
        if (!options_.prometheus_targets || options_.check)
            return {};
        const std::string path = source::resolve(*options_.prometheus_targets, {}, here_.load);
        const auto written = here_.write_public_file(path, scrape_targets_json(targets));
        return written ? source::Problems() : failed_option("--prometheus-targets", written.error().message);
    }

    const Options& options_;
    const Surroundings& here_;
    std::shared_ptr<Dialogue> dialogue_;
    Description description_;
    std::optional<Comparison> comparison_;  ///< of a status
};

}  // namespace

int run_action(const Options& options, const Surroundings& surroundings) {
    if (options.engine == Engine::ansible && options.action != Action::dumpvars)
        return run_with_ansible(options, surroundings);
    return ActionRun(options, surroundings).run();
}

}  // namespace deployer::hadeploy
