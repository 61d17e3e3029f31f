#include "source/merge.hpp"

#include <iterator>

#include <fmt/core.h>

namespace deployer::source {

std::string_view kind_name(Node::Kind kind) {
    switch (kind) {
    case Node::Kind::scalar:
        return "SCALAR";
    case Node::Kind::list:
        return "SEQ";
    case Node::Kind::map:
        return "MAP";
    }
    return {};
}

std::string child_path(const std::string& path, std::string_view key) {
    return path.empty() ? std::string(key) : fmt::format("{}.{}", path, key);
}

void merge(Node& into, Node from, const std::string& path, Problems& problems) {
    if (into.kind != from.kind) {
        problems.push_back(
            {Severity::error, from.place, path,
             fmt::format("Unable to merge {} with existing {}", kind_name(from.kind), kind_name(into.kind)),
             fmt::format("the other one is at {}", into.place.text())});
        return;
    }
    if (into.is_scalar()) {
        into = std::move(from);
    } else if (into.is_list()) {
        into.items.insert(into.items.end(), std::make_move_iterator(from.items.begin()),
                          std::make_move_iterator(from.items.end()));
    } else {
        for (Entry& entry : from.entries) {
            if (Node* existing = into.find(entry.key); existing != nullptr)
                merge(*existing, std::move(entry.value), child_path(path, entry.key), problems);
            else
                into.entries.push_back(std::move(entry));
        }
    }
}

}  // namespace deployer::source
