/// %(name)s expansion: Python's `text % mapping` with the names a place offers (CFG-060 to CFG-073).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <variant>
#include <vector>

#include "config/fault.hpp"
#include "config/model.hpp"

namespace supervise::config {

/// Variables that `%(ENV_X)s` can name: the daemon's own environment, then [supervisord] environment
/// (CFG-063).
class EnvironmentNames {
public:
    void set(std::string name, std::string value);
    const std::string* find(std::string_view name) const;

    /// All of them as "ENV_X", sorted.
    const std::vector<std::string>& sorted_names() const;

private:
    std::unordered_map<std::string, std::string> values_;
    mutable std::vector<std::string> sorted_;  ///< made when first asked for
};

/// The names one value may use. Refers to texts of the caller: short-lived.
class Scope {
public:
    using Value = std::variant<std::string_view, std::int64_t>;

    explicit Scope(const EnvironmentNames& environment) : environment_(&environment) {}

    Scope& add(std::string_view name, Value value) {
        names_.emplace_back(name, value);
        return *this;
    }
    /// A program's own variables, before the outer ones of the same name (CFG-067).
    void put_on_top(const Environment& own) { own_ = &own; }

    std::optional<Value> find(std::string_view name) const;
    /// All names in sorted order, as a message lists them.
    std::vector<std::string> names() const;

private:
    const EnvironmentNames* environment_;
    const Environment* own_ = nullptr;
    std::vector<std::pair<std::string_view, Value>> names_;
};

/// `text` with its references replaced. `subject` is what a message calls the value: 'program:x.command'.
/// Fails with CFG-061 or CFG-062.
Parsed<std::string> expand(std::string_view text, const Scope& scope, std::string_view subject);

}  // namespace supervise::config
