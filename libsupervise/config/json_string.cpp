#include "config/json_string.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <iterator>

#include <fmt/format.h>

#include "config/text.hpp"
#include "sys/number.hpp"

namespace supervise::config {
namespace {

constexpr std::string_view replacement = "\xEF\xBF\xBD";

/// By byte: whether it stands in a string as it is. A look at a table is a third of the work of comparing.
constexpr auto plain_bytes = [] {
    std::array<bool, 256> plain{};
    for (std::size_t byte = 0x20; byte < 0x7f; ++byte)
        plain[byte] = byte != '"' && byte != '\\';
    return plain;
}();

bool is_plain(char c) {
    return plain_bytes[static_cast<unsigned char>(c)];
}

/// Bytes that have an escape of their own, and its letter.
struct ShortEscape {
    char byte, letter;
};
constexpr std::array<ShortEscape, 5> short_escapes{
    {{'"', '"'}, {'\\', '\\'}, {'\n', 'n'}, {'\r', 'r'}, {'\t', 't'}}};

void append_special(std::string& out, char c) {
    for (const ShortEscape& each : short_escapes)
        if (each.byte == c) {
            out += '\\';
            out += each.letter;
            return;
        }
    fmt::format_to(std::back_inserter(out), "\\u{:04x}", static_cast<unsigned char>(c));
}

/// first_code_point() gives bytes that are not UTF-8 values of this range.
bool is_invalid(CodePoint point) {
    return point.bytes == 1 && point.value >= 0x80;
}

}  // namespace

void append_json_string(std::string& out, std::string_view text) {
    out += '"';
    while (!text.empty()) {
        const auto plain =
            static_cast<std::size_t>(std::find_if_not(text.begin(), text.end(), is_plain) - text.begin());
        out += text.substr(0, plain);
        text.remove_prefix(plain);
        if (text.empty())
            break;
        const CodePoint point = first_code_point(text);
        if (is_invalid(point))
            out += replacement;
        else if (point.bytes == 1)
            append_special(out, text[0]);
        else
            out += text.substr(0, point.bytes);
        text.remove_prefix(point.bytes);
    }
    out += '"';
}

std::optional<char> json_escaped(std::string_view escape) {
    if (escape.size() == 2 && escape[0] == '\\')
        for (const ShortEscape& each : short_escapes)
            if (each.letter == escape[1])
                return each.byte;
    if (escape.size() != longest_json_escape || !escape.starts_with("\\u00"))
        return std::nullopt;
    const auto value = whole_number<unsigned>(escape.substr(2), 16);
    return value && *value < 0x80 ? std::optional(static_cast<char>(*value)) : std::nullopt;
}

}  // namespace supervise::config
