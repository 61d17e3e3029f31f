/// A template as a tree of expressions and statements. Data only; parser.cpp makes it, evaluator.cpp and
/// renderer.cpp walk it.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "template/operations.hpp"
#include "template/value.hpp"

namespace deployer::jinja::tree {

struct Expression;
using ExpressionPtr = std::unique_ptr<Expression>;

struct Arguments {
    std::vector<ExpressionPtr> positional;
    std::vector<std::pair<std::string, ExpressionPtr>> named;
    ExpressionPtr star;       ///< *list
    ExpressionPtr star_star;  ///< **dict
};

struct Literal {
    Value value;
};
struct Name {
    std::string name;
};
struct ListDisplay {
    std::vector<ExpressionPtr> items;
    bool is_tuple = false;
};
struct DictDisplay {
    std::vector<std::pair<ExpressionPtr, ExpressionPtr>> entries;
};
struct Attribute {
    ExpressionPtr target;
    std::string name;
};
struct Subscript {
    ExpressionPtr target, key;
};
struct Slicing {
    ExpressionPtr target, start, stop, step;
};
struct Call {
    ExpressionPtr target;
    Arguments arguments;
};
struct Filter {
    ExpressionPtr target;  ///< none: the body of a filter block
    std::string name;
    Arguments arguments;
};
struct Test {
    ExpressionPtr target;
    std::string name;
    Arguments arguments;
    bool is_negated = false;
};
struct Unary {
    enum class Operator { negate, plus, logical_not };
    Operator operation;
    ExpressionPtr operand;
};
struct Binary {
    BinaryOperator operation;
    ExpressionPtr left, right;
};
struct Logical {
    bool is_and;
    ExpressionPtr left, right;
};
struct Comparisons {
    ExpressionPtr first;
    std::vector<std::pair<Comparison, ExpressionPtr>> rest;
};
struct Conditional {
    ExpressionPtr condition, then, otherwise;  ///< `otherwise` may be none
};

struct Expression {
    std::variant<Literal, Name, ListDisplay, DictDisplay, Attribute, Subscript, Slicing, Call, Filter, Test,
                 Unary, Binary, Logical, Comparisons, Conditional>
        node;
    Position position;
};

struct Statement;
using Body = std::vector<Statement>;

/// What a value is assigned to: a name, an attribute of a namespace, or several names.
struct Target {
    std::string name;
    std::string attribute;        ///< of a namespace
    std::vector<Target> several;  ///< instead of a name
};
struct Parameter {
    std::string name;
    ExpressionPtr fallback;  ///< may be none
};

struct Output {
    std::vector<ExpressionPtr> expressions;
};
struct Data {
    std::string text;
};
struct If {
    ExpressionPtr condition;
    Body then, otherwise;
};
struct For {
    Target target;
    ExpressionPtr iterated, condition;  ///< `condition` may be none
    Body body, otherwise;
    bool is_recursive = false;
};
struct Set {
    Target target;
    ExpressionPtr value;  ///< none: the text of `body`
    Body body;
    std::vector<ExpressionPtr> filters;  ///< of `body`, each a Filter without target
};
struct With {
    std::vector<std::pair<Target, ExpressionPtr>> assignments;
    Body body;
};
struct Macro {
    std::string name;
    std::vector<Parameter> parameters;
    Body body;
    /// Its body asks for what is beyond the parameters; else it may not be given.
    bool uses_varargs = false, uses_kwargs = false, uses_caller = false;
};
struct CallBlock {
    ExpressionPtr call;
    std::shared_ptr<const Macro> caller;
};
struct FilterBlock {
    std::vector<ExpressionPtr> filters;  ///< the first is applied first
    Body body;
};
struct Block {
    std::string name;
    bool is_scoped = false, is_required = false;
    std::shared_ptr<const Body> body;
};
struct Extends {
    ExpressionPtr parent;
};
struct Include {
    ExpressionPtr name;  ///< a text, or a list of them
    bool ignores_missing = false, with_context = true;
};
struct Import {
    ExpressionPtr name;
    std::string alias;                                       ///< import ... as alias
    std::vector<std::pair<std::string, std::string>> names;  ///< from ... import name as alias
    bool with_context = false;
};
struct Do {
    ExpressionPtr expression;
};
struct LoopControl {
    bool is_break;
};
struct MacroDefinition {
    std::shared_ptr<const Macro> macro;
};

struct Statement {
    std::variant<Output, Data, If, For, Set, With, MacroDefinition, CallBlock, FilterBlock, Block, Extends,
                 Include, Import, Do, LoopControl>
        node;
    Position position;
};

}  // namespace deployer::jinja::tree
