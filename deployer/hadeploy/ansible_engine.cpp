#include "hadeploy/ansible_engine.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <list>

#include <fmt/format.h>

#include "hadeploy/description.hpp"
#include "plan/distribution.hpp"
#include "plan/render.hpp"
#include "plan/values.hpp"
#include "template/json.hpp"

namespace deployer::hadeploy {
namespace {

using model::Action;
using Facts = std::vector<std::optional<jinja::Dict>>;

constexpr int wrong_status = 1;
constexpr const char* program = "ansible-playbook";
constexpr std::array<Action, 5> all_actions = {Action::deploy, Action::remove, Action::start, Action::stop,
                                               Action::status};

/// What one action comes to.
struct Part {
    Part(Options own, const Surroundings& here, const std::shared_ptr<Dialogue>& dialogue)
        : options(std::move(own)), description(options, here, dialogue) {}
    Part(const Part&) = delete;

    Options options;
    Description description;
    plan::Built built;
};

std::string reason_against(const Options& options) {
    if (!options.working_folder)
        return "--engine ansible writes a project: name its folder by --workingFolder";
    if (options.json)
        return "--engine ansible reports as Ansible does: --output json is of the native engine";
    if (options.prometheus_targets)
        return "--engine ansible writes no list for Prometheus: use --prometheus-targets with --action none "
               "of the "
               "native engine";
    if (options.watch.count() > 0)
        return "--engine ansible looks once: --watch is of the native engine";
    if (options.prune)
        return "--engine ansible does not look for programs that are not described: --prune is of the native "
               "engine";
    return {};
}

class AnsibleRun {
public:
    AnsibleRun(const Options& options, const Surroundings& here)
        : options_(options),
          here_(here),
          dialogue_(std::make_shared<Dialogue>()),
          own_(options, here, dialogue_),
          folder_(options.working_folder ? source::resolve(*options.working_folder, {}, here.load) : "") {}

    int run() {
        if (const std::string reason = reason_against(options_); !reason.empty())
            return complain(reason);
        own_.say(fmt::format("WORKING_FOLDER: {}\n", folder_));
        own_.announce();
        if (const auto checked = here_.rooms.check_project(folder_); !checked)
            return complain(fmt::format("--workingFolder: {}", checked.error().message));
        if (!load() || !knows_supervisors() || (options_.action == Action::remove && !first().may_remove()))
            return wrong_status;
        if (const auto status = build_plans())
            return *status;
        return write_and_run();
    }

private:
    Description& first() { return parts_.front().description; }
    const model::Model& model() { return first().model(); }

    int complain(std::string_view message) const {
        own_.fail(message);
        return wrong_status;
    }

    bool load() {
        if (options_.action != Action::none) {
            parts_.emplace_back(options_, here_, dialogue_);
        } else {
            for (const Action action : all_actions)
                parts_.emplace_back(with_action(options_, action), here_, dialogue_);
        }
        if (!std::ranges::all_of(
                parts_, [](Part& part) { return part.description.load() && part.description.decrypt(); }))
            return false;
        const auto other = std::ranges::find_if(parts_, [this](const Part& part) {
            return !std::ranges::equal(part.description.model().hosts, model().hosts, {}, &model::Host::name,
                                       &model::Host::name);
        });
        return other == parts_.end() ||
               own_.fail(
                   "--engine ansible: which hosts there are depends on the action; write a project for each");
    }

    /// What is found on a host is read by the agent of the native engine.
    bool knows_supervisors() {
        const auto& supervisors = model().supervisors;
        const auto found = std::ranges::find_if(supervisors, &model::Supervisor::found);
        return found == supervisors.end() ||
               own_.fail(fmt::format(
                   "--engine ansible: supervisor '{}' is 'found: yes', which only the native engine "
                   "reads; describe it, with 'managed: no'",
                   found->name));
    }

