/// Values as YAML, written as PyYAML writes them for Ansible's filters: keys sorted, long texts not folded.
/// Pure.
#pragma once

#include <string>
#include <string_view>

#include "template/value.hpp"

namespace deployer::jinja {

struct YamlStyle {
    std::size_t indent = 2;
    bool flow_leaves = true;  ///< lists and dicts of plain values stand on one line, in brackets
};

std::string to_yaml(const Value& value, const YamlStyle& style);
/// One document, with YAML 1.1's plain values (yes, 0755, ~). No tags, no aliases to what holds them.
Value from_yaml(std::string_view text);

}  // namespace deployer::jinja
