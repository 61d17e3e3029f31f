#include <algorithm>
#include <unordered_map>

#include <fmt/core.h>

#include "model/inventory.hpp"
#include "model/limits.hpp"
#include "model/login_fault.hpp"
#include "model/names.hpp"
#include "model/tables.hpp"

namespace deployer::model {

using source::Node;

namespace {

struct Override {
    HostDraft draft;  ///< its name says for which host
    std::int64_t priority = 100;
    source::Place place;
};

std::vector<const Key*> host_keys(std::span<const Key> own) {
    std::vector<const Key*> keys = keys_of(host_rows());
    for (const Key& key : own)
        keys.push_back(&key);
    return keys;
}

bool is_empty(const Node& value) {
    const bool is_literal = value.style == Node::Style::quoted;
    return value.is_scalar() && (is_literal ? value.text : supervise::config::strip(value.text)).empty();
}

/// Hosts and overrides have the same keys; an empty value is none.
Settings read_settings(Reading& reading, const Node& node, const std::string& path, bool& good) {
    Settings settings;
    for (const KeyRow<HostSettings>& row : host_rows()) {
        const Node* value = node.find(row.key.name);
        if (value == nullptr)
            continue;
        const std::string place = path + "." + std::string(row.key.name);
        if (is_empty(*value)) {
            settings.emplace(row.key.name, Setting{std::string(), value->place, place, true});
            continue;
        }
        auto kept = typed(reading, *value, place, row.key);
        good = good && kept;
        if (kept)
            settings.emplace(row.key.name, Setting{std::move(*kept), value->place, place});
    }
    return settings;
}

/// The keys that are not a host's settings.
struct Own {
    std::string name;
    std::int64_t priority = 100;
    bool when = true;
};

Own read_own(Reading& reading, const Node& node, const std::string& path, std::span<const Key> keys,
             bool& good) {
    Own own;
    for (const Key& key : keys) {
        const Node* value = node.find(key.name);
        auto kept = value != nullptr ? typed(reading, *value, path + "." + std::string(key.name), key)
                                     : fallback(key, {});
        good = good && kept;
        if (!kept)
            continue;
        if (key.name == "name")
            own.name = std::get<std::string>(*kept);
        else if (key.name == "priority")
            own.priority = std::get<std::int64_t>(*kept);
        else
            own.when = std::get<bool>(*kept);
    }
    return own;
}

template <typename Take>
void for_each_item(Reading& reading, std::string_view block, std::span<const Key> own_keys, Take take) {
    const auto keys = host_keys(own_keys);
    std::size_t at = 0;
    for (const Node& node : items_of(reading, block)) {
        const std::string path = fmt::format("{}[{}]", block, at++);
        if (!check_keys(reading, node, path, keys) && !node.is_map())
            continue;
        HostDraft draft;
        draft.origin = {node.place, path};
        const Own own = read_own(reading, node, path, own_keys, draft.good);
        draft.name = own.name;
        draft.settings = read_settings(reading, node, path, draft.good);
        if (own.when && !draft.name.empty())
            take(std::move(draft), own.priority);
    }
}

class Hosts {
public:
    explicit Hosts(Reading& reading) : reading_(reading) {}

    void add(HostDraft draft) {
        if (auto fault = host_name_fault(draft.name)) {
            reading_.error(draft.origin.place, draft.origin.path + ".name", std::move(*fault));
            draft.good = false;
        }
        const auto added = index_.emplace(draft.name, drafts_.size());
        if (!added.second)
            return reading_.error(
                draft.origin.place, draft.origin.path, fmt::format("host '{}' is defined twice", draft.name),
                fmt::format("the first is at {}", drafts_[added.first->second].origin.place.text()));
        drafts_.push_back(std::move(draft));
    }

    /// The local definition of a host holds as a whole (HD-INV-21).
    void add_imported(HostDraft draft) {
        if (!index_.contains(draft.name))
            add(std::move(draft));
    }

    void put_on(const Override& change) {
        const std::string& name = change.draft.name;
        if (drafts_.empty()) {
            reading_.error(change.place, change.draft.origin.path,
                           "No host definition at all. Can't override",
                           "write hosts, or add the file with them");
        } else if (name == "all" || name == "*") {
            for (HostDraft& draft : drafts_)
                put_on(change, draft);
        } else if (const auto found = index_.find(name); found != index_.end()) {
            put_on(change, drafts_[found->second]);
        } else {
            reading_.error(change.place, change.draft.origin.path + ".name",
                           fmt::format("Trying to override unexisting host: '{}'", quoted(name)),
                           meant(name));
        }
    }

    std::vector<HostDraft>& drafts() { return drafts_; }

private:
    static void put_on(const Override& change, HostDraft& draft) {
        for (const auto& setting : change.draft.settings)
            draft.settings.insert_or_assign(setting.first, setting.second);
        draft.good = draft.good && change.draft.good;
    }

    std::string meant(std::string_view name) const {
        std::vector<std::string_view> names{"all"};
        for (const HostDraft& draft : drafts_)
            names.emplace_back(draft.name);
        return model::meant(name, names);
    }

    Reading& reading_;
    std::vector<HostDraft> drafts_;
    std::unordered_map<std::string, std::size_t> index_;
};

/// From settings to a host.
class Finisher {
public:
    Finisher(Reading& reading, const HostDraft& draft) : reading_(reading), draft_(draft) {}

