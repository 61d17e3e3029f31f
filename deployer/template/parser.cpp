#include "template/parser.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace deployer::jinja {
namespace {

/// Statements in statements; the parser and the renderer recurse.
constexpr std::size_t max_open = 100;

bool is_one_of(std::string_view word, std::initializer_list<std::string_view> words) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

bool is_constant(std::string_view name) {
    return is_one_of(name, {"true", "false", "none", "True", "False", "None"});
}

}  // namespace

ParsedTemplate Parser::parse() {
    result_.body = parse_body({});
    return std::move(result_);
}

tree::Body Parser::parse_body(std::initializer_list<std::string_view> ends) {
    if (open_.size() > max_open)
        tokens_.complain("statements are nested too deeply");
    tree::Body body;
    for (;;) {
        switch (tokens_.current().kind) {
        case Token::Kind::data: {
            Token token = tokens_.take();
            body.push_back({tree::Data{std::move(token.text)}, token.position});
            break;
        }
        case Token::Kind::variable_begin:
            body.push_back(parse_output());
            break;
        case Token::Kind::block_begin:
            if (tokens_.next().kind == Token::Kind::name && is_one_of(tokens_.next().text, ends)) {
                tokens_.take();
                return body;
            }
            body.push_back(parse_block());
            break;
        case Token::Kind::end:
            if (!open_.empty())
                tokens_.complain(
                    fmt::format("Unexpected end of template. Jinja was looking for the following tags: '{}'. "
                                "The innermost block that needs to be closed is '{}'.",
                                fmt::join(ends, "' or '"), open_.back()));
            return body;
        case Token::Kind::variable_end:
        case Token::Kind::block_end:
        case Token::Kind::name:
        case Token::Kind::text:
        case Token::Kind::integer:
        case Token::Kind::floating:
        case Token::Kind::symbol:
            tokens_.complain(fmt::format("unexpected '{}'", describe(tokens_.current())));
        }
    }
}

tree::Body Parser::parse_body_to(std::string_view end) {
    tokens_.expect(Token::Kind::block_end);
    tree::Body body = parse_body({end});
    tokens_.take();
    return body;
}

tree::Statement Parser::parse_output() {
    const Position position = tokens_.take().position;
    tree::Output output;
    output.expressions.push_back(expressions_.parse_tuple());
    tokens_.expect(Token::Kind::variable_end);
    return {std::move(output), position};
}

tree::Statement Parser::parse_block() {
    tokens_.take();
    if (!tokens_.is(Token::Kind::name))
        tokens_.complain("tag name expected");
    const Token keyword = tokens_.take();
    open_.push_back(keyword.text);
    tree::Statement statement = parse_statement(keyword.text, keyword.position);
    open_.pop_back();
    tokens_.expect(Token::Kind::block_end);
    return statement;
}

tree::Statement Parser::parse_statement(const std::string& keyword, Position position) {
    if (keyword == "if")
        return parse_if(position);
    if (keyword == "for")
        return parse_for(position);
    if (keyword == "set")
        return parse_set(position);
    if (keyword == "with")
        return parse_with(position);
    if (keyword == "macro")
        return parse_macro(position);
    if (keyword == "call")
        return parse_call(position);
    if (keyword == "filter")
        return parse_filter_block(position);
    if (keyword == "block")
        return parse_named_block(position);
    if (keyword == "extends")
        return {tree::Extends{expressions_.parse()}, position};
    if (keyword == "include")
        return parse_include(position);
    if (keyword == "import")
        return parse_import(position);
    if (keyword == "from")
        return parse_from(position);
    if (keyword == "print") {
        tree::Output output;
        do
            output.expressions.push_back(expressions_.parse());
        while (tokens_.skip_symbol(","));
        return {std::move(output), position};
    }
    if (keyword == "do")
        return {tree::Do{expressions_.parse_tuple()}, position};
    if (keyword == "break" || keyword == "continue")
        return parse_loop_control(keyword == "break", position);
    if (keyword == "autoescape")
        return parse_autoescape(position);
    open_.pop_back();
    std::string message = fmt::format("Encountered unknown tag '{}'.", keyword);
    if (!open_.empty())
        message += fmt::format(" The innermost block that needs to be closed is '{}'.", open_.back());
    TokenStream::complain(std::move(message), position);
}

