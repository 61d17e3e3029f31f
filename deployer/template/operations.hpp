/// What the operators of expressions do, with Python's rules and messages. Every function fails for operands
/// it does not fit, and for undefined ones. Pure.
#pragma once

#include <optional>

#include "template/value.hpp"

namespace deployer::jinja {

enum class BinaryOperator { add, subtract, multiply, divide, floor_divide, modulo, power, concatenate };
enum class Comparison { equal, not_equal, less, less_equal, greater, greater_equal, in, not_in };

Value apply(BinaryOperator operation, const Value& left, const Value& right);
Value negate(const Value& value);
Value plus(const Value& value);
bool compare(Comparison comparison, const Value& left, const Value& right);

bool equal(const Value& left, const Value& right);
/// Python's `<`: numbers with numbers, texts with texts, sequences by their elements.
bool less(const Value& left, const Value& right);
bool contains(const Value& container, const Value& item);

struct Slice {
    std::optional<std::int64_t> start, stop, step;
};
Value slice(const Value& value, const Slice& slice);

/// value[key], then value.key, as Jinja2 looks things up; undefined when there is neither. What is undefined
/// stays so, with its message, as Ansible has it: `host.address | default("")` needs no test for `host`.
Value item(const Value& value, const Value& key);
/// value.name, then value["name"].
Value attribute(const Value& value, std::string_view name);

}  // namespace deployer::jinja
