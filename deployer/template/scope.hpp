/// The variables that an expression sees: frames, the inner ones hiding the outer ones.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>

#include "template/value.hpp"

namespace deployer::jinja {

class Scope;
using ScopePtr = std::shared_ptr<Scope>;

class Scope {
public:
    explicit Scope(ScopePtr outer) : outer_(std::move(outer)) {}

    static ScopePtr inside(ScopePtr outer) { return std::make_shared<Scope>(std::move(outer)); }

    /// Null when there is no such variable.
    const Value* find(std::string_view name) const {
        for (const Scope* scope = this; scope != nullptr; scope = scope->outer_.get())
            if (const auto at = scope->variables_.find(std::string(name)); at != scope->variables_.end())
                return &at->second;
        return nullptr;
    }
    void set(std::string name, Value value) {
        variables_.insert_or_assign(std::move(name), std::move(value));
    }
    void clear() { variables_.clear(); }
    const std::unordered_map<std::string, Value>& own() const { return variables_; }

private:
    ScopePtr outer_;
    std::unordered_map<std::string, Value> variables_;
};

}  // namespace deployer::jinja
