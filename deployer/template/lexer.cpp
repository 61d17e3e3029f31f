#include "template/lexer.hpp"

#include <array>
#include <optional>

#include <fmt/core.h>

#include "sys/number.hpp"
#include "template/characters.hpp"
#include "template/value_text.hpp"

namespace deployer::jinja {
namespace {

constexpr std::array<std::string_view, 28> symbols = {"**", "//", "==", "!=", "<=", ">=", "+", "-", "*", "/",
                                                      "%",  "~",  "<",  ">",  "=",  ".",  ":", "|", ",", ";",
                                                      "(",  ")",  "[",  "]",  "{",  "}",  "!", "@"};

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

bool is_name_start(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
           (static_cast<unsigned char>(c) & 0x80U) != 0;
}

bool is_blank(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == '\v';
}

class Lexer {
public:
    Lexer(std::string_view source, const Syntax& syntax) : source_(source), syntax_(syntax) {}

    std::vector<Token> run() {
        while (at_ < source_.size())
            data();
        push(Token::Kind::end, {});
        return std::move(tokens_);
    }

    std::vector<Token> run_expression() {
        while (skip_blanks(), at_ < source_.size())
            inside_token();
        push(Token::Kind::end, {});
        return std::move(tokens_);
    }

private:
    enum class Opening { variable, block, comment };
    struct Found {
        std::size_t at;
        Opening opening;
    };

    [[noreturn]] void complain(std::string message, Position position) const {
        throw Failure(Error{std::move(message), {}, position});
    }

    const std::string& begin_of(Opening opening) const {
        return opening == Opening::variable ? syntax_.variable_begin
               : opening == Opening::block  ? syntax_.block_begin
                                            : syntax_.comment_begin;
    }

    /// The next delimiter; of those at one place the longest, as in `{{{` beside `{{`.
    std::optional<Found> next_opening() const {
        std::optional<Found> best;
        for (const Opening opening : {Opening::variable, Opening::block, Opening::comment}) {
            if (begin_of(opening).empty())
                continue;
            const std::size_t at = source_.find(begin_of(opening), at_);
            if (at == std::string_view::npos)
                continue;
            if (!best || at < best->at ||
                (at == best->at && begin_of(opening).size() > begin_of(best->opening).size()))
                best = Found{at, opening};
        }
        return best;
    }

    void data() {
        const auto found = next_opening();
        std::string text(source_.substr(at_, (found ? found->at : source_.size()) - at_));
        if (trim_next_) {
            text.erase(0, text.find_first_not_of(" \t\n\r\f\v"));
            trim_next_ = false;
        } else if (drop_line_end_) {
            text.erase(0, text.starts_with("\r\n") ? 2 : text.starts_with('\n') ? 1 : 0);
        }
        drop_line_end_ = false;
        if (!found) {
            push(Token::Kind::data, text);
            return advance_to(source_.size());
        }
        const std::size_t inside = found->at + begin_of(found->opening).size();
        const char sign = inside < source_.size() ? source_[inside] : '\0';
        if (sign == '-')
            text.erase(text.find_last_not_of(" \t\n\r\f\v") + 1);
        else if (syntax_.lstrip_blocks && found->opening != Opening::variable && sign != '+')
            strip_line_start(text, found->at);
        push(Token::Kind::data, text);
        advance_to(found->at);
        open(found->opening, sign == '-' || (sign == '+' && found->opening != Opening::variable));
    }

    /// Blanks between the start of the line and the delimiter.
    void strip_line_start(std::string& text, std::size_t delimiter) const {
        const std::size_t line = source_.rfind('\n', delimiter == 0 ? 0 : delimiter - 1);
        const std::size_t start = line == std::string_view::npos || delimiter == 0 ? 0 : line + 1;
        const std::string_view before = source_.substr(start, delimiter - start);
        if (before.find_first_not_of(" \t") == std::string_view::npos && before.size() <= text.size())
            text.erase(text.size() - before.size());
    }

