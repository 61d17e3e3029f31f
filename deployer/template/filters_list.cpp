/// Filters of lists: choosing, sorting, grouping.
#include <algorithm>
#include <limits>
#include <random>

#include <fmt/core.h>

#include "sys/number.hpp"
#include "template/characters.hpp"
#include "template/function_table.hpp"
#include "template/limits.hpp"
#include "template/operations.hpp"
#include "template/text_tools.hpp"

namespace deployer::jinja {
namespace {

/// "a.b.0" or a number, as the attribute parameters have it.
Value attribute_path(const Value& value, const Value& path) {
    if (!path.is_text())
        return item(value, path);
    Value at = value;
    for (const Value& part : split_text(path.str(), ".", std::nullopt)) {
        const std::string& name = part.str();
        const bool is_index = !name.empty() && name.find_first_not_of("0123456789") == std::string::npos;
        constexpr auto beyond = std::numeric_limits<std::int64_t>::max();
        at = item(at, is_index ? Value(supervise::whole_number<std::int64_t>(name).value_or(beyond)) : part);
    }
    return at;
}

Value folded(const Value& value, bool case_sensitive) {
    return value.is_text() && !case_sensitive ? Value(lower(value.str())) : value;
}

/// What elements are compared by: an attribute or themselves, in lower case unless told otherwise. Several
/// attributes with commas between them give a list.
Value sort_key(const Value& value, const Value& attribute_name, bool case_sensitive) {
    if (attribute_name.is_none())
        return folded(value.defined(), case_sensitive);
    if (!attribute_name.is_text() || attribute_name.str().find(',') == std::string::npos)
        return folded(attribute_path(value, attribute_name).defined(), case_sensitive);
    List keys;
    for (const Value& one : split_text(attribute_name.str(), ",", std::nullopt))
        keys.push_back(folded(attribute_path(value, strip(one.str(), true, true)).defined(), case_sensitive));
    return keys;
}

struct Keyed {
    Value key, value;
};

std::vector<Keyed> keyed(const Value& input, const Value& attribute_name, bool case_sensitive) {
    std::vector<Keyed> result;
    for (Value& value : input.items()) {
        Value key = sort_key(value, attribute_name, case_sensitive);
        result.push_back({std::move(key), std::move(value)});
    }
    return result;
}

void sort_by_key(std::vector<Keyed>& elements, bool reverse) {
    std::stable_sort(elements.begin(), elements.end(), [&](const Keyed& a, const Keyed& b) {
        return reverse ? less(b.key, a.key) : less(a.key, b.key);
    });
}

Value sort(Engine&, const Value& input, const Bound& a) {
    auto elements = keyed(input, a.value(2), a.truth(1));
    sort_by_key(elements, a.truth(0));
    List result;
    for (Keyed& one : elements)
        result.push_back(std::move(one.value));
    return result;
}

Value dictsort(Engine&, const Value& input, const Bound& a) {
    const std::string by = a.text(1, "key");
    if (by != "key" && by != "value")
        fail("You can only sort by either \"key\" or \"value\"");
    if (input.defined().kind() != Value::Kind::dict)
        fail("dictsort works on dicts only");
    std::vector<Keyed> elements;
    for (const Dict::Entry& entry : input.dict().entries())
        elements.push_back({folded(by == "key" ? entry.first : entry.second, a.truth(0)),
                            Value::tuple({entry.first, entry.second})});
    sort_by_key(elements, a.truth(2));
    List result;
    for (Keyed& one : elements)
        result.push_back(std::move(one.value));
    return result;
}

Value unique(Engine&, const Value& input, const Bound& a) {
    std::vector<Keyed> seen;
    List result;
    for (Keyed& one : keyed(input, a.value(1), a.truth(0))) {
        const bool known = std::any_of(seen.begin(), seen.end(),
                                       [&](const Keyed& other) { return equal(other.key, one.key); });
        if (known)
            continue;
        result.push_back(one.value);
        seen.push_back(std::move(one));
    }
    return result;
}

Value groupby(Engine&, const Value& input, const Bound& a) {
    const bool case_sensitive = a.truth(2);
    std::vector<Keyed> elements;
    for (Value& value : input.items()) {
        Value key = attribute_path(value, a.at(0));
        if (key.is_undefined() && a.has(1))
            key = a.at(1);
        elements.push_back({key.defined(), std::move(value)});
    }
    std::stable_sort(elements.begin(), elements.end(), [&](const Keyed& x, const Keyed& y) {
        return less(folded(x.key, case_sensitive), folded(y.key, case_sensitive));
    });
    List result;
    const Value* last = nullptr;
    List members;
    const auto finish = [&] {
        if (last != nullptr)
            result.push_back(Value::tuple({*last, std::exchange(members, {})}));
    };
    for (const Keyed& one : elements) {
        if (last == nullptr || !equal(folded(*last, case_sensitive), folded(one.key, case_sensitive))) {
            finish();
            last = &one.key;
        }
        members.push_back(one.value);
    }
    finish();
    return result;
}

Value extreme(const Value& input, const Bound& a, bool wants_max) {
    const auto elements = keyed(input, a.value(1), a.truth(0));
    if (elements.empty())
        return Value::undefined("No aggregated item, sequence was empty.");
    const Keyed* best = &elements.front();
    for (const Keyed& one : elements)
        if (wants_max ? less(best->key, one.key) : less(one.key, best->key))
            best = &one;
    return best->value;
}

Value batch(Engine&, const Value& input, const Bound& a) {
    const std::int64_t size = a.number(0);
    if (size < 1)
        fail("batch() needs a size of at least 1");
    List result;
    List part;
    for (const Value& value : input.items()) {
        if (static_cast<std::int64_t>(part.size()) == size)
            result.emplace_back(std::exchange(part, {}));
        part.push_back(value);
    }
    const bool is_filled = a.has(1) && !a.at(1).is_none();
    if (is_filled && size > limits::max_elements)
        fail("the size of batch() is too large");
    while (is_filled && !part.empty() && static_cast<std::int64_t>(part.size()) < size)
        part.push_back(a.at(1));
    if (!part.empty())
        result.emplace_back(std::move(part));
    return result;
}

Value slice_filter(Engine&, const Value& input, const Bound& a) {
    const std::int64_t slices = a.number(0);
    if (slices < 1)
        fail("slice() needs at least 1 slice");
    if (slices > limits::max_elements)
        fail("the number of slice() is too large");
    const List items = input.items();
    const std::size_t count = static_cast<std::size_t>(slices);
    const std::size_t per_slice = items.size() / count;
    const std::size_t longer = items.size() % count;
    List result;
    std::size_t at = 0;
    for (std::size_t i = 0; i < count; ++i) {
        const std::size_t size = per_slice + (i < longer ? 1 : 0);
        List part(items.begin() + static_cast<std::ptrdiff_t>(at),
                  items.begin() + static_cast<std::ptrdiff_t>(at + size));
        at += size;
        if (a.has(1) && !a.at(1).is_none() && i >= longer)
            part.push_back(a.at(1));
        result.emplace_back(std::move(part));
    }
    return result;
}

Value join(Engine&, const Value& input, const Bound& a) {
    List items = input.items();
    if (a.has(1) && !a.at(1).is_none())
        for (Value& item : items)
            item = attribute_path(item, a.at(1));
    return join_texts(items, a.text(0));
}

Value reverse(Engine&, const Value& input, const Bound&) {
    List items = input.items();
    std::reverse(items.begin(), items.end());
    return input.is_text() ? Value(join_texts(items, "")) : Value(std::move(items));
}

Value sum(Engine&, const Value& input, const Bound& a) {
    Value total = a.value(1, Value(0));
    for (const Value& value : input.items())
        total = apply(BinaryOperator::add, total,
                      a.has(0) && !a.at(0).is_none() ? attribute_path(value, a.at(0)) : value);
    return total;
}

/// map('upper'), map(attribute='name', default='x')
Value map(Engine& engine, const Value& input, const Bound& a) {
    CallArguments rest = a.rest();
    List result;
    const auto attribute_name = rest.take(rest.positional.size(), "attribute");
    if (attribute_name) {
        const auto fallback = rest.take(rest.positional.size(), "default");
        if (!rest.named.empty())
            fail(fmt::format("Unexpected keyword argument '{}'", rest.named.front().first));
        for (const Value& value : input.items()) {
            Value found = attribute_path(value, *attribute_name);
            if (found.is_undefined() && fallback)
                found = *fallback;
            result.push_back(std::move(found));
        }
        return result;
    }
    if (rest.positional.empty())
        fail("map requires a filter argument");
    const std::string name = rest.positional.front().text();
    rest.positional.erase(rest.positional.begin());
    for (const Value& value : input.items())
        result.push_back(engine.apply_filter(name, value, rest));
    return result;
}

/// select, reject, selectattr, rejectattr: without a test, what is true.
Value chosen(Engine& engine, const Value& input, const Bound& a, bool wanted, bool by_attribute) {
    CallArguments rest = a.rest();
    const auto take_first = [&]() -> std::optional<Value> {
        if (rest.positional.empty())
            return std::nullopt;
        Value first = rest.positional.front();
        rest.positional.erase(rest.positional.begin());
        return first;
    };
    std::optional<Value> attribute_name;
    if (by_attribute) {
        attribute_name = take_first();
        if (!attribute_name)
            fail("Missing parameter for attribute name");
    }
    const auto test = take_first();
    List result;
    for (const Value& value : input.items()) {
        const Value subject = attribute_name ? attribute_path(value, *attribute_name) : value;
        const bool holds = test ? engine.apply_test(test->text(), subject, rest) : subject.truth();
        if (holds == wanted)
            result.push_back(value);
    }
    return result;
}

Value first_of(const Value& input, bool last) {
    const List items = input.items();
    if (items.empty())
        return Value::undefined(last ? "No last item, sequence was empty."
                                     : "No first item, sequence was empty.");
    return last ? items.back() : items.front();
}

std::mt19937_64 generator(const Bound& a, std::size_t place) {
    if (!a.has(place) || a.at(place).is_none())
        return std::mt19937_64(std::random_device{}());
    const std::string seed = a.at(place).text();
    std::seed_seq sequence(seed.begin(), seed.end());
    return std::mt19937_64(sequence);
}

Value random(Engine&, const Value& input, const Bound& a) {
    auto numbers = generator(a, 0);
    if (input.kind() == Value::Kind::integer)
        return static_cast<std::int64_t>(
            numbers() % static_cast<std::uint64_t>(std::max<std::int64_t>(input.integer(), 1)));
    const List items = input.items();
    if (items.empty())
        return Value::undefined("No random item, sequence was empty.");
    return items[numbers() % items.size()];
}

Value shuffle(Engine&, const Value& input, const Bound& a) {
    List items = input.items();
    auto numbers = generator(a, 0);
    std::shuffle(items.begin(), items.end(), numbers);
    return items;
}

Value length(Engine&, const Value& input, const Bound&) {
    const auto size = input.length();
    if (!size)
        fail(fmt::format("object of type '{}' has no len()", input.type_name()));
    return *size;
}

class Flattening {
public:
    explicit Flattening(std::int64_t levels) : levels_(levels) {}

