#include "template/token_stream.hpp"

#include <fmt/core.h>

namespace deployer::jinja {
namespace {

std::string describe(Token::Kind kind) {
    switch (kind) {
    case Token::Kind::data:
        return "template data / text";
    case Token::Kind::variable_begin:
        return "begin of print statement";
    case Token::Kind::variable_end:
        return "end of print statement";
    case Token::Kind::block_begin:
        return "begin of statement block";
    case Token::Kind::block_end:
        return "end of statement block";
    case Token::Kind::name:
        return "name";
    case Token::Kind::text:
        return "string";
    case Token::Kind::integer:
        return "integer";
    case Token::Kind::floating:
        return "float";
    case Token::Kind::symbol:
        return "symbol";
    case Token::Kind::end:
        return "end of template";
    }
    return {};
}

}  // namespace

std::string describe(const Token& token) {
    const bool has_text = token.kind == Token::Kind::name || token.kind == Token::Kind::symbol;
    return has_text ? token.text : describe(token.kind);
}

Token TokenStream::take() {
    if (is(Token::Kind::end))
        return current();
    return std::move(tokens_[at_++]);
}

bool TokenStream::skip_symbol(std::string_view symbol) {
    const bool there = is_symbol(symbol);
    at_ += there ? 1 : 0;
    return there;
}

bool TokenStream::skip_name(std::string_view name) {
    const bool there = is_name(name);
    at_ += there ? 1 : 0;
    return there;
}

void TokenStream::expect_symbol(std::string_view symbol) {
    if (!skip_symbol(symbol))
        complain(fmt::format("expected token '{}', got '{}'", symbol, jinja::describe(current())));
}

void TokenStream::expect(Token::Kind kind) {
    if (!is(kind))
        complain(fmt::format("expected token '{}', got '{}'", describe(kind), jinja::describe(current())));
    take();
}

std::string TokenStream::expect_name() {
    if (!is(Token::Kind::name))
        complain(fmt::format("expected token 'name', got '{}'", jinja::describe(current())));
    return take().text;
}

void TokenStream::complain(std::string message) const {
    complain(std::move(message), current().position);
}

void TokenStream::complain(std::string message, Position position) {
    throw Failure(Error{std::move(message), {}, position});
}

}  // namespace deployer::jinja