    void open(Opening opening, bool has_sign) {
        const Position begin = position_;
        const std::size_t inside = at_ + begin_of(opening).size() + (has_sign ? 1 : 0);
        if (opening == Opening::comment)
            return comment(inside, begin);
        if (opening == Opening::block)
            if (const auto raw_end = raw_tag(inside, "raw"))
                return raw(*raw_end, begin);
        push(opening == Opening::variable ? Token::Kind::variable_begin : Token::Kind::block_begin, {});
        advance_to(inside);
        const std::string& end = opening == Opening::variable ? syntax_.variable_end : syntax_.block_end;
        brackets_.clear();
        while (!close(opening, end)) {
            if (at_ >= source_.size())
                complain(fmt::format("unexpected end of template, expected '{}'", end), begin);
            inside_token();
            skip_blanks();
        }
    }

    /// Takes the end of a tag, unless a bracket is open, in which it may be part of an expression.
    bool close(Opening opening, const std::string& end) {
        skip_blanks();
        const std::string_view rest = source_.substr(at_);
        const bool is_signed = !rest.empty() &&
                               (rest[0] == '-' || (rest[0] == '+' && opening == Opening::block)) &&
                               rest.substr(1).starts_with(end);
        if (!brackets_.empty() || (!is_signed && !rest.starts_with(end)))
            return false;
        trim_next_ = is_signed && rest[0] == '-';
        drop_line_end_ = opening == Opening::block && syntax_.trim_blocks && !is_signed;
        push(opening == Opening::variable ? Token::Kind::variable_end : Token::Kind::block_end, {});
        advance_to(at_ + end.size() + (is_signed ? 1 : 0));
        return true;
    }

    void comment(std::size_t inside, Position begin) {
        const std::size_t end = source_.find(syntax_.comment_end, inside);
        if (end == std::string_view::npos)
            complain("Missing end of comment tag", begin);
        trim_next_ = source_[end - 1] == '-' && end > inside;
        const bool kept = source_[end - 1] == '+' && end > inside;
        drop_line_end_ = syntax_.trim_blocks && !trim_next_ && !kept;
        advance_to(end + syntax_.comment_end.size());
    }

    /// Behind the tag that begins at `inside` and holds `word` alone; nothing when it is another.
    std::optional<std::size_t> raw_tag(std::size_t inside, std::string_view word) {
        std::size_t at = inside;
        const auto blanks = [&] {
            while (at < source_.size() && is_blank(source_[at]))
                ++at;
        };
        blanks();
        if (!source_.substr(at).starts_with(word))
            return std::nullopt;
        at += word.size();
        blanks();
        const bool trims = source_.substr(at).starts_with('-');
        const bool keeps = source_.substr(at).starts_with('+');
        at += trims || keeps ? 1 : 0;
        if (!source_.substr(at).starts_with(syntax_.block_end))
            return std::nullopt;
        trim_next_ = trims;
        drop_line_end_ = syntax_.trim_blocks && !trims && !keeps;
        return at + syntax_.block_end.size();
    }

    void raw(std::size_t begin, Position opened) {
        const bool trims = std::exchange(trim_next_, false);
        const bool drops = std::exchange(drop_line_end_, false);
        for (std::size_t at = source_.find(syntax_.block_begin, begin); at != std::string_view::npos;
             at = source_.find(syntax_.block_begin, at + 1)) {
            std::size_t inside = at + syntax_.block_begin.size();
            const bool strips = source_.substr(inside).starts_with('-');
            inside += strips || source_.substr(inside).starts_with('+') ? 1 : 0;
            const auto end = raw_tag(inside, "endraw");
            if (!end)
                continue;
            std::string text(source_.substr(begin, at - begin));
            if (trims)
                text.erase(0, text.find_first_not_of(" \t\n\r\f\v"));
            else if (drops)
                text.erase(0, text.starts_with('\n') ? 1 : 0);
            if (strips)
                text.erase(text.find_last_not_of(" \t\n\r\f\v") + 1);
            else if (syntax_.lstrip_blocks)
                strip_line_start(text, at);
            push(Token::Kind::data, text);
            return advance_to(*end);
        }
        complain("Missing end of raw directive", opened);
    }

