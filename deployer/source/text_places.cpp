#include "source/text_places.hpp"

#include <algorithm>

namespace deployer::source {
namespace {

constexpr std::string_view blanks = " \t\r\n";

bool is_continuation(char c) {
    return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U;
}

/// The length of the character that begins there; 0: none does.
std::size_t character_size(std::string_view text, std::size_t at) {
    const auto first = static_cast<unsigned char>(text[at]);
    const std::size_t size = first < 0x80                     ? 1
                             : first >= 0xC2 && first < 0xE0  ? 2
                             : first >= 0xE0 && first < 0xF0  ? 3
                             : first >= 0xF0 && first <= 0xF4 ? 4
                                                              : 0;
    if (size == 0 || at + size > text.size())
        return 0;
    const std::string_view rest = text.substr(at + 1, size - 1);
    if (!std::all_of(rest.begin(), rest.end(), is_continuation))
        return 0;
    // Longer than necessary, surrogates, beyond the last.
    const auto second = size > 1 ? static_cast<unsigned char>(rest[0]) : 0U;
    const bool is_wrong = (first == 0xE0 && second < 0xA0) || (first == 0xED && second >= 0xA0) ||
                          (first == 0xF0 && second < 0x90) || (first == 0xF4 && second >= 0x90);
    return is_wrong ? 0 : size;
}

}  // namespace

LineColumn line_column(std::string_view text, std::size_t at) {
    const std::string_view before = text.substr(0, std::min(at, text.size()));
    const std::size_t line_end = before.rfind('\n');
    const std::string_view in_line = before.substr(line_end == std::string_view::npos ? 0 : line_end + 1);
    const auto characters =
        std::count_if(in_line.begin(), in_line.end(), [](char c) { return !is_continuation(c); });
    return {static_cast<int>(std::count(before.begin(), before.end(), '\n')) + 1,
            static_cast<int>(characters) + 1};
}

std::optional<std::size_t> unreadable_byte(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
        const auto byte = static_cast<unsigned char>(text[at]);
        const std::size_t size = character_size(text, at);
        if (size == 0 || byte == 0x7F || (byte < 0x20 && blanks.find(text[at]) == std::string_view::npos))
            return at;
        at += size;
    }
    return std::nullopt;
}

std::size_t skip_properties(std::string_view text, std::size_t at) {
    while (at < text.size() && (text[at] == '&' || text[at] == '!')) {
        at = std::min(text.find_first_of(blanks, at), text.size());
        at = std::min(text.find_first_not_of(blanks, at), text.size());
    }
    return at;
}

Node::Style style_at(std::string_view text, std::size_t at) {
    const char c = at < text.size() ? text[at] : '\0';
    if (c == '\'' || c == '"')
        return Node::Style::quoted;
    return c == '|' || c == '>' ? Node::Style::block : Node::Style::plain;
}

bool is_quote_closed(std::string_view text, std::size_t at) {
    const char quote = text[at];
    for (++at; at < text.size(); ++at) {
        const bool is_doubled = quote == '\'' && text.substr(at).starts_with("''");
        if ((quote == '"' && text[at] == '\\') || is_doubled)
            ++at;
        else if (text[at] == quote)
            return true;
    }
    return false;
}

std::string_view word_at(std::string_view text, std::size_t at) {
    const std::string_view rest = text.substr(std::min(at, text.size()));
    return rest.substr(0, rest.find_first_of(" \t\r\n,[]{}"));
}

}  // namespace deployer::source
