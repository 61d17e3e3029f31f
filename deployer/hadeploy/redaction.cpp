#include "hadeploy/redaction.hpp"

#include <algorithm>

#include "config/text.hpp"
#include "hadeploy/limits.hpp"
#include "plan/ini_text.hpp"
#include "template/json.hpp"

namespace deployer::hadeploy {
namespace {

constexpr const char* mask = "********";

using supervise::config::replace_all;

std::string without_quotes(const std::string& text) {
    return text.size() < 2 ? text : text.substr(1, text.size() - 2);
}

}  // namespace

void Redaction::add_form(std::string form) {
    if (form.size() < limits::min_hidden_bytes || std::ranges::find(forms_, form) != forms_.end())
        return;
    const auto shorter = std::ranges::find_if(
        forms_, [&form](const std::string& other) { return other.size() < form.size(); });
    forms_.insert(shorter, std::move(form));
}

void Redaction::add(std::string_view secret) {
    std::vector<std::string_view> parts = supervise::config::split_at(secret, '\n');
    if (parts.size() > 1)
        parts.push_back(secret);
    for (const std::string_view part : parts) {
        const std::string text(supervise::config::strip(part));
        // As it is, and as it stands in files of Supervisor.
        for (const std::string& form : {text, plan::ini_value(text, plan::Percent::literal).value_or(text),
                                        plan::ini_value(text, plan::Percent::expansion).value_or(text)}) {
            add_form(form);
            add_form(replace_all(replace_all(form, "\\", "\\\\"), "\"", "\\\""));
            add_form(without_quotes(jinja::Value(form).repr()));
            add_form(without_quotes(jinja::to_json(jinja::Value(form), {})));
        }
    }
}

std::string Redaction::operator()(std::string text) const {
    for (const std::string& form : forms_)
        if (text.find(form) != std::string::npos)
            text = replace_all(text, form, mask);
    return text;
}

}  // namespace deployer::hadeploy
