#include "source/reader.hpp"

#include <algorithm>
#include <set>

#include <fmt/core.h>

#include "config/suggest.hpp"
#include "source/limits.hpp"
#include "source/merge.hpp"
#include "source/scalar.hpp"
#include "source/substitute.hpp"

namespace deployer::source {
namespace {

constexpr std::string_view merge_word = "<<";
constexpr std::string_view vars = "vars";

bool is_merge_key(const RawNode& key) {
    return key.kind == RawNode::Kind::scalar && key.style == Node::Style::plain && key.text == merge_word;
}

/// "x" of "'x' is undefined".
std::optional<std::string> undefined_name(const std::string& message) {
    constexpr std::string_view end = "' is undefined";
    if (!message.starts_with('\'') || !message.ends_with(end))
        return std::nullopt;
    return message.substr(1, message.size() - 1 - end.size());
}

}  // namespace

Reader::Reader(Include include) : include_(std::move(include)) {
    root_.kind = Node::Kind::map;
}

void Reader::add_problem(Problem problem) {
    problems_.push_back(std::move(problem));
    if (problems_.size() >= limits::max_problems)
        throw TooMuch{{Severity::error, {}, {}, "too many problems; the rest was not read", {}}};
}

void Reader::count(const Node& node) {
    bytes_ += node.text.size();
    if (++nodes_ > limits::max_nodes || bytes_ > limits::max_text_bytes)
        throw TooMuch{{Severity::error,
                       node.place,
                       {},
                       fmt::format("the description grows beyond {} values or {} MiB of text",
                                   limits::max_nodes, limits::max_text_bytes >> 20U),
                       "are there aliases of aliases?"}};
    for (const Node& item : node.items)
        count(item);
    for (const Entry& entry : node.entries)
        count(entry.value);
}

void Reader::document(const RawNode& root, const std::shared_ptr<const std::string>& file) {
    // An included file has its own; afterwards this one goes on.
    const auto outer = std::exchange(file_, file);
    if (root.kind == RawNode::Kind::map)
        read_root(root);
    else if (root.kind != RawNode::Kind::scalar || !root.text.empty())
        add_problem(
            {Severity::error,
             place(root),
             {},
             fmt::format("Can't merge to document of different type (First is a MAP while other is a {})",
                         root.kind == RawNode::Kind::list ? "SEQ" : "SCALAR"),
             "at the top of a file stand keys: 'hosts:', 'users:', ..."});
    file_ = outer;
}

void Reader::read_root(const RawNode& root) {
    check_keys(root, {});
    std::set<std::string_view> own;
    for (std::size_t i = 0; i < root.children.size(); i += 2)
        if (!is_merge_key(root.children[i]))
            own.insert(root.children[i].text);
    for (std::size_t i = 0; i + 1 < root.children.size(); i += 2) {
        const RawNode& key = root.children[i];
        const RawNode& value = root.children[i + 1];
        if (is_merge_key(key)) {
            const Node from = read(value, {}, nullptr);
            for (const Node* map : merge_sources(from, {}))
                for (const Entry& entry : map->entries)
                    if (!own.contains(entry.key)) {
                        if (entry.key == vars)
                            set_variables(entry.value);
                        root_entry(entry.key, entry.place, entry.value);
                    }
        } else if (const auto text = key_text(key, {})) {
            const Names names;
            Node node = read(value, *text, *text == vars ? &names : nullptr);
            if (*text == vars && value.kind != RawNode::Kind::map)
                set_variables(node);
            root_entry(*text, place(key), std::move(node));
        }
    }
}

void Reader::variable(const std::string& name, const std::string& text, const Place& place) {
    const std::string path = child_path(std::string(vars), name);
    Node value = replaced(text, Node::Style::plain, place, path);
    // On the command line everything is a text, that may stand for a boolean (HD-CLI-09, HD-VAR-20).
    if (value.is_scalar() && value.value.kind() == jinja::Value::Kind::boolean)
        value.value = jinja::Value::written(value.value, value.text);
    count(value);
    variables_.merge({name}, value.to_value(), place);
    Node map;
    map.kind = Node::Kind::map;
    map.place = place;
    map.entries.push_back({name, place, std::move(value)});
    root_entry(std::string(vars), place, std::move(map));
}

Node Reader::read(const RawNode& raw, const std::string& path, const Names* names) {
    Node node;
    switch (raw.kind) {
    case RawNode::Kind::scalar:
        node = read_scalar(raw, path);
        break;
    case RawNode::Kind::alias:
        node = read_alias(raw, path);
        break;
    case RawNode::Kind::map:
        node = read_map(raw, path, names);
        break;
    case RawNode::Kind::list:
        node.kind = Node::Kind::list;
        node.place = place(raw);
        for (const RawNode& item : raw.children)
            node.items.push_back(read(item, fmt::format("{}[{}]", path, node.items.size()), nullptr));
        break;
    }
    if (!raw.anchor.empty())
        anchors_.insert_or_assign(raw.anchor, node);
    return node;
}

Node Reader::read_scalar(const RawNode& raw, const std::string& path) {
    Node node = has_expression(raw.text) ? replaced(raw.text, raw.style, place(raw), path)
                                         : scalar(raw.text, raw.style, place(raw));
    count(node);
    return node;
}

Node Reader::replaced(const std::string& text, Node::Style style, const Place& place,
                      const std::string& path) {
    const auto complain = [&](const std::string& message) {
        if (undefined_name(message))
            undefined_.push_back({problems_.size(), text.find("<<") != std::string::npos});
        add_problem({Severity::error, place, path, message, {}});
        return scalar(text, style, place);
    };
    auto result = substitute(text, variables_.dict());
    if (!result)
        return complain(result.error().message);
    if (!result->structure)
        return scalar(std::move(result->text), style, place);
    auto node = to_node(*result->structure, place);
    return node ? std::move(*node) : complain(node.error().message);
}

Node Reader::read_alias(const RawNode& raw, const std::string& path) {
    const auto at = anchors_.find(raw.text);
    if (at == anchors_.end()) {
        add_problem({Severity::error, place(raw), path, fmt::format("Alias {} not found", raw.text),
                     "an anchor &name must stand above its alias *name, and not around it"});
        return scalar({}, Node::Style::plain, place(raw));
    }
    count(at->second);
    return at->second;
}

void Reader::check_keys(const RawNode& map, const std::string& path) const {
    if (map.children.size() / 2 > limits::max_keys)
        throw TooMuch{{Severity::error,
                       place(map),
                       path,
                       fmt::format("a map of more than {} keys", limits::max_keys),
                       {}}};
}

Node Reader::read_map(const RawNode& raw, const std::string& path, const Names* names) {
    Node map;
    map.kind = Node::Kind::map;
    map.place = place(raw);
    check_keys(raw, path);
    count(map);
    if (names != nullptr && !names->empty())
        variables_.merge(*names, jinja::Dict(), map.place);
    std::vector<std::string> merged;
    for (std::size_t i = 0; i + 1 < raw.children.size(); i += 2) {
        const RawNode& key = raw.children[i];
        const RawNode& raw_value = raw.children[i + 1];
        if (is_merge_key(key)) {
            merge_key(map, read(raw_value, path, nullptr), path, names, merged);
            continue;
        }
        const auto text = key_text(key, path);
        if (!text)
            continue;
        const std::string inner = child_path(path, *text);
        Names inner_names = names == nullptr ? Names() : *names;
        inner_names.push_back(*text);
        Node value = read(raw_value, inner, names == nullptr ? nullptr : &inner_names);
        Node* existing = map.find(*text);
        const auto from_merge = std::find(merged.begin(), merged.end(), *text);
        const bool replaces = existing != nullptr && from_merge != merged.end();
        if (names != nullptr && (replaces || raw_value.kind != RawNode::Kind::map))
            replaces ? variables_.replace(inner_names, value.to_value(), place(key))
                     : variables_.merge(inner_names, value.to_value(), place(key));
        if (replaces) {
            merged.erase(from_merge);
            *existing = std::move(value);
        } else if (existing != nullptr) {
            merge(*existing, std::move(value), inner, problems_);
        } else {
            map.entries.push_back({*text, place(key), std::move(value)});
        }
    }
    return map;
}

std::vector<const Node*> Reader::merge_sources(const Node& value, const std::string& path) {
    std::vector<const Node*> maps;
    if (value.is_list()) {
        for (const Node& item : value.items)
            maps.push_back(&item);
    } else {
        maps.push_back(&value);
    }
    const auto wrong =
        std::find_if(maps.begin(), maps.end(), [](const Node* node) { return !node->is_map(); });
    if (wrong == maps.end())
        return maps;
    add_problem({Severity::error, (*wrong)->place, path, "'<<' merges maps only", "give it *a or [*a, *b]"});
    return {};
}

void Reader::merge_key(Node& map, const Node& value, const std::string& path, const Names* names,
                       std::vector<std::string>& merged) {
    for (const Node* source : merge_sources(value, path)) {
        for (const Entry& entry : source->entries) {
            if (const Node* existing = map.find(entry.key); existing != nullptr) {
                const bool is_own = std::find(merged.begin(), merged.end(), entry.key) == merged.end();
                if (is_own && existing->to_value().repr() != entry.value.to_value().repr())
                    add_problem({Severity::warning, existing->place, child_path(path, entry.key),
                                 "the key wins over the '<<' below it, as YAML wants; HADeploy took the "
                                 "merged value",
                                 "write '<<' first"});
                continue;
            }
            map.entries.push_back(entry);
            merged.push_back(entry.key);
            if (names != nullptr) {
                Names inner = *names;
                inner.push_back(entry.key);
                variables_.replace(inner, entry.value.to_value(), entry.place);
            }
        }
    }
}

std::optional<std::string> Reader::key_text(const RawNode& raw, const std::string& path) {
    if (raw.kind == RawNode::Kind::scalar) {
        if (!raw.anchor.empty())
            anchors_.insert_or_assign(raw.anchor, scalar(raw.text, raw.style, place(raw)));
        return raw.text;
    }
    if (raw.kind == RawNode::Kind::alias)
        if (const auto at = anchors_.find(raw.text); at != anchors_.end() && at->second.is_scalar())
            return at->second.text;
    add_problem({Severity::error, place(raw), path, "a key must be a text, not a list or a map",
                 "quote a key that begins with '{' or '['"});
    return std::nullopt;
}

void Reader::root_entry(std::string key, const Place& place, Node value) {
    if (key == "include") {
        include(value);
        return;
    }
    if (key == vars && !value.is_map()) {
        add_problem({Severity::error, value.place, key, "'vars' entry must be a map!", {}});
        return;
    }
    // Nothing below it is fine (HD-VAULT-12).
    if (key == "encrypted_vars" && value.is_scalar() && value.text.empty())
        value.kind = Node::Kind::map;
    if (Node* existing = root_.find(key); existing != nullptr)
        merge(*existing, std::move(value), key, problems_);
    else
        root_.entries.push_back({std::move(key), place, std::move(value)});
}

void Reader::set_variables(const Node& map) {
    for (const Entry& entry : map.entries)
        variables_.merge({entry.key}, entry.value.to_value(), entry.place);
}

void Reader::include(const Node& value) {
    if (value.is_scalar()) {
        include_(value.text, value.place);
        return;
    }
    for (const Node& item : value.items) {
        if (item.is_scalar())
            include_(item.text, item.place);
        else
            add_problem({Severity::error, item.place, "include", "'include' takes file names", {}});
    }
    if (value.is_map())
        add_problem(
            {Severity::error, value.place, "include", "'include' takes a file name or a list of them", {}});
}

/// A misspelt variable must not pass as text of the shell, so what is one has to be said to be.
std::string Reader::remedy_for(const std::string& message, bool has_angles) const {
    const auto name = undefined_name(message);
    if (!name)
        return {};
    if (const Place* set = variables_.set_at(*name))
        return fmt::format("it is set at {}, later; a variable must be set above its first use", set->text());
    const Node* encrypted = root_.find("encrypted_vars");
    if (encrypted != nullptr && encrypted->find(*name) != nullptr)
        return fmt::format("it is in encrypted_vars, which exist on the hosts only: write \"{{{{ {} }}}}\"",
                           *name);
    std::vector<std::string> known;
    for (const jinja::Dict::Entry& entry : variables_.dict().entries())
        known.push_back(entry.first.text());
    const auto near = supervise::config::closest(*name, known);
    if (near)
        return fmt::format("did you mean '{}'?", *near);
    return has_angles ? "if the shell's '<<' is meant, write <<'<<'>>" : "";
}

Document Reader::finish() {
    for (const auto& [i, has_angles] : undefined_)
        if (i < problems_.size())
            problems_[i].remedy = remedy_for(problems_[i].message, has_angles);
    return {std::move(root_), variables_.list()};
}

}  // namespace deployer::source
