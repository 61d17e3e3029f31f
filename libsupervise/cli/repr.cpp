#include "cli/repr.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <iterator>
#include <utility>

#include <fmt/core.h>
#include <fmt/format.h>

namespace supervise::cli {
namespace {

std::uint8_t byte_at(std::string_view text, std::size_t index) {
    return static_cast<std::uint8_t>(text[index]);
}

std::uint32_t decode(std::string_view character) {
    if (character.size() == 1) {
        return byte_at(character, 0);
    }
    std::uint32_t point = byte_at(character, 0) & (0x7fU >> character.size());
    for (std::size_t i = 1; i < character.size(); ++i) {
        point = point << 6 | (byte_at(character, i) & 0x3fU);
    }
    return point;
}

/// The blocks of Unicode that Python escapes and that turn up in practice: C1 controls, soft hyphen, odd
/// blanks, zero-width and direction marks, surrogates, private use, byte order mark.
bool is_printable(std::uint32_t point) {
    constexpr std::array<std::pair<std::uint32_t, std::uint32_t>, 14> unprintable{{{0x00, 0x1f},
                                                                                   {0x7f, 0xa0},
                                                                                   {0xad, 0xad},
                                                                                   {0x600, 0x605},
                                                                                   {0x1680, 0x1680},
                                                                                   {0x180e, 0x180e},
                                                                                   {0x2000, 0x200f},
                                                                                   {0x2028, 0x202f},
                                                                                   {0x205f, 0x206f},
                                                                                   {0x3000, 0x3000},
                                                                                   {0xd800, 0xf8ff},
                                                                                   {0xfeff, 0xfeff},
                                                                                   {0xfff0, 0xfffb},
                                                                                   {0xe0000, 0x10ffff}}};
    return std::none_of(unprintable.begin(), unprintable.end(),
                        [point](const auto& range) { return point >= range.first && point <= range.second; });
}

void append_escape(std::string& out, std::uint32_t point) {
    switch (point) {
    case '\n':
        out += "\\n";
        return;
    case '\r':
        out += "\\r";
        return;
    case '\t':
        out += "\\t";
        return;
    default:
        break;
    }
    if (point < 0x100) {
        fmt::format_to(std::back_inserter(out), "\\x{:02x}", point);
    } else if (point < 0x10000) {
        fmt::format_to(std::back_inserter(out), "\\u{:04x}", point);
    } else {
        fmt::format_to(std::back_inserter(out), "\\U{:08x}", point);
    }
}

char quote_for(std::string_view text) {
    const bool has_single = text.find('\'') != std::string_view::npos;
    const bool has_double = text.find('"') != std::string_view::npos;
    return has_single && !has_double ? '"' : '\'';
}

}  // namespace

std::size_t utf8_length(std::string_view text) {
    if (text.empty()) {
        return 0;
    }
    const std::uint8_t lead = byte_at(text, 0);
    if (lead < 0x80) {
        return 1;
    }
    const std::size_t length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
    if (lead < 0xc2 || lead > 0xf4 || text.size() < length) {
        return 0;
    }
    for (std::size_t i = 1; i < length; ++i) {
        if ((byte_at(text, i) & 0xc0U) != 0x80) {
            return 0;
        }
    }
    const std::uint32_t point = decode(text.substr(0, length));
    const bool overlong = (length == 3 && point < 0x800) || (length == 4 && point < 0x10000);
    const bool surrogate = point >= 0xd800 && point <= 0xdfff;
    return overlong || surrogate || point > 0x10ffff ? 0 : length;
}

std::size_t utf8_count(std::string_view text) {
    std::size_t count = 0;
    while (!text.empty()) {
        text.remove_prefix(std::max<std::size_t>(1, utf8_length(text)));
        ++count;
    }
    return count;
}

std::string repr(std::string_view text) {
    const char quote = quote_for(text);
    std::string out(1, quote);
    while (!text.empty()) {
        const std::size_t length = utf8_length(text);
        if (length == 0) {
            append_escape(out, 0xdc00U + byte_at(text, 0));  // Python's stand-in for an undecodable byte
            text.remove_prefix(1);
            continue;
        }
        const std::uint32_t point = decode(text.substr(0, length));
        if (point == '\\' || point == static_cast<std::uint8_t>(quote)) {
            out += '\\';
            out += text[0];
        } else if (is_printable(point)) {
            out += text.substr(0, length);
        } else {
            append_escape(out, point);
        }
        text.remove_prefix(length);
    }
    return out + quote;
}

std::string repr_list(std::span<const std::string> texts) {
    std::string out = "[";
    for (const std::string& text : texts) {
        out += out.size() > 1 ? ", " : "";
        out += repr(text);
    }
    return out + "]";
}

std::string repr_bytes(std::string_view bytes) {
    const char quote = quote_for(bytes);
    std::string out = "b";
    out += quote;
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        const std::uint8_t byte = byte_at(bytes, i);
        if (byte == '\\' || byte == static_cast<std::uint8_t>(quote)) {
            out += '\\';
            out += bytes[i];
        } else if (byte >= 0x20 && byte < 0x7f) {
            out += bytes[i];
        } else {
            append_escape(out, byte);
        }
    }
    return out + quote;
}

}  // namespace supervise::cli
