#include "template/function_table.hpp"

#include <algorithm>
#include <array>

#include <fmt/core.h>

namespace deployer::jinja {
namespace {

std::array<std::span<const FunctionRow>, 7> filter_parts() {
    return {text_filters(),  list_filters(), number_filters(), data_filters(),
            regex_filters(), set_filters(),  path_filters()};
}

std::array<std::span<const FunctionRow>, 2> test_parts() {
    return {plain_tests(), regex_tests()};
}

template <std::size_t size>
const FunctionRow* find(const std::array<std::span<const FunctionRow>, size>& parts, std::string_view name) {
    for (const auto& part : parts)
        if (const FunctionRow* row = find_row(part, name))
            return row;
    return nullptr;
}

template <std::size_t size>
std::vector<std::string_view> names(const std::array<std::span<const FunctionRow>, size>& parts) {
    std::vector<std::string_view> result;
    for (const auto& part : parts)
        for (const FunctionRow& row : part)
            result.push_back(row.name);
    std::sort(result.begin(), result.end());
    return result;
}

std::vector<std::string_view> words(std::string_view text) {
    std::vector<std::string_view> result;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find(' '), text.size());
        result.push_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return result;
}

}  // namespace

const Value& Bound::at(std::size_t i) const {
    if (!values_[i])
        fail(fmt::format("{}() is missing a required argument", function_));
    return *values_[i];
}

std::string Bound::text(std::size_t i, std::string_view fallback) const {
    return values_[i] && !values_[i]->is_none() ? values_[i]->text() : std::string(fallback);
}

std::int64_t Bound::number(std::size_t i, std::int64_t fallback) const {
    return values_[i] && !values_[i]->is_none() ? values_[i]->index() : fallback;
}

bool Bound::truth(std::size_t i, bool fallback) const {
    return values_[i] ? values_[i]->truth() : fallback;
}

Bound bind(std::string_view function, std::string_view names_text, CallArguments arguments) {
    std::vector<std::string_view> parameters = words(names_text);
    const bool takes_more = !parameters.empty() && parameters.back() == "*";
    if (takes_more)
        parameters.pop_back();
    std::vector<std::optional<Value>> values;
    for (std::size_t i = 0; i < parameters.size(); ++i)
        values.push_back(arguments.take(i, parameters[i]));
    if (!takes_more && arguments.positional.size() > parameters.size())
        fail(fmt::format("{}() takes at most {} argument{}, {} given", function, parameters.size(),
                         parameters.size() == 1 ? "" : "s", arguments.positional.size()));
    if (!takes_more && !arguments.named.empty())
        fail(fmt::format("{}() got an unexpected keyword argument '{}'", function,
                         arguments.named.front().first));
    const auto taken = std::min(parameters.size(), arguments.positional.size());
    arguments.positional.erase(arguments.positional.begin(),
                               arguments.positional.begin() + static_cast<std::ptrdiff_t>(taken));
    return Bound(function, std::move(values), std::move(arguments));
}

const FunctionRow* find_row(std::span<const FunctionRow> rows, std::string_view name) {
    const auto at =
        std::find_if(rows.begin(), rows.end(), [&](const FunctionRow& row) { return row.name == name; });
    return at == rows.end() ? nullptr : &*at;
}

const FunctionRow* find_filter(std::string_view name) {
    constexpr std::string_view collection = "ansible.builtin.";
    if (name.starts_with(collection))
        name.remove_prefix(collection.size());
    return find(filter_parts(), name);
}

const FunctionRow* find_test(std::string_view name) {
    constexpr std::string_view collection = "ansible.builtin.";
    if (name.starts_with(collection))
        name.remove_prefix(collection.size());
    return find(test_parts(), name);
}

std::vector<std::string_view> filter_names() {
    return names(filter_parts());
}

std::vector<std::string_view> test_names() {
    return names(test_parts());
}

}  // namespace deployer::jinja
