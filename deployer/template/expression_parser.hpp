/// Tokens to expressions, with Jinja2's grammar and precedences. Pure.
#pragma once

#include "template/token_stream.hpp"
#include "template/tree.hpp"

namespace deployer::jinja {

class ExpressionParser {
public:
    explicit ExpressionParser(TokenStream& tokens) : tokens_(tokens) {}

    /// An expression; several with commas between them are a tuple.
    tree::ExpressionPtr parse_tuple();
    /// One without commas. `with_condition`: may be `a if b else c`.
    tree::ExpressionPtr parse(bool with_condition = true);
    /// `name(arguments)` without the filter's target, as in `filter` and `set` statements; then more behind
    /// `|`.
    std::vector<tree::ExpressionPtr> parse_filters();
    /// The arguments of a call, brackets included.
    tree::Arguments parse_arguments();

    /// Every name that has been read as a variable, in order.
    const std::vector<std::string>& names() const { return names_; }

private:
    tree::ExpressionPtr parse_condition();
    tree::ExpressionPtr parse_or();
    tree::ExpressionPtr parse_and();
    tree::ExpressionPtr parse_not();
    tree::ExpressionPtr parse_comparison();
    tree::ExpressionPtr parse_sum();
    tree::ExpressionPtr parse_concatenation();
    tree::ExpressionPtr parse_product();
    tree::ExpressionPtr parse_power();
    tree::ExpressionPtr parse_unary(bool with_filters = true);
    tree::ExpressionPtr parse_primary();
    tree::ExpressionPtr parse_name();
    tree::ExpressionPtr parse_brackets();
    tree::ExpressionPtr parse_list();
    tree::ExpressionPtr parse_dict();
    tree::ExpressionPtr parse_postfix(tree::ExpressionPtr target);
    tree::ExpressionPtr parse_attribute(tree::ExpressionPtr target);
    tree::ExpressionPtr parse_subscript(tree::ExpressionPtr target);
    tree::ExpressionPtr parse_filters_and_tests(tree::ExpressionPtr target);
    tree::ExpressionPtr parse_filter(tree::ExpressionPtr target);
    tree::ExpressionPtr parse_test(tree::ExpressionPtr target);
    std::string parse_dotted_name();

    class Nesting;
    TokenStream& tokens_;
    std::vector<std::string> names_;
    int depth_ = 0;
};

}  // namespace deployer::jinja
