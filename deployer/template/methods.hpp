/// Methods of texts, lists and dicts, as templates call them: name.upper(), hosts.items(). Those that change
/// a list or dict change it for all who share it, as in Python.
#pragma once

#include <optional>
#include <string_view>

#include "template/value.hpp"

namespace deployer::jinja {

/// The method, bound to `value`; nothing when its type has none of that name.
std::optional<Value> method_of(const Value& value, std::string_view name);

}  // namespace deployer::jinja
