/// Which values hold others. None may hold itself, however far inside: nobody would ever give it back.
#pragma once

#include "template/value.hpp"

namespace deployer::jinja {

/// `added`, which is to go into `container`. Fails when it is the container, or holds it.
const Value& other_than(const Value& container, const Value& added);

}  // namespace deployer::jinja
