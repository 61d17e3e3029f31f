#include "template/operations.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include <fmt/core.h>

#include "template/characters.hpp"
#include "template/methods.hpp"
#include "template/printf.hpp"

namespace deployer::jinja {
namespace {

/// Of a text or list that an operator makes. A template that asks for more has lost its way: 'x' * 10**12, or
/// x ~ x again and again.
constexpr std::size_t max_made = 16 * 1024 * 1024;
/// Lists inside each other that are compared.
constexpr int max_depth = 200;

std::string_view symbol(BinaryOperator operation) {
    switch (operation) {
    case BinaryOperator::add:
        return "+";
    case BinaryOperator::subtract:
        return "-";
    case BinaryOperator::multiply:
        return "*";
    case BinaryOperator::divide:
        return "/";
    case BinaryOperator::floor_divide:
        return "//";
    case BinaryOperator::modulo:
        return "%";
    case BinaryOperator::power:
        return "** or pow()";
    case BinaryOperator::concatenate:
        return "~";
    }
    return {};
}

[[noreturn]] void refuse(BinaryOperator operation, const Value& left, const Value& right) {
    if (operation == BinaryOperator::add && left.is_text())
        fail(fmt::format("can only concatenate str (not \"{}\") to str", right.type_name()));
    fail(fmt::format("unsupported operand type(s) for {}: '{}' and '{}'", symbol(operation), left.type_name(),
                     right.type_name()));
}

bool is_integral(const Value& value) {
    return value.kind() == Value::Kind::integer || value.kind() == Value::Kind::boolean;
}

std::int64_t floor_quotient(std::int64_t left, std::int64_t right) {
    const std::int64_t quotient = left / right;
    return left % right != 0 && (left < 0) != (right < 0) ? quotient - 1 : quotient;
}

std::int64_t floor_remainder(std::int64_t left, std::int64_t right) {
    const std::int64_t remainder = left % right;
    return remainder != 0 && (remainder < 0) != (right < 0) ? remainder + right : remainder;
}

double floor_remainder(double left, double right) {
    const double remainder = std::fmod(left, right);
    return remainder != 0.0 && (remainder < 0) != (right < 0) ? remainder + right : remainder;
}

Value integer_power(std::int64_t base, std::int64_t exponent) {
    if (exponent < 0)
        return std::pow(static_cast<double>(base), static_cast<double>(exponent));
    if (base == 0 || base == 1)
        return exponent == 0 ? 1 : base;
    if (base == -1)
        return exponent % 2 == 0 ? 1 : -1;
    std::int64_t result = 1;
    for (std::int64_t i = 0; i < exponent; ++i)
        if (__builtin_mul_overflow(result, base, &result))
            fail("the result of ** is too large");
    return result;
}

Value on_integers(BinaryOperator operation, std::int64_t left, std::int64_t right) {
    std::int64_t result = 0;
    bool overflows = false;
    switch (operation) {
    case BinaryOperator::add:
        overflows = __builtin_add_overflow(left, right, &result);
        break;
    case BinaryOperator::subtract:
        overflows = __builtin_sub_overflow(left, right, &result);
        break;
    case BinaryOperator::multiply:
        overflows = __builtin_mul_overflow(left, right, &result);
        break;
    case BinaryOperator::divide:
        if (right == 0)
            fail("division by zero");
        return static_cast<double>(left) / static_cast<double>(right);
    case BinaryOperator::floor_divide:
    case BinaryOperator::modulo:
        if (right == 0)
            fail("integer division or modulo by zero");
        if (right == -1)  // the one quotient that does not fit
            return operation == BinaryOperator::modulo ? Value(0)
                                                       : on_integers(BinaryOperator::subtract, 0, left);
        return operation == BinaryOperator::floor_divide ? floor_quotient(left, right)
                                                         : floor_remainder(left, right);
    case BinaryOperator::power:
        return integer_power(left, right);
    case BinaryOperator::concatenate:
        break;
    }
    if (overflows)
        fail(fmt::format("the result of {} is too large", symbol(operation)));
    return result;
}

Value on_floats(BinaryOperator operation, double left, double right) {
    const auto divisor = [&] {
        if (right == 0.0)
            fail(operation == BinaryOperator::modulo ? "float modulo" : "float division by zero");
        return right;
    };
    switch (operation) {
    case BinaryOperator::add:
        return left + right;
    case BinaryOperator::subtract:
        return left - right;
    case BinaryOperator::multiply:
        return left * right;
    case BinaryOperator::divide:
        return left / divisor();
    case BinaryOperator::floor_divide:
        return std::floor(left / divisor());
    case BinaryOperator::modulo:
        return floor_remainder(left, divisor());
    case BinaryOperator::power:
        return std::pow(left, right);
    case BinaryOperator::concatenate:
        break;
    }
    return {};
}

void check_size(BinaryOperator operation, std::size_t left, std::size_t right) {
    if (left + right > max_made)
        fail(fmt::format("the result of {} is too large", symbol(operation)));
}

std::string joined(BinaryOperator operation, const std::string& left, const std::string& right) {
    check_size(operation, left.size(), right.size());
    return left + right;
}

Value repeated(const Value& value, std::int64_t times) {
    const std::size_t size = value.is_text() ? value.str().size() : value.list().size();
    const std::size_t count = times > 0 && size > 0 ? static_cast<std::size_t>(times) : 0;
    if (count > 0 && count > max_made / size)
        fail("the result of * is too large");
    if (value.is_text()) {
        std::string text;
        for (std::size_t i = 0; i < count; ++i)
            text += value.str();
        return text;
    }
    List items;
    for (std::size_t i = 0; i < count; ++i)
        items.insert(items.end(), value.list().begin(), value.list().end());
    return value.kind() == Value::Kind::tuple ? Value::tuple(std::move(items)) : Value(std::move(items));
}

Value joined(const Value& left, const Value& right) {
    check_size(BinaryOperator::add, left.list().size(), right.list().size());
    List items = left.list();
    items.insert(items.end(), right.list().begin(), right.list().end());
    return left.kind() == Value::Kind::tuple ? Value::tuple(std::move(items)) : Value(std::move(items));
}

std::size_t clamp(std::int64_t at, std::int64_t size, std::int64_t low, std::int64_t high) {
    if (at < 0)
        at += size;
    return static_cast<std::size_t>(std::max(low, std::min(at, high)));
}

/// The places that a slice takes, in order.
std::vector<std::size_t> places(const Slice& slice, std::size_t length) {
    const auto size = static_cast<std::int64_t>(length);
    const std::int64_t step = slice.step.value_or(1);
    if (step == 0)
        fail("slice step cannot be zero");
    std::vector<std::size_t> result;
    if (step > 0) {
        const auto begin = slice.start ? static_cast<std::int64_t>(clamp(*slice.start, size, 0, size)) : 0;
        const auto end = slice.stop ? static_cast<std::int64_t>(clamp(*slice.stop, size, 0, size)) : size;
        for (std::int64_t i = begin; i < end; i += std::min(step, size))
            result.push_back(static_cast<std::size_t>(i));
        return result;
    }
    const auto bound = [&](std::int64_t at) {
        return std::max<std::int64_t>(-1, std::min(at < 0 ? at + size : at, size - 1));
    };
    const std::int64_t begin = slice.start ? bound(*slice.start) : size - 1;
    const std::int64_t end = slice.stop ? bound(*slice.stop) : -1;
    for (std::int64_t i = begin; i > end; i += std::max(step, -size))
        result.push_back(static_cast<std::size_t>(i));
    return result;
}

/// value[key]; nothing when there is no such element.
std::optional<Value> element(const Value& value, const Value& key) {
    if (value.kind() == Value::Kind::dict) {
        const Value* found = value.dict().find(key);
        return found != nullptr ? std::optional(*found) : std::nullopt;
    }
    if ((!value.is_sequence() && !value.is_text()) || !is_integral(key))
        return std::nullopt;
    const auto size = static_cast<std::int64_t>(value.length().value_or(0));
    std::int64_t at = key.index();
    at += at < 0 ? size : 0;
    if (at < 0 || at >= size)
        return std::nullopt;
    const auto place = static_cast<std::size_t>(at);
    return value.is_text() ? Value(characters(value.str(), place, place + 1)) : value.list()[place];
}

std::optional<Value> member(const Value& value, std::string_view name) {
    if (value.kind() == Value::Kind::object)
        return value.object()->attribute(name);
    return method_of(value, name);
}

std::string object_name(const Value& value) {
    return value.is_none() ? "None" : fmt::format("'{} object'", value.type_name());
}

void check_depth(int depth) {
    if (depth > max_depth)
        fail("maximum recursion depth exceeded in comparison");
}

bool equal(const Value& left, const Value& right, int depth) {
    check_depth(depth);
    left.defined();
    right.defined();
    if (left.is_number() && right.is_number())
        return is_integral(left) && is_integral(right) ? left.index() == right.index()
                                                       : left.number() == right.number();
    if (left.kind() != right.kind())
        return false;
    if (left.is_text())
        return left.str() == right.str();
    // As Python, which looks at nothing inside then, a NaN neither.
    if (left.is_none() || left.is_same(right))
        return true;
    if (left.is_sequence())
        return std::equal(left.list().begin(), left.list().end(), right.list().begin(), right.list().end(),
                          [depth](const Value& a, const Value& b) { return equal(a, b, depth + 1); });
    if (left.kind() == Value::Kind::dict) {
        if (left.dict().size() != right.dict().size())
            return false;
        return std::all_of(left.dict().entries().begin(), left.dict().entries().end(),
                           [&](const Dict::Entry& entry) {
                               const Value* other = right.dict().find(entry.first);
                               return other != nullptr && equal(entry.second, *other, depth + 1);
                           });
    }
    return false;
}

bool less(const Value& left, const Value& right, int depth) {
    check_depth(depth);
    left.defined();
    right.defined();
    if (is_integral(left) && is_integral(right))
        return left.index() < right.index();
    if (left.is_number() && right.is_number())
        return left.number() < right.number();
    if (left.is_text() && right.is_text())
        return left.str() < right.str();  // the order of UTF-8 bytes is that of code points
    if (left.is_sequence() && left.kind() == right.kind())
        return std::lexicographical_compare(
            left.list().begin(), left.list().end(), right.list().begin(), right.list().end(),
            [depth](const Value& a, const Value& b) { return less(a, b, depth + 1); });
    fail(fmt::format("'<' not supported between instances of '{}' and '{}'", left.type_name(),
                     right.type_name()));
}

}  // namespace

Value apply(BinaryOperator operation, const Value& left, const Value& right) {
    if (operation == BinaryOperator::concatenate)
        return joined(operation, left.text(), right.text());
    left.defined();
    right.defined();
    if (is_integral(left) && is_integral(right))
        return on_integers(operation, left.index(), right.index());
    if (left.is_number() && right.is_number())
        return on_floats(operation, left.number(), right.number());
    if (operation == BinaryOperator::add && left.is_text() && right.is_text())
        return joined(operation, left.str(), right.str());
    if (operation == BinaryOperator::add && left.is_sequence() && left.kind() == right.kind())
        return joined(left, right);
    if (operation == BinaryOperator::multiply && (left.is_text() || left.is_sequence()) && is_integral(right))
        return repeated(left, right.index());
    if (operation == BinaryOperator::multiply && (right.is_text() || right.is_sequence()) &&
        is_integral(left))
        return repeated(right, left.index());
    if (operation == BinaryOperator::modulo && left.is_text())
        return print_formatted(left.str(), right);
    refuse(operation, left, right);
}

Value negate(const Value& value) {
    if (is_integral(value.defined()))
        return on_integers(BinaryOperator::subtract, 0, value.index());
    if (value.kind() == Value::Kind::floating)
        return -value.number();
    fail(fmt::format("bad operand type for unary -: '{}'", value.type_name()));
}

Value plus(const Value& value) {
    if (is_integral(value.defined()))
        return value.index();
    if (value.kind() == Value::Kind::floating)
        return value;
    fail(fmt::format("bad operand type for unary +: '{}'", value.type_name()));
}

bool equal(const Value& left, const Value& right) {
    return equal(left, right, 0);
}

bool less(const Value& left, const Value& right) {
    return less(left, right, 0);
}

bool contains(const Value& container, const Value& item) {
    container.defined();
    item.defined();
    if (container.is_text()) {
        if (!item.is_text())
            fail(fmt::format("'in <string>' requires string as left operand, not {}", item.type_name()));
        return container.str().find(item.str()) != std::string::npos;
    }
    if (container.kind() == Value::Kind::dict)
        return container.dict().find(item) != nullptr;
    if (!container.is_sequence() && container.kind() != Value::Kind::object)
        fail(fmt::format("argument of type '{}' is not iterable", container.type_name()));
    const List items = container.items();
    return std::any_of(items.begin(), items.end(), [&](const Value& one) { return equal(one, item); });
}

bool compare(Comparison comparison, const Value& left, const Value& right) {
    switch (comparison) {
    case Comparison::equal:
        return equal(left, right);
    case Comparison::not_equal:
        return !equal(left, right);
    case Comparison::less:
        return less(left, right);
    case Comparison::less_equal:
        return less(left, right) || equal(left, right);
    case Comparison::greater:
        return less(right, left);
    case Comparison::greater_equal:
        return less(right, left) || equal(left, right);
    case Comparison::in:
        return contains(right, left);
    case Comparison::not_in:
        return !contains(right, left);
    }
    return false;
}

Value slice(const Value& value, const Slice& slice) {
    if (!value.defined().is_text() && !value.is_sequence())
        return Value::undefined(fmt::format("{} cannot be sliced", object_name(value)));
    const List items = value.items();
    List taken;
    for (const std::size_t place : places(slice, items.size()))
        taken.push_back(items[place]);
    if (!value.is_text())
        return value.kind() == Value::Kind::tuple ? Value::tuple(std::move(taken)) : Value(std::move(taken));
    std::string text;
    for (const Value& character : taken)
        text += character.str();
    return text;
}

Value item(const Value& value, const Value& key) {
    if (value.is_undefined())
        return value.is_nothing() ? value.defined() : value;
    if (auto found = element(value, key.defined()))
        return std::move(*found);
    if (key.is_text())
        if (auto found = member(value, key.str()))
            return std::move(*found);
    if (key.is_text())
        return Value::undefined(fmt::format("{} has no attribute {}", object_name(value), key.repr()));
    return Value::undefined(fmt::format("{} has no element {}", object_name(value), key.repr()));
}

Value attribute(const Value& value, std::string_view name) {
    if (value.is_undefined())
        return value.is_nothing() ? value.defined() : value;
    if (auto found = member(value, name))
        return std::move(*found);
    if (value.kind() == Value::Kind::dict)
        if (const Value* found = value.dict().find(name))
            return *found;
    return Value::undefined(fmt::format("{} has no attribute '{}'", object_name(value), name));
}

}  // namespace deployer::jinja
