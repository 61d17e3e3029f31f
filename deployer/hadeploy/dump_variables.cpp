#include "hadeploy/dump_variables.hpp"

#include <algorithm>

#include <fmt/core.h>

#include "template/yaml_scalar.hpp"

namespace deployer::hadeploy {
namespace {

std::string flow(const jinja::Value& value) {
    std::string inside;
    if (value.is_sequence()) {
        for (const jinja::Value& item : value.list())
            inside.append(inside.empty() ? "" : ", ").append(flow(item));
        return "[" + inside + "]";
    }
    if (value.kind() == jinja::Value::Kind::dict) {
        for (const jinja::Dict::Entry& entry : value.dict().entries())
            inside.append(inside.empty() ? "" : ", ")
                .append(fmt::format("{}: {}", flow(entry.first), flow(entry.second)));
        return "{" + inside + "}";
    }
    if (value.kind() == jinja::Value::Kind::boolean)
        return value.boolean() ? "true" : "false";
    return value.is_text() ? jinja::text_scalar(value.str(), true) : value.text();
}

std::string origin(const source::Place& place, const std::string& folder) {
    constexpr std::string_view option = "--var ";
    const std::string file = place.file == nullptr ? std::string() : *place.file;
    if (file.starts_with(option))
        return file.substr(option.size());
    const std::string above = folder + "/";
    return file.starts_with(above) ? file.substr(above.size()) : file;
}

}  // namespace

std::string dump_variables(const source::Document& document, const std::string& folder) {
    std::vector<source::Variable> variables = document.variables;
    std::sort(variables.begin(), variables.end(),
              [](const source::Variable& a, const source::Variable& b) { return a.name < b.name; });
    std::string text = "---\n";
    for (const source::Variable& variable : variables)
        text += fmt::format("{}: {}   ({})\n", variable.name, flow(variable.value),
                            origin(variable.set_at, folder));
    return text + "---\n";
}

}  // namespace deployer::hadeploy
