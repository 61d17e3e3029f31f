/// The variables of level 3, as one host sees them (HD-VAR-33): facts, variables of the inventory, `vars`,
/// secrets, and the names that describe the inventory. Made when they are asked for.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "plan/build.hpp"
#include "template/template.hpp"

namespace deployer::plan {

/// hostvars, as far as they have been made.
struct HostVariables {
    jinja::Value value;
    bool has_secret = false;  ///< in any variable of any host
};

class Values {
public:
    Values(const model::Model& model, const BuildContext& context);
    Values(const Values&) = delete;
    Values& operator=(const Values&) = delete;

    /// For templates of level 3; its lookup sees what the current host sees.
    const jinja::Environment& environment() const { return environment_; }

    void set_host(std::size_t host) { host_ = host; }
    std::size_t host() const { return host_; }
    /// The facts of a host are known: something can be done there.
    bool answered(std::size_t host) const;
    const jinja::Dict* facts(std::size_t host) const;

    /// Whether a secret was looked up since the last call.
    bool take_secret_use();
    /// With true, secrets read "********".
    void mask_secrets(bool mask) { is_masked_ = mask; }

    /// The facts' names there are, for messages.
    std::vector<std::string> fact_names() const;

private:
    std::optional<jinja::Value> find(std::string_view name);
    std::optional<jinja::Value> find_described(std::string_view name);
    std::optional<jinja::Value> find_inventory(std::string_view name);
    jinja::Value resolved(std::string_view name, const jinja::Value& value);
    jinja::Value rendered(const jinja::Value& value);
    jinja::Value groups() const;
    jinja::Value group_names() const;
    /// hostvars: variables whose text is a template are what that gives on their host.
    const jinja::Value& host_variables();
    jinja::Value written_host_variables() const;
    /// False: something is still a template, or could not be rendered yet.
    bool resolve_variables_of(std::size_t host, const jinja::Dict& written, jinja::Dict& variables);

    const model::Model& model_;
    const BuildContext& context_;
    jinja::Environment environment_;
    std::size_t host_ = 0;
    bool secret_used_ = false;
    bool is_masked_ = false;
    std::vector<std::string> resolving_;  ///< variables being rendered, the outer ones first
    std::optional<jinja::Value> groups_;
    std::optional<HostVariables> host_variables_, masked_host_variables_;
};

/// The delimiters of the levels.
jinja::Syntax second_level_syntax();
jinja::Syntax third_level_syntax();

/// The fact that says which supervisord the host has.
inline constexpr std::string_view supervisord_fact = "hadeploy_supervisord";

/// Names of what a host says of itself. No other name is taken from a host: it would stand for a variable of
/// the description.
bool is_fact_name(std::string_view name);

/// Whether rendering could make something else of it.
bool holds_template(std::string_view text);

}  // namespace deployer::plan
