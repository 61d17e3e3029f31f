#include "template/renderer.hpp"

#include <algorithm>

#include <fmt/core.h>

#include "template/holding.hpp"
#include "template/objects.hpp"

namespace deployer::jinja {
namespace {

/// Macros, includes and recursive loops in each other.
constexpr int max_depth = 100;
/// A template that makes more text has lost its way.
constexpr std::size_t max_output = 64 * 1024 * 1024;

std::string no_parent_block(const std::string& name) {
    return fmt::format("there is no parent block called '{}'.", name);
}

}  // namespace

/// Puts a unit, a scope and an empty output in place, and what was there back at the end.
class Renderer::Inside {
public:
    Inside(Renderer& renderer, Unit unit, ScopePtr scope)
        : renderer_(renderer),
          unit_(std::exchange(renderer.unit_, std::move(unit))),
          scope_(std::exchange(renderer.scope_, std::move(scope))),
          output_(std::exchange(renderer.output_, {})),
          is_silent_(std::exchange(renderer.is_silent_, false)) {
        if (++renderer_.depth_ > max_depth)
            fail("maximum recursion depth exceeded");
    }
    ~Inside() {
        --renderer_.depth_;
        renderer_.unit_ = std::move(unit_);
        renderer_.scope_ = std::move(scope_);
        renderer_.output_ = std::move(output_);
        renderer_.is_silent_ = is_silent_;
    }
    Inside(const Inside&) = delete;
    Inside& operator=(const Inside&) = delete;

