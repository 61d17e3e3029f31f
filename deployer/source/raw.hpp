/// The text of a file as trees of what is written, before anything is replaced: YAML 1.1 by yaml-cpp, with
/// exact places and the way each scalar was quoted. Pure.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "source/node.hpp"

namespace deployer::source {

struct RawNode {
    enum class Kind : std::uint8_t { scalar, list, map, alias };

    Kind kind = Kind::scalar;
    Node::Style style = Node::Style::plain;
    int line = 0, column = 0;
    std::string text;    ///< of a scalar, `null` and `~` as they stand (HD-SRC-21); of an alias: the anchor
    std::string anchor;  ///< "a" of &a, or empty
    std::vector<RawNode> children;  ///< of a list; of a map: key, value, key, value
};

struct SyntaxError {
    int line = 0, column = 0;
    std::string message, remedy;
};

struct RawDocuments {
    std::vector<RawNode> documents;  ///< those before the error, when there is one
    std::optional<SyntaxError> error;
};

/// An alias may name an anchor of an earlier document or file (HD-SRC-17): `is_anchor` knows those of earlier
/// files.
RawDocuments parse_yaml(std::string text, const std::function<bool(const std::string&)>& is_anchor);

}  // namespace deployer::source
