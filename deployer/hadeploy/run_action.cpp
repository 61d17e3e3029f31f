#include "hadeploy/run_action.hpp"

#include <array>
#include <set>

#include <fmt/core.h>

#include "hadeploy/dump_variables.hpp"
#include "hadeploy/host_texts.hpp"
#include "hadeploy/placeholder_facts.hpp"
#include "hadeploy/problem_report.hpp"
#include "hadeploy/removal.hpp"
#include "hadeploy/scrape_targets.hpp"
#include "hadeploy/secrets.hpp"
#include "hadeploy/status_view.hpp"
#include "hadeploy/working_folder.hpp"

namespace deployer::hadeploy {
namespace {

using model::Action;

constexpr int wrong_status = 1;
constexpr int differs_status = 3;
constexpr const char* working_name = "/hadeploy-work";

/// ['a', 'b']
std::string name_list(const std::vector<std::string>& names) {
    jinja::List list(names.begin(), names.end());
    return jinja::Value(std::move(list)).repr();
}

/// Texts that are rendered on this machine, for the secrets in them.
std::vector<std::string> template_files(const model::Model& model, const Surroundings& surroundings) {
    using Kind = model::ContentSource::Kind;
    std::vector<std::string> paths;
    const auto add = [&paths](const model::ContentSource& source) {
        if (source.kind == Kind::tmpl)
            paths.push_back(source.path);
    };
    for (const model::File& file : model.files)
        add(file.source);
    for (const model::SystemdUnit& unit : model.units)
        add(unit.source);
    for (const model::Tree& tree : model.trees) {
        if (tree.source.kind != Kind::tmpl)
            continue;
        for (const std::string& name :
             surroundings.list(tree.source.path).value_or(std::vector<std::string>()))
            if (!name.ends_with('/'))
                paths.push_back(fmt::format("{}/{}", tree.source.path, name));
    }
    // Of both schemes (HD-VAR-40).
    for (const model::Supervisor& supervisor : model.supervisors)
        if (supervisor.conf_file_src)
            paths.push_back(supervisor.conf_file_src->path);
    for (const model::Program& program : model.programs)
        if (program.conf_file_src)
            paths.push_back(program.conf_file_src->path);
    return paths;
}

class ActionRun {
public:
    ActionRun(const Options& options, const Surroundings& surroundings)
        : options_(options), here_(surroundings) {}

    int run() {
        if (options_.action != Action::dumpvars)
            announce();
        if (options_.ignores_logging_conf)
            warn("--loggingConf is not used; see --log-level");
        if (!may_list_targets() || !load())
            return wrong_status;
        if (options_.action == Action::dumpvars) {
            here_.out(dump_variables(document_, here_.load.folder));
            return 0;
        }
        if (!decrypt())
            return wrong_status;
        if (options_.action == Action::none)
            return check_all();
        if (here_.installation.agent_file.empty())
            return complain("hadeploy-agent, which runs on the hosts, is neither beside hadeploy nor in "
                            "../libexec/supervise");
        if (options_.action == Action::remove && !may_remove())
            return wrong_status;
        return run_on_hosts();
    }

private:
    /// Beside a JSON document, everything else goes to standard error.
    void say(std::string_view text) const { options_.json ? here_.err(text) : here_.out(text); }
    void warn(std::string_view text) const { here_.err(fmt::format("* * * * WARNING: {}\n", text)); }

    void announce() const {
        if (options_.working_folder)
            say(fmt::format("WORKING_FOLDER: {}\n", working_folder()));
        if (!options_.scopes.empty())
            say(fmt::format("Scope limited to  {}\n", name_list(options_.scopes)));
        if (!options_.no_scopes.empty())
            say(fmt::format("Scope excluded: {}\n", name_list(options_.no_scopes)));
    }

    std::string working_folder() const {
        return source::resolve(*options_.working_folder, {}, here_.load) + working_name;
    }

    /// Prints them; false when there are errors among them.
    bool accept(const source::Problems& problems) const {
        for (const source::Problem& problem : problems) {
            if (problem.severity == source::Severity::warning)
                warn(problem.text());
            else
                here_.err(error_line(problem.text()));
        }
        return !source::has_errors(problems);
    }