    List of(const Value& value) && {
        add(value, 0);
        return std::move(result_);
    }

private:
    void add(const Value& value, std::int64_t depth) {
        if (depth > limits::max_walked_depth)
            fail("flatten() of lists that are nested too deeply");
        for (const Value& one : value.items()) {
            if (++seen_ > limits::max_elements)
                fail("the result of flatten() is too large");
            if (one.is_sequence() && depth != levels_)
                add(one, depth + 1);
            else if (!one.is_none())
                result_.push_back(one);
        }
    }

    std::int64_t levels_;  ///< to open, below zero all
    std::int64_t seen_ = 0;
    List result_;
};

Value flatten(Engine&, const Value& input, const Bound& a) {
    return Flattening(a.number(0, -1)).of(input);
}

Value zip(const Value& input, const Bound& a, bool longest) {
    CallArguments rest = a.rest();
    const Value filler = rest.take(rest.positional.size(), "fillvalue").value_or(Value());
    std::vector<List> columns{input.items()};
    for (const Value& other : rest.positional)
        columns.push_back(other.items());
    std::size_t rows = columns.front().size();
    for (const List& column : columns)
        rows = longest ? std::max(rows, column.size()) : std::min(rows, column.size());
    List result;
    for (std::size_t i = 0; i < rows; ++i) {
        List row;
        for (const List& column : columns)
            row.push_back(i < column.size() ? column[i] : filler);
        result.push_back(Value::tuple(std::move(row)));
    }
    return result;
}

constexpr FunctionRow rows[] = {
    {"batch", "linecount fill_with", batch},
    {"count", "", length},
    {"dictsort", "case_sensitive by reverse", dictsort},
    {"first", "", [](Engine&, const Value& v, const Bound&) -> Value { return first_of(v, false); }},
    {"flatten", "levels", flatten},
    {"groupby", "attribute default case_sensitive", groupby},
    {"join", "d attribute", join},
    {"last", "", [](Engine&, const Value& v, const Bound&) -> Value { return first_of(v, true); }},
    {"length", "", length},
    {"list", "", [](Engine&, const Value& v, const Bound&) -> Value { return v.items(); }},
    {"map", "*", map},
    {"max", "case_sensitive attribute",
     [](Engine&, const Value& v, const Bound& a) -> Value { return extreme(v, a, true); }},
    {"min", "case_sensitive attribute",
     [](Engine&, const Value& v, const Bound& a) -> Value { return extreme(v, a, false); }},
    {"random", "seed", random},
    {"reject", "*",
     [](Engine& e, const Value& v, const Bound& a) -> Value { return chosen(e, v, a, false, false); }},
    {"rejectattr", "*",
     [](Engine& e, const Value& v, const Bound& a) -> Value { return chosen(e, v, a, false, true); }},
    {"reverse", "", reverse},
    {"select", "*",
     [](Engine& e, const Value& v, const Bound& a) -> Value { return chosen(e, v, a, true, false); }},
    {"selectattr", "*",
     [](Engine& e, const Value& v, const Bound& a) -> Value { return chosen(e, v, a, true, true); }},
    {"shuffle", "seed", shuffle},
    {"slice", "slices fill_with", slice_filter},
    {"sort", "reverse case_sensitive attribute", sort},
    {"sum", "attribute start", sum},
    {"unique", "case_sensitive attribute", unique},
    {"zip", "*", [](Engine&, const Value& v, const Bound& a) -> Value { return zip(v, a, false); }},
    {"zip_longest", "*", [](Engine&, const Value& v, const Bound& a) -> Value { return zip(v, a, true); }},
};

}  // namespace

std::span<const FunctionRow> list_filters() {
    return rows;
}

}  // namespace deployer::jinja
