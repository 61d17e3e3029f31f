/// Objects that statements bring into being.
#pragma once

#include <string>
#include <vector>

#include "template/renderer.hpp"

namespace deployer::jinja {

/// A macro, or the caller of a call block.
class MacroObject final : public Object {
public:
    MacroObject(RendererLink renderer, std::shared_ptr<const tree::Macro> macro, Unit unit, ScopePtr closure)
        : renderer_(std::move(renderer)),
          macro_(std::move(macro)),
          unit_(std::move(unit)),
          closure_(std::move(closure)) {}

    std::string type_name() const override { return "Macro"; }
    bool is_callable() const override { return true; }
    Value call(CallArguments& arguments) override;
    std::optional<Value> attribute(std::string_view name) override;

private:
    RendererLink renderer_;
    std::shared_ptr<const tree::Macro> macro_;
    Unit unit_;
    ScopePtr closure_;
};

/// `loop` inside a for statement.
class LoopObject final : public Object, public std::enable_shared_from_this<LoopObject> {
public:
    LoopObject(RendererLink renderer, const tree::For& statement, Unit unit, ScopePtr scope, List items,
               int depth)
        : renderer_(std::move(renderer)),
          statement_(statement),
          unit_(std::move(unit)),
          scope_(std::move(scope)),
          items_(std::move(items)),
          depth_(depth) {}
    LoopObject(const LoopObject&) = delete;
    LoopObject& operator=(const LoopObject&) = delete;
    ~LoopObject() override;

    const List& all() const { return items_; }
    void go_to(std::size_t index) { index_ = index; }

    std::string type_name() const override { return "LoopContext"; }
    std::optional<Value> attribute(std::string_view name) override;
    bool is_callable() const override { return true; }
    /// loop(items): the loop again, one level deeper.
    Value call(CallArguments& arguments) override;
    List held() const override;

private:
    Value method(const char* name, Value (LoopObject::*function)(const List& values));
    Value cycle(const List& values);
    Value changed(const List& values);

    RendererLink renderer_;
    const tree::For& statement_;
    Unit unit_;
    ScopePtr scope_;
    List items_;
    int depth_;
    std::size_t index_ = 0;
    std::optional<List> last_changed_;
};

/// `super()` and `self.name()`.
class BlockObject final : public Object {
public:
    BlockObject(RendererLink renderer, std::string name, std::size_t level, ScopePtr scope)
        : renderer_(std::move(renderer)), name_(std::move(name)), level_(level), scope_(std::move(scope)) {}

    std::string type_name() const override { return "BlockReference"; }
    bool is_callable() const override { return true; }
    Value call(CallArguments&) override { return renderer_.get().run_block(name_, level_, scope_); }
    std::optional<Value> attribute(std::string_view name) override;

private:
    RendererLink renderer_;
    std::string name_;
    std::size_t level_;
    ScopePtr scope_;
};

/// What `self` is.
class SelfObject final : public Object {
public:
    SelfObject(RendererLink renderer, ScopePtr scope)
        : renderer_(std::move(renderer)), scope_(std::move(scope)) {}
    std::string type_name() const override { return "TemplateReference"; }
    std::optional<Value> attribute(std::string_view name) override {
        return Value(std::make_shared<BlockObject>(renderer_, std::string(name), 0, scope_));
    }

private:
    RendererLink renderer_;
    ScopePtr scope_;
};

/// A namespace() and an imported template: attributes by name.
class NamespaceObject final : public Object {
public:
    NamespaceObject(std::string type, std::unordered_map<std::string, Value> attributes,
                    std::string text = {})
        : type_(std::move(type)), attributes_(std::move(attributes)), text_(std::move(text)) {}
    NamespaceObject(const NamespaceObject&) = delete;
    NamespaceObject& operator=(const NamespaceObject&) = delete;
    ~NamespaceObject() override;

    std::string type_name() const override { return type_; }
    std::string text() const override { return text_.empty() ? "<" + type_ + ">" : text_; }
    std::optional<Value> attribute(std::string_view name) override;
    bool set_attribute(std::string_view name, const Value& value) override;
    List held() const override;

private:
    std::string type_;
    std::unordered_map<std::string, Value> attributes_;
    std::string text_;
};

/// A function with what it is called on.
class FunctionObject final : public Object {
public:
    using Body = std::function<Value(CallArguments&)>;
    /// `held`: what the body refers to.
    FunctionObject(std::string name, Body body, List held = {})
        : name_(std::move(name)), body_(std::move(body)), held_(std::move(held)) {}

    std::string type_name() const override { return "function"; }
    std::string text() const override { return "<function " + name_ + ">"; }
    bool is_callable() const override { return true; }
    Value call(CallArguments& arguments) override { return body_(arguments); }
    List held() const override { return held_; }

private:
    std::string name_;
    Body body_;
    List held_;
};

}  // namespace deployer::jinja
