#include "config/json_string.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <iterator>

#include <fmt/format.h>

#include "config/text.hpp"

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

void append_special(std::string& out, char c) {
    switch (c) {
    case '"':
    case '\\':
        out += '\\';
        out += c;
        break;
    case '\n':
        out += "\\n";
        break;
    case '\r':
        out += "\\r";
        break;
    case '\t':
        out += "\\t";
        break;
    default:
        fmt::format_to(std::back_inserter(out), "\\u{:04x}", static_cast<unsigned char>(c));
    }
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

}  // namespace supervise::config
