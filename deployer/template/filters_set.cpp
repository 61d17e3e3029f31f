/// Lists as sets, as Ansible's filters treat them: the order of the first list is kept.
#include <algorithm>

#include "template/function_table.hpp"
#include "template/operations.hpp"

namespace deployer::jinja {
namespace {

bool has(const List& items, const Value& wanted) {
    return std::any_of(items.begin(), items.end(), [&](const Value& one) { return equal(one, wanted); });
}

void add_new(List& result, const List& items, bool (*belongs)(const List&, const Value&), const List& other) {
    for (const Value& one : items)
        if (belongs(other, one) && !has(result, one))
            result.push_back(one);
}

bool is_in(const List& other, const Value& value) {
    return has(other, value);
}

bool is_not_in(const List& other, const Value& value) {
    return !has(other, value);
}

Value difference(Engine&, const Value& input, const Bound& a) {
    List result;
    add_new(result, input.items(), is_not_in, a.at(0).items());
    return result;
}

Value intersection(Engine&, const Value& input, const Bound& a) {
    List result;
    add_new(result, input.items(), is_in, a.at(0).items());
    return result;
}

Value joined(Engine&, const Value& input, const Bound& a) {
    List result;
    add_new(result, input.items(), is_not_in, {});
    add_new(result, a.at(0).items(), is_not_in, {});
    return result;
}

Value symmetric_difference(Engine&, const Value& input, const Bound& a) {
    const List left = input.items();
    const List right = a.at(0).items();
    List result;
    add_new(result, left, is_not_in, right);
    add_new(result, right, is_not_in, left);
    return result;
}

constexpr FunctionRow rows[] = {
    {"difference", "b", difference},
    {"intersect", "b", intersection},
    {"symmetric_difference", "b", symmetric_difference},
    {"union", "b", joined},
};

}  // namespace

std::span<const FunctionRow> set_filters() {
    return rows;
}

}  // namespace deployer::jinja
