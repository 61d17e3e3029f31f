/// The merged description as it was written: variables of level 1 replaced, includes followed, every value
/// with its place. What keys mean is not known here; model/ knows.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "source/place.hpp"
#include "template/value.hpp"

namespace deployer::source {

struct Entry;

struct Node {
    enum class Kind : std::uint8_t { scalar, list, map };
    enum class Style : std::uint8_t {
        plain,
        quoted,  ///< always a string (HD-VAR-09)
        block,   ///< | or >
    };

    Kind kind = Kind::scalar;
    Style style = Style::plain;
    Place place;
    /// Of a scalar: its source text after substitution, blanks around it stripped as YAML does. What is used
    /// wherever a string is wanted (HD-VAR-13).
    std::string text;
    /// Of a scalar: typed as HD-VAR-10 to HD-VAR-12 say; numbers remember their text (jinja::Value::written).
    jinja::Value value;
    std::vector<Node> items;     ///< of a list
    std::vector<Entry> entries;  ///< of a map, in reading order, keys unique

    /// The value of a map's key, or null.
    const Node* find(std::string_view key) const;
    Node* find(std::string_view key);
    bool is_scalar() const { return kind == Kind::scalar; }
    bool is_list() const { return kind == Kind::list; }
    bool is_map() const { return kind == Kind::map; }
    /// The whole subtree as a value for templates.
    jinja::Value to_value() const;
};

struct Entry {
    std::string key;  ///< taken literally (HD-SRC-20)
    Place place;      ///< of the key
    Node value;
};

}  // namespace deployer::source