    /// First without facts; when a text asks for some, again with what Ansible has found out. A status: that
    /// was all.
    std::optional<int> build_plans() {
        build([](const model::Model& described) { return Facts(described.hosts.size(), jinja::Dict()); });
        if (std::ranges::any_of(parts_, [](const Part& part) { return part.description.may_use_facts(); })) {
            if (const auto status = options_.action == Action::none ? need_facts() : gather_facts())
                return status;
            build([this](const model::Model& described) { return known_facts(described); });
        }
        if (!std::ranges::all_of(
                parts_, [](const Part& part) { return part.description.accept(part.built.problems); }))
            return wrong_status;
        return std::nullopt;
    }

    template <class FactsOf>
    void build(FactsOf facts_of_hosts) {
        for (Part& part : parts_) {
            plan::BuildContext context = part.description.build_context(part.options.action);
            // What is there is looked at by the playbook.
            context.distribution_folder.clear();
            context.facts = facts_of_hosts(part.description.model());
            part.built = here_.rooms.build_plan(part.description.model(), context);
        }
    }

    std::string fact_file(const model::Host& host) const {
        return fmt::format("{}/facts/{}", folder_, host.name);
    }

    Facts known_facts(const model::Model& described) const {
        Facts facts;
        for (const model::Host& host : described.hosts)
            facts.push_back(host.selected ? facts_of(host) : std::nullopt);
        return facts;
    }

    std::optional<jinja::Dict> facts_of(const model::Host& host) const {
        const auto text = here_.load.read(fact_file(host));
        if (!text)
            return std::nullopt;
        jinja::Value value;
        try {
            value = jinja::from_json(*text);
        } catch (const jinja::Failure&) {
            return std::nullopt;
        }
        if (value.kind() != jinja::Value::Kind::dict)
            return std::nullopt;
        jinja::Dict facts;
        for (const auto& [name, fact] : value.dict().entries())
            if (plan::is_fact_name(name.text()))
                facts.set(name, fact);
        facts.set("ansible_user", host.ssh_user);
        return facts;
    }

    /// Nothing is run by `none`: what an earlier run has found out has to do.
    std::optional<int> need_facts() {
        const auto unknown = std::ranges::find_if(
            model().hosts, [this](const model::Host& host) { return host.selected && !facts_of(host); });
        if (unknown == model().hosts.end())
            return std::nullopt;
        if (const auto status = write(ansible::fact_project(model(), project_options())))
            return status;
        return complain(
            fmt::format("facts of host '{}' are asked for and not known: run `{} facts.yml` in {}, "
                        "then this again",
                        unknown->name, program, folder_));
    }

    std::optional<int> gather_facts() {
        if (const auto status = write(ansible::fact_project(model(), project_options())))
            return status;
        const int status = run_playbook("facts.yml", {});
        return status != 0 && (model().exit_on_fail || status == wrong_status) ? std::optional(status)
                                                                               : std::nullopt;
    }

    ansible::ProjectOptions project_options() const {
        ansible::ProjectOptions result;
        if (options_.serial_percent > 0)
            result.pace.serial = fmt::format("{}%", options_.serial_percent);
        else if (options_.serial > 0)
            result.pace.serial = std::to_string(options_.serial);
        result.pace.max_fail = options_.max_fail;
        result.insecure_host_keys = options_.insecure_host_keys;
        result.forks = options_.forks;
        result.timeout_seconds = static_cast<long>(options_.ssh_timeout.count());
        result.software.replace = options_.replace_supervisor;
        result.software.version = here_.version;
        result.version = here_.version;
        return result;
    }

    /// The supervisord that hosts may need. False when it is damaged.
    bool add_software(ansible::ProjectOptions& options) {
        const std::string& folder = here_.installation.distribution_folder;
        const auto needs = std::ranges::find_if(parts_, [](const Part& part) {
            return part.options.action == Action::deploy &&
                   std::ranges::any_of(part.description.model().supervisors, &model::Supervisor::managed);
        });
        if (folder.empty() || needs == parts_.end())
            return true;
        const std::string list = folder + "/lib/supervise/MANIFEST";
        const auto text = here_.load.read(list);
        const auto manifest = text ? plan::parse_manifest(*text) : tl::unexpected(text.error());
        auto items = manifest ? plan::install_items(*manifest, folder, false, needs->built.plan.contents)
                              : tl::unexpected(manifest.error());
        if (!items)
            return own_.fail(fmt::format("{}: {}", list, items.error().message));
        options.software.items = std::move(*items);
        return true;
    }

