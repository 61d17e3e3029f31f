#include "model/schema.hpp"

#include <algorithm>
#include <array>

#include <fmt/core.h>

#include "model/foreign.hpp"

namespace deployer::model {

using source::Node;

namespace {

void unknown_key(Reading& reading, const source::Entry& entry, const std::string& path,
                 const std::vector<const Key*>& keys) {
    const std::string place = path.empty() ? entry.key : path + "." + entry.key;
    if (const auto plugin = foreign_key(entry.key))
        return reading.error(entry.place, place, plugin->message, plugin->remedy);
    std::vector<std::string_view> known;
    for (const Key* key : keys)
        known.push_back(key->name);
    reading.error(entry.place, place, fmt::format("Key '{}' was not defined", quoted(entry.key)),
                  meant(entry.key, known));
}

}  // namespace

bool check_keys(Reading& reading, const Node& item, const std::string& path,
                const std::vector<const Key*>& keys) {
    if (!item.is_map()) {
        reading.error(item.place, path,
                      fmt::format("Value '{}' is not a dict", item.is_scalar() ? quoted(item.text) : "[...]"),
                      "write keys with their values");
        return false;
    }
    bool good = true;
    for (const source::Entry& entry : item.entries) {
        if (std::any_of(keys.begin(), keys.end(), [&](const Key* key) { return key->name == entry.key; }))
            continue;
        unknown_key(reading, entry, path, keys);
        good = false;
    }
    for (const Key* key : keys) {
        if (!key->required || item.find(key->name) != nullptr)
            continue;
        reading.error(item.place, path, fmt::format("Cannot find required key '{}'", key->name));
        good = false;
    }
    return good;
}

const std::vector<Node>& items_of(Reading& reading, std::string_view block) {
    static const std::vector<Node> none;
    const Node* value = reading.document().root.find(block);
    // A block whose items are all commented out.
    if (value == nullptr || (value->is_scalar() && value->text.empty()))
        return none;
    if (value->is_list())
        return value->items;
    reading.error(value->place, std::string(block),
                  fmt::format("Value '{}' is not a list", value->is_map() ? "{...}" : quoted(value->text)),
                  "write one - per item");
    return none;
}

}  // namespace deployer::model