tree::Statement Parser::parse_if(Position position) {
    tree::If statement{expressions_.parse_tuple(), {}, {}};
    tokens_.expect(Token::Kind::block_end);
    statement.then = parse_body({"elif", "else", "endif"});
    const Token keyword = tokens_.take();
    if (keyword.text == "elif") {
        statement.otherwise.push_back(parse_if(keyword.position));
    } else if (keyword.text == "else") {
        statement.otherwise = parse_body_to("endif");
    }
    return {std::move(statement), position};
}

tree::Statement Parser::parse_for(Position position) {
    tree::For statement;
    statement.target = parse_target(false);
    if (!tokens_.skip_name("in"))
        tokens_.complain(fmt::format("expected token 'in', got '{}'", describe(tokens_.current())));
    // Without a condition: `if` begins the filter of the loop.
    const Position begin = tokens_.current().position;
    statement.iterated = expressions_.parse(false);
    if (tokens_.is_symbol(",")) {
        tree::ListDisplay items{.items = {}, .is_tuple = true};
        items.items.push_back(std::move(statement.iterated));
        while (tokens_.skip_symbol(","))
            items.items.push_back(expressions_.parse(false));
        statement.iterated = std::make_unique<tree::Expression>(tree::Expression{std::move(items), begin});
    }
    if (tokens_.skip_name("if"))
        statement.condition = expressions_.parse();
    statement.is_recursive = tokens_.skip_name("recursive");
    tokens_.expect(Token::Kind::block_end);
    ++loops_;
    statement.body = parse_body({"else", "endfor"});
    --loops_;
    if (tokens_.take().text == "else")
        statement.otherwise = parse_body_to("endfor");
    return {std::move(statement), position};
}

tree::Target Parser::parse_target(bool with_attribute) {
    const auto one = [&]() -> tree::Target {
        if (tokens_.skip_symbol("(")) {
            tree::Target inner = parse_target(false);
            tokens_.expect_symbol(")");
            return inner;
        }
        const Position position = tokens_.current().position;
        tree::Target target;
        target.name = tokens_.expect_name();
        if (is_constant(target.name))
            TokenStream::complain(fmt::format("can't assign to '{}'", target.name), position);
        if (with_attribute && tokens_.skip_symbol("."))
            target.attribute = tokens_.expect_name();
        return target;
    };
    tree::Target first = one();
    if (!tokens_.is_symbol(","))
        return first;
    tree::Target several;
    several.several.push_back(std::move(first));
    while (tokens_.skip_symbol(",")) {
        if (tokens_.is_name("in") || tokens_.is_symbol("=") || tokens_.is_symbol(")"))
            break;
        several.several.push_back(one());
    }
    return several;
}

tree::Statement Parser::parse_set(Position position) {
    tree::Set statement;
    statement.target = parse_target(true);
    if (tokens_.skip_symbol("=")) {
        statement.value = expressions_.parse_tuple();
        return {std::move(statement), position};
    }
    if (tokens_.skip_symbol("|"))
        statement.filters = expressions_.parse_filters();
    statement.body = parse_body_to("endset");
    return {std::move(statement), position};
}

tree::Statement Parser::parse_with(Position position) {
    tree::With statement;
    while (!tokens_.is(Token::Kind::block_end)) {
        if (!statement.assignments.empty())
            tokens_.expect_symbol(",");
        tree::Target target;
        target.name = tokens_.expect_name();
        tokens_.expect_symbol("=");
        statement.assignments.emplace_back(std::move(target), expressions_.parse());
    }
    statement.body = parse_body_to("endwith");
    return {std::move(statement), position};
}

std::vector<tree::Parameter> Parser::parse_parameters() {
    std::vector<tree::Parameter> parameters;
    tokens_.expect_symbol("(");
    while (!tokens_.is_symbol(")")) {
        if (!parameters.empty())
            tokens_.expect_symbol(",");
        tree::Parameter parameter{tokens_.expect_name(), nullptr};
        if (tokens_.skip_symbol("="))
            parameter.fallback = expressions_.parse();
        else if (!parameters.empty() && parameters.back().fallback != nullptr)
            tokens_.complain("non-default argument follows default argument");
        parameters.push_back(std::move(parameter));
    }
    tokens_.expect_symbol(")");
    return parameters;
}

std::shared_ptr<const tree::Macro>
Parser::finish_macro(std::string name, std::vector<tree::Parameter> parameters, std::string_view end) {
    auto macro = std::make_shared<tree::Macro>();
    macro->name = std::move(name);
    macro->parameters = std::move(parameters);
    const auto before = static_cast<std::ptrdiff_t>(expressions_.names().size());
    macro->body = parse_body_to(end);
    const auto uses = [&](std::string_view word) {
        return std::find(expressions_.names().begin() + before, expressions_.names().end(), word) !=
               expressions_.names().end();
    };
    macro->uses_varargs = uses("varargs");
    macro->uses_kwargs = uses("kwargs");
    macro->uses_caller = uses("caller");
    return macro;
}

