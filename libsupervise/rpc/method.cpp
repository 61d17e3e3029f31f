#include "rpc/method.hpp"

#include <cmath>
#include <iterator>

#include <fmt/format.h>

#include "config/values.hpp"

namespace supervise::rpc {
namespace {

Fault wrong(const Param& param, const Value& value) {
    std::string detail;
    if (const auto* number = value.get_if<std::int64_t>())
        detail = std::to_string(*number);
    else
        detail = fmt::format("{} is not of type {}", param.name, type_name(param.type));
    return make_fault(FaultCode::incorrect_parameters, detail);
}

std::optional<Value> as_text(Value& value) {
    if (value.get_if<std::string>() != nullptr)
        return std::move(value);
    if (const auto* binary = value.get_if<Binary>())
        return Value(binary->bytes);
    return std::nullopt;
}

std::optional<Value> as_number(const Value& value) {
    if (value.get_if<std::int64_t>() != nullptr)
        return value;
    if (const auto* truth = value.get_if<bool>())
        return Value(*truth ? 1 : 0);
    if (const auto* fraction = value.get_if<double>(); fraction != nullptr && std::abs(*fraction) < 9e18)
        return Value(static_cast<std::int64_t>(*fraction));
    if (const auto* text = value.get_if<std::string>())
        if (const auto number = config::wide_integer(*text); number)
            return Value(std::int64_t{*number});
    return std::nullopt;
}

/// Python's truth of a value.
bool as_truth(const Value& value) {
    struct Visitor {
        bool operator()(const Nil&) const { return false; }
        bool operator()(bool truth) const { return truth; }
        bool operator()(std::int64_t number) const { return number != 0; }
        bool operator()(double number) const { return number != 0.0; }
        bool operator()(const std::string& text) const { return !text.empty(); }
        bool operator()(const DateTime&) const { return true; }
        bool operator()(const Binary& binary) const { return !binary.bytes.empty(); }
        bool operator()(const Array& array) const { return !array.empty(); }
        bool operator()(const Struct& members) const { return !members.empty(); }
        bool operator()(const Encoded&) const { return true; }
    };
    return std::visit(Visitor{}, value.variant());
}

std::optional<Value> convert(Type type, Value& value) {
    switch (type) {
    case Type::string:
        return as_text(value);
    case Type::name_or_number:
        if (const auto* number = value.get_if<std::int64_t>())
            return Value(std::to_string(*number));
        return as_text(value);
    case Type::anything:
        return std::move(value);
    case Type::integer:
        return as_number(value);
    case Type::boolean:
        return Value(as_truth(value));
    case Type::array:
        return value.get_if<Array>() != nullptr ? std::optional(std::move(value)) : std::nullopt;
    case Type::structure:
        return value.get_if<Struct>() != nullptr ? std::optional(std::move(value)) : std::nullopt;
    }
    return std::nullopt;
}

}  // namespace

std::string_view type_name(Type type) {
    switch (type) {
    case Type::string:
    case Type::name_or_number:
    case Type::anything:
        return "string";
    case Type::integer:
        return "int";
    case Type::boolean:
        return "boolean";
    case Type::array:
        return "array";
    case Type::structure:
        return "struct";
    }
    return "string";
}

std::string help_text(const Method& method) {
    std::string text(method.summary);
    text += "\n\n";
    for (const FaultCode fault : method.faults)
        text.append(fault == method.faults.front() ? "Faults: " : ", ")
            .append(fault_name(static_cast<int>(fault)));
    text += method.faults.empty() ? "" : "\n\n";
    for (const Param& param : method.params)
        fmt::format_to(std::back_inserter(text), "@param {} {}  {}\n", type_name(param.type), param.name,
                       param.help);
    fmt::format_to(std::back_inserter(text), "@return {} result  {}\n", type_name(method.result),
                   method.result_help);
    return text;
}

Array signature(const Method& method) {
    Array types = {type_name(method.result)};
    for (const Param& param : method.params)
        types.emplace_back(type_name(param.type));
    return types;
}

tl::expected<Arguments, Fault> check_arguments(const Method& method, std::vector<Value> values) {
    const auto required = std::count_if(method.params.begin(), method.params.end(),
                                        [](const Param& param) { return !param.optional; });
    if (values.size() > method.params.size() || values.size() < static_cast<std::size_t>(required))
        return tl::unexpected(make_fault(FaultCode::incorrect_parameters));
    for (std::size_t i = 0; i < values.size(); ++i) {
        auto converted = convert(method.params[i].type, values[i]);
        if (!converted)
            return tl::unexpected(wrong(method.params[i], values[i]));
        values[i] = std::move(*converted);
    }
    return Arguments(std::move(values));
}

}  // namespace supervise::rpc
