#include "log/repr.hpp"

#include <cstddef>
#include <cstdint>

#include <fmt/core.h>

namespace supervise::log {

namespace {

/// Bytes of the UTF-8 sequence at the start of `bytes`, 0 when there is none (RFC 3629: shortest form, no
/// surrogates, at most U+10FFFF).
std::size_t sequence_length(std::string_view bytes) {
    const auto byte = [&](std::size_t i) { return static_cast<std::uint8_t>(bytes[i]); };
    const std::uint8_t lead = byte(0);
    if (lead < 0x80)
        return 1;
    const std::size_t length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
    if (lead < 0xc2 || lead > 0xf4 || bytes.size() < length)
        return 0;
    for (std::size_t i = 1; i < length; ++i)
        if ((byte(i) & 0xc0) != 0x80)
            return 0;
    const std::uint8_t second = byte(1);
    const bool wrong = (lead == 0xe0 && second < 0xa0) || (lead == 0xed && second > 0x9f) ||
                       (lead == 0xf0 && second < 0x90) || (lead == 0xf4 && second > 0x8f);
    return wrong ? 0 : length;
}

char quote_for(std::string_view text) {
    const bool single = text.find('\'') != std::string_view::npos;
    return single && text.find('"') == std::string_view::npos ? '"' : '\'';
}

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
        out += fmt::format("\\x{:02x}", byte);
    else
        out.push_back(c);
}

}  // namespace

std::string repr(std::string_view text) {
    const char quote = quote_for(text);
    std::string out(1, quote);
    while (!text.empty()) {
        const std::size_t length = sequence_length(text);
        if (length > 1)
            out.append(text.substr(0, length));
        else
            append_escaped(out, text.front(), quote);
        text.remove_prefix(length > 1 ? length : 1);
    }
    out.push_back(quote);
    return out;
}

std::string bytes_repr(std::string_view bytes) {
    const char quote = quote_for(bytes);
    std::string out{'b', quote};
    for (const char c : bytes)
        append_escaped(out, c, quote);
    out.push_back(quote);
    return out;
}

bool is_utf8(std::string_view bytes) {
    while (!bytes.empty()) {
        const std::size_t length = sequence_length(bytes);
        if (length == 0)
            return false;
        bytes.remove_prefix(length);
    }
    return true;
}

}  // namespace supervise::log
