#include "template/template.hpp"

#include "template/renderer.hpp"

namespace deployer::jinja {

Template::Template(const Environment& environment, std::shared_ptr<const ParsedTemplate> parsed,
                   std::string name)
    : environment_(&environment), parsed_(std::move(parsed)), name_(std::move(name)) {}

Template::Template(Template&&) noexcept = default;
Template& Template::operator=(Template&&) noexcept = default;
Template::~Template() = default;

Result<Template> Template::parse(const Environment& environment, std::string_view source, std::string name) {
    try {
        auto parsed =
            std::make_shared<const ParsedTemplate>(Parser(tokenize(source, environment.syntax)).parse());
        return Template(environment, std::move(parsed), std::move(name));
    } catch (Failure& failure) {
        failure.error.name = name;
        return tl::unexpected(std::move(failure.error));
    }
}

Result<std::string> Template::render(const Dict& variables) const {
    try {
        return Renderer(*environment_, variables).render({name_, parsed_});
    } catch (Failure& failure) {
        return tl::unexpected(std::move(failure.error));
    }
}

Result<Value> evaluate(const Environment& environment, std::string_view expression, const Dict& variables,
                       const std::string& name, Position begin) {
    try {
        TokenStream tokens(tokenize_expression(expression));
        const tree::ExpressionPtr parsed = ExpressionParser(tokens).parse_tuple();
        tokens.expect(Token::Kind::end);
        return Renderer(environment, variables).evaluate(*parsed, {name, nullptr});
    } catch (Failure& failure) {
        Error error = std::move(failure.error);
        error.name = name;
        error.position.column += error.position.line == 1 ? begin.column - 1 : 0;
        error.position.line += begin.line - 1;
        return tl::unexpected(std::move(error));
    }
}

}  // namespace deployer::jinja
