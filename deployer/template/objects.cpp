#include "template/objects.hpp"

#include <algorithm>

#include <fmt/core.h>

#include "template/holding.hpp"

namespace deployer::jinja {

Value MacroObject::call(CallArguments& arguments) {
    return renderer_.get().call_macro(*macro_, unit_, closure_, arguments);
}

std::optional<Value> MacroObject::attribute(std::string_view name) {
    if (name == "name")
        return Value(macro_->name);
    if (name == "catch_varargs")
        return Value(macro_->uses_varargs);
    if (name == "catch_kwargs")
        return Value(macro_->uses_kwargs);
    if (name == "caller")
        return Value(macro_->uses_caller);
    if (name != "arguments")
        return std::nullopt;
    List names;
    for (const tree::Parameter& parameter : macro_->parameters)
        names.emplace_back(parameter.name);
    return Value::tuple(std::move(names));
}

std::optional<Value> LoopObject::attribute(std::string_view name) {
    const std::size_t size = items_.size();
    if (name == "index")
        return Value(index_ + 1);
    if (name == "index0")
        return Value(index_);
    if (name == "revindex")
        return Value(size - index_);
    if (name == "revindex0")
        return Value(size - index_ - 1);
    if (name == "first")
        return Value(index_ == 0);
    if (name == "last")
        return Value(index_ + 1 == size);
    if (name == "length")
        return Value(size);
    if (name == "depth")
        return Value(depth_ + 1);
    if (name == "depth0")
        return Value(depth_);
    if (name == "previtem")
        return index_ == 0 ? Value::undefined("there is no previous item") : items_[index_ - 1];
    if (name == "nextitem")
        return index_ + 1 == size ? Value::undefined("there is no next item") : items_[index_ + 1];
    if (name == "cycle")
        return method("cycle", &LoopObject::cycle);
    if (name == "changed")
        return method("changed", &LoopObject::changed);
    return std::nullopt;
}

Value LoopObject::method(const char* name, Value (LoopObject::*function)(const List& values)) {
    const auto self = shared_from_this();
    return Value(std::make_shared<FunctionObject>(
        name, [self, function](CallArguments& arguments) { return (*self.*function)(arguments.positional); },
        List{Value(std::static_pointer_cast<Object>(self))}));
}

LoopObject::~LoopObject() {
    List values = held();
    items_.clear();
    last_changed_.reset();
    give_back(std::move(values));
}

List LoopObject::held() const {
    List held = items_;
    if (last_changed_)
        held.insert(held.end(), last_changed_->begin(), last_changed_->end());
    return held;
}

Value LoopObject::cycle(const List& values) {
    if (values.empty())
        fail("no items for cycling given");
    return values[index_ % values.size()];
}

Value LoopObject::changed(const List& values) {
    const bool same = last_changed_ && last_changed_->size() == values.size() &&
                      std::equal(values.begin(), values.end(), last_changed_->begin(), equal);
    for (const Value& value : values)
        other_than(Value(std::static_pointer_cast<Object>(shared_from_this())), value);
    last_changed_ = values;
    return !same;
}

Value LoopObject::call(CallArguments& arguments) {
    if (!statement_.is_recursive)
        fail("The loop must have the 'recursive' marker to be called recursively.");
    const auto items = arguments.take(0, "reciter");
    if (!items)
        fail("loop() is missing a required argument");
    return renderer_.get().run_loop(statement_, *items, depth_ + 1, unit_, scope_);
}

std::optional<Value> BlockObject::attribute(std::string_view name) {
    if (name != "super")
        return std::nullopt;
    return Value(std::make_shared<BlockObject>(renderer_, name_, level_ + 1, scope_));
}

std::optional<Value> NamespaceObject::attribute(std::string_view name) {
    const auto at = attributes_.find(std::string(name));
    return at == attributes_.end() ? std::nullopt : std::optional(at->second);
}

NamespaceObject::~NamespaceObject() {
    List values = held();
    attributes_.clear();
    give_back(std::move(values));
}

List NamespaceObject::held() const {
    List held;
    for (const auto& [name, value] : attributes_)
        held.push_back(value);
    return held;
}

bool NamespaceObject::set_attribute(std::string_view name, const Value& value) {
    if (type_ != "Namespace")
        return false;
    attributes_.insert_or_assign(std::string(name), value);
    return true;
}

}  // namespace deployer::jinja
