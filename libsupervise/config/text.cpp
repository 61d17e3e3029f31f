#include "config/text.hpp"

#include <algorithm>
#include <array>

#include <fmt/core.h>

namespace supervise::config {

namespace {

bool is_continuation(char byte) {
    return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U;
}

/// How a multi-byte sequence goes on: its length and the range its second byte must lie in (Unicode 15, table
/// 3-7).
struct Lead {
    std::size_t length;
    unsigned char second_low, second_high;
};

Lead lead_of(unsigned char byte) {
    if (byte >= 0xC2 && byte <= 0xDF)
        return {2, 0x80, 0xBF};
    if (byte == 0xE0)
        return {3, 0xA0, 0xBF};
    if (byte == 0xED)
        return {3, 0x80, 0x9F};
    if (byte >= 0xE1 && byte <= 0xEF)
        return {3, 0x80, 0xBF};
    if (byte == 0xF0)
        return {4, 0x90, 0xBF};
    if (byte >= 0xF1 && byte <= 0xF3)
        return {4, 0x80, 0xBF};
    if (byte == 0xF4)
        return {4, 0x80, 0x8F};
    return {0, 0, 0};
}

/// Bytes of the sequence at the start of `text` that are as they should be: `length` when it is whole.
std::size_t valid_bytes(std::string_view text, const Lead& lead) {
    if (text.size() < 2)
        return 1;
    const auto second = static_cast<unsigned char>(text[1]);
    if (second < lead.second_low || second > lead.second_high)
        return 1;
    std::size_t valid = 2;
    while (valid < lead.length && valid < text.size() && is_continuation(text[valid]))
        ++valid;
    return valid;
}

struct Range {
    char32_t first, last;
};

/// Characters that `repr` escapes: controls, formats, separators other than the blank, surrogates, private
/// use and non-characters (Unicode 14 as in Python 3.11; code points not assigned to any character are shown
/// as they are).
constexpr std::array<Range, 31> not_printable{{
    {0x00, 0x1F},        {0x7F, 0xA0},       {0xAD, 0xAD},       {0x600, 0x605},     {0x61C, 0x61C},
    {0x6DD, 0x6DD},      {0x70F, 0x70F},     {0x890, 0x891},     {0x8E2, 0x8E2},     {0x1680, 0x1680},
    {0x180E, 0x180E},    {0x2000, 0x200F},   {0x2028, 0x202F},   {0x205F, 0x206F},   {0x3000, 0x3000},
    {0xD800, 0xF8FF},    {0xFDD0, 0xFDEF},   {0xFEFF, 0xFEFF},   {0xFFF0, 0xFFFB},   {0xFFFE, 0xFFFF},
    {0x110BD, 0x110BD},  {0x110CD, 0x110CD}, {0x13430, 0x13438}, {0x1BCA0, 0x1BCA3}, {0x1D173, 0x1D17A},
    {0x1FFFE, 0x1FFFF},  {0x2FFFE, 0x2FFFF}, {0x3FFFE, 0x3FFFF}, {0xE0001, 0xE0001}, {0xE0020, 0xE007F},
    {0xEFFFE, 0x10FFFF},
}};

bool is_printable(char32_t character) {
    const auto range = std::lower_bound(not_printable.begin(), not_printable.end(), character,
                                        [](const Range& r, char32_t c) { return r.last < c; });
    return range == not_printable.end() || character < range->first;
}

void append_escaped(std::string& out, CodePoint point, std::string_view bytes, char quote) {
    const char32_t value = point.value;
    if (value == U'\\' || value == static_cast<char32_t>(quote)) {
        out += '\\';
        out += static_cast<char>(value);
    } else if (value == U'\n') {
        out += "\\n";
    } else if (value == U'\r') {
        out += "\\r";
    } else if (value == U'\t') {
        out += "\\t";
    } else if (is_printable(value)) {
        out += bytes;
    } else if (value < 0x100) {
        out += fmt::format("\\x{:02x}", static_cast<unsigned>(value));
    } else if (value < 0x10000) {
        out += fmt::format("\\u{:04x}", static_cast<unsigned>(value));
    } else {
        out += fmt::format("\\U{:08x}", static_cast<unsigned>(value));
    }
}

char change_case(char c, char first, char last) {
    return c >= first && c <= last ? static_cast<char>(c ^ 0x20) : c;
}

}  // namespace

CodePoint first_code_point(std::string_view text) {
    const auto byte = static_cast<unsigned char>(text.front());
    if (byte < 0x80)
        return {byte, 1};
    const Lead lead = lead_of(byte);
    if (lead.length == 0 || valid_bytes(text, lead) != lead.length)
        return {static_cast<char32_t>(0xDC00U + byte), 1};
    char32_t value = byte & (0x7FU >> lead.length);
    for (std::size_t i = 1; i < lead.length; ++i)
        value = (value << 6U) | (static_cast<unsigned char>(text[i]) & 0x3FU);
    return {value, lead.length};
}

std::size_t length_in_characters(std::string_view text) {
    return static_cast<std::size_t>(
        std::count_if(text.begin(), text.end(), [](char c) { return !is_continuation(c); }));
}

bool is_space(char32_t c) {
    if (c < 0x80)
        return c == U' ' || (c >= 0x09 && c <= 0x0D) || (c >= 0x1C && c <= 0x1F);
    return c == 0x85 || c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) || c == 0x2028 ||
           c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x3000;
}

