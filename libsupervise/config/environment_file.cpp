#include "config/environment_file.hpp"

#include <algorithm>

#include <fmt/core.h>

namespace supervise::config {

namespace {

bool is_blank(char c) {
    return c == ' ' || c == '\t' || c == '\r';
}

bool is_name(std::string_view name) {
    const auto is_letter = [](char c) {
        return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_';
    };
    const auto is_name_character = [&](char c) { return is_letter(c) || (c >= '0' && c <= '9'); };
    return !name.empty() && is_letter(name.front()) &&
           std::all_of(name.begin(), name.end(), is_name_character);
}

/// Walks over the text and keeps count of lines.
class Reader {
public:
    explicit Reader(std::string_view text) : text_(text) {}

    bool at_end() const { return position_ >= text_.size(); }
    char peek() const { return text_[position_]; }
    unsigned line() const { return line_; }
    char next() {
        const char c = text_[position_++];
        if (c == '\n')
            ++line_;
        return c;
    }
    void skip_blanks() {
        while (!at_end() && (is_blank(peek()) || peek() == '\n'))
            next();
    }
    void skip_line() {
        while (!at_end() && next() != '\n') {
        }
    }
    /// Up to `=` or the end of the line; the delimiter is taken too. False when there is no `=`.
    bool read_name(std::string& name) {
        while (!at_end() && peek() != '\n' && peek() != '=')
            name.push_back(next());
        while (!name.empty() && is_blank(name.back()))
            name.pop_back();
        if (at_end() || peek() == '\n')
            return false;
        next();
        return true;
    }
    /// The value up to the end of its line. False when a quote is not closed.
    bool read_value(std::string& value);

private:
    bool read_quoted(char quote, std::string& value);

    std::string_view text_;
    std::size_t position_ = 0;
    unsigned line_ = 1;
};

bool Reader::read_quoted(char quote, std::string& value) {
    while (!at_end()) {
        const char c = next();
        if (c == quote)
            return true;
        if (c != '\\' || quote == '\'' || at_end()) {
            value.push_back(c);
            continue;
        }
        const char escaped = next();
        if (escaped == '\n')
            continue;
        if (std::string_view("\"\\`$").find(escaped) == std::string_view::npos)
            value.push_back('\\');
        value.push_back(escaped);
    }
    return false;
}

bool Reader::read_value(std::string& value) {
    std::size_t kept = 0;  // behind this, trailing unquoted blanks
    bool unquoted = false;
    while (!at_end()) {
        const char c = next();
        if (c == '\n')
            break;
        if ((c == '"' || c == '\'') && !unquoted) {
            if (!read_quoted(c, value))
                return false;
            kept = value.size();
        } else if (c == '\\') {
            unquoted = true;
            if (!at_end())
                if (const char escaped = next(); escaped != '\n')
                    value.push_back(escaped);
            kept = value.size();
        } else if (unquoted || !is_blank(c)) {
            unquoted = true;
            value.push_back(c);
            if (!is_blank(c))
                kept = value.size();
        }
    }
    value.resize(kept);
    return true;
}

void put(Environment& environment, std::string name, std::string value) {
    const auto old = std::find_if(environment.begin(), environment.end(),
                                  [&name](const auto& entry) { return entry.first == name; });
    if (old != environment.end())
        old->second = std::move(value);
    else
        environment.emplace_back(std::move(name), std::move(value));
}

}  // namespace

Result<Environment> parse_environment_file(std::string_view text) {
    Environment environment;
    Reader reader(text);
    for (reader.skip_blanks(); !reader.at_end(); reader.skip_blanks()) {
        if (reader.peek() == '#' || reader.peek() == ';') {
            reader.skip_line();
            continue;
        }
        const unsigned line = reader.line();
        std::string name;
        if (!reader.read_name(name))
            return fail(fmt::format("line {}: no '=' found; write NAME=value", line));
        if (!is_name(name))
            return fail(fmt::format("line {}: what stands before '=' is not a variable name; write "
                                    "NAME=value, NAME of letters, digits and _",
                                    line));
        std::string value;
        if (!reader.read_value(value))
            return fail(fmt::format("line {}: the quote is never closed", line));
        if (value.find('\0') != std::string::npos)
            return fail(fmt::format("line {}: a NUL byte cannot be in a variable", line));
        put(environment, std::move(name), std::move(value));
    }
    return environment;
}

}  // namespace supervise::config
