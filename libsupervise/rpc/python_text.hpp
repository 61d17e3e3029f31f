/// A value as Python's str() shows it: what Supervisor puts into a text when a client sends something that is
/// none.
#pragma once

#include <string>

#include "rpc/value.hpp"

namespace supervise::rpc {

std::string python_text(const Value& value);

}  // namespace supervise::rpc
