#include "template/holding.hpp"

#include <unordered_set>

#include <fmt/core.h>

namespace deployer::jinja {
namespace {

/// Null for what holds nothing.
const void* identity(const Value& value) {
    if (value.is_sequence())
        return &value.list();
    if (value.kind() == Value::Kind::dict)
        return &value.dict();
    return value.kind() == Value::Kind::object ? value.object().get() : nullptr;
}

/// Appends what `value` holds and what may hold others in turn.
void append_held(List& held, const Value& value) {
    const auto append = [&held](const Value& one) {
        if (identity(one) != nullptr)
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
    const void* const wanted = identity(container);
    std::unordered_set<const void*> seen;
    List left;
    if (identity(value) != nullptr)
        left.push_back(value);
    while (!left.empty()) {
        const Value one = std::move(left.back());
        left.pop_back();
        if (identity(one) == wanted)
            return true;
        if (seen.insert(identity(one)).second)
            append_held(left, one);
    }
    return false;
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

}  // namespace deployer::jinja
