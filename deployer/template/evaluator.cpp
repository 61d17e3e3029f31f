#include <fmt/core.h>

#include "config/suggest.hpp"

#include "template/objects.hpp"
#include "template/renderer.hpp"

namespace deployer::jinja {
namespace {

/// The position of a failure is that of the innermost expression.
[[noreturn]] void place(Failure& failure, Position position, const std::string& name) {
    if (!failure.is_placed) {
        failure.error.position = position;
        failure.error.name = name;
        failure.is_placed = true;
    }
    throw;
}

std::string did_you_mean(std::string_view name, const std::vector<std::string_view>& known) {
    const auto closest = supervise::config::closest(name, known);
    return closest ? fmt::format(" Did you mean '{}'?", *closest) : "";
}

}  // namespace

Value Renderer::evaluate(const tree::Expression& expression, const Unit& unit) {
    unit_ = unit;
    scope_ = new_scope(caller_variables_);
    top_ = scope_;
    const Value value = eval(expression);
    return value.is_nothing() ? Value("") : value.defined();
}

Value Renderer::eval(const tree::Expression& expression) {
    try {
        return eval_node(expression);
    } catch (Failure& failure) {
        place(failure, expression.position, unit_.name);
    }
}

Value Renderer::eval_node(const tree::Expression& expression) {
    struct Visitor {
        Renderer& self;
        Value operator()(const tree::Literal& node) const { return node.value; }
        Value operator()(const tree::Name& node) const { return self.eval(node); }
        Value operator()(const tree::ListDisplay& node) const { return self.eval(node); }
        Value operator()(const tree::DictDisplay& node) const { return self.eval(node); }
        Value operator()(const tree::Attribute& node) const {
            return attribute(self.eval(*node.target), node.name);
        }
        Value operator()(const tree::Subscript& node) const {
            const Value target = self.eval(*node.target);
            return item(target, self.eval(*node.key));
        }
        Value operator()(const tree::Slicing& node) const { return self.eval(node); }
        Value operator()(const tree::Call& node) const { return self.eval(node); }
        Value operator()(const tree::Filter& node) const {
            return self.filtered(node, self.eval(*node.target));
        }
        Value operator()(const tree::Test& node) const {
            const Value target = self.eval(*node.target);
            return self.apply_test(node.name, target, self.arguments_of(node.arguments)) != node.is_negated;
        }
        Value operator()(const tree::Unary& node) const { return self.eval(node); }
        Value operator()(const tree::Binary& node) const {
            const Value left = self.eval(*node.left);
            return apply(node.operation, left, self.eval(*node.right));
        }
        Value operator()(const tree::Logical& node) const { return self.eval(node); }
        Value operator()(const tree::Comparisons& node) const { return self.eval(node); }
        Value operator()(const tree::Conditional& node) const { return self.eval(node); }
    };
    return std::visit(Visitor{*this}, expression.node);
}

Value Renderer::eval(const tree::Name& name) {
    if (const Value* found = scope_->find(name.name))
        return *found;
    if (environment_.lookup)
        if (auto found = environment_.lookup(name.name))
            return std::move(*found);
    return Value::undefined(fmt::format("'{}' is undefined", name.name));
}

Value Renderer::eval(const tree::ListDisplay& list) {
    List items;
    for (const auto& item : list.items)
        items.push_back(eval(*item));
    return list.is_tuple ? Value::tuple(std::move(items)) : Value(std::move(items));
}

Value Renderer::eval(const tree::DictDisplay& dict) {
    Dict result;
    for (const auto& [key, value] : dict.entries) {
        Value evaluated = eval(*key);
        result.set(std::move(evaluated), eval(*value));
    }
    return result;
}

Value Renderer::eval(const tree::Slicing& slicing) {
    const auto bound = [&](const tree::ExpressionPtr& expression) -> std::optional<std::int64_t> {
        if (expression == nullptr)
            return std::nullopt;
        const Value value = eval(*expression);
        if (value.defined().is_none())
            return std::nullopt;
        return value.index();
    };
    const Value target = eval(*slicing.target);
    const auto start = bound(slicing.start);
    const auto stop = bound(slicing.stop);
    return slice(target, {start, stop, bound(slicing.step)});
}

Value Renderer::eval(const tree::Call& call_node) {
    const Value target = eval(*call_node.target);
    return call(target, arguments_of(call_node.arguments));
}

Value Renderer::eval(const tree::Unary& unary) {
    const Value operand = eval(*unary.operand);
    switch (unary.operation) {
    case tree::Unary::Operator::negate:
        return negate(operand);
    case tree::Unary::Operator::plus:
        return plus(operand);
    case tree::Unary::Operator::logical_not:
        return !operand.truth();
    }
    return {};
}

Value Renderer::eval(const tree::Logical& logical) {
    Value left = eval(*logical.left);
    return left.truth() == logical.is_and ? eval(*logical.right) : std::move(left);
}

Value Renderer::eval(const tree::Comparisons& comparisons) {
    Value left = eval(*comparisons.first);
    for (const auto& [comparison, expression] : comparisons.rest) {
        Value right = eval(*expression);
        if (!compare(comparison, left, right))
            return false;
        left = std::move(right);
    }
    return true;
}

Value Renderer::eval(const tree::Conditional& conditional) {
    if (eval(*conditional.condition).truth())
        return eval(*conditional.then);
    if (conditional.otherwise != nullptr)
        return eval(*conditional.otherwise);
    return Value::nothing("the inline if-expression evaluated to false and no else section was defined.");
}

CallArguments Renderer::arguments_of(const tree::Arguments& arguments) {
    CallArguments result;
    for (const auto& argument : arguments.positional)
        result.positional.push_back(eval(*argument));
    for (const auto& [name, argument] : arguments.named)
        result.named.emplace_back(name, eval(*argument));
    if (arguments.star != nullptr)
        for (const Value& value : eval(*arguments.star).items())
            result.positional.push_back(value);
    if (arguments.star_star != nullptr) {
        const Value more = eval(*arguments.star_star);
        if (more.defined().kind() != Value::Kind::dict)
            fail("argument after ** must be a mapping");
        for (const Dict::Entry& entry : more.dict().entries())
            result.named.emplace_back(entry.first.text(), entry.second);
    }
    return result;
}

Value Renderer::filtered(const tree::Filter& filter, const Value& input) {
    return apply_filter(filter.name, input, arguments_of(filter.arguments));
}

Value Renderer::apply_filter(std::string_view name, const Value& input, CallArguments arguments) {
    const FunctionRow* row = find_filter(name);
    if (row == nullptr)
        fail(fmt::format("No filter named '{}'.{}", name, did_you_mean(name, filter_names())));
    return row->function(*this, input, bind(row->name, row->parameters, std::move(arguments)));
}

bool Renderer::apply_test(std::string_view name, const Value& input, CallArguments arguments) {
    const FunctionRow* row = find_test(name);
    if (row == nullptr)
        fail(fmt::format("No test named '{}'.{}", name, did_you_mean(name, test_names())));
    return row->function(*this, input, bind(row->name, row->parameters, std::move(arguments))).truth();
}

Value Renderer::call(const Value& function, CallArguments arguments) {
    if (function.defined().kind() != Value::Kind::object || !function.object()->is_callable())
        fail(fmt::format("'{}' object is not callable", function.type_name()));
    return function.object()->call(arguments);
}

}  // namespace deployer::jinja
