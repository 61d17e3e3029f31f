/// Filters, tests, methods and global functions as rows: a name, the names of the parameters, the function.
/// One binder sorts out what a call gives, with Python's messages for what is too much or missing.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "template/value.hpp"

namespace deployer::jinja {

/// What functions may ask of whoever evaluates the expression they stand in.
class Engine {
public:
    virtual ~Engine() = default;
    virtual Value apply_filter(std::string_view name, const Value& input, CallArguments arguments) = 0;
    virtual bool apply_test(std::string_view name, const Value& input, CallArguments arguments) = 0;
    virtual Value call(const Value& function, CallArguments arguments) = 0;
};

/// Arguments in the order of the row's parameters.
class Bound {
public:
    Bound(std::string_view function, std::vector<std::optional<Value>> values, CallArguments rest)
        : function_(function), values_(std::move(values)), rest_(std::move(rest)) {}

    bool has(std::size_t i) const { return values_[i].has_value(); }
    /// Fails when it was not given.
    const Value& at(std::size_t i) const;
    Value value(std::size_t i, const Value& fallback = {}) const {
        return values_[i] ? *values_[i] : fallback;
    }
    std::string text(std::size_t i, std::string_view fallback = {}) const;
    std::int64_t number(std::size_t i, std::int64_t fallback = 0) const;
    bool truth(std::size_t i, bool fallback = false) const;
    /// Of a row with "*": what no parameter took.
    const CallArguments& rest() const { return rest_; }

private:
    std::string_view function_;
    std::vector<std::optional<Value>> values_;
    CallArguments rest_;
};

/// `input`: what stands before the filter or test, or what the method belongs to.
using Function = Value (*)(Engine& engine, const Value& input, const Bound& arguments);

struct FunctionRow {
    std::string_view name;
    std::string_view parameters;  ///< names with blanks between them; a final "*" takes any more
    Function function;
};

/// Fails, naming the function, for arguments that do not fit its parameters.
Bound bind(std::string_view function, std::string_view parameters, CallArguments arguments);

const FunctionRow* find_row(std::span<const FunctionRow> rows, std::string_view name);

/// Every filter and test; nothing for an unknown name.
const FunctionRow* find_filter(std::string_view name);
const FunctionRow* find_test(std::string_view name);
/// For "did you mean" and for documentation.
std::vector<std::string_view> filter_names();
std::vector<std::string_view> test_names();

// The parts, each in a file of its own.
std::span<const FunctionRow> text_filters();
std::span<const FunctionRow> list_filters();
std::span<const FunctionRow> number_filters();
std::span<const FunctionRow> data_filters();
std::span<const FunctionRow> regex_filters();
std::span<const FunctionRow> set_filters();
std::span<const FunctionRow> path_filters();
std::span<const FunctionRow> plain_tests();
std::span<const FunctionRow> regex_tests();

}  // namespace deployer::jinja
