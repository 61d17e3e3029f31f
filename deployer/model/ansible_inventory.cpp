#include "model/ansible_inventory.hpp"

#include <algorithm>
#include <tuple>

#include "config/text.hpp"

namespace deployer::model {

AnsibleInventory::AnsibleInventory() {
    group("all", 0);
}

std::size_t AnsibleInventory::host(const std::string& name, int line) {
    const auto added = host_index_.emplace(name, hosts_.size());
    if (added.second)
        hosts_.push_back({name, line, {}});
    return added.first->second;
}

std::size_t AnsibleInventory::group(const std::string& name, int line) {
    const auto added = group_index_.emplace(name, groups_.size());
    if (added.second)
        groups_.push_back({name, line, {}, {}, {}});
    return added.first->second;
}

namespace {

void put_once(std::vector<std::size_t>& all, std::size_t one) {
    if (std::find(all.begin(), all.end(), one) == all.end())
        all.push_back(one);
}

}  // namespace

void AnsibleInventory::put_host(std::size_t group, std::size_t host) {
    // A host that is named again follows at once, mostly; the flattened list has each once in any case.
    if (groups_[group].hosts.empty() || groups_[group].hosts.back() != host)
        groups_[group].hosts.push_back(host);
}

void AnsibleInventory::put_child(std::size_t group, std::size_t child) {
    put_once(groups_[group].children, child);
}

std::vector<int> AnsibleInventory::depths() const {
    std::vector<int> depths(groups_.size(), 1);
    depths[0] = 0;
    // The longest way down; no group is inside itself, so it ends after as many rounds as there are levels.
    for (bool moved = true; moved;) {
        moved = false;
        for (std::size_t parent = 0; parent < groups_.size(); ++parent)
            for (const std::size_t child : groups_[parent].children)
                if (depths[child] <= depths[parent]) {
                    depths[child] = depths[parent] + 1;
                    moved = true;
                }
    }
    return depths;
}

const AnsibleGroup* AnsibleInventory::endless() const {
    // Groups without parents left are taken away until none is left, or only those of a circle.
    std::vector<std::size_t> parents(groups_.size(), 0);
    for (const AnsibleGroup& group : groups_)
        for (const std::size_t child : group.children)
            ++parents[child];
    std::vector<std::size_t> free;
    for (std::size_t i = 0; i < groups_.size(); ++i)
        if (parents[i] == 0)
            free.push_back(i);
    for (std::size_t at = 0; at < free.size(); ++at)
        for (const std::size_t child : groups_[free[at]].children)
            if (--parents[child] == 0)
                free.push_back(child);
    if (free.size() == groups_.size())
        return nullptr;
    for (std::size_t i = 0; i < groups_.size(); ++i)
        if (parents[i] != 0)
            return &groups_[i];
    return nullptr;
}

std::vector<std::vector<std::size_t>> AnsibleInventory::members() const {
    const std::vector<int> depth = depths();
    std::vector<std::size_t> deepest_first;
    for (std::size_t i = 0; i < groups_.size(); ++i)
        deepest_first.push_back(i);
    std::stable_sort(deepest_first.begin(), deepest_first.end(),
                     [&](std::size_t a, std::size_t b) { return depth[a] > depth[b]; });
    std::vector<std::vector<std::size_t>> members(groups_.size());
    for (const std::size_t i : deepest_first) {
        std::vector<bool> in(hosts_.size(), false);
        const auto take = [&](std::size_t host) {
            if (!in[host])
                members[i].push_back(host);
            in[host] = true;
        };
        std::for_each(groups_[i].hosts.begin(), groups_[i].hosts.end(), take);
        for (const std::size_t child : groups_[i].children)
            std::for_each(members[child].begin(), members[child].end(), take);
    }
    return members;
}

namespace {

std::int64_t priority_of(const AnsibleGroup& group) {
    const jinja::Value* value = group.variables.find(std::string_view("ansible_group_priority"));
    return value != nullptr && value->kind() == jinja::Value::Kind::integer ? value->integer() : 1;
}

void put_on(jinja::Dict& variables, const jinja::Dict& further) {
    for (const auto& entry : further.entries())
        variables.set(entry.first, entry.second);
}

}  // namespace

std::vector<jinja::Dict> AnsibleInventory::variables() const {
    const std::vector<int> depth = depths();
    std::vector<std::size_t> order;
    for (std::size_t i = 1; i < groups_.size(); ++i)
        order.push_back(i);
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        return std::tuple(depth[a], priority_of(groups_[a]), groups_[a].name) <
               std::tuple(depth[b], priority_of(groups_[b]), groups_[b].name);
    });
    std::vector<jinja::Dict> variables(hosts_.size());
    for (jinja::Dict& own : variables)
        put_on(own, groups_[0].variables);
    const auto all = members();
    for (const std::size_t i : order)
        for (const std::size_t host : all[i])
            put_on(variables[host], groups_[i].variables);
    for (std::size_t i = 0; i < hosts_.size(); ++i)
        put_on(variables[i], hosts_[i].variables);
    return variables;
}

bool is_yaml_inventory(std::string_view path, std::string_view text) {
    if (path.ends_with(".yml") || path.ends_with(".yaml") || path.ends_with(".json"))
        return true;
    if (path.ends_with(".ini"))
        return false;
    for (const std::string_view line : supervise::config::split_at(text, '\n')) {
        const std::string_view words = supervise::config::strip(line);
        if (!words.empty() && words.front() != '#')
            return words == "---" || words.ends_with(':');
    }
    return false;
}

}  // namespace deployer::model
