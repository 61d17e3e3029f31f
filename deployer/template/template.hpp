/// Templates as Jinja2 has them: parsed once, rendered for many sets of variables. Undefined variables are
/// errors that name the variable. Nothing is ever escaped for HTML unless a filter says so.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include <tl/expected.hpp>

#include "template/error.hpp"
#include "template/syntax.hpp"
#include "template/value.hpp"

namespace deployer::jinja {

template <class T>
using Result = tl::expected<T, Error>;

struct ParsedTemplate;

/// What templates have in common.
struct Environment {
    Syntax syntax;
    /// The text of another template, for include, import and extends; nothing when there is none.
    std::function<std::optional<std::string>(const std::string& name)> load;
    /// A variable that the caller's variables do not have, made when it is asked for (facts of a host); may
    /// be empty.
    std::function<std::optional<Value>(std::string_view name)> lookup;
};

class Template {
public:
    /// `name` is for messages and for finding what it includes; `environment` outlives the template.
    static Result<Template> parse(const Environment& environment, std::string_view source, std::string name);

    Result<std::string> render(const Dict& variables) const;

    Template(Template&&) noexcept;
    Template& operator=(Template&&) noexcept;
    ~Template();

private:
    Template(const Environment& environment, std::shared_ptr<const ParsedTemplate> parsed, std::string name);

    const Environment* environment_;
    std::shared_ptr<const ParsedTemplate> parsed_;
    std::string name_;
};

/// The value of an expression, `a.b | default(3)`, without delimiters. `name` and `begin` are for messages:
/// where the expression stands.
Result<Value> evaluate(const Environment& environment, std::string_view expression, const Dict& variables,
                       const std::string& name, Position begin = {});

}  // namespace deployer::jinja