tree::Statement Parser::parse_macro(Position position) {
    std::string name = tokens_.expect_name();
    auto parameters = parse_parameters();
    return {tree::MacroDefinition{finish_macro(std::move(name), std::move(parameters), "endmacro")},
            position};
}

tree::Statement Parser::parse_call(Position position) {
    std::vector<tree::Parameter> parameters;
    if (tokens_.is_symbol("("))
        parameters = parse_parameters();
    tree::ExpressionPtr call = expressions_.parse();
    if (!std::holds_alternative<tree::Call>(call->node))
        TokenStream::complain("expected call", position);
    return {tree::CallBlock{std::move(call), finish_macro("caller", std::move(parameters), "endcall")},
            position};
}

tree::Statement Parser::parse_filter_block(Position position) {
    tree::FilterBlock statement{expressions_.parse_filters(), {}};
    statement.body = parse_body_to("endfilter");
    return {std::move(statement), position};
}

tree::Statement Parser::parse_named_block(Position position) {
    tree::Block statement;
    statement.name = tokens_.expect_name();
    statement.is_scoped = tokens_.skip_name("scoped");
    statement.is_required = tokens_.skip_name("required");
    if (result_.blocks.contains(statement.name))
        TokenStream::complain(fmt::format("block '{}' defined twice", statement.name), position);
    result_.blocks[statement.name] = nullptr;
    tokens_.expect(Token::Kind::block_end);
    statement.body = std::make_shared<const tree::Body>(parse_body({"endblock"}));
    tokens_.take();
    tokens_.skip_name(statement.name);
    result_.blocks[statement.name] = statement.body;
    if (statement.is_required)
        result_.required_blocks.push_back(statement.name);
    return {std::move(statement), position};
}

bool Parser::parse_context(bool by_default) {
    const bool with = tokens_.is_name("with");
    if ((!with && !tokens_.is_name("without")) || tokens_.next().kind != Token::Kind::name ||
        tokens_.next().text != "context")
        return by_default;
    tokens_.take();
    tokens_.take();
    return with;
}

tree::Statement Parser::parse_include(Position position) {
    tree::Include statement{expressions_.parse()};
    if (tokens_.is_name("ignore") && tokens_.next().text == "missing") {
        tokens_.take();
        tokens_.take();
        statement.ignores_missing = true;
    }
    statement.with_context = parse_context(true);
    return {std::move(statement), position};
}

tree::Statement Parser::parse_import(Position position) {
    tree::Import statement;
    statement.name = expressions_.parse();
    if (!tokens_.skip_name("as"))
        tokens_.complain(fmt::format("expected token 'as', got '{}'", describe(tokens_.current())));
    statement.alias = tokens_.expect_name();
    statement.with_context = parse_context(false);
    return {std::move(statement), position};
}

tree::Statement Parser::parse_from(Position position) {
    tree::Import statement;
    statement.name = expressions_.parse();
    if (!tokens_.skip_name("import"))
        tokens_.complain(fmt::format("expected token 'import', got '{}'", describe(tokens_.current())));
    for (;;) {
        statement.with_context = parse_context(statement.with_context);
        if (!tokens_.is(Token::Kind::name))
            break;
        std::string name = tokens_.expect_name();
        std::string alias = tokens_.skip_name("as") ? tokens_.expect_name() : name;
        statement.names.emplace_back(std::move(name), std::move(alias));
        statement.with_context = parse_context(statement.with_context);
        if (!tokens_.skip_symbol(","))
            break;
    }
    if (statement.names.empty())
        tokens_.expect(Token::Kind::name);
    return {std::move(statement), position};
}

tree::Statement Parser::parse_loop_control(bool is_break, Position position) {
    if (loops_ == 0)
        TokenStream::complain(fmt::format("'{}' outside of a loop", is_break ? "break" : "continue"),
                              position);
    return {tree::LoopControl{is_break}, position};
}

/// Nothing is HTML here: whether to escape makes no difference.
tree::Statement Parser::parse_autoescape(Position position) {
    expressions_.parse();
    tree::With statement;
    statement.body = parse_body_to("endautoescape");
    return {std::move(statement), position};
}

}  // namespace deployer::jinja
