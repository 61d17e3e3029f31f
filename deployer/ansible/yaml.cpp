#include "ansible/yaml.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "template/characters.hpp"

namespace deployer::ansible {

namespace {

constexpr std::size_t step = 2;

/// Words that YAML 1.1 reads as something else than a text.
constexpr std::array<std::string_view, 10> reserved{"true", "false", "yes", "no", "on",
                                                    "off",  "null",  "y",   "n",  "none"};

bool is_plain_character(char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '.' || c == '/' || c == '-';
}

/// Needs no quotes whatever stands around it.
bool is_plain(std::string_view text) {
    if (text.empty() || !std::all_of(text.begin(), text.end(), is_plain_character))
        return false;
    const char first = text.front();
    if (first == '-' || first == '.' || (first >= '0' && first <= '9'))
        return false;
    const std::string lower = jinja::lower(text);
    return std::find(reserved.begin(), reserved.end(), lower) == reserved.end();
}

/// What PyYAML does not read as it stands.
bool is_unprintable(char32_t point) {
    return point < 0x20 || (point >= 0x7F && point < 0xA0) || point == 0x2028 || point == 0x2029 ||
           point == 0xFEFF || (point & 0xFFFE) == 0xFFFE;
}

std::string quoted(std::string_view text) {
    std::string result = "\"";
    for (const char32_t point : jinja::code_points(text)) {
        if (point == '"' || point == '\\')
            result.append(1, '\\').append(1, static_cast<char>(point));
        else if (point == '\n')
            result += "\\n";
        else if (point == '\t')
            result += "\\t";
        else if (is_unprintable(point))
            result += point <= 0xFFFF ? fmt::format("\\u{:04x}", static_cast<std::uint32_t>(point))
                                      : fmt::format("\\U{:08x}", static_cast<std::uint32_t>(point));
        else
            jinja::append_code_point(result, point);
    }
    return result + "\"";
}

/// Ansible looks for these anywhere in a text.
bool looks_like_a_template(std::string_view text) {
    return text.find("{{") != std::string_view::npos || text.find("{%") != std::string_view::npos ||
           text.find("{#") != std::string_view::npos;
}

std::string scalar(const Value& value) {
    switch (value.kind) {
    case Value::Kind::text:
        if (looks_like_a_template(value.text))
            return "!unsafe " + quoted(value.text);
        return is_plain(value.text) ? value.text : quoted(value.text);
    case Value::Kind::expression:
        return is_plain(value.text) ? value.text : quoted(value.text);
    case Value::Kind::number:
        return std::to_string(value.number);
    case Value::Kind::boolean:
        return value.boolean ? "true" : "false";
    case Value::Kind::list:
        return "[]";
    case Value::Kind::map:
        break;
    }
    return "{}";
}

bool is_block(const Value& value) {
    return (value.kind == Value::Kind::list && !value.list.empty()) ||
           (value.kind == Value::Kind::map && !value.map.empty());
}

/// The lines of a list or map; the first one begins where the writer is.
void write(std::string& out, const Value& value, std::size_t indent) {
    bool is_first = true;
    const auto begin_line = [&] {
        if (!is_first)
            out.append(indent, ' ');
        is_first = false;
    };
    for (const Value& item : value.list) {
        begin_line();
        out += "- ";
        if (is_block(item))
            write(out, item, indent + step);
        else
            out += scalar(item) + "\n";
    }
    for (const auto& [key, item] : value.map) {
        begin_line();
        out += (is_plain(key) ? key : quoted(key)) + ":";
        if (is_block(item)) {
            out.append(1, '\n').append(indent + step, ' ');
            write(out, item, indent + step);
        } else {
            out += " " + scalar(item) + "\n";
        }
    }
}

}  // namespace

Value text(std::string_view value) {
    Value result;
    result.kind = Value::Kind::text;
    result.text = value;
    return result;
}

Value expression(std::string_view value) {
    Value result = text(value);
    result.kind = Value::Kind::expression;
    return result;
}

Value number(long value) {
    Value result;
    result.kind = Value::Kind::number;
    result.number = value;
    return result;
}

Value boolean(bool value) {
    Value result;
    result.kind = Value::Kind::boolean;
    result.boolean = value;
    return result;
}

Value list(List items) {
    Value result;
    result.kind = Value::Kind::list;
    result.list = std::move(items);
    return result;
}

Value map(Map entries) {
    Value result;
    result.map = std::move(entries);
    return result;
}

Value texts(const std::vector<std::string>& items) {
    List result;
    for (const std::string& item : items)
        result.push_back(text(item));
    return list(std::move(result));
}

std::string to_yaml(const Value& value) {
    std::string out = "---\n";
    if (is_block(value))
        write(out, value, 0);
    else
        out += scalar(value) + "\n";
    return out;
}

}  // namespace deployer::ansible
