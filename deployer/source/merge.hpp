/// A key given again (HD-SRC-02 to -04): maps merge key by key, lists are appended, scalars replaced. Pure.
#pragma once

#include <string>

#include "source/node.hpp"
#include "source/place.hpp"

namespace deployer::source {

/// Merges `from` into `into`, both the value at `path`. Two of different kinds are a problem that names both
/// places; then `into` stays.
void merge(Node& into, Node from, const std::string& path, Problems& problems);

/// "SEQ", "MAP" or "SCALAR", as messages call it.
std::string_view kind_name(Node::Kind kind);

/// The path of a map's key: "a.b".
std::string child_path(const std::string& path, std::string_view key);

}  // namespace deployer::source
