#include "template/text_tools.hpp"

#include <algorithm>

#include <fmt/core.h>

#include "template/characters.hpp"

namespace deployer::jinja {
namespace {

/// Of a padded text.
constexpr std::int64_t max_width = 1'000'000;

bool is_blank(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == '\v';
}

List split_at_blanks(std::string_view text, std::optional<std::size_t> max_splits) {
    List result;
    std::size_t at = 0;
    for (;;) {
        while (at < text.size() && is_blank(text[at]))
            ++at;
        if (at == text.size())
            return result;
        if (max_splits && result.size() == *max_splits) {
            result.emplace_back(strip(text.substr(at), false, true));
            return result;
        }
        const std::size_t begin = at;
        while (at < text.size() && !is_blank(text[at]))
            ++at;
        result.emplace_back(text.substr(begin, at - begin));
    }
}

List split_at_blanks_from_right(std::string_view text, std::size_t max_splits) {
    List result;
    std::size_t end = text.size();
    for (;;) {
        while (end > 0 && is_blank(text[end - 1]))
            --end;
        if (end == 0)
            break;
        if (result.size() == max_splits) {
            result.emplace_back(text.substr(0, end));
            break;
        }
        const std::size_t stop = end;
        while (end > 0 && !is_blank(text[end - 1]))
            --end;
        result.emplace_back(text.substr(end, stop - end));
    }
    std::reverse(result.begin(), result.end());
    return result;
}

/// May a line end behind the hyphen at `at`? As Python's textwrap: behind two letters, or a letter, a hyphen
/// and one more; and before two more.
bool parts_word(std::string_view text, std::size_t at) {
    const auto letter = [&](std::size_t place) {
        const auto byte = static_cast<unsigned char>(place < text.size() ? text[place] : ' ');
        return byte == '_' || byte >= 0x80 || is_letter(byte);
    };
    const auto hyphen = [&](std::size_t place) { return place < text.size() && text[place] == '-'; };
    const bool behind_word = letter(at - 1) && (letter(at - 2) || (hyphen(at - 2) && letter(at - 3)));
    return behind_word && letter(at + 1) && letter(hyphen(at + 2) ? at + 3 : at + 2);
}

/// The pieces of a paragraph between which a line may end: words and the blanks between them.
std::vector<std::string> chunks_of(std::string_view text, bool break_on_hyphens) {
    std::vector<std::string> chunks;
    std::string word;
    const auto finish = [&] {
        if (!word.empty())
            chunks.push_back(std::exchange(word, {}));
    };
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool blank = is_blank(text[i]);
        if (!word.empty() && is_blank(word[0]) != blank)
            finish();
        word.push_back(blank ? ' ' : text[i]);
        if (break_on_hyphens && text[i] == '-' && parts_word(text, i))
            finish();
    }
    finish();
    return chunks;
}

class Wrapper {
public:
    Wrapper(std::size_t width, bool break_long_words, bool break_on_hyphens)
        : width_(width), breaks_(break_long_words), breaks_on_hyphens_(break_on_hyphens) {}

    std::vector<std::string> run(std::vector<std::string> chunks) {
        std::reverse(chunks.begin(), chunks.end());
        std::vector<std::string> lines;
        while (!chunks.empty()) {
            if (!lines.empty() && chunks.back()[0] == ' ') {
                chunks.pop_back();
                continue;
            }
            std::string line = next_line(chunks);
            while (line.ends_with(' '))
                line.pop_back();
            if (!line.empty())
                lines.push_back(std::move(line));
        }
        return lines;
    }

private:
    std::string next_line(std::vector<std::string>& chunks) const {
        std::string line;
        std::size_t length = 0;
        while (!chunks.empty() && length + count_characters(chunks.back()) <= width_) {
            length += count_characters(chunks.back());
            line += chunks.back();
            chunks.pop_back();
        }
        if (chunks.empty() || count_characters(chunks.back()) <= width_)
            return line;
        if (breaks_) {
            const std::string word = chunks.back();
            const std::size_t room = std::max<std::size_t>(width_ - length, 1);
            std::string_view head = characters(word, 0, room);
            const std::size_t hyphen = breaks_on_hyphens_ ? head.rfind('-') : std::string_view::npos;
            if (hyphen != std::string_view::npos && head.substr(0, hyphen).find_first_not_of('-') < hyphen)
                head = head.substr(0, hyphen + 1);
            line += head;
            chunks.back() = word.substr(head.size());
            if (chunks.back().empty())
                chunks.pop_back();
        } else if (line.empty()) {
            line = chunks.back();
            chunks.pop_back();
        }
        return line;
    }

