#include "hadeploy/secrets.hpp"

#include <map>
#include <set>

#include <fmt/core.h>

#include "hadeploy/host_texts.hpp"
#include "model/reading.hpp"
#include "plan/state_texts.hpp"

namespace deployer::hadeploy {
namespace {

constexpr std::string_view encrypted_vars = "encrypted_vars";

bool is_word(char c) {
    return c == '_' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/// Names that stand in texts which are rendered, and in the variables that these name.
class Names {
public:
    explicit Names(const model::Model& model) {
        add_variables(model.variables);
        for (const model::Host& host : model.hosts)
            add_variables(host.variables);
    }

    /// A text of the description: it is rendered when there is an expression in it.
    void read(std::string_view text) {
        if (model::has_expression(text))
            read_words(text);
    }

    void read(const source::Node& node) {
        if (node.is_scalar())
            read(node.text);
        for (const source::Node& item : node.items)
            read(item);
        for (const source::Entry& entry : node.entries)
            read(entry.value);
    }

    void read_words(std::string_view text) {
        for (std::size_t at = 0; at < text.size();) {
            const std::size_t begin = at;
            while (at < text.size() && is_word(text[at]))
                ++at;
            if (at > begin)
                read_name(std::string(text.substr(begin, at - begin)));
            else
                ++at;
        }
    }

    /// Once all texts have been read.
    void follow_variables() {
        while (!waiting_.empty()) {
            const std::string text = std::move(waiting_.back());
            waiting_.pop_back();
            read_words(text);
        }
    }

    bool has(const std::string& name) const { return names_.contains(name); }

private:
    void add_variables(const jinja::Dict& variables) {
        for (const jinja::Dict::Entry& variable : variables.entries())
            add_texts(variables_[variable.first.text()], variable.second);
    }

    static void add_texts(std::set<std::string>& texts, const jinja::Value& value) {
        if (value.is_text() && model::has_expression(value.str()))
            texts.insert(value.str());
        if (value.is_sequence())
            for (const jinja::Value& item : value.list())
                add_texts(texts, item);
        if (value.kind() == jinja::Value::Kind::dict)
            for (const jinja::Dict::Entry& entry : value.dict().entries())
                add_texts(texts, entry.second);
    }

    void read_name(std::string name) {
        // Of another host, or by a name that only rendering makes.
        const bool is_any = name == "hostvars" || name == "vars" || name == "lookup";
        const auto [at, is_new] = names_.insert(std::move(name));
        if (!is_new)
            return;
        const auto found = variables_.find(*at);
        if (found != variables_.end())
            waiting_.insert(waiting_.end(), found->second.begin(), found->second.end());
        if (is_any)
            for (const auto& variable : variables_)
                waiting_.push_back(variable.first);
    }

    std::map<std::string, std::set<std::string>> variables_;  ///< their texts with expressions, of all hosts
    std::set<std::string> names_;
    std::vector<std::string> waiting_;  ///< texts that are still to be read
};

bool is_about_states(model::Action action) {
    return action == model::Action::start || action == model::Action::stop || action == model::Action::status;
}

void read_description(Names& names, const source::Document& document) {
    // Variables are used where they are named.
    for (const source::Entry& entry : document.root.entries)
        if (entry.key != encrypted_vars && entry.key != "vars")
            names.read(entry.value);
}

}  // namespace

std::vector<std::string> used_secrets(const source::Document& document, const model::Model& model,
                                      model::Action action, const TemplateTexts& templates) {
    const source::Node* secrets = document.root.find(encrypted_vars);
    if (secrets == nullptr || action == model::Action::dumpvars)
        return {};
    Names names(model);
    for (const model::Host& host : model.hosts)
        for (const std::string& text : login_texts(host))
            names.read(text);
    if (is_about_states(action)) {
        for (const std::string& text : plan::state_texts(model))
            names.read(text);
    } else {
        read_description(names, document);
        for (const std::string& text : templates.texts)
            names.read_words(text);
    }
    names.follow_variables();
    std::vector<std::string> used;
    for (const source::Entry& secret : secrets->entries)
        if (!templates.is_complete || names.has(secret.key))
            used.push_back(secret.key);
    return used;
}

Secrets decrypt_secrets(const source::Document& document, const std::vector<std::string>& names,
                        model::Action action, const vault::Secret* password) {
    Secrets result;
    if (names.empty())
        return result;
    const source::Node& secrets = *document.root.find(encrypted_vars);
    const auto path = [](const std::string& name) { return fmt::format("{}.{}", encrypted_vars, name); };
    if (password == nullptr) {
        const bool is_check = action == model::Action::none;
        result.problems.push_back({is_check ? source::Severity::warning : source::Severity::error,
                                   secrets.find(names.front())->place, path(names.front()),
                                   "encrypted_vars are used but no vault password was given "
                                   "(--askVaultPassword or --vaultPasswordFile)",
                                   is_check ? "they are checked with placeholders" : ""});
        for (const std::string& name : names)
            result.values.set(name, fmt::format("<{}>", name));
        return result;
    }
    for (const std::string& name : names) {
        const source::Node& node = *secrets.find(name);
        const auto clear = vault::decrypt(node.text, *password);
        if (clear)
            result.values.set(name, clear->text());
        else
            result.problems.push_back({source::Severity::error,
                                       node.place,
                                       path(name),
                                       fmt::format("cannot decrypt '{}': {}", name, clear.error().message),
                                       {}});
    }
    return result;
}

}  // namespace deployer::hadeploy
