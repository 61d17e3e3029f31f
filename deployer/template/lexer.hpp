/// Template text to tokens: data between the delimiters, and what stands inside them. Whitespace control is
/// settled here. Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "template/syntax.hpp"
#include "template/value.hpp"

namespace deployer::jinja {

struct Token {
    enum class Kind {
        data,
        variable_begin,
        variable_end,
        block_begin,
        block_end,
        name,
        text,
        integer,
        floating,
        symbol,  ///< an operator or bracket
        end,
    };
    Kind kind = Kind::end;
    std::string text;  ///< the data, name, symbol, or the contents of a string
    Value number;      ///< of integer and floating
    Position position;
};

/// The last token is `end`. Fails, with the position, for what is no token or is not closed.
std::vector<Token> tokenize(std::string_view source, const Syntax& syntax);
/// The same for an expression without delimiters around it.
std::vector<Token> tokenize_expression(std::string_view source);

}  // namespace deployer::jinja
