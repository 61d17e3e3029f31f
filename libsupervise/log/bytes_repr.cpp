#include "log/bytes_repr.hpp"

#include <cstdint>

namespace supervise::log {

namespace {

constexpr std::string_view hex_digits = "0123456789abcdef";

void append_escaped(std::string& out, char c, char quote) {
    const auto byte = static_cast<std::uint8_t>(c);
    if (c == quote || c == '\\')
        out.append({'\\', c});
    else if (c == '\n')
        out += "\\n";
    else if (c == '\r')
        out += "\\r";
    else if (c == '\t')
        out += "\\t";
    else if (byte < 0x20 || byte >= 0x7f)
        out.append({'\\', 'x', hex_digits[byte >> 4], hex_digits[byte & 15]});
    else
        out.push_back(c);
}

}  // namespace

std::string bytes_repr(std::string_view bytes) {
    const bool apostrophe = bytes.find('\'') != std::string_view::npos;
    const char quote = apostrophe && bytes.find('"') == std::string_view::npos ? '"' : '\'';
    std::string out{'b', quote};
    for (const char c : bytes)
        append_escaped(out, c, quote);
    out.push_back(quote);
    return out;
}

}  // namespace supervise::log
