/// What an agent says of its host, as templates see it.
#pragma once

#include <string_view>

#include "sys/result.hpp"
#include "template/value.hpp"

namespace deployer::run {

/// The error: it is not a JSON object, or has a name that is no fact's.
supervise::Result<jinja::Dict> read_facts(std::string_view json);

}  // namespace deployer::run
