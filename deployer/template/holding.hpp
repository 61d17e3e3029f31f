/// Values that hold others. None may hold itself, however far inside: nobody would ever give it back.
#pragma once

#include "template/value.hpp"

namespace deployer::jinja {

/// `added`, which is to go into `container`. Fails when it is the container, or holds it.
const Value& other_than(const Value& container, const Value& added);

/// Gives `values` back one level after the other, however deep they hold each other: destructors that call
/// one another would need a stack as deep. Texts, numbers and the like may be among them.
void give_back(List values);

}  // namespace deployer::jinja