std::string_view strip_left(std::string_view text) {
    while (!text.empty()) {
        if (text.front() > ' ')  // ASCII and no space, the usual case
            break;
        const CodePoint point = first_code_point(text);
        if (!is_space(point.value))
            break;
        text.remove_prefix(point.bytes);
    }
    return text;
}

std::string_view strip_right(std::string_view text) {
    while (!text.empty()) {
        if (text.back() > ' ')
            break;
        std::size_t start = text.size() - 1;
        while (start > 0 && text.size() - start < 4 && is_continuation(text[start]))
            --start;
        const CodePoint point = first_code_point(text.substr(start));
        if (start + point.bytes != text.size() || !is_space(point.value))
            break;
        text.remove_suffix(point.bytes);
    }
    return text;
}

std::string_view strip(std::string_view text) {
    return strip_right(strip_left(text));
}

std::vector<std::string_view> split_words(std::string_view text) {
    std::vector<std::string_view> words;
    for (text = strip_left(text); !text.empty(); text = strip_left(text)) {
        std::size_t end = 0;
        while (end < text.size()) {
            const CodePoint point = first_code_point(text.substr(end));
            if (is_space(point.value))
                break;
            end += point.bytes;
        }
        words.push_back(text.substr(0, end));
        text.remove_prefix(end);
    }
    return words;
}

std::vector<std::string_view> split_at(std::string_view text, char separator) {
    std::vector<std::string_view> parts;
    for (;;) {
        const std::size_t at = text.find(separator);
        parts.push_back(text.substr(0, at));
        if (at == std::string_view::npos)
            return parts;
        text.remove_prefix(at + 1);
    }
}

std::string lower(std::string_view text) {
    std::string out(text);
    for (char& c : out)
        c = change_case(c, 'A', 'Z');
    return out;
}

std::string upper(std::string_view text) {
    std::string out(text);
    for (char& c : out)
        c = change_case(c, 'a', 'z');
    return out;
}

std::string python_repr(std::string_view text) {
    const bool single = text.find('\'') != std::string_view::npos;
    const char quote = single && text.find('"') == std::string_view::npos ? '"' : '\'';
    std::string out(1, quote);
    out.reserve(text.size() + 2);
    while (!text.empty()) {
        const CodePoint point = first_code_point(text);
        append_escaped(out, point, text.substr(0, point.bytes), quote);
        text.remove_prefix(point.bytes);
    }
    out += quote;
    return out;
}

std::string replace_all(std::string_view text, std::string_view from, std::string_view to) {
    std::string out;
    for (std::size_t at = text.find(from); at != std::string_view::npos; at = text.find(from)) {
        out.append(text.substr(0, at)).append(to);
        text.remove_prefix(at + from.size());
    }
    return out.append(text);
}

std::optional<std::string> utf8_fault(std::string_view text) {
    std::size_t at = 0;
    while (at < text.size()) {
        const auto byte = static_cast<unsigned char>(text[at]);
        if (byte < 0x80) {
            ++at;
            continue;
        }
        const Lead lead = lead_of(byte);
        if (lead.length == 0)
            return fmt::format("'utf-8' codec can't decode byte {:#04x} in position {}: invalid start byte",
                               byte, at);
        const std::size_t valid = valid_bytes(text.substr(at), lead);
        if (valid == lead.length) {
            at += valid;
            continue;
        }
        const char* reason =
            at + valid == text.size() ? "unexpected end of data" : "invalid continuation byte";
        if (valid == 1)
            return fmt::format("'utf-8' codec can't decode byte {:#04x} in position {}: {}", byte, at,
                               reason);
        return fmt::format("'utf-8' codec can't decode bytes in position {}-{}: {}", at, at + valid - 1,
                           reason);
    }
    return std::nullopt;
}

}  // namespace supervise::config
