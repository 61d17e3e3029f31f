#include <algorithm>
#include <unordered_map>

#include <fmt/core.h>

#include "model/inventory.hpp"
#include "model/names.hpp"
#include "model/tables.hpp"

namespace deployer::model {

namespace {

/// A group while its hosts are names, and groups may be inside groups.
struct Named {
    Origin origin;
    std::string name;
    std::vector<std::string> hosts, groups;
    bool force_setup = false;
};

class Groups {
public:
    Groups(Reading& reading, const Model& model) : reading_(reading), model_(model) {
        for (std::size_t i = 0; i < model.hosts.size(); ++i)
            hosts_.emplace(model.hosts[i].name, i);
    }

    void add(Named group) {
        if (auto fault = host_name_fault(group.name))
            reading_.error(group.origin.place, group.origin.path + ".name", std::move(*fault));
        if (hosts_.contains(group.name))
            reading_.warning(
                group.origin.place, group.origin.path + ".name",
                fmt::format("host_group '{}' has the name of a host: scopes mean the group", group.name));
        const auto added = index_.emplace(group.name, groups_.size());
        if (!added.second)
            return reading_.error(
                group.origin.place, group.origin.path,
                fmt::format("host_group '{}' is defined twice", group.name),
                fmt::format("the first is at {}", groups_[added.first->second].origin.place.text()));
        groups_.push_back(std::move(group));
    }

    bool has(const std::string& name) const { return index_.contains(name); }

    void put_on(const HostGroupOverride& change) {
        if (change.name == "all" || change.name == "*") {
            for (Named& group : groups_)
                put_on(change, group);
        } else if (const auto found = index_.find(change.name); found != index_.end()) {
            put_on(change, groups_[found->second]);
        } else {
            std::vector<std::string_view> names{"all"};
            for (const Named& group : groups_)
                names.emplace_back(group.name);
            reading_.error(place_of(*change.node, "name"), change.origin.path + ".name",
                           fmt::format("Trying to override unexisting host_group: '{}'", quoted(change.name)),
                           meant(change.name, names));
        }
    }

    std::vector<HostGroup> flattened() {
        state_.assign(groups_.size(), State::fresh);
        flat_.assign(groups_.size(), {});
        std::vector<HostGroup> result;
        for (std::size_t i = 0; i < groups_.size(); ++i) {
            flatten(i);
            result.push_back({groups_[i].origin, groups_[i].name, flat_[i], groups_[i].force_setup});
        }
        return result;
    }

private:
    enum class State : std::uint8_t { fresh, open, done };

    static void put_on(const HostGroupOverride& change, Named& group) {
        if (change.hosts) {
            group.hosts = *change.hosts;
            group.groups.clear();
        }
        group.force_setup = change.force_setup.value_or(group.force_setup);
    }

    void error(const Named& group, std::string message, std::string remedy = {}) {
        reading_.error(group.origin.place, group.origin.path, std::move(message), std::move(remedy));
    }

    void flatten(std::size_t at) {
        if (state_[at] != State::fresh)
            return;
        state_[at] = State::open;
        const Named& group = groups_[at];
        HostList hosts;
        std::vector<bool> in(model_.hosts.size(), false);
        const auto take = [&](std::size_t host) {
            if (!in[host])
                hosts.push_back(host);
            in[host] = true;
        };
        for (const std::string& name : group.hosts) {
            if (const auto host = hosts_.find(name); host != hosts_.end())
                take(host->second);
            else
                error(group, fmt::format("Group '{}': Host '{}' is not defined!", group.name, quoted(name)),
                      meant_host(name));
        }
        for (const std::string& name : group.groups)
            for (const std::size_t host : hosts_of_inner(group, name))
                take(host);
        flat_[at] = std::move(hosts);
        state_[at] = State::done;
    }

    const HostList& hosts_of_inner(const Named& group, const std::string& name) {
        static const HostList none;
        const auto inner = index_.find(name);
        if (inner == index_.end()) {
            error(group,
                  fmt::format("Group '{}': Inner group '{}' does not exists!", group.name, quoted(name)),
                  meant_group(name));
            return none;
        }
        flatten(inner->second);
        if (state_[inner->second] != State::open)
            return flat_[inner->second];
        error(group, fmt::format("Infinite loop on host_groups '{}' recursion", name),
              "take the group out of its own groups");
        return none;
    }

    std::string meant_host(std::string_view name) const {
        std::vector<std::string_view> names;
        for (const Host& host : model_.hosts)
            names.emplace_back(host.name);
        return meant(name, names);
    }

    std::string meant_group(std::string_view name) const {
        std::vector<std::string_view> names;
        for (const Named& group : groups_)
            names.emplace_back(group.name);
        return meant(name, names);
    }

    Reading& reading_;
    const Model& model_;
    std::unordered_map<std::string, std::size_t> hosts_, index_;
    std::vector<Named> groups_;
    std::vector<State> state_;
    std::vector<HostList> flat_;
};

}  // namespace

void read_host_groups(Reading& reading, const std::vector<ImportedGroup>& imported, Model& model) {
    Groups groups(reading, model);
    for (HostGroupDraft& draft : read_block(reading, "host_groups", host_group_rows()))
        if (!draft.name.empty())
            groups.add({draft.origin, draft.name, std::move(draft.host_names), std::move(draft.group_names),
                        draft.force_setup});
    for (const ImportedGroup& group : imported)
        if (!groups.has(group.name))
            groups.add({group.origin, group.name, group.hosts, {}, false});
    for (const HostGroupOverride& change :
         read_block(reading, "host_group_overrides", host_group_override_rows()))
        if (!change.name.empty())
            groups.put_on(change);
    model.host_groups = groups.flattened();
}

}  // namespace deployer::model
