/// What can stand behind `is`, except regular expressions.
#include <algorithm>
#include <span>

#include <fmt/core.h>

#include "sys/number.hpp"
#include "template/characters.hpp"
#include "template/function_table.hpp"
#include "template/operations.hpp"
#include "template/text_tools.hpp"

namespace deployer::jinja {
namespace {

template <Value::Kind kind>
Value is_kind(Engine&, const Value& input, const Bound&) {
    return input.kind() == kind;
}

template <Comparison comparison>
Value compares(Engine&, const Value& input, const Bound& a) {
    return compare(comparison, input, a.at(0));
}

bool is_iterable(const Value& value) {
    return value.is_text() || value.is_sequence() || value.kind() == Value::Kind::dict ||
           (value.kind() == Value::Kind::object && value.object()->items());
}

Value is_cased(const Value& input, bool is_upper) {
    const std::string text = input.text();
    return upper(text) != lower(text) && text == (is_upper ? upper(text) : lower(text));
}

/// Numbers between dots and letters compare as numbers, all else as text.
List version_parts(const std::string& text) {
    List parts;
    std::string part;
    bool is_number = false;
    const auto finish = [&] {
        const auto number = supervise::leading_number<std::int64_t>(std::string_view(part));
        if (!part.empty())
            parts.push_back(is_number ? Value::tuple({1, number.value}) : Value::tuple({0, part}));
        part.clear();
    };
    for (const char c : text) {
        const bool digit = c >= '0' && c <= '9';
        if (c == '.' || c == '-' || c == '+' || digit != is_number)
            finish();
        is_number = digit;
        if (c != '.' && c != '-' && c != '+')
            part.push_back(c);
    }
    finish();
    return parts;
}

Value compares_version(Engine&, const Value& input, const Bound& a) {
    const Value left = Value(version_parts(input.text()));
    const Value right = Value(version_parts(a.at(0).text()));
    const std::string op = a.text(1, "eq");
    const bool smaller = less(left, right);
    const bool same = equal(left, right);
    if (op == "==" || op == "=" || op == "eq")
        return same;
    if (op == "!=" || op == "<>" || op == "ne")
        return !same;
    if (op == "<" || op == "lt")
        return smaller;
    if (op == "<=" || op == "le")
        return smaller || same;
    if (op == ">" || op == "gt")
        return !smaller && !same;
    if (op == ">=" || op == "ge")
        return !smaller;
    fail(fmt::format("Invalid operator type ({}); there are <, <=, ==, !=, >= and >", op));
}

bool all_in(const Value& inner, const Value& outer) {
    const List items = inner.items();
    return std::all_of(items.begin(), items.end(), [&](const Value& one) { return contains(outer, one); });
}

Value divisible(Engine&, const Value& input, const Bound& a) {
    return equal(apply(BinaryOperator::modulo, input, a.at(0)), Value(0));
}

Value parity(const Value& input, std::int64_t wanted) {
    return equal(apply(BinaryOperator::modulo, input, Value(2)), Value(wanted));
}

Value truthy(Engine&, const Value& input, const Bound& a) {
    if (!a.truth(0) || !input.is_text())
        return input.truth();
    const std::string text = lower(input.str());
    return text == "yes" || text == "on" || text == "true" || text == "1" || text == "y" || text == "t";
}

constexpr FunctionRow rows[] = {
    {"!=", "other", compares<Comparison::not_equal>},
    {"<", "other", compares<Comparison::less>},
    {"<=", "other", compares<Comparison::less_equal>},
    {"==", "other", compares<Comparison::equal>},
    {">", "other", compares<Comparison::greater>},
    {">=", "other", compares<Comparison::greater_equal>},
    {"all", "",
     [](Engine&, const Value& v, const Bound&) -> Value {
         const List items = v.items();
         return std::all_of(items.begin(), items.end(), [](const Value& one) { return one.truth(); });
     }},
    {"any", "",
     [](Engine&, const Value& v, const Bound&) -> Value {
         const List items = v.items();
         return std::any_of(items.begin(), items.end(), [](const Value& one) { return one.truth(); });
     }},
    {"boolean", "", is_kind<Value::Kind::boolean>},
    {"callable", "",
     [](Engine&, const Value& v, const Bound&) -> Value {
         return v.kind() == Value::Kind::object && v.object()->is_callable();
     }},
    {"contains", "value",
     [](Engine&, const Value& v, const Bound& a) -> Value { return contains(v, a.at(0)); }},
    {"defined", "", [](Engine&, const Value& v, const Bound&) -> Value { return !v.is_undefined(); }},
    {"divisibleby", "num", divisible},
    {"eq", "other", compares<Comparison::equal>},
    {"equalto", "other", compares<Comparison::equal>},
    {"even", "", [](Engine&, const Value& v, const Bound&) -> Value { return parity(v, 0); }},
    {"false", "",
     [](Engine&, const Value& v, const Bound&) -> Value {
         return v.kind() == Value::Kind::boolean && !v.boolean();
     }},
    {"falsy", "convert_bool",
     [](Engine& e, const Value& v, const Bound& a) -> Value { return !truthy(e, v, a).boolean(); }},
    {"filter", "",
     [](Engine&, const Value& v, const Bound&) -> Value { return find_filter(v.text()) != nullptr; }},
    {"float", "", is_kind<Value::Kind::floating>},
    {"ge", "other", compares<Comparison::greater_equal>},
    {"greaterthan", "other", compares<Comparison::greater>},
    {"gt", "other", compares<Comparison::greater>},
    {"in", "seq", [](Engine&, const Value& v, const Bound& a) -> Value { return contains(a.at(0), v); }},
    {"integer", "", is_kind<Value::Kind::integer>},
    {"iterable", "", [](Engine&, const Value& v, const Bound&) -> Value { return is_iterable(v); }},
    {"le", "other", compares<Comparison::less_equal>},
    {"lessthan", "other", compares<Comparison::less>},
    {"lower", "", [](Engine&, const Value& v, const Bound&) -> Value { return is_cased(v, false); }},
    {"lt", "other", compares<Comparison::less>},
    {"mapping", "", is_kind<Value::Kind::dict>},
    {"ne", "other", compares<Comparison::not_equal>},
    {"none", "", is_kind<Value::Kind::none>},
    {"number", "", [](Engine&, const Value& v, const Bound&) -> Value { return v.is_number(); }},
    {"odd", "", [](Engine&, const Value& v, const Bound&) -> Value { return parity(v, 1); }},
    {"sameas", "other",
     [](Engine&, const Value& v, const Bound& a) -> Value { return v.defined().is_same(a.at(0).defined()); }},
    {"sequence", "",
     [](Engine&, const Value& v, const Bound&) -> Value {
         return v.is_text() || v.is_sequence() || v.kind() == Value::Kind::dict;
     }},
    {"string", "", is_kind<Value::Kind::text>},
    {"subset", "superset",
     [](Engine&, const Value& v, const Bound& a) -> Value { return all_in(v, a.at(0)); }},
    {"superset", "subset",
     [](Engine&, const Value& v, const Bound& a) -> Value { return all_in(a.at(0), v); }},
    {"test", "",
     [](Engine&, const Value& v, const Bound&) -> Value { return find_test(v.text()) != nullptr; }},
    {"true", "",
     [](Engine&, const Value& v, const Bound&) -> Value {
         return v.kind() == Value::Kind::boolean && v.boolean();
     }},
    {"truthy", "convert_bool", truthy},
    {"undefined", "", is_kind<Value::Kind::undefined>},
    {"upper", "", [](Engine&, const Value& v, const Bound&) -> Value { return is_cased(v, true); }},
    {"version", "version operator", compares_version},
    {"version_compare", "version operator", compares_version},
};

}  // namespace

std::span<const FunctionRow> plain_tests() {
    return rows;
}

}  // namespace deployer::jinja
