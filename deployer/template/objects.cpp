#include "template/objects.hpp"

#include <algorithm>

#include <fmt/core.h>

namespace deployer::jinja {

Value MacroObject::call(CallArguments& arguments) {
    return renderer_.call_macro(*macro_, unit_, closure_, arguments);
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
        return Value(
            std::make_shared<FunctionObject>("cycle", [self = shared_from_this()](CallArguments& arguments) {
                return self->cycle(arguments.positional);
            }));
    if (name == "changed")
        return Value(std::make_shared<FunctionObject>("changed",
                                                      [self = shared_from_this()](CallArguments& arguments) {
                                                          return self->changed(arguments.positional);
                                                      }));
    return std::nullopt;
}

Value LoopObject::cycle(const List& values) const {
    if (values.empty())
        fail("no items for cycling given");
    return values[index_ % values.size()];
}

Value LoopObject::changed(const List& values) {
    const bool same = last_changed_ && last_changed_->size() == values.size() &&
                      std::equal(values.begin(), values.end(), last_changed_->begin(), equal);
    last_changed_ = values;
    return !same;
}

Value LoopObject::call(CallArguments& arguments) {
    if (!statement_.is_recursive)
        fail("The loop must have the 'recursive' marker to be called recursively.");
    const auto items = arguments.take(0, "reciter");
    if (!items)
        fail("loop() is missing a required argument");
    return renderer_.run_loop(statement_, *items, depth_ + 1, unit_, scope_);
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

bool NamespaceObject::set_attribute(std::string_view name, const Value& value) {
    if (type_ != "Namespace")
        return false;
    attributes_.insert_or_assign(std::string(name), value);
    return true;
}

}  // namespace deployer::jinja
