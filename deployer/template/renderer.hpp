/// Walks a template's tree: evaluates expressions, executes statements, collects the text. One for each
/// rendering; the templates that it includes, imports and extends share its limits.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "template/function_table.hpp"
#include "template/parser.hpp"
#include "template/scope.hpp"
#include "template/template.hpp"

namespace deployer::jinja {

/// A parsed template in use.
struct Unit {
    std::string name;
    std::shared_ptr<const ParsedTemplate> parsed;
};

/// The definitions of a block, the most derived first, each with the template it stands in.
struct BlockDefinition {
    Unit unit;
    std::shared_ptr<const tree::Body> body;
};
using Blocks = std::map<std::string, std::vector<BlockDefinition>>;

class Renderer;

/// The renderer of an object that a template made. Lists and dicts of the caller may keep the object for
/// longer.
class RendererLink {
public:
    explicit RendererLink(Renderer& renderer) : renderer_(std::make_shared<Renderer*>(&renderer)) {}

    /// Fails when it has ended.
    Renderer& get() const;
    void cut() { *renderer_ = nullptr; }

private:
    std::shared_ptr<Renderer*> renderer_;
};

class Renderer final : public Engine {
public:
    /// `variables` of the caller; global functions are beneath them.
    Renderer(const Environment& environment, const Dict& variables);
    ~Renderer() override;
    Renderer(const Renderer&) = delete;
    Renderer& operator=(const Renderer&) = delete;

    std::string render(const Unit& unit);
    Value evaluate(const tree::Expression& expression, const Unit& unit);

    Value apply_filter(std::string_view name, const Value& input, CallArguments arguments) override;
    bool apply_test(std::string_view name, const Value& input, CallArguments arguments) override;
    Value call(const Value& function, CallArguments arguments) override;

    // For the objects that templates make: macros, loops, super blocks.
    std::string call_macro(const tree::Macro& macro, const Unit& unit, const ScopePtr& closure,
                           CallArguments& arguments);
    std::string run_loop(const tree::For& loop, const Value& iterated, int depth, Unit unit, ScopePtr scope);
    std::string run_block(const std::string& name, std::size_t level, ScopePtr scope);

private:
    enum class Flow { on, to_next, out };  ///< of a loop
    class Inside;                          ///< puts a unit, scope and output in place for a while
    class Depth;

    // Expressions: evaluator.cpp
    Value eval(const tree::Expression& expression);
    Value eval_node(const tree::Expression& expression);
    Value eval(const tree::Name& name);
    Value eval(const tree::ListDisplay& list);
    Value eval(const tree::DictDisplay& dict);
    Value eval(const tree::Slicing& slicing);
    Value eval(const tree::Call& call);
    Value eval(const tree::Unary& unary);
    Value eval(const tree::Logical& logical);
    Value eval(const tree::Comparisons& comparisons);
    Value eval(const tree::Conditional& conditional);
    Value filtered(const tree::Filter& filter, const Value& input);
    CallArguments arguments_of(const tree::Arguments& arguments);

    // Statements: renderer.cpp
    Flow run(const tree::Body& body);
    Flow run(const tree::Statement& statement);
    void run(const tree::Output& output);
    void run(const tree::Set& set);
    void run(const tree::With& with, Flow& flow);
    void run(const tree::CallBlock& block);
    void run(const tree::FilterBlock& block);
    void run(const tree::Extends& extends);
    void run(const tree::Include& include);
    void run(const tree::Import& import);
    void assign(const tree::Target& target, Value value);
    void write(std::string_view text);
    std::string captured(const tree::Body& body, ScopePtr scope);
    void add_blocks(const Unit& unit);
    /// It may hold objects that hold it, so it is emptied at the end.
    ScopePtr new_scope(ScopePtr outer);
    Unit load(const std::string& name);
    std::optional<Unit> load_first(const Value& names);

    const Environment& environment_;
    ScopePtr globals_;
    ScopePtr caller_variables_;

    // Where it is.
    Unit unit_;
    ScopePtr scope_;
    ScopePtr top_;  ///< of the template: what its blocks see
    std::string output_;
    Blocks blocks_;
    std::optional<Unit> parent_;  ///< set by extends
    int ancestors_ = 0;           ///< parents so far, of this template
    bool is_silent_ = false;      ///< behind extends, outside of blocks
    int depth_ = 0;
    std::vector<std::weak_ptr<Scope>> scopes_;  ///< those that are gone are removed at times
    std::size_t most_scopes_ = 1000;            ///< until then
    RendererLink link_{*this};
    std::map<std::string, std::shared_ptr<const ParsedTemplate>> loaded_;
};

/// Puts range, dict, namespace, cycler, joiner and so on into `scope`.
void add_globals(Scope& scope);

}  // namespace deployer::jinja
