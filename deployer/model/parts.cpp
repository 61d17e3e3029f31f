#include "model/parts.hpp"

#include <algorithm>
#include <array>

#include <fmt/core.h>

#include "model/foreign.hpp"

namespace deployer::model {

namespace {

constexpr std::array<std::string_view, 6> words{"all", "none", "users", "files", "systemd", "supervisor"};

bool is_word(std::string_view name) {
    return std::find(words.begin(), words.end(), name) != words.end() || is_foreign_part(name);
}

bool has(const std::vector<std::string>& names, std::string_view name) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

class Selector {
public:
    Selector(Reading& reading, const HostNames& names, std::size_t host_count)
        : reading_(reading), names_(names) {
        selection_.hosts.assign(host_count, true);
    }

    /// `key` is where the names are from, in the description; without it: the command line.
    void check(const std::vector<std::string>& scopes, std::string_view option, std::string_view key) {
        const source::Place place = key.empty() ? source::Place{} : place_of(reading_.document().root, key);
        for (const std::string& scope : scopes)
            if (!is_word(scope) && names_.resolve(scope).unknown)
                reading_.error(place, std::string(key.empty() ? option : key),
                               fmt::format("Scope '{}' is not supported!", quoted(scope)), meant(scope));
    }

    void include(const std::vector<std::string>& included, const std::vector<std::string>& excluded) {
        const auto is_on = [&](std::string_view part) {
            return !has(excluded, part) && !has(excluded, "all") &&
                   (included.empty() || has(included, "all") || has(included, part));
        };
        Parts& parts = selection_.parts;
        parts = {is_on("users"), is_on("files"), is_on("systemd"), is_on("supervisor")};
        if (parts.files || has(excluded, "files") || has(excluded, "all"))
            return;
        for (const std::string& scope : included)
            if (!is_word(scope))
                selection_.item_scopes.push_back(scope);
        parts.files = !selection_.item_scopes.empty();
    }

    void exclude(const std::vector<std::string>& excluded) {
        for (const std::string& scope : excluded)
            if (!is_word(scope))
                for (const std::size_t host : names_.resolve(scope).hosts)
                    selection_.hosts[host] = false;
    }

    void limit(const std::vector<std::string>& limits) {
        std::vector<bool> wanted(selection_.hosts.size(), limits.empty());
        for (const std::string& limit : limits) {
            const HostNames::Resolved& resolved = names_.resolve(limit);
            if (resolved.unknown)
                reading_.error(
                    {}, "--limit",
                    fmt::format("'{}' is neither a host nor a host_group", quoted(*resolved.unknown)),
                    names_.meant(*resolved.unknown));
            for (const std::size_t host : resolved.hosts)
                wanted[host] = true;
        }
        for (std::size_t i = 0; i < wanted.size(); ++i)
            selection_.hosts[i] = selection_.hosts[i] && wanted[i];
    }

    Selection take() { return std::move(selection_); }

private:
    std::string meant(const std::string& scope) const {
        const std::string word =
            model::meant(scope, std::vector<std::string_view>(words.begin(), words.end()));
        return word.empty() ? names_.meant(scope) : word;
    }

    Reading& reading_;
    const HostNames& names_;
    Selection selection_;
};

void keep_selected(const Selection& selection, HostList& hosts) {
    hosts.erase(
        std::remove_if(hosts.begin(), hosts.end(), [&](std::size_t host) { return !selection.hosts[host]; }),
        hosts.end());
}

template <typename Item>
void keep_selected(const Selection& selection, std::vector<Item>& items) {
    for (Item& item : items)
        keep_selected(selection, item.scope.hosts);
}

template <typename Item>
void keep_scopes(const Selection& selection, std::vector<Item>& items) {
    if (selection.item_scopes.empty())
        return;
    items.erase(
        std::remove_if(items.begin(), items.end(),
                       [&](const Item& item) { return !has(selection.item_scopes, item.scope.text); }),
        items.end());
}

}  // namespace

std::span<const std::string_view> part_words() {
    return words;
}

Selection select(Reading& reading, const Root& root, const HostNames& names, std::size_t host_count) {
    const ReadContext& context = reading.context();
    Selector selector(reading, names, host_count);
    const bool asked = !context.scopes.empty();
    selector.check(asked ? context.scopes : root.included_scopes, "--scope", asked ? "" : "included_scopes");
    selector.check(root.excluded_scopes, "--noScope", "excluded_scopes");
    selector.check(context.no_scopes, "--noScope", "");

    std::vector<std::string> excluded = root.excluded_scopes;
    excluded.insert(excluded.end(), context.no_scopes.begin(), context.no_scopes.end());
    selector.include(asked ? context.scopes : root.included_scopes, excluded);
    selector.exclude(excluded);
    selector.limit(context.limit);
    return selector.take();
}

void apply(const Selection& selection, Model& model) {
    for (std::size_t i = 0; i < model.hosts.size(); ++i)
        model.hosts[i].selected = selection.hosts[i];
    keep_scopes(selection, model.folders);
    keep_scopes(selection, model.files);
    keep_scopes(selection, model.trees);
    keep_selected(selection, model.groups);
    keep_selected(selection, model.users);
    keep_selected(selection, model.folders);
    keep_selected(selection, model.files);
    keep_selected(selection, model.trees);
    keep_selected(selection, model.units);
    keep_selected(selection, model.supervisors);
    keep_selected(selection, model.programs);
    keep_selected(selection, model.program_groups);
}

}  // namespace deployer::model
