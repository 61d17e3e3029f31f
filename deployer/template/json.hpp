/// Values as JSON, written as Python's json module writes it, and read. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "template/value.hpp"

namespace deployer::jinja {

struct JsonStyle {
    std::optional<std::size_t> indent;  ///< none: on one line
    bool sort_keys = false;
    bool html_safe = false;  ///< <, >, & and ' as escapes
    std::string item_separator = ", ", key_separator = ": ";
};

std::string to_json(const Value& value, const JsonStyle& style);
Value from_json(std::string_view text);

}  // namespace deployer::jinja
