/// Reads blocks of the description by their tables: unknown and missing keys, types on demand, defaults.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "config/text.hpp"
#include "model/key.hpp"
#include "model/reading.hpp"

namespace deployer::model {

/// What every item has while it is read.
struct Drafted {
    const source::Node* node = nullptr;
    bool when = true;  ///< false: dropped once its schema is checked (HD-SRC-24)
    bool good = true;  ///< false: has problems; checks that would only repeat them leave it out
};

/// The value of a key as the type that its row wants; problems are reported (HD-SRC-22, -23, HD-VAR-10 to
/// -13).
std::optional<Typed> typed(Reading& reading, const source::Node& value, const std::string& path,
                           const Key& key);

/// The default of a key, if it has one. `name` is the item's.
std::optional<Typed> fallback(const Key& key, const std::string& name);

/// Reports keys that are not among `keys`, and required ones that are missing.
bool check_keys(Reading& reading, const source::Node& item, const std::string& path,
                const std::vector<const Key*>& keys);

/// The items of a top-level list; none when it is absent or empty. Problems are reported.
const std::vector<source::Node>& items_of(Reading& reading, std::string_view block);

// --- What rows do with values

namespace detail {

template <typename Field>
struct Inner {
    using type = Field;
};
template <typename Field>
struct Inner<std::optional<Field>> {
    using type = Field;
};

}  // namespace detail

/// Puts the value into a member: of the type of the variant, or an optional of it.
template <auto member, typename Draft>
void into(Draft& draft, const Key&, Typed&& value) {
    using Field = std::remove_reference_t<decltype(draft.*member)>;
    draft.*member = std::get<typename detail::Inner<Field>::type>(std::move(value));
}

template <typename Draft>
void into_scope(Draft& draft, const Key&, Typed&& value) {
    draft.scope.text = std::get<std::string>(std::move(value));
}

/// Accepted for the sake of descriptions written for HADeploy; means nothing here.
template <typename Draft>
void ignored(Draft&, const Key&, Typed&&) {}

// --- Reading by a table

template <typename Draft>
std::vector<const Key*> keys_of(std::span<const KeyRow<Draft>> rows) {
    std::vector<const Key*> keys;
    for (const KeyRow<Draft>& row : rows)
        keys.push_back(&row.key);
    return keys;
}

/// Stores the keys of one map, and the defaults of those that are not given. False: something is wrong.
template <typename Draft>
bool read_map(Reading& reading, const source::Node& node, const std::string& path,
              std::span<const KeyRow<Draft>> rows, Draft& draft) {
    if (!check_keys(reading, node, path, keys_of(rows)) && !node.is_map())
        return false;
    bool good = true;
    std::string name;
    for (const KeyRow<Draft>& row : rows) {
        const source::Node* value = node.find(row.key.name);
        auto kept = value != nullptr ? typed(reading, *value, path + "." + std::string(row.key.name), row.key)
                                     : fallback(row.key, name);
        good = good && (kept.has_value() || (value == nullptr && !row.key.required));
        if (!kept)
            continue;
        if (row.key.name == "name")
            name = std::get<std::string>(*kept);
        if constexpr (requires { draft.item; })
            draft.item.set(row.key.name, value_of(*kept));
        row.store(draft, row.key, std::move(*kept));
    }
    return good;
}

/// All items of a block whose `when` holds.
template <typename Draft>
std::vector<Draft> read_block(Reading& reading, std::string_view block, std::span<const KeyRow<Draft>> rows) {
    std::vector<Draft> drafts;
    std::size_t at = 0;
    for (const source::Node& node : items_of(reading, block)) {
        Draft draft;
        draft.node = &node;
        draft.origin = {node.place, std::string(block) + "[" + std::to_string(at++) + "]"};
        draft.good = read_map(reading, node, draft.origin.path, rows, draft);
        if (draft.when && node.is_map())
            drafts.push_back(std::move(draft));
    }
    return drafts;
}

/// A problem of one key of an item.
template <typename Draft>
void refuse(Reading& reading, Draft& draft, std::string_view key, const std::string& message,
            const std::string& remedy = {}) {
    draft.good = false;
    reading.error(place_of(*draft.node, key), draft.origin.path + "." + std::string(key), message, remedy);
}

template <typename Draft>
void warn(Reading& reading, const Draft& draft, std::string_view key, const std::string& message,
          const std::string& remedy = {}) {
    reading.warning(place_of(*draft.node, key), draft.origin.path + "." + std::string(key), message, remedy);
}

template <typename Draft>
bool is_given(const Draft& draft, std::string_view key) {
    return draft.node->find(key) != nullptr;
}

}  // namespace deployer::model
