/// An Ansible inventory as text: its hosts with the variables that hold for them, and its groups. INI with
/// ranges, :children and :vars, and YAML with hosts, children and vars; no scripts, plug-ins or group_vars
/// folders. Pure.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "template/value.hpp"

namespace deployer::model {

struct AnsibleHost {
    std::string name;
    int line = 0;
    jinja::Dict variables;
};

struct AnsibleGroup {
    std::string name;
    int line = 0;
    std::vector<std::size_t> hosts;
    std::vector<std::size_t> children;
    jinja::Dict variables;
};

struct InventoryFault {
    int line = 0;
    std::string message, remedy;
};

class AnsibleInventory {
public:
    AnsibleInventory();

    /// The host or group of that name, made when it is new.
    std::size_t host(const std::string& name, int line);
    std::size_t group(const std::string& name, int line);
    void put_host(std::size_t group, std::size_t host);
    void put_child(std::size_t group, std::size_t child);
    AnsibleHost& at_host(std::size_t index) { return hosts_[index]; }
    AnsibleGroup& at_group(std::size_t index) { return groups_[index]; }

    const std::vector<AnsibleHost>& hosts() const { return hosts_; }
    const std::vector<AnsibleGroup>& groups() const { return groups_; }  ///< the first is `all`

    /// Variables of each host, those of its groups included: the deeper group, then the greater
    /// ansible_group_priority, then the later name wins; the host's own win over all (HD-INV-22).
    std::vector<jinja::Dict> variables() const;
    /// Hosts of each group with those of its children.
    std::vector<std::vector<std::size_t>> members() const;
    /// A group that is inside itself, if any: then the two above must not be called.
    const AnsibleGroup* endless() const;

private:
    std::vector<int> depths() const;

    std::vector<AnsibleHost> hosts_;
    std::vector<AnsibleGroup> groups_;
    std::unordered_map<std::string, std::size_t> host_index_, group_index_;
};

/// "h[01:20]" as names; the text itself when it has no range. Fails with what is wrong with it.
struct HostNamesOrFault {
    std::vector<std::string> names;
    std::string fault;
};
HostNamesOrFault expand_range(std::string_view pattern);

/// The value of `key=value` as Ansible reads it: numbers, True, False, quoted texts, lists and dicts; else
/// text.
jinja::Value ini_value(std::string_view text);

struct ParsedInventory {
    AnsibleInventory inventory;
    std::vector<InventoryFault> faults;
};
ParsedInventory parse_ini_inventory(std::string_view text);
ParsedInventory parse_yaml_inventory(std::string_view text);

/// By the name's ending, or by what is in it.
bool is_yaml_inventory(std::string_view path, std::string_view text);

}  // namespace deployer::model
