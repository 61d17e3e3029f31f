#include "hadeploy/description.hpp"

#include <algorithm>

#include <fmt/core.h>

#include "hadeploy/host_texts.hpp"
#include "hadeploy/removal.hpp"
#include "hadeploy/secrets.hpp"

namespace deployer::hadeploy {
namespace {

using model::Action;

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

bool holds_one_of(const std::string& text, std::initializer_list<const char*> words) {
    return std::any_of(words.begin(), words.end(),
                       [&text](const char* word) { return text.find(word) != std::string::npos; });
}

/// For a fact; a template may bring in others that do.
bool may_ask(const std::string& text) {
    return holds_one_of(text, {"ansible_", "hostvars"}) ||
           (holds_one_of(text, {"{%"}) && holds_one_of(text, {"include", "import", "extends"}));
}

/// Of a text with an expression.
bool any_text(const source::Node& node) {
    if (node.is_scalar())
        return node.value.is_text() && node.value.str().find('{') != std::string::npos &&
               may_ask(node.value.str());
    const auto below = [](const auto& item) { return any_text(item); };
    return std::any_of(node.items.begin(), node.items.end(), below) ||
           std::any_of(node.entries.begin(), node.entries.end(),
                       [](const source::Entry& entry) { return any_text(entry.value); });
}

}  // namespace

Description::Description(const Options& options, const Surroundings& surroundings,
                         std::shared_ptr<Dialogue> dialogue)
    : options_(options), here_(surroundings), dialogue_(std::move(dialogue)) {}

void Description::say(std::string_view text) const {
    options_.json ? here_.err(text) : here_.out(text);
}

void Description::warn(std::string_view text) const {
    here_.err(fmt::format("* * * * WARNING: {}\n", text));
}

void Description::announce() const {
    if (!options_.scopes.empty())
        say(fmt::format("Scope limited to  {}\n", name_list(options_.scopes)));
    if (!options_.no_scopes.empty())
        say(fmt::format("Scope excluded: {}\n", name_list(options_.no_scopes)));
}

bool Description::accept(const source::Problems& problems) const {
    for (const source::Problem& problem : problems) {
        const std::string text = dialogue_->without_secrets(problem.text());
        if (!dialogue_->told.insert(text).second)
            continue;
        if (problem.severity == source::Severity::warning)
            warn(text);
        else
            here_.err(error_line(text));
    }
    return !source::has_errors(problems);
}

bool Description::load() {
    const char* ignored = "--loggingConf is not used; see --log-level";
    if (options_.ignores_logging_conf && dialogue_->told.insert(ignored).second)
        warn(ignored);
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
        const auto known = dialogue_->answers.find(prompt);
        if (known != dialogue_->answers.end())
            return known->second;
        return dialogue_->answers[prompt] = here_.ask(prompt, true).value_or(std::string());
    };
    model::ReadModel read = here_.rooms.read_model(document_, context);
    model_ = std::move(read.model);
    return accept(read.problems);
}

bool Description::decrypt() {
    TemplateTexts templates;
    if (options_.action == Action::deploy || options_.action == Action::none)
        templates = read_templates(template_files(model_, here_), here_.load);
    const std::vector<std::string> names = used_secrets(document_, model_, options_.action, templates);
    if (!names.empty() && !read_password())
        return false;
    Secrets secrets = decrypt_secrets(document_, names, options_.action,
                                      dialogue_->vault_password ? &*dialogue_->vault_password : nullptr);
    secrets_ = std::move(secrets.values);
    // Placeholders are none.
    if (dialogue_->vault_password)
        for (const jinja::Dict::Entry& secret : secrets_.entries())
            dialogue_->without_secrets.add(secret.second.str());
    return accept(secrets.problems) && accept(render_logins(model_, secrets_));
}

bool Description::read_password() {
    if (dialogue_->vault_password)
        return true;
    if (!options_.vault_password_file.empty()) {
        auto read = here_.read_password_file(source::resolve(options_.vault_password_file, {}, here_.load));
        if (!read)
            return fail(read.error().message);
        dialogue_->vault_password = std::move(*read);
    } else if (options_.ask_vault_password) {
        auto typed = here_.ask("Vault password: ", true);
        if (!typed)
            return fail(fmt::format("the vault password cannot be asked for: {}; use --vaultPasswordFile",
                                    typed.error().message));
        dialogue_->vault_password.emplace(std::move(*typed));
    }
    return true;
}

bool Description::fail(std::string_view message) const {
    here_.err(error_line(dialogue_->without_secrets(std::string(message))));
    return false;
}

plan::BuildContext Description::build_context(Action action) const {
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

bool Description::may_use_facts() const {
    if (any_text(document_.root))
        return true;
    if (options_.action != Action::deploy)
        return false;
    const std::vector<std::string> paths = template_files(model_, here_);
    return std::any_of(paths.begin(), paths.end(), [this](const std::string& path) {
        return may_ask(here_.load.read(path).value_or(std::string()));
    });
}

bool Description::may_remove() const {
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

}  // namespace deployer::hadeploy
