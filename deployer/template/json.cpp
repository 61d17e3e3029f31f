#include "template/json.hpp"

#include <algorithm>
#include <limits>

#include <fmt/core.h>
#include <nlohmann/json.hpp>

#include "template/characters.hpp"
#include "template/operations.hpp"
#include "template/value_text.hpp"
#include "template/written_size.hpp"

namespace deployer::jinja {
namespace {

constexpr std::size_t max_depth = 100;

std::string quoted(std::string_view text, bool html_safe) {
    std::string result = "\"";
    const auto escape = [&](unsigned unit) { result += fmt::format("\\u{:04x}", unit); };
    for (const char32_t point : code_points(text)) {
        const bool is_html = html_safe && (point == '<' || point == '>' || point == '&' || point == '\'');
        if (point == '"' || point == '\\')
            (result += '\\') += static_cast<char>(point);
        else if (point == '\n')
            result += "\\n";
        else if (point == '\r')
            result += "\\r";
        else if (point == '\t')
            result += "\\t";
        else if (point == '\b')
            result += "\\b";
        else if (point == '\f')
            result += "\\f";
        else if (point >= 0x10000) {
            escape(0xD800U + static_cast<unsigned>((point - 0x10000) >> 10U));
            escape(0xDC00U + static_cast<unsigned>((point - 0x10000) & 0x3FFU));
        } else if (point < 0x20 || point > 0x7E || is_html)
            escape(static_cast<unsigned>(point));
        else
            result += static_cast<char>(point);
    }
    return result + "\"";
}

class Writer {
public:
    explicit Writer(const JsonStyle& style) : style_(style) {}

    std::string write(const Value& value, std::size_t depth) {
        if (depth > max_depth)
            fail("Circular reference detected");
        switch (value.defined().kind()) {
        case Value::Kind::none:
            return size_.add_value("null");
        case Value::Kind::boolean:
            return size_.add_value(value.boolean() ? "true" : "false");
        case Value::Kind::integer:
            return size_.add_value(std::to_string(value.integer()));
        case Value::Kind::floating:
            return size_.add_value(number(value.number()));
        case Value::Kind::text:
            return size_.add_value(quoted(value.str(), style_.html_safe));
        case Value::Kind::list:
        case Value::Kind::tuple: {
            std::vector<std::string> items;
            for (const Value& item : value.list())
                items.push_back(write(item, depth + 1));
            return enclosed(items, '[', ']', depth);
        }
        case Value::Kind::dict:
            return dict(value.dict(), depth);
        case Value::Kind::undefined:
        case Value::Kind::object:
            break;
        }
        fail(fmt::format("Object of type {} is not JSON serializable", value.type_name()));
    }

private:
    static std::string number(double value) {
        const std::string text = float_text(value);
        return text == "nan" ? "NaN" : text == "inf" ? "Infinity" : text == "-inf" ? "-Infinity" : text;
    }

    std::string dict(const Dict& dict, std::size_t depth) {
        std::vector<Dict::Entry> entries = dict.entries();
        if (style_.sort_keys)
            std::stable_sort(entries.begin(), entries.end(), [](const Dict::Entry& a, const Dict::Entry& b) {
                return less(a.first, b.first);
            });
        std::vector<std::string> items;
        for (const Dict::Entry& entry : entries) {
            const bool is_text = entry.first.is_text();
            const std::string key = is_text ? entry.first.str() : write(entry.first, depth + 1);
            items.push_back(size_.add_value(quoted(key, style_.html_safe)) + style_.key_separator +
                            write(entry.second, depth + 1));
        }
        return enclosed(items, '{', '}', depth);
    }

    std::string enclosed(const std::vector<std::string>& items, char open, char close, std::size_t depth) {
        size_.add(2);
        std::string result(1, open);
        const auto new_line = [&](std::size_t level) {
            if (!style_.indent)
                return;
            const std::size_t blanks = std::min(*style_.indent, limits::max_written_bytes) * level;
            size_.add(1 + blanks);
            result.append(1, '\n').append(blanks, ' ');
        };
        for (std::size_t i = 0; i < items.size(); ++i) {
            if (i > 0)
                result += style_.indent ? "," : style_.item_separator;
            new_line(depth + 1);
            result += items[i];
        }
        if (!items.empty())
            new_line(depth);
        return result + close;
    }

    const JsonStyle& style_;
    WrittenSize size_{"JSON"};
};

Value to_value(const nlohmann::ordered_json& json) {
    switch (json.type()) {
    case nlohmann::ordered_json::value_t::boolean:
        return json.get<bool>();
    case nlohmann::ordered_json::value_t::number_integer:
        return json.get<std::int64_t>();
    case nlohmann::ordered_json::value_t::number_unsigned:
        // Still larger ones come as floats already.
        return json.get<std::uint64_t>() <= std::numeric_limits<std::int64_t>::max()
                   ? Value(json.get<std::int64_t>())
                   : Value(json.get<double>());
    case nlohmann::ordered_json::value_t::number_float:
        return json.get<double>();
    case nlohmann::ordered_json::value_t::string:
        return json.get<std::string>();
    case nlohmann::ordered_json::value_t::array: {
        List items;
        for (const auto& item : json)
            items.push_back(to_value(item));
        return items;
    }
    case nlohmann::ordered_json::value_t::object: {
        Dict dict;
        for (const auto& [key, value] : json.items())
            dict.set(key, to_value(value));
        return dict;
    }
    case nlohmann::ordered_json::value_t::null:
    case nlohmann::ordered_json::value_t::binary:
    case nlohmann::ordered_json::value_t::discarded:
        break;
    }
    return {};
}

}  // namespace

std::string to_json(const Value& value, const JsonStyle& style) {
    return Writer(style).write(value, 0);
}

Value from_json(std::string_view text) {
    // The parser recurses on the way out of the tree only; the depth of its input is bounded by its own.
    std::size_t depth = 0;
    bool too_deep = false;
    const auto watch = [&](int level, nlohmann::ordered_json::parse_event_t, nlohmann::ordered_json&) {
        depth = std::max(depth, static_cast<std::size_t>(std::max(level, 0)));
        too_deep = too_deep || depth > max_depth;
        return !too_deep;
    };
    try {
        const auto json = nlohmann::ordered_json::parse(text, watch);
        if (too_deep)
            fail("the JSON is nested too deeply");
        return to_value(json);
    } catch (const nlohmann::ordered_json::exception& error) {
        fail(fmt::format("this is not JSON: {}", error.what()));
    }
}

}  // namespace deployer::jinja