    void skip_blanks() {
        std::size_t at = at_;
        while (at < source_.size() && is_blank(source_[at]))
            ++at;
        advance_to(at);
    }

    void inside_token() {
        const char c = source_[at_];
        if (is_name_start(c))
            return name();
        if (is_digit(c))
            return number();
        if (c == '"' || c == '\'')
            return string(c);
        for (const std::string_view symbol : symbols) {
            if (!source_.substr(at_).starts_with(symbol) || symbol == "!" || symbol == "@")
                continue;
            balance(symbol);
            push(Token::Kind::symbol, std::string(symbol));
            return advance_to(at_ + symbol.size());
        }
        complain(
            fmt::format("unexpected char {} at {}", Value(characters(source_.substr(at_), 0, 1)).repr(), at_),
            position_);
    }

    void balance(std::string_view symbol) {
        if (symbol == "(" || symbol == "[" || symbol == "{")
            return brackets_.push_back(symbol == "(" ? ')' : symbol == "[" ? ']' : '}');
        if (symbol != ")" && symbol != "]" && symbol != "}")
            return;
        if (brackets_.empty())
            complain(fmt::format("unexpected '{}'", symbol), position_);
        if (brackets_.back() != symbol[0])
            complain(fmt::format("unexpected '{}', expected '{}'", symbol, brackets_.back()), position_);
        brackets_.pop_back();
    }

    void name() {
        std::size_t end = at_;
        while (end < source_.size() && (is_name_start(source_[end]) || is_digit(source_[end])))
            ++end;
        push(Token::Kind::name, std::string(source_.substr(at_, end - at_)));
        advance_to(end);
    }

    /// Digits with single underscores between them, from `at`.
    std::size_t digits(std::size_t at, std::string& out) const {
        while (at < source_.size() &&
               (is_digit(source_[at]) ||
                (source_[at] == '_' && at + 1 < source_.size() && is_digit(source_[at + 1])))) {
            if (source_[at] != '_')
                out.push_back(source_[at]);
            ++at;
        }
        return at;
    }

    bool based_number() {
        if (source_[at_] != '0' || at_ + 2 >= source_.size())
            return false;
        const char letter = static_cast<char>(source_[at_ + 1] | 0x20);
        const int base = letter == 'x' ? 16 : letter == 'o' ? 8 : letter == 'b' ? 2 : 0;
        if (base == 0)
            return false;
        std::string text;
        std::size_t end = at_ + 2;
        while (end < source_.size() &&
               (std::isxdigit(static_cast<unsigned char>(source_[end])) != 0 || source_[end] == '_')) {
            if (source_[end] != '_')
                text.push_back(source_[end]);
            ++end;
        }
        push_integer(text, base, end);
        return true;
    }

    void push_integer(const std::string& text, int base, std::size_t end) {
        const auto number = supervise::whole_number<std::int64_t>(text, base);
        if (!number)
            complain(fmt::format("{} is no number that fits into 64 bits", source_.substr(at_, end - at_)),
                     position_);
        push(Token::Kind::integer, {}, Value(*number));
        advance_to(end);
    }

