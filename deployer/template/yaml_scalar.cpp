#include "template/yaml_scalar.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <optional>

#include <fmt/core.h>

#include "sys/number.hpp"
#include "template/characters.hpp"
#include "template/text_tools.hpp"
#include "template/value_text.hpp"

namespace deployer::jinja {
namespace {

using namespace std::string_view_literals;

template <std::size_t size>
bool is_one_of(std::string_view word, const std::array<std::string_view, size>& words) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

constexpr std::array<std::string_view, 9> true_words = {"yes",  "Yes", "YES", "true", "True",
                                                        "TRUE", "on",  "On",  "ON"};
constexpr std::array<std::string_view, 9> false_words = {"no",    "No",  "NO",  "false", "False",
                                                         "FALSE", "off", "Off", "OFF"};
constexpr std::array<std::string_view, 5> null_words = {"", "~", "null", "Null", "NULL"};

bool all_of(std::string_view text, std::string_view set) {
    return !text.empty() && text.find_first_not_of(set) == std::string_view::npos;
}

std::optional<std::int64_t> in_base(std::string_view digits, int base) {
    return supervise::whole_number<std::int64_t>(replace_all(digits, "_", ""), base);
}

std::optional<std::int64_t> integer(std::string_view word) {
    const bool is_negative = word.starts_with('-');
    std::string_view digits = word.substr(is_negative || word.starts_with('+') ? 1 : 0);
    std::optional<std::int64_t> number;
    if (digits.starts_with("0x") && all_of(digits.substr(2), "0123456789abcdefABCDEF_"))
        number = in_base(digits.substr(2), 16);
    else if (digits.starts_with("0b") && all_of(digits.substr(2), "01_"))
        number = in_base(digits.substr(2), 2);
    else if (digits.size() > 1 && digits[0] == '0' && all_of(digits, "01234567_"))
        number = in_base(digits, 8);
    else if (all_of(digits, "0123456789_") && digits[0] != '_' && (digits[0] != '0' || digits.size() == 1))
        number = in_base(digits, 10);
    return number && is_negative ? -*number : number;
}

std::optional<double> floating(std::string_view word) {
    const std::string_view bare = word.substr(word.starts_with('-') || word.starts_with('+') ? 1 : 0);
    const double sign = word.starts_with('-') ? -1 : 1;
    if (bare == ".inf" || bare == ".Inf" || bare == ".INF")
        return sign * std::numeric_limits<double>::infinity();
    if (word == ".nan" || word == ".NaN" || word == ".NAN")
        return std::numeric_limits<double>::quiet_NaN();
    // YAML 1.1 wants a point, and a sign behind the e.
    const std::size_t point = bare.find('.');
    const std::size_t e = bare.find_first_of("eE");
    if (point == std::string_view::npos || bare.empty() ||
        !(bare[0] == '.' || (bare[0] >= '0' && bare[0] <= '9')))
        return std::nullopt;
    if (e != std::string_view::npos && (e + 1 >= bare.size() || (bare[e + 1] != '+' && bare[e + 1] != '-')))
        return std::nullopt;
    std::string digits = replace_all(bare, "_", "");
    if (digits.starts_with('.'))
        digits.insert(0, "0");
    const std::string usable = replace_all(digits, "e+", "e");
    const auto number = supervise::leading_number<double>(std::string_view(usable));
    const std::string_view rest = std::string_view(usable).substr(number.length);
    const bool whole = rest.empty() || rest == ".";
    return number.fits && whole ? std::optional(sign * number.value) : std::nullopt;
}

bool looks_like_a_time(std::string_view text) {
    // 12:30:45 is a number in base 60, 2020-01-31 a date.
    const bool sexagesimal = text.find(':') != std::string_view::npos && all_of(text, "0123456789:_+-.");
    const bool date = text.size() >= 8 && text.find('-') == 4 && all_of(text.substr(0, 4), "0123456789") &&
                      all_of(text.substr(5), "0123456789-:.TtZz+ ");
    return sexagesimal || date;
}

/// The letters behind a backslash, and what they stand for.
constexpr std::u32string_view escaped = U"\0\a\b\t\n\v\f\r\x1b\"\\\x85\u2028\u2029"sv;
constexpr std::string_view escapes = "0abtnvfre\"\\NLP";
static_assert(escaped.size() == escapes.size());

std::string double_quoted(std::string_view text) {
    constexpr char32_t byte_order_mark = 0xFEFF;
    std::string result = "\"";
    for (const char32_t point : code_points(text)) {
        const std::size_t which = escaped.find(point);
        const bool is_plain = (point >= 0x20 && point <= 0x7E) || (point >= 0xA0 && point <= 0xD7FF) ||
                              (point >= 0xE000 && point <= 0xFFFD && point != byte_order_mark);
        if (which != std::u32string_view::npos)
            (result += '\\') += escapes[which];
        else if (is_plain)
            append_code_point(result, point);
        else if (point >= 0x10000)
            result += fmt::format("\\U{:08X}", static_cast<unsigned>(point));
        else if (point >= 0x100)
            result += fmt::format("\\u{:04X}", static_cast<unsigned>(point));
        else
            result += fmt::format("\\x{:02X}", static_cast<unsigned>(point));
    }
    return result + "\"";
}

}  // namespace

Value plain_value(const std::string& word) {
    if (is_one_of(word, null_words))
        return {};
    if (is_one_of(word, true_words))
        return true;
    if (is_one_of(word, false_words))
        return false;
    if (const auto number = integer(word))
        return *number;
    if (const auto number = floating(word))
        return *number;
    return word;
}

bool needs_no_quotes(std::string_view text, bool in_flow) {
    if (text.empty() || !plain_value(std::string(text)).is_text() || looks_like_a_time(text) || text == "=" ||
        text == "<<")
        return false;
    if (text.front() == ' ' || text.back() == ' ' || text.starts_with("---") || text.starts_with("..."))
        return false;
    if (std::string_view("#,[]{}&*!|>'\"%@`").find(text.front()) != std::string_view::npos)
        return false;
    const bool lone = text.size() == 1 || text[1] == ' ';
    if ((text.front() == '?' || text.front() == ':') && (lone || in_flow))
        return false;
    if (text.front() == '-' && lone)
        return false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto c = static_cast<unsigned char>(text[i]);
        if (c < 0x20 || c >= 0x7F)
            return false;
        if (c == ':' && (in_flow || i + 1 == text.size() || text[i + 1] == ' '))
            return false;
        if (c == '#' && i > 0 && text[i - 1] == ' ')
            return false;
        if (in_flow && std::string_view(",?[]{}").find(text[i]) != std::string_view::npos)
            return false;
    }
    return true;
}

std::string text_scalar(const std::string& text, bool in_flow) {
    if (needs_no_quotes(text, in_flow))
        return text;
    const bool printable = std::all_of(text.begin(), text.end(), [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return (byte >= 0x20 && byte < 0x7F);
    });
    return printable ? "'" + replace_all(text, "'", "''") + "'" : double_quoted(text);
}

std::string float_scalar(double number) {
    if (std::isnan(number))
        return ".nan";
    if (std::isinf(number))
        return number < 0 ? "-.inf" : ".inf";
    std::string text = float_text(number);
    if (text.find('.') == std::string::npos)
        text = replace_all(text, "e", ".0e");
    return text;
}

}  // namespace deployer::jinja
