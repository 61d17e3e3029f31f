#include "plan/values.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "plan/limits.hpp"

namespace deployer::plan {

namespace {

constexpr const char* mask = "********";

bool holds_template(const jinja::Value& value) {
    switch (value.kind()) {
    case jinja::Value::Kind::text:
        return plan::holds_template(value.str());
    case jinja::Value::Kind::list:
    case jinja::Value::Kind::tuple:
        return std::ranges::any_of(value.list(),
                                   [](const jinja::Value& item) { return holds_template(item); });
    case jinja::Value::Kind::dict:
        return std::ranges::any_of(value.dict().entries(), [](const jinja::Dict::Entry& entry) {
            return holds_template(entry.second);
        });
    default:
        return false;
    }
}

/// The inside of a text that is one expression and nothing else, which keeps its type.
std::optional<std::string_view> lone_expression(std::string_view text) {
    if (!text.starts_with("{{") || !text.ends_with("}}") || text.size() < 4)
        return std::nullopt;
    const std::string_view inside = text.substr(2, text.size() - 4);
    if (inside.find("{{") != std::string_view::npos || inside.find("}}") != std::string_view::npos)
        return std::nullopt;
    return inside;
}

void add_all(jinja::Dict& to, const jinja::Dict& from) {
    for (const auto& [name, value] : from.entries())
        to.set(name, value);
}

}  // namespace

jinja::Syntax second_level_syntax() {
    jinja::Syntax syntax;
    syntax.variable_begin = "{{{", syntax.variable_end = "}}}";
    syntax.block_begin = "{{%", syntax.block_end = "%}}";
    syntax.comment_begin = "{{#", syntax.comment_end = "#}}";
    syntax.trim_blocks = true;
    return syntax;
}

jinja::Syntax third_level_syntax() {
    jinja::Syntax syntax;
    syntax.trim_blocks = true;
    syntax.keep_trailing_newline = true;
    return syntax;
}

bool is_fact_name(std::string_view name) {
    return name.starts_with("ansible_") || name == supervisord_fact;
}

bool holds_template(std::string_view text) {
    for (std::size_t at = text.find('{'); at != std::string_view::npos; at = text.find('{', at + 1))
        if (at + 1 < text.size() && (text[at + 1] == '{' || text[at + 1] == '%' || text[at + 1] == '#'))
            return true;
    return false;
}

Values::Values(const model::Model& model, const BuildContext& context) : model_(model), context_(context) {
    environment_.syntax = third_level_syntax();
    environment_.lookup = [this](std::string_view name) { return find(name); };
}

bool Values::answered(std::size_t host) const {
    return facts(host) != nullptr;
}

const jinja::Dict* Values::facts(std::size_t host) const {
    return host < context_.facts.size() && context_.facts[host] ? &*context_.facts[host] : nullptr;
}

bool Values::take_secret_use() {
    return std::exchange(secret_used_, false);
}

std::vector<std::string> Values::fact_names() const {
    std::vector<std::string> names;
    if (const jinja::Dict* all = facts(host_))
        for (const auto& [name, value] : all->entries())
            if (name.text().starts_with("ansible_"))
                names.push_back(name.text());
    std::ranges::sort(names);
    return names;
}

/// What is nearer to the host hides what is further away, as in Ansible: facts, then the host's variables of
/// the inventory, then those of all.
std::optional<jinja::Value> Values::find(std::string_view name) {
    if (auto found = find_inventory(name))
        return found;
    if (const jinja::Dict* all = facts(host_))
        if (const jinja::Value* fact = all->find(name))
            return *fact;
    return find_described(name);
}

std::optional<jinja::Value> Values::find_described(std::string_view name) {
    if (host_ < model_.hosts.size())
        if (const jinja::Value* own = model_.hosts[host_].variables.find(name))
            return resolved(name, *own);
    if (const jinja::Value* variable = model_.variables.find(name))
        return resolved(name, *variable);
    if (const jinja::Value* secret = context_.secrets.find(name)) {
        secret_used_ = true;
        return is_masked_ ? jinja::Value(mask) : *secret;
    }
    return std::nullopt;
}

std::optional<jinja::Value> Values::find_inventory(std::string_view name) {
    if (host_ >= model_.hosts.size())
        return std::nullopt;
    const std::string& host = model_.hosts[host_].name;
    if (name == "inventory_hostname")
        return jinja::Value(host);
    if (name == "inventory_hostname_short")
        return jinja::Value(host.substr(0, host.find('.')));
    if (name == "group_names")
        return group_names();
    if (name == "groups") {
        if (!groups_)
            groups_ = groups();
        return groups_;
    }
    if (name == "hostvars")
        return host_variables();
    return std::nullopt;
}

jinja::Value Values::groups() const {
    jinja::Dict dict;
    jinja::List all;
    for (const model::Host& host : model_.hosts)
        all.emplace_back(host.name);
    dict.set(jinja::Value("all"), jinja::Value(std::move(all)));
    for (const model::HostGroup& group : model_.host_groups) {
        jinja::List names;
        for (const std::size_t host : group.hosts)
            names.emplace_back(model_.hosts[host].name);
        dict.set(jinja::Value(group.name), jinja::Value(std::move(names)));
    }
    return jinja::Value(std::move(dict));
}

jinja::Value Values::group_names() const {
    jinja::List names;
    for (const model::HostGroup& group : model_.host_groups)
        if (std::ranges::find(group.hosts, host_) != group.hosts.end())
            names.emplace_back(group.name);
    return jinja::Value(std::move(names));
}

jinja::Value Values::written_host_variables() const {
    jinja::Dict all;
    for (std::size_t i = 0; i < model_.hosts.size(); ++i) {
        jinja::Dict one;
        add_all(one, model_.variables);
        add_all(one, model_.hosts[i].variables);
        if (const jinja::Dict* known = facts(i))
            add_all(one, *known);
        one.set(jinja::Value("inventory_hostname"), jinja::Value(model_.hosts[i].name));
        all.set(jinja::Value(model_.hosts[i].name), jinja::Value(std::move(one)));
    }
    return jinja::Value(std::move(all));
}

const jinja::Value& Values::host_variables() {
    std::optional<HostVariables>& kept = is_masked_ ? masked_host_variables_ : host_variables_;
    if (!kept) {
        const bool used_before = std::exchange(secret_used_, false);
        // There before it is complete: what is rendered may itself ask for a variable of another host, which
        // may still be a template. Then all are rendered again.
        kept.emplace().value = written_host_variables();
        const jinja::Value written = written_host_variables();
        bool is_complete = false;
        for (int pass = 0; pass < limits::passes_over_hosts && !is_complete; ++pass) {
            is_complete = true;
            for (std::size_t i = 0; i < model_.hosts.size(); ++i) {
                const std::string_view host = model_.hosts[i].name;
                const bool is_done = resolve_variables_of(i, written.dict().find(host)->dict(),
                                                          kept->value.dict().find(host)->dict());
                is_complete = is_complete && is_done;
            }
        }
        kept->has_secret = std::exchange(secret_used_, used_before);
    }
    secret_used_ = secret_used_ || kept->has_secret;
    return kept->value;
}

/// A variable that cannot be rendered is a problem only to who uses it.
bool Values::resolve_variables_of(std::size_t host, const jinja::Dict& written, jinja::Dict& variables) {
    const std::size_t current = std::exchange(host_, host);
    bool is_complete = true;
    for (const auto& [name, value] : written.entries()) {
        const std::string key = name.text();
        // What a host says is never a template: it would read the secrets of the others.
        const jinja::Dict* said = facts(host);
        const bool is_fact = said != nullptr && said->find(std::string_view(key)) != nullptr;
        if (is_fact || !holds_template(value))
            continue;
        const std::vector<std::string> outer = std::exchange(resolving_, {});
        try {
            jinja::Value result = resolved(key, value);
            is_complete = is_complete && !holds_template(result);
            variables.set(name, std::move(result));
        } catch (const jinja::Failure& failure) {
            is_complete = false;
            variables.set(name, jinja::Value::undefined(failure.error.message));
        }
        resolving_ = outer;
    }
    host_ = current;
    return is_complete;
}

/// A variable whose text is a template stands for what that gives (HD-VAR-30).
jinja::Value Values::resolved(std::string_view name, const jinja::Value& value) {
    if (!holds_template(value))
        return value;
    if (std::ranges::find(resolving_, name) != resolving_.end())
        jinja::fail(fmt::format("variable '{}' is defined by itself ({} -> {})", name,
                                fmt::join(resolving_, " -> "), name));
    resolving_.emplace_back(name);
    struct Leave {
        std::vector<std::string>& names;
        ~Leave() { names.pop_back(); }
    } leave{resolving_};
    return rendered(value);
}

jinja::Value Values::rendered(const jinja::Value& value) {
    switch (value.kind()) {
    case jinja::Value::Kind::text: {
        const std::string name = resolving_.back();  // not of the list: that grows meanwhile
        if (const auto expression = lone_expression(value.str())) {
            auto result = jinja::evaluate(environment_, *expression, {}, name);
            if (!result)
                jinja::fail(result.error().message);
            return std::move(*result);
        }
        const auto parsed = jinja::Template::parse(environment_, value.str(), name);
        if (!parsed)
            jinja::fail(fmt::format("variable '{}': {}", name, parsed.error().message));
        auto result = parsed->render({});
        if (!result)
            jinja::fail(result.error().message);
        return jinja::Value(std::move(*result));
    }
    case jinja::Value::Kind::list:
    case jinja::Value::Kind::tuple: {
        jinja::List items;
        for (const jinja::Value& item : value.list())
            items.push_back(rendered(item));
        return jinja::Value(std::move(items));
    }
    case jinja::Value::Kind::dict: {
        jinja::Dict dict;
        for (const auto& [key, item] : value.dict().entries())
            dict.set(key, rendered(item));
        return jinja::Value(std::move(dict));
    }
    default:
        return value;
    }
}

}  // namespace deployer::plan