    bool load() {
        source::Loaded loaded = source::load(options_.sources, here_.load);
        document_ = std::move(loaded.document);
        if (!accept(loaded.problems))
            return false;
        model::ReadContext context;
        context.action = options_.action;
        context.scopes = options_.scopes;
        context.no_scopes = options_.no_scopes;
        context.limit = options_.limit;
        context.load = here_.load;
        context.look = here_.look;
        context.ask_password = [this](const std::string& prompt) {
            return here_.ask(prompt, true).value_or(std::string());
        };
        model::ReadModel read = here_.rooms.read_model(document_, context);
        model_ = std::move(read.model);
        return accept(read.problems);
    }

    bool decrypt() {
        std::vector<std::string> templates;
        if (options_.action == Action::deploy || options_.action == Action::none)
            for (const std::string& path : template_files(model_, here_))
                templates.push_back(here_.load.read(path).value_or(std::string()));
        const std::vector<std::string> names = used_secrets(document_, options_.action, templates);
        std::optional<vault::Secret> password;
        if (!names.empty() && !read_password(password))
            return false;
        Secrets secrets = decrypt_secrets(document_, names, options_.action, password ? &*password : nullptr);
        secrets_ = std::move(secrets.values);
        return accept(secrets.problems) && accept(render_logins(model_, secrets_));
    }

    bool read_password(std::optional<vault::Secret>& password) const {
        if (!options_.vault_password_file.empty()) {
            auto read =
                here_.read_password_file(source::resolve(options_.vault_password_file, {}, here_.load));
            if (!read)
                return fail(read.error().message);
            password = std::move(*read);
        } else if (options_.ask_vault_password) {
            auto typed = here_.ask("Vault password: ", true);
            if (!typed)
                return fail(fmt::format("the vault password cannot be asked for: {}; use --vaultPasswordFile",
                                        typed.error().message));
            password.emplace(std::move(*typed));
        }
        return true;
    }

    int complain(std::string_view message) const {
        fail(message);
        return wrong_status;
    }
    bool fail(std::string_view message) const {
        here_.err(error_line(message));
        return false;
    }

    plan::BuildContext build_context(Action action) const {
        plan::BuildContext context;
        context.action = action;
        context.secrets = secrets_;
        context.read = here_.load.read;
        context.list = here_.list;
        context.distribution_folder = here_.installation.distribution_folder;
        context.version = here_.version;
        context.replace_supervisor = options_.replace_supervisor;
        context.prune = options_.prune;
        context.force = options_.force;
        context.scrape_targets = options_.prometheus_targets.has_value();
        return context;
    }

    /// Renders what every action would, for hosts that nobody asks (HD-CLI-25).
    int check_all() const {
        constexpr std::array<Action, 5> actions = {Action::deploy, Action::remove, Action::start,
                                                   Action::stop, Action::status};
        source::Problems problems;
        std::set<std::string> told;
        bool is_kept = true;
        std::vector<plan::ScrapeTarget> targets;
        for (const Action action : actions) {
            plan::BuildContext context = build_context(action);
            context.placeholder_facts = true;
            for (std::size_t host = 0; host < model_.hosts.size(); ++host)
                context.facts.emplace_back(placeholder_facts(model_, host));
            const plan::Built built = here_.rooms.build_plan(model_, context);
            for (const source::Problem& problem : built.problems)
                if (told.insert(problem.text()).second)
                    problems.push_back(problem);
            if (action == Action::deploy) {
                is_kept = keep(built.plan);
                targets = built.plan.scrape_targets;
            }
        }
        return accept(problems) && is_kept && accept(list_targets(targets)) ? 0 : wrong_status;
    }

    bool may_remove() const {
        const std::string preview = removal_preview(model_, options_.force);
        if (options_.yes || options_.check || preview.empty())
            return true;
        if (!here_.input_is_terminal)
            return fail(
                "--action remove deletes folders, home folders and logs: without a terminal it needs --yes");
        here_.err("This will be deleted:\n" + preview);
        const auto answer = here_.ask("Delete it? [yes/no] ", false);
        if (answer && (*answer == "yes" || *answer == "y"))
            return true;
        return fail("nothing was removed");
    }

