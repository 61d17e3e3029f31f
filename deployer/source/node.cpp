#include "source/node.hpp"

#include <algorithm>

namespace deployer::source {

const Node* Node::find(std::string_view key) const {
    const auto at =
        std::find_if(entries.begin(), entries.end(), [&](const Entry& entry) { return entry.key == key; });
    return at == entries.end() ? nullptr : &at->value;
}

Node* Node::find(std::string_view key) {
    const auto at =
        std::find_if(entries.begin(), entries.end(), [&](const Entry& entry) { return entry.key == key; });
    return at == entries.end() ? nullptr : &at->value;
}

jinja::Value Node::to_value() const {
    if (is_list()) {
        jinja::List list;
        list.reserve(items.size());
        for (const Node& item : items)
            list.push_back(item.to_value());
        return list;
    }
    if (is_map()) {
        jinja::Dict dict;
        for (const Entry& entry : entries)
            dict.set(entry.key, entry.value.to_value());
        return dict;
    }
    return value;
}

}  // namespace deployer::source
