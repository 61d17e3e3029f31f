#include "template/expression_parser.hpp"

#include <array>

namespace deployer::jinja {
namespace {

using tree::ExpressionPtr;

/// Brackets in brackets; the parser and the evaluator recurse.
constexpr int max_nesting = 200;

template <class Node>
ExpressionPtr make(Node node, Position position) {
    return std::make_unique<tree::Expression>(tree::Expression{std::move(node), position});
}

struct OperatorSymbol {
    std::string_view symbol;
    BinaryOperator operation;
};

struct ComparisonSymbol {
    std::string_view symbol;
    Comparison comparison;
};

constexpr std::array<ComparisonSymbol, 6> comparisons = {{
    {"==", Comparison::equal},
    {"!=", Comparison::not_equal},
    {"<", Comparison::less},
    {"<=", Comparison::less_equal},
    {">", Comparison::greater},
    {">=", Comparison::greater_equal},
}};

template <std::size_t size>
const OperatorSymbol* find(const std::array<OperatorSymbol, size>& operators, const TokenStream& tokens) {
    for (const OperatorSymbol& one : operators)
        if (tokens.is_symbol(one.symbol))
            return &one;
    return nullptr;
}

}  // namespace

/// Counts how deep the parser is in its own calls.
class ExpressionParser::Nesting {
public:
    explicit Nesting(ExpressionParser& parser) : depth_(parser.depth_) {
        if (++depth_ > max_nesting)
            parser.tokens_.complain("the expression is nested too deeply");
    }
    ~Nesting() { --depth_; }
    Nesting(const Nesting&) = delete;
    Nesting& operator=(const Nesting&) = delete;

private:
    int& depth_;
};

ExpressionPtr ExpressionParser::parse_tuple() {
    const Position position = tokens_.current().position;
    ExpressionPtr first = parse();
    if (!tokens_.is_symbol(","))
        return first;
    tree::ListDisplay items{.items = {}, .is_tuple = true};
    items.items.push_back(std::move(first));
    while (tokens_.skip_symbol(",")) {
        const Token::Kind kind = tokens_.current().kind;
        if (kind == Token::Kind::variable_end || kind == Token::Kind::block_end || kind == Token::Kind::end ||
            tokens_.is_symbol(")") || tokens_.is_symbol("]"))
            break;
        items.items.push_back(parse());
    }
    return make(std::move(items), position);
}

ExpressionPtr ExpressionParser::parse(bool with_condition) {
    const Nesting nesting(*this);
    return with_condition ? parse_condition() : parse_or();
}

ExpressionPtr ExpressionParser::parse_condition() {
    const Position position = tokens_.current().position;
    ExpressionPtr then = parse_or();
    while (tokens_.skip_name("if")) {
        tree::Conditional conditional{.condition = parse_or(), .then = std::move(then), .otherwise = nullptr};
        if (tokens_.skip_name("else"))
            conditional.otherwise = parse();
        then = make(std::move(conditional), position);
    }
    return then;
}

ExpressionPtr ExpressionParser::parse_or() {
    const Position position = tokens_.current().position;
    ExpressionPtr left = parse_and();
    while (tokens_.skip_name("or"))
        left = make(tree::Logical{false, std::move(left), parse_and()}, position);
    return left;
}

ExpressionPtr ExpressionParser::parse_and() {
    const Position position = tokens_.current().position;
    ExpressionPtr left = parse_not();
    while (tokens_.skip_name("and"))
        left = make(tree::Logical{true, std::move(left), parse_not()}, position);
    return left;
}

ExpressionPtr ExpressionParser::parse_not() {
    const Position position = tokens_.current().position;
    if (!tokens_.skip_name("not"))
        return parse_comparison();
    const Nesting nesting(*this);
    return make(tree::Unary{tree::Unary::Operator::logical_not, parse_not()}, position);
}

ExpressionPtr ExpressionParser::parse_comparison() {
    const Position position = tokens_.current().position;
    tree::Comparisons result{parse_sum(), {}};
    for (;;) {
        bool found = false;
        for (const ComparisonSymbol& one : comparisons) {
            if (!tokens_.skip_symbol(one.symbol))
                continue;
            result.rest.emplace_back(one.comparison, parse_sum());
            found = true;
            break;
        }
        if (!found && tokens_.skip_name("in")) {
            result.rest.emplace_back(Comparison::in, parse_sum());
            found = true;
        }
        if (!found && tokens_.is_name("not") && tokens_.next().kind == Token::Kind::name &&
            tokens_.next().text == "in") {
            tokens_.take();
            tokens_.take();
            result.rest.emplace_back(Comparison::not_in, parse_sum());
            found = true;
        }
        if (!found)
            break;
    }
    return result.rest.empty() ? std::move(result.first) : make(std::move(result), position);
}

ExpressionPtr ExpressionParser::parse_sum() {
    static constexpr std::array<OperatorSymbol, 2> operators = {
        {{"+", BinaryOperator::add}, {"-", BinaryOperator::subtract}}};
    const Position position = tokens_.current().position;
    ExpressionPtr left = parse_concatenation();
    while (const OperatorSymbol* one = find(operators, tokens_)) {
        tokens_.take();
        left = make(tree::Binary{one->operation, std::move(left), parse_concatenation()}, position);
    }
    return left;
}

ExpressionPtr ExpressionParser::parse_concatenation() {
    const Position position = tokens_.current().position;
    ExpressionPtr left = parse_product();
    while (tokens_.skip_symbol("~"))
        left = make(tree::Binary{BinaryOperator::concatenate, std::move(left), parse_product()}, position);
    return left;
}

ExpressionPtr ExpressionParser::parse_product() {
    static constexpr std::array<OperatorSymbol, 4> operators = {{{"*", BinaryOperator::multiply},
                                                                 {"/", BinaryOperator::divide},
                                                                 {"//", BinaryOperator::floor_divide},
                                                                 {"%", BinaryOperator::modulo}}};
    const Position position = tokens_.current().position;
    ExpressionPtr left = parse_power();
    while (const OperatorSymbol* one = find(operators, tokens_)) {
        tokens_.take();
        left = make(tree::Binary{one->operation, std::move(left), parse_power()}, position);
    }
    return left;
}

ExpressionPtr ExpressionParser::parse_power() {
    const Position position = tokens_.current().position;
    ExpressionPtr left = parse_unary();
    while (tokens_.skip_symbol("**"))
        left = make(tree::Binary{BinaryOperator::power, std::move(left), parse_unary()}, position);
    return left;
}

ExpressionPtr ExpressionParser::parse_unary(bool with_filters) {
    const Nesting nesting(*this);
    const Position position = tokens_.current().position;
    ExpressionPtr node;
    if (tokens_.skip_symbol("-"))
        node = make(tree::Unary{tree::Unary::Operator::negate, parse_unary(false)}, position);
    else if (tokens_.skip_symbol("+"))
        node = make(tree::Unary{tree::Unary::Operator::plus, parse_unary(false)}, position);
    else
        node = parse_primary();
    node = parse_postfix(std::move(node));
    return with_filters ? parse_filters_and_tests(std::move(node)) : std::move(node);
}

ExpressionPtr ExpressionParser::parse_primary() {
    const Position position = tokens_.current().position;
    switch (tokens_.current().kind) {
    case Token::Kind::name:
        return parse_name();
    case Token::Kind::text: {
        std::string text = tokens_.take().text;
        while (tokens_.is(Token::Kind::text))
            text += tokens_.take().text;
        return make(tree::Literal{Value(std::move(text))}, position);
    }
    case Token::Kind::integer:
    case Token::Kind::floating:
        return make(tree::Literal{tokens_.take().number}, position);
    case Token::Kind::symbol:
        return parse_brackets();
    case Token::Kind::data:
    case Token::Kind::variable_begin:
    case Token::Kind::variable_end:
    case Token::Kind::block_begin:
    case Token::Kind::block_end:
    case Token::Kind::end:
        break;
    }
    if (tokens_.is(Token::Kind::variable_end))
        tokens_.complain("Expected an expression, got 'end of print statement'");
    tokens_.complain("unexpected '" + describe(tokens_.current()) + "'");
}

ExpressionPtr ExpressionParser::parse_name() {
    const Position position = tokens_.current().position;
    std::string name = tokens_.take().text;
    if (name == "true" || name == "True")
        return make(tree::Literal{Value(true)}, position);
    if (name == "false" || name == "False")
        return make(tree::Literal{Value(false)}, position);
    if (name == "none" || name == "None")
        return make(tree::Literal{Value()}, position);
    names_.push_back(name);
    return make(tree::Name{std::move(name)}, position);
}

ExpressionPtr ExpressionParser::parse_brackets() {
    const Position position = tokens_.current().position;
    if (tokens_.is_symbol("["))
        return parse_list();
    if (tokens_.is_symbol("{"))
        return parse_dict();
    if (!tokens_.skip_symbol("("))
        tokens_.complain("unexpected '" + tokens_.current().text + "'");
    if (tokens_.skip_symbol(")"))
        return make(tree::ListDisplay{.items = {}, .is_tuple = true}, position);
    ExpressionPtr inside = parse_tuple();
    tokens_.expect_symbol(")");
    return inside;
}

ExpressionPtr ExpressionParser::parse_list() {
    const Position position = tokens_.current().position;
    tokens_.expect_symbol("[");
    tree::ListDisplay list;
    while (!tokens_.is_symbol("]")) {
        if (!list.items.empty()) {
            tokens_.expect_symbol(",");
            if (tokens_.is_symbol("]"))
                break;
        }
        list.items.push_back(parse());
    }
    tokens_.expect_symbol("]");
    return make(std::move(list), position);
}

ExpressionPtr ExpressionParser::parse_dict() {
    const Position position = tokens_.current().position;
    tokens_.expect_symbol("{");
    tree::DictDisplay dict;
    while (!tokens_.is_symbol("}")) {
        if (!dict.entries.empty()) {
            tokens_.expect_symbol(",");
            if (tokens_.is_symbol("}"))
                break;
        }
        ExpressionPtr key = parse();
        tokens_.expect_symbol(":");
        dict.entries.emplace_back(std::move(key), parse());
    }
    tokens_.expect_symbol("}");
    return make(std::move(dict), position);
}

ExpressionPtr ExpressionParser::parse_postfix(ExpressionPtr target) {
    for (;;) {
        const Position position = tokens_.current().position;
        if (tokens_.is_symbol("."))
            target = parse_attribute(std::move(target));
        else if (tokens_.is_symbol("["))
            target = parse_subscript(std::move(target));
        else if (tokens_.is_symbol("("))
            target = make(tree::Call{std::move(target), parse_arguments()}, position);
        else
            return target;
    }
}

ExpressionPtr ExpressionParser::parse_attribute(ExpressionPtr target) {
    const Position position = tokens_.current().position;
    tokens_.expect_symbol(".");
    if (tokens_.is(Token::Kind::integer)) {
        ExpressionPtr key = make(tree::Literal{tokens_.take().number}, position);
        return make(tree::Subscript{std::move(target), std::move(key)}, position);
    }
    if (!tokens_.is(Token::Kind::name))
        tokens_.complain("expected name or number");
    return make(tree::Attribute{std::move(target), tokens_.take().text}, position);
}

ExpressionPtr ExpressionParser::parse_subscript(ExpressionPtr target) {
    const Position position = tokens_.current().position;
    tokens_.expect_symbol("[");
    ExpressionPtr first;
    if (!tokens_.is_symbol(":")) {
        first = parse_tuple();
        if (tokens_.skip_symbol("]"))
            return make(tree::Subscript{std::move(target), std::move(first)}, position);
    }
    tokens_.expect_symbol(":");
    tree::Slicing slicing{std::move(target), std::move(first), nullptr, nullptr};
    if (!tokens_.is_symbol("]") && !tokens_.is_symbol(":"))
        slicing.stop = parse();
    if (tokens_.skip_symbol(":") && !tokens_.is_symbol("]"))
        slicing.step = parse();
    tokens_.expect_symbol("]");
    return make(std::move(slicing), position);
}

tree::Arguments ExpressionParser::parse_arguments() {
    tree::Arguments arguments;
    tokens_.expect_symbol("(");
    for (bool first = true; !tokens_.is_symbol(")"); first = false) {
        if (!first) {
            tokens_.expect_symbol(",");
            if (tokens_.is_symbol(")"))
                break;
        }
        if (tokens_.skip_symbol("*")) {
            if (arguments.star != nullptr || arguments.star_star != nullptr)
                tokens_.complain("invalid syntax for function call expression");
            arguments.star = parse();
        } else if (tokens_.skip_symbol("**")) {
            if (arguments.star_star != nullptr)
                tokens_.complain("invalid syntax for function call expression");
            arguments.star_star = parse();
        } else if (tokens_.is(Token::Kind::name) && tokens_.next().kind == Token::Kind::symbol &&
                   tokens_.next().text == "=") {
            std::string name = tokens_.take().text;
            tokens_.take();
            arguments.named.emplace_back(std::move(name), parse());
        } else {
            if (!arguments.named.empty() || arguments.star != nullptr || arguments.star_star != nullptr)
                tokens_.complain("invalid syntax for function call expression");
            arguments.positional.push_back(parse());
        }
    }
    tokens_.expect_symbol(")");
    return arguments;
}

ExpressionPtr ExpressionParser::parse_filters_and_tests(ExpressionPtr target) {
    for (;;) {
        const Position position = tokens_.current().position;
        if (tokens_.skip_symbol("|"))
            target = parse_filter(std::move(target));
        else if (tokens_.skip_name("is"))
            target = parse_test(std::move(target));
        else if (tokens_.is_symbol("("))
            target = make(tree::Call{std::move(target), parse_arguments()}, position);
        else
            return target;
    }
}

std::string ExpressionParser::parse_dotted_name() {
    std::string name = tokens_.expect_name();
    while (tokens_.skip_symbol("."))
        name += "." + tokens_.expect_name();
    return name;
}

ExpressionPtr ExpressionParser::parse_filter(ExpressionPtr target) {
    const Position position = tokens_.current().position;
    tree::Filter filter{std::move(target), parse_dotted_name(), {}};
    if (tokens_.is_symbol("("))
        filter.arguments = parse_arguments();
    return make(std::move(filter), position);
}

std::vector<ExpressionPtr> ExpressionParser::parse_filters() {
    std::vector<ExpressionPtr> filters;
    filters.push_back(parse_filter(nullptr));
    while (tokens_.skip_symbol("|"))
        filters.push_back(parse_filter(nullptr));
    return filters;
}

ExpressionPtr ExpressionParser::parse_test(ExpressionPtr target) {
    const Position position = tokens_.current().position;
    const bool is_negated = tokens_.skip_name("not");
    tree::Test test{std::move(target), parse_dotted_name(), {}, is_negated};
    if (tokens_.is_symbol("(")) {
        test.arguments = parse_arguments();
        return make(std::move(test), position);
    }
    if (tokens_.is_name("is"))
        tokens_.complain("You cannot chain multiple tests with is");
    const bool is_word =
        tokens_.is_name("else") || tokens_.is_name("or") || tokens_.is_name("and") || tokens_.is_name("if");
    const bool begins_argument = (tokens_.is(Token::Kind::name) && !is_word) ||
                                 tokens_.is(Token::Kind::text) || tokens_.is(Token::Kind::integer) ||
                                 tokens_.is(Token::Kind::floating) || tokens_.is_symbol("[") ||
                                 tokens_.is_symbol("{");
    if (begins_argument)
        test.arguments.positional.push_back(parse_postfix(parse_primary()));
    return make(std::move(test), position);
}

}  // namespace deployer::jinja
