#include "template/value_text.hpp"

#include <charconv>
#include <cmath>

#include <fmt/core.h>

#include "template/characters.hpp"

namespace deployer::jinja {
namespace {

/// Lists inside each other.
constexpr int max_depth = 60;
/// A few lists that hold the one before twice stand for billions of values.
constexpr std::size_t max_size = std::size_t{16} * 1024 * 1024;

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

/// Python's repr(); what is too deep inside is "[...]".
class Repr {
public:
    std::string of(const Value& value) && {
        add(value);
        return std::move(out_);
    }

private:
    void add(const Value& value) {
        if (out_.size() > max_size)
            fail("the text of a value is too large");
        switch (value.kind()) {
        case Value::Kind::undefined:
            out_ += "Undefined";
            break;
        case Value::Kind::none:
            out_ += "None";
            break;
        case Value::Kind::boolean:
            out_ += value.boolean() ? "True" : "False";
            break;
        case Value::Kind::integer:
            out_ += std::to_string(value.integer());
            break;
        case Value::Kind::floating:
            out_ += float_text(value.number());
            break;
        case Value::Kind::text:
            out_ += text_repr(value.str());
            break;
        case Value::Kind::list:
            add_enclosed("[", "]", [&] { add_items(value.list()); });
            break;
        case Value::Kind::tuple:
            add_enclosed("(", value.list().size() == 1 ? ",)" : ")", [&] { add_items(value.list()); });
            break;
        case Value::Kind::dict:
            add_enclosed("{", "}", [&] { add_entries(value.dict()); });
            break;
        case Value::Kind::object:
            out_ += value.object()->text();
            break;
        }
    }

    template <typename Inside>
    void add_enclosed(std::string_view open, std::string_view close, const Inside& inside) {
        out_ += open;
        if (++depth_ > max_depth)
            out_ += "...";
        else
            inside();
        --depth_;
        out_ += close;
    }

    void add_items(const List& items) {
        for (const Value& item : items) {
            out_ += &item != &items.front() ? ", " : "";
            add(item);
        }
    }

    void add_entries(const Dict& dict) {
        for (const Dict::Entry& entry : dict.entries()) {
            out_ += &entry != &dict.entries().front() ? ", " : "";
            add(entry.first);
            out_ += ": ";
            add(entry.second);
        }
    }

    std::string out_;
    int depth_ = 0;
};

}  // namespace

std::string to_text(const Value& value) {
    return Repr().of(value);
}

std::string to_repr(const Value& value) {
    return Repr().of(value);
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