    std::size_t width_;
    bool breaks_;
    bool breaks_on_hyphens_;
};

}  // namespace

std::string pad(std::string_view text, std::int64_t width, std::string_view fill, Side side) {
    if (count_characters(fill) != 1)
        fail("The fill character must be exactly one character long");
    if (width > max_width)
        fail("the width is too large");
    const auto size = static_cast<std::int64_t>(count_characters(text));
    const std::int64_t missing = width > size ? width - size : 0;
    // Python puts the odd one to the left when the width is odd.
    const std::int64_t left = side == Side::left    ? missing
                              : side == Side::right ? 0
                                                    : missing / 2 + (missing & width & 1);
    std::string result;
    for (std::int64_t i = 0; i < left; ++i)
        result += fill;
    result += text;
    for (std::int64_t i = left; i < missing; ++i)
        result += fill;
    return result;
}

std::string replace_all(std::string_view text, std::string_view old, std::string_view with,
                        std::int64_t count) {
    std::string result;
    if (old.empty()) {
        const List characters = split_characters(text);
        for (std::size_t i = 0; i <= characters.size(); ++i) {
            if (count < 0 || static_cast<std::int64_t>(i) < count)
                result += with;
            result += i < characters.size() ? characters[i].str() : "";
        }
        return result;
    }
    for (std::size_t at = text.find(old); at != std::string_view::npos && count != 0;
         at = text.find(old), --count) {
        result.append(text.substr(0, at)).append(with);
        text.remove_prefix(at + old.size());
    }
    return result.append(text);
}

std::int64_t count_of(std::string_view text, std::string_view part) {
    if (part.empty())
        return static_cast<std::int64_t>(count_characters(text)) + 1;
    std::int64_t count = 0;
    for (std::size_t at = text.find(part); at != std::string_view::npos;
         at = text.find(part, at + part.size()))
        ++count;
    return count;
}

List split_text(std::string_view text, const std::optional<std::string>& separator,
                std::optional<std::size_t> max_splits, bool from_the_right) {
    if (!separator)
        return from_the_right && max_splits ? split_at_blanks_from_right(text, *max_splits)
                                            : split_at_blanks(text, max_splits);
    if (separator->empty())
        fail("empty separator");
    List result;
    if (from_the_right && max_splits) {
        for (std::size_t at = text.rfind(*separator);
             at != std::string_view::npos && result.size() < *max_splits; at = text.rfind(*separator)) {
            result.emplace_back(text.substr(at + separator->size()));
            text = text.substr(0, at);
        }
        result.emplace_back(text);
        std::reverse(result.begin(), result.end());
        return result;
    }
    for (std::size_t at = text.find(*separator);
         at != std::string_view::npos && (!max_splits || result.size() < *max_splits);
         at = text.find(*separator)) {
        result.emplace_back(text.substr(0, at));
        text.remove_prefix(at + separator->size());
    }
    result.emplace_back(text);
    return result;
}

List split_lines(std::string_view text, bool keep_ends) {
    List result;
    while (!text.empty()) {
        const std::size_t at = std::min(text.find_first_of("\n\r\v\f"), text.size());
        const std::size_t end = text.substr(at).starts_with("\r\n") ? 2 : at < text.size() ? 1 : 0;
        result.emplace_back(text.substr(0, at + (keep_ends ? end : 0)));
        text.remove_prefix(at + end);
    }
    return result;
}

