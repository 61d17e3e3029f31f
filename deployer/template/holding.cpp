#include "template/holding.hpp"

#include <unordered_set>

#include <fmt/core.h>

namespace deployer::jinja {
namespace {

/// Appends what `value` holds and what may hold others in turn.
void append_held(List& held, const Value& value) {
    const auto append = [&held](const Value& one) {
        if (one.shared() != nullptr)
            held.push_back(one);
    };
    if (value.is_sequence()) {
        for (const Value& one : value.list())
            append(one);
    } else if (value.kind() == Value::Kind::dict) {
        for (const Dict::Entry& entry : value.dict().entries())
            append(entry.second);
    } else {
        for (const Value& one : value.object()->held())
            append(one);
    }
}

bool holds(const Value& value, const Value& container) {
    const void* const wanted = container.shared();
    std::unordered_set<const void*> seen;
    List left;
    if (value.shared() != nullptr)
        left.push_back(value);
    while (!left.empty()) {
        const Value one = std::move(left.back());
        left.pop_back();
        if (one.shared() == wanted)
            return true;
        if (seen.insert(one.shared()).second)
            append_held(left, one);
    }
    return false;
}

/// Moves what `value` holds, and may hold others in turn, behind `left`. Precondition: it is the last of its
/// copies.
void move_held(List& left, const Value& value) {
    append_held(left, value);
    if (value.is_sequence())
        value.list().clear();
    else if (value.kind() == Value::Kind::dict)
        value.dict().clear();
}

}  // namespace

const Value& other_than(const Value& container, const Value& added) {
    // A namespace that collects in a loop is held by its variable alone.
    if (container.kind() == Value::Kind::object && container.object().use_count() == 1)
        return added;
    if (holds(added, container))
        fail(fmt::format("a {} cannot hold itself", container.type_name()));
    return added;
}

void give_back(List values) {
    while (!values.empty()) {
        const Value one = std::move(values.back());
        values.pop_back();
        if (one.is_last())
            move_held(values, one);
    }
}

}  // namespace deployer::jinja
