#include "template/value_text.hpp"

#include <charconv>
#include <cmath>
#include <cwctype>

#include <fmt/core.h>

#include "template/characters.hpp"

namespace deployer::jinja {
namespace {

/// A list that contains itself must not recurse for ever.
constexpr int max_depth = 60;

std::string text_repr(std::string_view text) {
    const bool double_quoted =
        text.find('\'') != std::string_view::npos && text.find('"') == std::string_view::npos;
    const char32_t quote = double_quoted ? '"' : '\'';
    std::string result(1, static_cast<char>(quote));
    for (const char32_t point : code_points(text)) {
        if (point == quote || point == '\\') {
            result.push_back('\\');
            append_code_point(result, point);
        } else if (point == '\n') {
            result += "\\n";
        } else if (point == '\r') {
            result += "\\r";
        } else if (point == '\t') {
            result += "\\t";
        } else if (point < 0x20 || (point >= 0x7F && point < 0xA1) || point == 0xAD) {
            result += fmt::format("\\x{:02x}", static_cast<unsigned>(point));
        } else if (point >= 0xDC80 && point <= 0xDCFF) {
            result += fmt::format("\\u{:04x}", static_cast<unsigned>(point));
        } else {
            append_code_point(result, point);
        }
    }
    result.push_back(static_cast<char>(quote));
    return result;
}

std::string repr_at(const Value& value, int depth);

std::string list_repr(const List& items, char open, char close, int depth) {
    std::string result(1, open);
    for (const Value& item : items) {
        result += result.size() > 1 ? ", " : "";
        result += repr_at(item, depth + 1);
    }
    if (open == '(' && items.size() == 1)
        result += ",";
    return result + close;
}

std::string dict_repr(const Dict& dict, int depth) {
    std::string result = "{";
    for (const Dict::Entry& entry : dict.entries()) {
        result += result.size() > 1 ? ", " : "";
        result += repr_at(entry.first, depth + 1) + ": " + repr_at(entry.second, depth + 1);
    }
    return result + "}";
}

std::string repr_at(const Value& value, int depth) {
    if (depth > max_depth)
        return "...";
    switch (value.kind()) {
    case Value::Kind::undefined:
        return "Undefined";
    case Value::Kind::none:
        return "None";
    case Value::Kind::boolean:
        return value.boolean() ? "True" : "False";
    case Value::Kind::integer:
        return std::to_string(value.integer());
    case Value::Kind::floating:
        return float_text(value.number());
    case Value::Kind::text:
        return text_repr(value.str());
    case Value::Kind::list:
        return list_repr(value.list(), '[', ']', depth);
    case Value::Kind::tuple:
        return list_repr(value.list(), '(', ')', depth);
    case Value::Kind::dict:
        return dict_repr(value.dict(), depth);
    case Value::Kind::object:
        return value.object()->text();
    }
    return {};
}

}  // namespace

std::string to_text(const Value& value) {
    return repr_at(value, 0);
}

std::string to_repr(const Value& value) {
    return repr_at(value, 0);
}

std::string float_text(double number) {
    if (std::isnan(number))
        return "nan";
    if (std::isinf(number))
        return number < 0 ? "-inf" : "inf";
    char buffer[40];
    const auto scientific =
        std::to_chars(buffer, buffer + sizeof buffer, number, std::chars_format::scientific);
    const std::string_view shortest(buffer, static_cast<std::size_t>(scientific.ptr - buffer));
    const int exponent = std::stoi(std::string(shortest.substr(shortest.find('e') + 1)));
    if (exponent < -4 || exponent >= 16)
        return std::string(shortest);
    char fixed[400];
    const auto end = std::to_chars(fixed, fixed + sizeof fixed, number, std::chars_format::fixed).ptr;
    std::string text(fixed, static_cast<std::size_t>(end - fixed));
    return text.find('.') == std::string::npos ? text + ".0" : text;
}

}  // namespace deployer::jinja
