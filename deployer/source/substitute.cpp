#include "source/substitute.hpp"

#include <algorithm>
#include <array>

#include <fmt/core.h>

namespace deployer::source {
namespace {

/// The delimiters of a pass.
struct Marks {
    std::string_view begin, end, statement;
};
constexpr Marks dollar = {"${", "}", "%{"};
constexpr Marks angle = {"<<", ">>", "%<"};

/// Comments of templates are text here: "A#{x}B" shall lose nothing (HD-VAR-05). No text holds this.
constexpr const char* never = "\x01#";

jinja::Syntax syntax(const Marks& marks) {
    jinja::Syntax result;
    result.variable_begin = marks.begin;
    result.variable_end = result.block_end = marks.end;
    result.block_begin = marks.statement;
    result.comment_begin = result.comment_end = never;
    result.keep_trailing_newline = true;
    return result;
}

bool is_word(char c) {
    return c == '_' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/// A statement begins with one of these words; anything else behind %{ is text (HD-VAR-05).
bool has_statement(std::string_view text, const Marks& marks) {
    constexpr std::array<std::string_view, 3> words = {"raw", "if", "for"};
    for (std::size_t at = text.find(marks.statement); at != std::string_view::npos;
         at = text.find(marks.statement, at + 1)) {
        std::string_view rest = text.substr(at + marks.statement.size());
        rest.remove_prefix(std::min(rest.find_first_not_of("-+ \t\n"), rest.size()));
        const bool found = std::any_of(words.begin(), words.end(), [rest](std::string_view word) {
            return rest.starts_with(word) && (rest.size() == word.size() || !is_word(rest[word.size()]));
        });
        if (found)
            return true;
    }
    return false;
}

/// Where the expression that begins at `at` ends: at `end` outside of its texts and brackets.
std::size_t expression_end(std::string_view text, std::size_t at, std::string_view end) {
    int depth = 0;
    for (; at < text.size(); ++at) {
        const char c = text[at];
        if (c == '\'' || c == '"') {
            for (++at; at < text.size() && text[at] != c; ++at)
                at += text[at] == '\\' ? 1 : 0;
        } else if (depth == 0 && text.substr(at).starts_with(end)) {
            return at;
        } else if (c == '(' || c == '[' || c == '{') {
            ++depth;
        } else if (c == ')' || c == ']' || c == '}') {
            --depth;
        }
    }
    return std::string_view::npos;
}

tl::unexpected<jinja::Error> complaint(std::string message) {
    return tl::unexpected(jinja::Error{std::move(message), {}, {}});
}

jinja::Result<jinja::Value> evaluate(std::string_view expression, const jinja::Dict& variables) {
    if (expression.find_first_not_of(" \t\n") == std::string_view::npos)
        return complaint("Expected an expression, got nothing");
    const jinja::Environment environment;
    auto value = jinja::evaluate(environment, expression, variables, "");
    if (value && value->is_undefined()) {
        try {
            value->defined();
        } catch (const jinja::Failure& failure) {
            return tl::unexpected(failure.error);
        }
    }
    return value;
}

bool is_expression(std::string_view text, const Marks& marks) {
    jinja::Environment environment;
    environment.syntax = syntax(marks);
    return jinja::Template::parse(environment, text, "").has_value();
}

class Pass {
public:
    Pass(std::string_view text, const Marks& marks, const jinja::Dict& variables)
        : text_(text), marks_(marks), variables_(variables) {}

    jinja::Result<Substituted> run() {
        if (has_statement(text_, marks_))
            return render();
        while (at_ < text_.size()) {
            const std::size_t begin = text_.find(marks_.begin, at_);
            if (begin == std::string_view::npos)
                break;
            result_.text += text_.substr(at_, begin - at_);
            at_ = begin;
            if (auto done = replace(); !done)
                return tl::unexpected(std::move(done.error()));
        }
        if (at_ < text_.size())
            result_.text += text_.substr(at_);
        return std::move(result_);
    }

private:
    jinja::Result<Substituted> render() const {
        jinja::Environment environment;
        environment.syntax = syntax(marks_);
        const auto parsed = jinja::Template::parse(environment, text_, "");
        if (!parsed)
            return tl::unexpected(parsed.error());
        auto text = parsed->render(variables_);
        if (!text)
            return tl::unexpected(std::move(text.error()));
        return Substituted{std::move(*text), {}};
    }

    /// What begins at at_.
    jinja::Result<void> replace() {
        const std::size_t inside = at_ + marks_.begin.size();
        // $${x} is ${x} (HD-VAR-06).
        if (marks_.begin == dollar.begin && !result_.text.empty() && at_ > 0 && text_[at_ - 1] == '$' &&
            at_ > plain_from_) {
            result_.text.pop_back();
            return keep(inside);
        }
        const std::size_t end = expression_end(text_, inside, marks_.end);
        const bool is_closed = end != std::string_view::npos;
        if (marks_.begin == angle.begin &&
            (!is_closed || !is_expression(text_.substr(at_, end + marks_.end.size() - at_), marks_)))
            return keep(inside);
        if (!is_closed)
            return complaint(fmt::format("'{}' is not closed by '{}'", marks_.begin, marks_.end));
        auto value = evaluate(text_.substr(inside, end - inside), variables_);
        if (!value)
            return tl::unexpected(std::move(value.error()));
        const std::size_t behind = end + marks_.end.size();
        const bool is_all = at_ == 0 && behind == text_.size();
        at_ = plain_from_ = behind;
        if (is_all && (value->is_sequence() || value->kind() == jinja::Value::Kind::dict))
            result_.structure = std::move(*value);
        else
            result_.text += value->text();
        return {};
    }

    jinja::Result<void> keep(std::size_t until) {
        result_.text += text_.substr(at_, until - at_);
        at_ = plain_from_ = until;
        return {};
    }

    std::string_view text_;
    const Marks& marks_;
    const jinja::Dict& variables_;
    Substituted result_;
    std::size_t at_ = 0;
    std::size_t plain_from_ = 0;  ///< what is before was made by an expression
};

}  // namespace

bool has_expression(std::string_view text) {
    return text.find(dollar.begin) != std::string_view::npos || has_statement(text, dollar) ||
           text.find(angle.end) != std::string_view::npos;
}

jinja::Result<Substituted> substitute(const std::string& text, const jinja::Dict& variables) {
    auto first = Pass(text, dollar, variables).run();
    if (!first || first->structure || first->text.find(angle.end) == std::string::npos)
        return first;
    return Pass(first->text, angle, variables).run();
}

}  // namespace deployer::source