    run::RunOptions run_options() const {
        run::RunOptions result;
        result.forks = options_.forks;
        result.serial = options_.serial;
        result.serial_percent = options_.serial_percent;
        result.max_fail = options_.max_fail;
        result.login.begin.check = options_.check;
        result.login.begin.diff = options_.diff;
        result.login.begin.lock = !options_.check && options_.action != Action::status;
        result.login.check_host_key = !options_.insecure_host_keys;
        result.login.timeout = options_.ssh_timeout;
        return result;
    }

    int run_on_hosts() const {
        bool is_kept = true;
        const run::BuildPlan build = [&](const std::vector<std::optional<jinja::Dict>>& facts) {
            plan::BuildContext context = build_context(options_.action);
            context.facts = facts;
            plan::Built built = here_.rooms.build_plan(model_, context);
            if (!source::has_errors(built.problems))
                is_kept = keep(built.plan);
            // What is a problem here ends the run before its first change.
            if (!source::has_errors(built.problems))
                for (source::Problem& problem : list_targets(built.plan.scrape_targets))
                    built.problems.push_back(std::move(problem));
            return built;
        };
        const bool is_watch = options_.watch.count() > 0;
        const bool is_document = options_.action == Action::status && (options_.json || is_watch);
        const std::unique_ptr<report::Report> report =
            is_document ? std::make_unique<ProblemReport>(here_.err) : here_.rooms.make_report(options_);
        StatusView view(options_, here_);
        run::RunOptions how = run_options();
        how.watch = options_.watch;
        how.show = [&view](const run::RunResult& look) { view.show(look); };
        const run::RunResult result = here_.rooms.run(model_, build, how, *report);
        if (!accept(result.problems) || !is_kept)
            return wrong_status;
        return options_.action == Action::status ? status_of(result) : result.exit_status;
    }

    int status_of(const run::RunResult& result) const {
        if (options_.watch.count() > 0)
            return result.exit_status;
        if (options_.json)
            here_.out(here_.rooms.status_json(result.surveys) + "\n");
        else if (!result.surveys.empty())
            here_.out("\n" + here_.rooms.status_table(result.surveys));
        const bool differs = result.exit_status == 0 && !here_.rooms.all_as_described(result.surveys);
        return differs ? differs_status : result.exit_status;
    }

    /// What --workingFolder is for. False when it cannot be written.
    bool keep(const plan::Plan& plan) const {
        if (!options_.working_folder)
            return true;
        NamedTexts files = plan.rendered;
        files.emplace_back("model_src.json", document_json(document_));
        files.emplace_back("inventory.json", inventory_json(model_));
        files.emplace_back("plan.json", plan_json(plan, model_));
        const auto written = here_.write_working_folder(working_folder(), files);
        return written ? true : fail(fmt::format("--workingFolder: {}", written.error().message));
    }

    /// A list that some supervisors are missing from would end the monitoring of those.
    bool may_list_targets() const {
        if (!options_.prometheus_targets)
            return true;
        if (options_.action != Action::deploy && options_.action != Action::none)
            return fail("--prometheus-targets goes with the actions deploy and none");
        if (!options_.scopes.empty() || !options_.no_scopes.empty() || !options_.limit.empty())
            return fail("--prometheus-targets lists all supervisors of the description: it does not go with "
                        "--scope, --noScope and --limit; write the list with --action none");
        return true;
    }

    /// What --prometheus-targets is for; the error when it cannot be written.
    source::Problems list_targets(const std::vector<plan::ScrapeTarget>& targets) const {
        if (!options_.prometheus_targets || options_.check)
            return {};
        const std::string path = source::resolve(*options_.prometheus_targets, {}, here_.load);
        const auto written = here_.write_public_file(path, scrape_targets_json(targets));
        if (written)
            return {};
        return {{source::Severity::error,
                 {},
                 {},
                 fmt::format("--prometheus-targets: {}", written.error().message),
                 {}}};
    }

    const Options& options_;
    const Surroundings& here_;
    source::Document document_;
    model::Model model_;
    jinja::Dict secrets_;
};

}  // namespace

int run_action(const Options& options, const Surroundings& surroundings) {
    return ActionRun(options, surroundings).run();
}

}  // namespace deployer::hadeploy