    void number() {
        if (based_number())
            return;
        std::string text;
        std::size_t end = digits(at_, text);
        bool is_float = false;
        const bool is_index = at_ > 0 && source_[at_ - 1] == '.';  // pairs.0.1
        if (!is_index && end + 1 < source_.size() && source_[end] == '.' && is_digit(source_[end + 1])) {
            is_float = true;
            text.push_back('.');
            end = digits(end + 1, text);
        }
        if (end < source_.size() && (source_[end] == 'e' || source_[end] == 'E')) {
            std::size_t power = end + 1;
            if (power < source_.size() && (source_[power] == '+' || source_[power] == '-'))
                ++power;
            if (power < source_.size() && is_digit(source_[power])) {
                is_float = true;
                text += source_.substr(end, power - end);
                end = digits(power, text);
            }
        }
        if (!is_float)
            return push_integer(text, 10, end);
        push(Token::Kind::floating, {}, Value(read_float(text).value_or(0)));
        advance_to(end);
    }

    void string(char quote) {
        std::string text;
        std::size_t at = at_ + 1;
        while (at < source_.size() && source_[at] != quote) {
            if (source_[at] == '\\' && at + 1 < source_.size())
                at = escape(at + 1, text);
            else
                text.push_back(source_[at++]);
        }
        if (at >= source_.size())
            complain(fmt::format("unexpected char {} at {}", Value(std::string(1, quote)).repr(), at_),
                     position_);
        push(Token::Kind::text, std::move(text));
        advance_to(at + 1);
    }

    /// What stands behind a backslash, as Python reads it. Returns where to go on.
    std::size_t escape(std::size_t at, std::string& text) const {
        constexpr std::string_view letters = "abfnrtv\\'\"\n";
        constexpr std::string_view meanings = "\a\b\f\n\r\t\v\\'\"";
        const char c = source_[at];
        if (c == '\n')
            return at + 1;
        if (const std::size_t which = letters.find(c); which != std::string_view::npos) {
            text.push_back(meanings[which]);
            return at + 1;
        }
        const std::size_t wanted = c == 'x' ? 2 : c == 'u' ? 4 : c == 'U' ? 8 : 0;
        if (wanted != 0 && at + wanted < source_.size()) {
            const auto point = supervise::whole_number<unsigned>(source_.substr(at + 1, wanted), 16);
            if (point && *point <= 0x10FFFF) {
                append_code_point(text, *point);
                return at + 1 + wanted;
            }
        }
        if (wanted != 0)
            complain(fmt::format("truncated \\{}{} escape", c, std::string(wanted, 'X')), position_);
        if (c >= '0' && c <= '7') {
            unsigned point = 0;
            std::size_t end = at;
            while (end < source_.size() && end < at + 3 && source_[end] >= '0' && source_[end] <= '7')
                point = point * 8 + static_cast<unsigned>(source_[end++] - '0');
            append_code_point(text, point);
            return end;
        }
        text.push_back('\\');
        text.push_back(c);
        return at + 1;
    }

    void push(Token::Kind kind, std::string text, Value number = {}) {
        if (kind == Token::Kind::data && text.empty())
            return;
        tokens_.push_back({kind, std::move(text), std::move(number), position_});
    }

    void advance_to(std::size_t at) {
        for (; at_ < at; ++at_) {
            if (source_[at_] == '\n') {
                ++position_.line;
                position_.column = 1;
            } else if ((static_cast<unsigned char>(source_[at_]) & 0xC0U) != 0x80U) {
                ++position_.column;
            }
        }
    }

    std::string_view source_;
    const Syntax& syntax_;
    std::size_t at_ = 0;
    Position position_;
    std::vector<Token> tokens_;
    std::vector<char> brackets_;  ///< closing ones that are due
    bool trim_next_ = false;      ///< the data that follows loses its leading blanks
    bool drop_line_end_ = false;  ///< ... its first line end
};

}  // namespace

std::vector<Token> tokenize(std::string_view source, const Syntax& syntax) {
    if (!syntax.keep_trailing_newline && source.ends_with('\n'))
        source.remove_suffix(source.ends_with("\r\n") ? 2 : 1);
    return Lexer(source, syntax).run();
}

std::vector<Token> tokenize_expression(std::string_view source) {
    const Syntax syntax;
    return Lexer(source, syntax).run_expression();
}

}  // namespace deployer::jinja