std::string join_texts(const List& items, std::string_view separator, bool strict) {
    std::string result;
    for (std::size_t i = 0; i < items.size(); ++i) {
        if (strict && !items[i].is_text())
            fail(fmt::format("sequence item {}: expected str instance, {} found", i, items[i].type_name()));
        result += i == 0 ? std::string_view() : separator;
        result += items[i].text();
    }
    return result;
}

std::string escape_html(std::string_view text) {
    std::string result;
    for (const char c : text) {
        switch (c) {
        case '&':
            result += "&amp;";
            break;
        case '<':
            result += "&lt;";
            break;
        case '>':
            result += "&gt;";
            break;
        case '"':
            result += "&#34;";
            break;
        case '\'':
            result += "&#39;";
            break;
        default:
            result += c;
        }
    }
    return result;
}

std::string quote_url(std::string_view text, bool keep_slashes) {
    constexpr std::string_view safe = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.-~";
    std::string result;
    for (const char c : text) {
        if (safe.find(c) != std::string_view::npos || (keep_slashes && c == '/'))
            result += c;
        else
            result += fmt::format("%{:02X}", static_cast<unsigned>(static_cast<unsigned char>(c)));
    }
    return result;
}

std::string quote_shell(std::string_view text) {
    constexpr std::string_view safe =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_@%+=:,./-";
    if (text.empty())
        return "''";
    if (text.find_first_not_of(safe) == std::string_view::npos)
        return std::string(text);
    return "'" + replace_all(text, "'", "'\"'\"'") + "'";
}

std::string wrap(std::string_view text, std::size_t width, bool break_long_words, std::string_view line_end,
                 bool break_on_hyphens) {
    if (width == 0)
        fail("invalid width 0 (must be > 0)");
    std::string result;
    bool is_first = true;
    for (const Value& paragraph : split_lines(text, false)) {
        std::string wrapped;
        for (const std::string& line : Wrapper(width, break_long_words, break_on_hyphens)
                                           .run(chunks_of(paragraph.str(), break_on_hyphens)))
            wrapped.append(wrapped.empty() ? "" : line_end).append(line);
        result.append(std::exchange(is_first, false) ? "" : line_end).append(wrapped);
    }
    return result;
}

std::string indent(std::string_view text, std::string_view prefix, bool first, bool blank) {
    std::string result;
    bool is_first = true;
    const List lines = split_text(text, "\n", std::nullopt);
    for (const Value& line : lines) {
        const bool was_first = std::exchange(is_first, false);
        result += was_first ? "" : "\n";
        if (was_first ? first : blank || !line.str().empty())
            result += prefix;
        result += line.str();
    }
    return result;
}

std::string truncate(std::string_view text, std::size_t length, bool kill_words, std::string_view end,
                     std::size_t leeway) {
    const std::size_t end_size = count_characters(end);
    if (length < end_size)
        fail(fmt::format("expected length >= {}, got {}", end_size, length));
    if (count_characters(text) <= length + leeway)
        return std::string(text);
    std::string kept(characters(text, 0, length - end_size));
    if (!kill_words)
        kept.resize(std::min(kept.rfind(' '), kept.size()));
    return kept.append(end);
}

std::string strip_tags(std::string_view text) {
    std::string plain;
    while (!text.empty()) {
        const std::size_t open = text.find('<');
        plain += text.substr(0, open);
        if (open == std::string_view::npos)
            break;
        const bool is_comment = text.substr(open).starts_with("<!--");
        const std::size_t close = is_comment ? text.find("-->", open) : text.find('>', open);
        if (close == std::string_view::npos) {
            plain += text.substr(open);
            break;
        }
        text.remove_prefix(close + (is_comment ? 3 : 1));
    }
    for (const auto& [entity, character] : {std::pair{"&lt;", "<"},
                                            {"&gt;", ">"},
                                            {"&#34;", "\""},
                                            {"&quot;", "\""},
                                            {"&#39;", "'"},
                                            {"&amp;", "&"}})
        plain = replace_all(plain, entity, character);
    return join_texts(split_at_blanks(plain, std::nullopt), " ");
}

}  // namespace deployer::jinja