    std::string take_output() { return std::move(renderer_.output_); }

private:
    Renderer& renderer_;
    Unit unit_;
    ScopePtr scope_;
    std::string output_;
    bool is_silent_;
};

Renderer::Renderer(const Environment& environment, const Dict& variables)
    : environment_(environment),
      globals_(Scope::inside(nullptr)),
      caller_variables_(Scope::inside(globals_)) {
    add_globals(*globals_);
    for (const Dict::Entry& entry : variables.entries())
        caller_variables_->set(entry.first.text(), entry.second);
}

Renderer::~Renderer() {
    link_.cut();
    for (const std::weak_ptr<Scope>& one : scopes_)
        if (const ScopePtr scope = one.lock())
            scope->clear();
    caller_variables_->clear();
}

Renderer& RendererLink::get() const {
    if (*renderer_ == nullptr)
        fail("what a template made is used after the template has ended");
    return **renderer_;
}

ScopePtr Renderer::new_scope(ScopePtr outer) {
    if (scopes_.size() >= most_scopes_) {
        std::erase_if(scopes_, [](const std::weak_ptr<Scope>& one) { return one.expired(); });
        most_scopes_ = 2 * scopes_.size() + 1000;
    }
    ScopePtr scope = Scope::inside(std::move(outer));
    scopes_.push_back(scope);
    return scope;
}

// --- Templates

std::string Renderer::render(const Unit& unit) {
    const ScopePtr scope = new_scope(scope_ == nullptr ? caller_variables_ : scope_);
    const ScopePtr outer_top = std::exchange(top_, scope);
    Blocks outer_blocks = std::exchange(blocks_, {});
    std::optional<Unit> outer_parent = std::exchange(parent_, std::nullopt);
    const int outer_ancestors = std::exchange(ancestors_, 0);
    std::string result;
    std::optional<Unit> next = unit;
    while (next) {
        Inside inside(*this, *next, scope);
        scope->set("self", Value(std::make_shared<SelfObject>(link_, scope)));
        add_blocks(*next);
        parent_.reset();
        (void)run(next->parsed->body);
        result += inside.take_output();
        next = parent_;
    }
    top_ = outer_top;
    blocks_ = std::move(outer_blocks);
    parent_ = std::move(outer_parent);
    ancestors_ = outer_ancestors;
    return result;
}

void Renderer::add_blocks(const Unit& unit) {
    for (const auto& [name, body] : unit.parsed->blocks)
        blocks_[name].push_back({unit, body});
}

// A copy: the caller's may be scope_ itself, which changes.
// NOLINTNEXTLINE(performance-unnecessary-value-param)
std::string Renderer::run_block(const std::string& name, std::size_t level, ScopePtr scope) {
    const auto at = blocks_.find(name);
    if (at == blocks_.end() || level >= at->second.size())
        fail(no_parent_block(name));
    const BlockDefinition definition = at->second[level];
    const auto& required = definition.unit.parsed->required_blocks;
    if (std::find(required.begin(), required.end(), name) != required.end())
        fail(fmt::format("Required block '{}' not found", name));
    const ScopePtr inner = new_scope(scope);
    inner->set("super", level + 1 < at->second.size()
                            ? Value(std::make_shared<BlockObject>(link_, name, level + 1, scope))
                            : Value::undefined(no_parent_block(name)));
    Inside inside(*this, definition.unit, inner);
    (void)run(*definition.body);
    return inside.take_output();
}

Unit Renderer::load(const std::string& name) {
    if (const auto at = loaded_.find(name); at != loaded_.end())
        return {name, at->second};
    const auto source = environment_.load ? environment_.load(name) : std::nullopt;
    if (!source)
        fail(fmt::format("template '{}' not found", name));
    try {
        Parser parser(tokenize(*source, environment_.syntax));
        const auto parsed = std::make_shared<const ParsedTemplate>(parser.parse());
        loaded_.emplace(name, parsed);
        return {name, parsed};
    } catch (Failure& failure) {
        failure.error.name = name;
        failure.is_placed = true;
        throw;
    }
}

/// The first of several that exists.
std::optional<Unit> Renderer::load_first(const Value& names) {
    if (names.defined().is_text())
        return !environment_.load || !environment_.load(names.str()) ? std::nullopt
                                                                     : std::optional(load(names.str()));
    for (const Value& name : names.items())
        if (environment_.load && environment_.load(name.text()))
            return load(name.text());
    return std::nullopt;
}

// --- Statements

Renderer::Flow Renderer::run(const tree::Body& body) {
    for (const tree::Statement& statement : body) {
        try {
            if (const Flow flow = run(statement); flow != Flow::on)
                return flow;
        } catch (Failure& failure) {
            if (!failure.is_placed) {
                failure.error.position = statement.position;
                failure.error.name = unit_.name;
                failure.is_placed = true;
            }
            throw;
        }
    }
    return Flow::on;
}

Renderer::Flow Renderer::run(const tree::Statement& statement) {
    struct Visitor {
        Renderer& self;
        Flow flow = Flow::on;
        void operator()(const tree::Output& node) { self.run(node); }
        void operator()(const tree::Data& node) { self.write(node.text); }
        void operator()(const tree::If& node) {
            flow = self.run(self.eval(*node.condition).truth() ? node.then : node.otherwise);
        }
        void operator()(const tree::For& node) {
            const Value iterated = self.eval(*node.iterated);
            self.write(self.run_loop(node, iterated, 0, self.unit_, self.scope_));
        }
        void operator()(const tree::Set& node) { self.run(node); }
        void operator()(const tree::With& node) { self.run(node, flow); }
        void operator()(const tree::MacroDefinition& node) {
            self.scope_->set(node.macro->name, Value(std::make_shared<MacroObject>(self.link_, node.macro,
                                                                                   self.unit_, self.scope_)));
        }
        void operator()(const tree::CallBlock& node) { self.run(node); }
        void operator()(const tree::FilterBlock& node) { self.run(node); }
        void operator()(const tree::Block& node) {
            if (!self.is_silent_)
                self.write(self.run_block(node.name, 0, node.is_scoped ? self.scope_ : self.top_));
        }
        void operator()(const tree::Extends& node) { self.run(node); }
        void operator()(const tree::Include& node) { self.run(node); }
        void operator()(const tree::Import& node) { self.run(node); }
        void operator()(const tree::Do& node) { (void)self.eval(*node.expression); }
        void operator()(const tree::LoopControl& node) { flow = node.is_break ? Flow::out : Flow::to_next; }
    };
    Visitor visitor{*this};
    std::visit(visitor, statement.node);
    return visitor.flow;
}

void Renderer::write(std::string_view text) {
    if (is_silent_)
        return;
    if (output_.size() + text.size() > max_output)
        fail("the text that the template makes is too long");
    output_ += text;
}

void Renderer::run(const tree::Output& output) {
    for (const auto& expression : output.expressions) {
        try {
            write(eval(*expression).text());
        } catch (Failure& failure) {
            if (!failure.is_placed) {
                failure.error.position = expression->position;
                failure.error.name = unit_.name;
                failure.is_placed = true;
            }
            throw;
        }
    }
}

std::string Renderer::captured(const tree::Body& body, ScopePtr scope) {
    Inside inside(*this, unit_, std::move(scope));
    (void)run(body);
    return inside.take_output();
}

std::string Renderer::run_loop(const tree::For& loop, const Value& iterated, int depth, Unit unit,
                               ScopePtr scope) {  // NOLINT(performance-unnecessary-value-param): as above
    Inside inside(*this, unit, scope);
    List items = iterated.items();
    if (loop.condition != nullptr) {
        List chosen;
        for (Value& item : items) {
            scope_ = new_scope(scope);
            assign(loop.target, item);
            if (eval(*loop.condition).truth())
                chosen.push_back(std::move(item));
        }
        items = std::move(chosen);
    }
    if (items.empty()) {
        scope_ = new_scope(scope);
        (void)run(loop.otherwise);
        return inside.take_output();
    }
    const auto object =
        std::make_shared<LoopObject>(link_, loop, std::move(unit), scope, std::move(items), depth);
    for (std::size_t i = 0; i < object->all().size(); ++i) {
        object->go_to(i);
        scope_ = new_scope(scope);
        scope_->set("loop", Value(std::static_pointer_cast<Object>(object)));
        assign(loop.target, object->all()[i]);
        if (run(loop.body) == Flow::out)
            break;
    }
    scope_ = scope;
    return inside.take_output();
}

void Renderer::assign(const tree::Target& target, Value value) {
    if (target.several.empty()) {
        if (target.attribute.empty())
            return scope_->set(target.name, std::move(value));
        const Value* space = scope_->find(target.name);
        if (space == nullptr || space->kind() != Value::Kind::object ||
            !space->object()->set_attribute(target.attribute, other_than(*space, value)))
            fail("cannot assign attribute on non-namespace object");
        return;
    }
    const List values = value.items();
    if (values.size() != target.several.size())
        fail(values.size() > target.several.size()
                 ? fmt::format("too many values to unpack (expected {})", target.several.size())
                 : fmt::format("not enough values to unpack (expected {}, got {})", target.several.size(),
                               values.size()));
    for (std::size_t i = 0; i < values.size(); ++i)
        assign(target.several[i], values[i]);
}

void Renderer::run(const tree::Set& set) {
    if (set.value != nullptr)
        return assign(set.target, eval(*set.value).defined());
    Value text = captured(set.body, new_scope(scope_));
    for (const auto& filter : set.filters)
        text = filtered(std::get<tree::Filter>(filter->node), text);
    assign(set.target, std::move(text));
}

void Renderer::run(const tree::With& with, Flow& flow) {
    const ScopePtr outer = scope_;
    const ScopePtr inner = new_scope(outer);
    for (const auto& [target, expression] : with.assignments)
        inner->set(target.name, eval(*expression));  // each sees what is outside
    scope_ = inner;
    flow = run(with.body);
    scope_ = outer;
}

void Renderer::run(const tree::CallBlock& block) {
    const auto& node = std::get<tree::Call>(block.call->node);
    const Value target = eval(*node.target);
    CallArguments arguments = arguments_of(node.arguments);
    arguments.named.emplace_back("caller",
                                 Value(std::make_shared<MacroObject>(link_, block.caller, unit_, scope_)));
    write(call(target, std::move(arguments)).text());
}

void Renderer::run(const tree::FilterBlock& block) {
    Value text = captured(block.body, new_scope(scope_));
    for (const auto& filter : block.filters)
        text = filtered(std::get<tree::Filter>(filter->node), text);
    write(text.text());
}

void Renderer::run(const tree::Extends& extends) {
    if (parent_)
        fail("extended multiple times");
    if (++ancestors_ > max_depth)
        fail("maximum recursion depth exceeded: a template extends itself");
    const Value name = eval(*extends.parent);
    parent_ = load(name.text());
    is_silent_ = true;
}

void Renderer::run(const tree::Include& include) {
    const Value name = eval(*include.name);
    const auto unit = load_first(name);
    if (!unit && include.ignores_missing)
        return;
    if (!unit)
        fail(name.is_text() ? fmt::format("template '{}' not found", name.str())
                            : fmt::format("none of the templates given were found: {}", name.repr()));
    std::string text;
    {
        const Inside inside(*this, unit_, include.with_context ? scope_ : globals_);
        text = render(*unit);
    }
    write(text);
}

void Renderer::run(const tree::Import& import) {
    const Value name = eval(*import.name);
    const Unit unit = load(name.text());
    const ScopePtr scope = new_scope(import.with_context ? scope_ : globals_);
    std::string text;
    {
        Inside inside(*this, unit, scope);
        (void)run(unit.parsed->body);
        text = inside.take_output();
    }
    const auto module = std::make_shared<NamespaceObject>("TemplateModule", scope->own(), text);
    if (!import.alias.empty())
        return scope_->set(import.alias, Value(std::static_pointer_cast<Object>(module)));
    for (const auto& [exported, alias] : import.names) {
        auto value = exported.starts_with('_') ? std::nullopt : module->attribute(exported);
        scope_->set(alias, value ? std::move(*value)
                                 : Value::undefined(
                                       fmt::format("the template '{}' (imported on line 1 in '{}') does not "
                                                   "export the requested name '{}'",
                                                   unit.name, unit_.name, exported)));
    }
}

std::string Renderer::call_macro(const tree::Macro& macro, const Unit& unit, const ScopePtr& closure,
                                 CallArguments& arguments) {
    const ScopePtr scope = new_scope(closure);
    Inside inside(*this, unit, scope);
    for (std::size_t i = 0; i < macro.parameters.size(); ++i) {
        const tree::Parameter& parameter = macro.parameters[i];
        auto given = arguments.take(i, parameter.name);
        if (!given && parameter.fallback != nullptr)
            given = eval(*parameter.fallback);
        scope->set(parameter.name,
                   given ? std::move(*given)
                         : Value::undefined(fmt::format("parameter '{}' was not provided", parameter.name)));
    }
    const auto taken = std::min(macro.parameters.size(), arguments.positional.size());
    List more(arguments.positional.begin() + static_cast<std::ptrdiff_t>(taken), arguments.positional.end());
    if (!more.empty() && !macro.uses_varargs)
        fail(fmt::format("macro '{}' takes not more than {} argument(s)", macro.name,
                         macro.parameters.size()));
    const auto caller = arguments.take(arguments.positional.size(), "caller");
    if (caller && !macro.uses_caller)
        fail(fmt::format("macro '{}' was invoked with two values for the special caller argument. This is "
                         "most likely a bug.",
                         macro.name));
    if (!arguments.named.empty() && !macro.uses_kwargs)
        fail(fmt::format("macro '{}' takes no keyword argument '{}'", macro.name,
                         arguments.named.front().first));
    Dict named;
    for (auto& [name, value] : arguments.named)
        named.set(name, std::move(value));
    scope->set("varargs", Value::tuple(std::move(more)));
    scope->set("kwargs", std::move(named));
    scope->set("caller", caller ? *caller : Value::undefined("No caller defined"));
    (void)run(macro.body);
    return inside.take_output();
}

}  // namespace deployer::jinja
