#include "config/shell_words.hpp"

#include <fmt/core.h>

#include "config/text.hpp"

namespace supervise::config {

namespace {

bool is_blank(char c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

bool is_quote(char c) {
    return c == '"' || c == '\'';
}

/// Word characters of `environment` (CFG-101): ASCII ones and the Latin-1 letters, not the signs between
/// them.
bool is_environment_word(char32_t c) {
    if (c < 0x80) {
        const char ascii = static_cast<char>(c);
        return (ascii >= 'a' && ascii <= 'z') || (ascii >= 'A' && ascii <= 'Z') ||
               (ascii >= '0' && ascii <= '9') ||
               std::string_view("_/.+-():").find(ascii) != std::string_view::npos;
    }
    return c >= 0xC0 && c <= 0xFF && c != 0xD7 && c != 0xF7;
}

enum class Grammar { command, environment };

class Splitter {
public:
    Splitter(std::string_view text, Grammar grammar) : rest_(text), grammar_(grammar) {}

    Result<std::vector<std::string>> split() {
        std::vector<std::string> words;
        while (skip_to_word()) {
            std::string word;
            bool quoted = false;
            if (const char* problem = read_word(word, quoted))
                return fail(problem);
            if (quoted || !word.empty())
                words.push_back(std::move(word));
        }
        return words;
    }

private:
    bool comment_here() const { return grammar_ == Grammar::environment && rest_.front() == '#'; }

    void skip_line() {
        const std::size_t newline = rest_.find('\n');
        rest_ = newline == std::string_view::npos ? std::string_view{} : rest_.substr(newline + 1);
    }

    bool skip_to_word() {
        while (!rest_.empty()) {
            if (comment_here())
                skip_line();
            else if (is_blank(rest_.front()))
                rest_.remove_prefix(1);
            else
                return true;
        }
        return false;
    }

    /// A word, or one character that is no word character. The problem, or null.
    const char* read_word(std::string& word, bool& quoted) {
        bool first = true;
        while (!rest_.empty() && !is_blank(rest_.front())) {
            if (comment_here()) {
                skip_line();
                return nullptr;
            }
            if (is_quote(rest_.front())) {
                quoted = true;
                if (const char* problem = read_quoted(word))
                    return problem;
            } else if (rest_.front() == '\\') {
                if (rest_.size() == 1)
                    return "No escaped character";
                rest_.remove_prefix(1);
                take_character(word);
            } else if (grammar_ == Grammar::command || is_environment_word(first_code_point(rest_).value)) {
                take_character(word);
            } else {
                if (first)
                    take_character(word);
                return nullptr;
            }
            first = false;
        }
        return nullptr;
    }

    const char* read_quoted(std::string& word) {
        const char quote = rest_.front();
        rest_.remove_prefix(1);
        while (!rest_.empty() && rest_.front() != quote) {
            if (quote == '"' && rest_.front() == '\\') {
                if (rest_.size() == 1)
                    return "No escaped character";
                if (rest_[1] != '"' && rest_[1] != '\\')
                    word += '\\';
                rest_.remove_prefix(1);
            }
            take_character(word);
        }
        if (rest_.empty())
            return "No closing quotation";
        rest_.remove_prefix(1);
        return nullptr;
    }

    void take_character(std::string& word) {
        const std::size_t bytes = first_code_point(rest_).bytes;
        word += rest_.substr(0, bytes);
        rest_.remove_prefix(bytes);
    }

    std::string_view rest_;
    Grammar grammar_;
};

}  // namespace

Result<std::vector<std::string>> shell_words(std::string_view text) {
    return Splitter(text, Grammar::command).split();
}

Result<std::vector<std::string>> command_words(std::string_view command) {
    auto words = shell_words(command);
    if (!words)
        return fail(fmt::format("can't parse command {}: {}", python_repr(command), words.error().message));
    if (words->empty())
        return fail("command is empty");
    return words;
}

Result<std::vector<std::string>> environment_tokens(std::string_view text) {
    return Splitter(text, Grammar::environment).split();
}

}  // namespace supervise::config
