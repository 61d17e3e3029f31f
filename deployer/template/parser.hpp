/// Tokens to a template's statements. Pure.
#pragma once

#include <map>

#include "template/expression_parser.hpp"

namespace deployer::jinja {

struct ParsedTemplate {
    tree::Body body;
    std::map<std::string, std::shared_ptr<const tree::Body>> blocks;  ///< by name, also those inside others
    std::vector<std::string> required_blocks;
};

class Parser {
public:
    explicit Parser(std::vector<Token> tokens) : tokens_(std::move(tokens)), expressions_(tokens_) {}

    /// Fails with the position of the first mistake.
    ParsedTemplate parse();

private:
    /// Until a block begins with one of `ends`, which is left to be read.
    tree::Body parse_body(std::initializer_list<std::string_view> ends);
    /// ... and with its closing tag, "endfor".
    tree::Body parse_body_to(std::string_view end);
    tree::Statement parse_output();
    tree::Statement parse_block();
    tree::Statement parse_statement(const std::string& keyword, Position position);

    tree::Statement parse_if(Position position);
    tree::Statement parse_for(Position position);
    tree::Statement parse_set(Position position);
    tree::Statement parse_with(Position position);
    tree::Statement parse_macro(Position position);
    tree::Statement parse_call(Position position);
    tree::Statement parse_filter_block(Position position);
    tree::Statement parse_named_block(Position position);
    tree::Statement parse_include(Position position);
    tree::Statement parse_import(Position position);
    tree::Statement parse_from(Position position);
    tree::Statement parse_loop_control(bool is_break, Position position);
    tree::Statement parse_autoescape(Position position);

    tree::Target parse_target(bool with_attribute);
    std::vector<tree::Parameter> parse_parameters();
    std::shared_ptr<const tree::Macro> finish_macro(std::string name, std::vector<tree::Parameter> parameters,
                                                    std::string_view end);
    bool parse_context(bool by_default);

    TokenStream tokens_;
    ExpressionParser expressions_;
    ParsedTemplate result_;
    std::vector<std::string> open_;  ///< keywords of the statements that are open, for messages
    int loops_ = 0;
};

}  // namespace deployer::jinja