    /// What a removal takes out of the folders of trees. False when it cannot be told.
    bool add_trees(ansible::Trees& trees) const {
        for (const Part& part : parts_)
            for (const model::Tree& tree : part.description.model().trees) {
                if (part.options.action != Action::remove || tree.no_remove)
                    continue;
                if (plan::holds_template(tree.dest_folder))
                    return own_.fail(
                        fmt::format("--engine ansible: tree '{}' has an expression in its dest_folder: "
                                    "remove it by the native engine",
                                    tree.source.written));
                trees[plan::joined_path(tree.dest_folder, "")] =
                    here_.list(tree.source.path).value_or(std::vector<std::string>());
            }
        return true;
    }

    int write_and_run() {
        ansible::ProjectOptions options = project_options();
        if (!add_software(options) || !add_trees(options.trees))
            return wrong_status;
        std::vector<ansible::Book> books;
        for (const Part& part : parts_)
            books.push_back({std::string(model::action_name(part.options.action)), &part.description.model(),
                             &part.built.plan});
        const ansible::Project project = ansible::make_project(model(), books, options);
        if (const auto status = write(project))
            return *status;
        if (options_.action != Action::none)
            return run_playbook(project.playbooks.front(), words());
        own_.say(fmt::format("Playbooks of all actions are written; nothing was run.\n"));
        return 0;
    }

    std::optional<int> write(const ansible::Project& project) const {
        for (const std::string& fault : project.faults)
            own_.fail(fmt::format("--engine ansible: {}", fault));
        if (!project.faults.empty())
            return wrong_status;
        const auto written = here_.rooms.write_project(folder_, project);
        return written ? std::nullopt
                       : std::optional(complain(fmt::format("--workingFolder: {}", written.error().message)));
    }

    /// What the playbook is run with besides.
    std::vector<std::string> words() const {
        std::vector<std::string> result;
        if (options_.check)
            result.emplace_back("--check");
        if (options_.diff)
            result.emplace_back("--diff");
        if (options_.verbosity > 0)
            result.push_back("-" + std::string(options_.verbosity, 'v'));
        return result;
    }

    int run_playbook(const std::string& name, const std::vector<std::string>& more) {
        std::vector<std::string> argv{program, name};
        argv.insert(argv.end(), more.begin(), more.end());
        std::string limit;
        for (const model::Host& host : model().hosts)
            if (host.selected)
                limit += (limit.empty() ? "" : ",") + host.name;
        if (!std::ranges::all_of(model().hosts, &model::Host::selected))
            argv.insert(argv.end(), {"--limit", limit});
        std::vector<std::pair<std::string, std::string>> environment{
            {"ANSIBLE_CONFIG", folder_ + "/ansible.cfg"}};
        if (options_.quiet)
            environment.insert(environment.end(),
                               {{"ANSIBLE_DISPLAY_OK_HOSTS", "no"}, {"ANSIBLE_DISPLAY_SKIPPED_HOSTS", "no"}});
        const auto status = here_.rooms.run_program(argv, folder_, environment);
        if (status)
            return *status;
        if (status.error().code == ENOENT)
            return complain(fmt::format("{} is not installed here; the project is in {}: run `{} {}` there",
                                        program, folder_, program, name));
        return complain(status.error().message);
    }

    const Options& options_;
    const Surroundings& here_;
    std::shared_ptr<Dialogue> dialogue_;
    Description own_;  ///< for what is said before one is read
    std::string folder_;
    std::list<Part> parts_;
};

}  // namespace

int run_with_ansible(const Options& options, const Surroundings& surroundings) {
    return AnsibleRun(options, surroundings).run();
}

}  // namespace deployer::hadeploy
