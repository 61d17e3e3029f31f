/// Tokens one after the other, with what parsers ask of them. Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "template/lexer.hpp"

namespace deployer::jinja {

class TokenStream {
public:
    explicit TokenStream(std::vector<Token> tokens) : tokens_(std::move(tokens)) {}

    const Token& current() const { return tokens_[at_]; }
    const Token& next() const { return tokens_[at_ + 1 < tokens_.size() ? at_ + 1 : at_]; }
    Token take();

    bool is(Token::Kind kind) const { return current().kind == kind; }
    bool is_symbol(std::string_view symbol) const {
        return is(Token::Kind::symbol) && current().text == symbol;
    }
    bool is_name(std::string_view name) const { return is(Token::Kind::name) && current().text == name; }
    bool skip_symbol(std::string_view symbol);
    bool skip_name(std::string_view name);

    /// Fail with what was expected and what is there.
    void expect_symbol(std::string_view symbol);
    void expect(Token::Kind kind);
    std::string expect_name();

    /// Fails at the current token.
    [[noreturn]] void complain(std::string message) const;
    [[noreturn]] static void complain(std::string message, Position position);

private:
    std::vector<Token> tokens_;  ///< the last is `end`
    std::size_t at_ = 0;
};

/// "end of print statement", "integer", "':'"
std::string describe(const Token& token);

}  // namespace deployer::jinja