    Host finish() {
        HostSettings host;
        host.origin = draft_.origin;
        host.name = draft_.name;
        host.variables = draft_.variables;
        for (const KeyRow<HostSettings>& row : host_rows()) {
            if (const Setting* setting = find(row.key.name))
                row.store(host, row.key, Typed(setting->value));
            else if (auto value = fallback(row.key, host.name))
                row.store(host, row.key, std::move(*value));
        }
        host.local = host.connection == "local";
        settle_become(host);
        if (draft_.good)
            check(host);
        return static_cast<Host&&>(host);
    }

private:
    const Setting* find(std::string_view key) const {
        const auto found = draft_.settings.find(key);
        return found == draft_.settings.end() || found->second.removed ? nullptr : &found->second;
    }

    void error(std::string_view key, std::string message, std::string remedy = {}) {
        if (const Setting* setting = find(key))
            reading_.error(setting->place, setting->path, std::move(message), std::move(remedy));
        else
            reading_.error(draft_.origin.place, draft_.origin.path, std::move(message), std::move(remedy));
    }

    void settle_become(HostSettings& host) {
        const bool implied =
            find("become_user") || find("become_pass") || find("become_method") || find("become_exe");
        host.become.enabled = host.become_given.value_or(implied);
        if (!implied || host.become_given.value_or(true))
            return;
        const Setting* setting = find("become");
        reading_.warning(
            setting->place, setting->path,
            fmt::format("host '{}': become is no, so its other become_ keys have no effect", host.name),
            "remove them, or write become: yes");
    }

    void check(const HostSettings& host) {
        if (host.connection != "local" && host.connection != "ssh")
            error("connection", fmt::format("Value '{}' is not a connection", quoted(host.connection)),
                  "write ssh or local");
        if (!host.local)
            check_login(host);
        if (host.become.enabled)
            check_become(host);
    }

    void check_become(const HostSettings& host) {
        check_text(host, "become_method", host.become.method);
        check_text(host, "become_user", host.become.user);
        check_text(host, "become_exe", host.become.exe);
        check_text(host, "become_flags", host.become.flags);
    }

    void check_text(const HostSettings& host, std::string_view key, const std::string& text) {
        if (auto fault = login_fault(key, text, Stage::written))
            error(key, fmt::format("host '{}': {}", host.name, fault->message), std::move(fault->remedy));
    }

    void check_login(const HostSettings& host) {
        if (host.ssh_host.empty())
            error("ssh_host", "Cannot find required key 'ssh_host'", "write the address of the host");
        else
            check_text(host, "ssh_host", host.ssh_host);
        if (host.ssh_user.empty())
            error("ssh_user", fmt::format("Hosts:'{}': 'ssh_user must be defined!", host.name),
                  "write it with the host, or in host_overrides");
        else
            check_text(host, "ssh_user", host.ssh_user);
        if (!host.ssh_private_key_file.empty() && !host.ssh_password.empty())
            error("ssh_password",
                  fmt::format("Hosts:'{}': 'ssh_private_key_file' and 'ssh_password' can't be both defined!",
                              host.name),
                  "an override with the value '' takes one away");
        check_text(host, "ssh_common_args", host.ssh_common_args);
        check_text(host, "ssh_extra_args", host.ssh_extra_args);
        if (find("ssh_port") != nullptr && (host.ssh_port < 1 || host.ssh_port > 65'535))
            error("ssh_port", fmt::format("host '{}': ssh_port is not between 1 and 65535", host.name));
    }

    Reading& reading_;
    const HostDraft& draft_;
};

std::vector<Override> read_overrides(Reading& reading) {
    std::vector<Override> overrides;
    for_each_item(reading, "host_overrides", host_override_keys(),
                  [&](HostDraft draft, std::int64_t priority) {
                      const source::Place place = draft.origin.place;
                      overrides.push_back({std::move(draft), priority, place});
                  });
    std::stable_sort(overrides.begin(), overrides.end(),
                     [](const Override& a, const Override& b) { return a.priority < b.priority; });
    return overrides;
}

}  // namespace

std::vector<KeyFile> read_hosts(Reading& reading, std::vector<HostDraft> imported, Model& model) {
    Hosts hosts(reading);
    for_each_item(reading, "hosts", host_item_keys(),
                  [&](HostDraft draft, std::int64_t) { hosts.add(std::move(draft)); });
    for (HostDraft& draft : imported)
        hosts.add_imported(std::move(draft));
    if (hosts.drafts().size() > limits::max_hosts) {
        reading.error({}, {}, fmt::format("more than {} hosts", limits::max_hosts));
        hosts.drafts().resize(limits::max_hosts);
    }
    for (const Override& change : read_overrides(reading))
        hosts.put_on(change);
    std::vector<KeyFile> keys;
    for (const HostDraft& draft : hosts.drafts()) {
        const auto key = draft.settings.find("ssh_private_key_file");
        if (key != draft.settings.end() && !key->second.removed)
            keys.push_back({model.hosts.size(), key->second.place, key->second.path});
        model.hosts.push_back(Finisher(reading, draft).finish());
    }
    return keys;
}

void check_key_files(Reading& reading, const Model& model, const std::vector<KeyFile>& uses) {
    if (!reading.connects())
        return;
    std::set<std::string> told;
    for (const KeyFile& use : uses) {
        const Host& host = model.hosts[use.host];
        const std::string& path = host.ssh_private_key_file;
        if (host.local || !host.selected || has_expression(path) || told.contains(path))
            continue;
        const auto found = reading.look(path);
        if (found == ReadContext::Found::file)
            continue;
        told.insert(path);
        const bool there = found != ReadContext::Found::nothing;
        reading.error(use.place, use.path,
                      fmt::format("host:{}': ssh_private_key_file  '{}' {}!", host.name, path,
                                  there ? "cannot be read" : "does not exists"),
                      there ? "it must be a file that the caller may read" : "");
    }
}

}  // namespace deployer::model
