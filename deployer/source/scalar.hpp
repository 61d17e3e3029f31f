/// What the text of a scalar stands for (HD-VAR-10 to -12): Python's numbers and YAML 1.1's booleans. Pure.
#pragma once

#include <string>
#include <string_view>

#include "source/node.hpp"
#include "template/template.hpp"
#include "template/value.hpp"

namespace deployer::source {

/// Integer, float, boolean, else the text. Numbers remember how they were written.
jinja::Value typed(const std::string& text);

/// A scalar with its value: typed, but for a quoted one, which is always a string (HD-VAR-09).
Node scalar(std::string text, Node::Style style, Place place);

/// A value of an expression as a node. Fails when it holds something undefined, or more than the
/// limits allow.
jinja::Result<Node> to_node(const jinja::Value& value, const Place& place);

}  // namespace deployer::source
