/// How values look as text: Python's str() and repr(). Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "template/value.hpp"

namespace deployer::jinja {

/// str() of anything but a text.
std::string to_text(const Value& value);
std::string to_repr(const Value& value);
/// The shortest digits that read back as the same number, as Python writes them: "1.0", "1e+16", "inf".
std::string float_text(double number);
/// Reads what Python writes, infinite or 0 where a double ends. Nothing when not all of it is a number.
std::optional<double> read_float(std::string_view digits);

}  // namespace deployer::jinja
