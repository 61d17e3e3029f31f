/// Variables of level 1 in one scalar: ${e}, then <<e>> (HD-VAR-01 to -06). Pure.
#pragma once

#include <optional>
#include <string>

#include "template/template.hpp"
#include "template/value.hpp"

namespace deployer::source {

struct Substituted {
    std::string text;
    /// The list or map that a scalar of exactly one expression stands for (HD-VAR-15); `text` is empty then.
    std::optional<jinja::Value> structure;
};

/// Whether there may be anything to replace.
bool has_expression(std::string_view text);

/// The error's message is Jinja2's: "'nope' is undefined".
jinja::Result<Substituted> substitute(const std::string& text, const jinja::Dict& variables);

}  // namespace deployer::source
