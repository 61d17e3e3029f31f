/// Plain values of YAML 1.1: what an unquoted word means, and which texts cannot go without quotes. Pure.
#pragma once

#include <string>
#include <string_view>

#include "template/value.hpp"

namespace deployer::jinja {

/// What the word stands for: null, a boolean, a number, else a text.
Value plain_value(const std::string& word);
/// The text would be read back as itself without quotes. `in_flow`: inside brackets.
bool needs_no_quotes(std::string_view text, bool in_flow);
/// As PyYAML writes it: plain, in single or in double quotes.
std::string text_scalar(const std::string& text, bool in_flow);
std::string float_scalar(double number);

}  // namespace deployer::jinja
