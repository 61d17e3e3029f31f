/// Python's ways to put values into a text: "%s %05.2f" % values, and "{} {name:>8}".format(values). Pure.
#pragma once

#include <string>
#include <string_view>

#include "template/value.hpp"

namespace deployer::jinja {

/// `values`: a tuple for several, a dict for %(name)s, anything else for one.
std::string print_formatted(std::string_view format, const Value& values);

std::string brace_formatted(std::string_view format, CallArguments arguments);

/// One value by a format specification, "[[fill]align][sign][0][width][,][.precision][type]".
std::string format_value(const Value& value, std::string_view specification);

}  // namespace deployer::jinja
