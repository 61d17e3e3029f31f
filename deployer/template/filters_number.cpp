/// Filters of numbers, and those that choose between values.
#include <array>
#include <cmath>
#include <span>

#include <fmt/core.h>

#include "sys/number.hpp"
#include "template/characters.hpp"
#include "template/function_table.hpp"
#include "template/operations.hpp"
#include "template/text_tools.hpp"
#include "template/value_text.hpp"

namespace deployer::jinja {
namespace {

constexpr int largest_base = 36;

/// What `prefix` stands for; 10 when it is none.
int base_of(std::string_view prefix) {
    return prefix == "0x" ? 16 : prefix == "0o" ? 8 : prefix == "0b" ? 2 : 10;
}

/// As Python's int(): base 0 is that of the prefix; nothing for a base that it does not know.
std::optional<std::int64_t> parse_integer(std::string_view text, std::int64_t base) {
    if (base != 0 && (base < 2 || base > largest_base))
        return std::nullopt;
    std::string digits = replace_all(strip(text, true, true), "_", "");
    const bool is_negative = digits.starts_with('-');
    if (is_negative || digits.starts_with('+'))
        digits.erase(0, 1);
    const int named = base_of(lower(digits.substr(0, 2)));
    if (named != 10 && (base == 0 || base == named))
        digits.erase(0, 2);
    const auto number =
        supervise::whole_number<std::int64_t>(digits, base == 0 ? named : static_cast<int>(base));
    return number && is_negative ? -*number : number;
}

std::optional<double> parse_float(std::string_view text) {
    std::string digits = lower(replace_all(strip(text, true, true), "_", ""));
    if (digits.starts_with('+'))
        digits.erase(0, 1);
    return read_float(digits);
}

Value to_int(Engine&, const Value& input, const Bound& a) {
    const Value fallback = a.value(0, Value(0));
    if (input.defined().kind() == Value::Kind::floating) {
        const double number = input.number();
        return std::abs(number) < 9.2e18 ? Value(static_cast<std::int64_t>(number)) : fallback;
    }
    if (input.is_number())
        return input.index();
    if (!input.is_text())
        return fallback;
    if (const auto number = parse_integer(input.str(), a.number(1, 10)))
        return *number;
    if (const auto number = parse_float(input.str()); number && std::abs(*number) < 9.2e18)
        return static_cast<std::int64_t>(*number);
    return fallback;
}

Value to_float(Engine&, const Value& input, const Bound& a) {
    if (input.defined().is_number())
        return input.number();
    const auto number = input.is_text() ? parse_float(input.str()) : std::nullopt;
    return number ? Value(*number) : a.value(0, Value(0.0));
}

Value round(Engine&, const Value& input, const Bound& a) {
    if (!input.defined().is_number())
        fail(fmt::format("type {} doesn't define __round__ method", input.type_name()));
    const std::string method = a.text(1, "common");
    if (method != "common" && method != "ceil" && method != "floor")
        fail("method must be common, ceil or floor");
    const std::int64_t precision = a.number(0, 0);
    if (method == "common" && precision >= 0 && input.kind() != Value::Kind::floating)
        return input.index();
    const double scale = std::pow(10.0, static_cast<double>(precision));
    const double number = input.number();
    if (method == "ceil")
        return std::ceil(number * scale) / scale;
    if (method == "floor")
        return std::floor(number * scale) / scale;
    if (precision <= 0)
        return std::nearbyint(number * scale) / scale;
    // As Python: the decimal digits of the number itself are rounded, not those of a product.
    const std::string digits = fmt::format("{:.{}f}", number, std::min<std::int64_t>(precision, 300));
    return parse_float(digits).value_or(number);
}

Value absolute(Engine&, const Value& input, const Bound&) {
    if (input.defined().kind() == Value::Kind::floating)
        return std::abs(input.number());
    return input.is_number() && input.index() >= 0 ? Value(input.index()) : negate(input);
}

Value file_size(Engine&, const Value& input, const Bound& a) {
    const bool binary = a.truth(0);
    const double base = binary ? 1024 : 1000;
    const double bytes = input.defined().is_text() ? parse_float(input.str()).value_or(0) : input.number();
    constexpr std::array<std::string_view, 8> decimal = {"kB", "MB", "GB", "TB", "PB", "EB", "ZB", "YB"};
    constexpr std::array<std::string_view, 8> binaries = {"KiB", "MiB", "GiB", "TiB",
                                                          "PiB", "EiB", "ZiB", "YiB"};
    if (bytes == 1)
        return "1 Byte";
    if (bytes < base)
        return fmt::format("{} Bytes", Value(bytes).whole());
    double amount = bytes / base;
    std::size_t unit = 0;
    while (amount >= base && unit + 1 < decimal.size()) {
        amount /= base;
        ++unit;
    }
    return fmt::format("{:.1f} {}", amount, (binary ? binaries : decimal)[unit]);
}

/// Ansible's: true for yes, on, 1, true in any case.
bool is_yes(const Value& value) {
    const std::string text = lower(value.text());
    return text == "yes" || text == "on" || text == "1" || text == "true";
}

Value to_bool(Engine&, const Value& input, const Bound&) {
    if (input.defined().kind() == Value::Kind::boolean || input.is_none())
        return input;
    return is_yes(input);
}

Value fallback(Engine&, const Value& input, const Bound& a) {
    const bool replaces_false = a.truth(1);
    const bool is_missing = input.is_undefined() || (replaces_false && !input.truth());
    return is_missing ? a.value(0, Value("")) : input;
}

Value mandatory(Engine&, const Value& input, const Bound& a) {
    if (input.is_undefined() && !a.text(0).empty())
        fail(a.text(0));
    return input.defined();
}

Value ternary(Engine&, const Value& input, const Bound& a) {
    if (input.defined().is_none() && a.has(2))
        return a.at(2);
    return input.truth() ? a.at(0) : a.at(1);
}

Value logarithm(Engine&, const Value& input, const Bound& a) {
    if (!a.has(0))
        return std::log(input.defined().number());
    return std::log(input.defined().number()) / std::log(a.at(0).number());
}

Value root(Engine&, const Value& input, const Bound& a) {
    const double base = a.has(0) ? a.at(0).number() : 2;
    return base == 2 ? std::sqrt(input.defined().number()) : std::pow(input.defined().number(), 1.0 / base);
}

Value human_to_bytes(Engine&, const Value& input, const Bound& a) {
    const std::string text = strip(input.text(), true, true);
    const std::size_t end = std::min(text.find_first_not_of("0123456789.-+"), text.size());
    const auto number = parse_float(std::string_view(text).substr(0, end));
    const std::string unit =
        upper(strip(std::string_view(text).substr(end), true, true) + (end == text.size() ? a.text(0) : ""));
    constexpr std::string_view prefixes = "KMGTPEZY";
    if (!number)
        fail(fmt::format("human_to_bytes() can't interpret '{}'", text));
    double factor = 1;
    if (!unit.empty() && unit != "B" && unit != "BYTES") {
        const std::size_t power = prefixes.find(unit[0]);
        if (power == std::string_view::npos)
            fail(fmt::format("human_to_bytes() can't interpret '{}': the unit is unknown", text));
        factor = std::pow(1024.0, static_cast<double>(power + 1));
    }
    return Value(std::nearbyint(*number * factor)).whole();
}

constexpr FunctionRow rows[] = {
    {"abs", "", absolute},
    {"bool", "", to_bool},
    {"d", "default_value boolean", fallback},
    {"default", "default_value boolean", fallback},
    {"filesizeformat", "binary", file_size},
    {"float", "default", to_float},
    {"human_to_bytes", "default_unit", human_to_bytes},
    {"int", "default base", to_int},
    {"log", "base", logarithm},
    {"mandatory", "msg", mandatory},
    {"pow", "y",
     [](Engine&, const Value& v, const Bound& a) -> Value {
         return std::pow(v.defined().number(), a.at(0).number());
     }},
    {"root", "base", root},
    {"round", "precision method", round},
    {"ternary", "true_val false_val none_val", ternary},
};

}  // namespace

std::span<const FunctionRow> number_filters() {
    return rows;
}

}  // namespace deployer::jinja
