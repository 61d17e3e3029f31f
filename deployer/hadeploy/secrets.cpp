#include "hadeploy/secrets.hpp"

#include <algorithm>
#include <array>

#include <fmt/core.h>

namespace deployer::hadeploy {
namespace {

constexpr std::string_view encrypted_vars = "encrypted_vars";

bool is_word(char c) {
    return c == '_' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool has_word(std::string_view text, std::string_view word) {
    for (std::size_t at = text.find(word); at != std::string_view::npos; at = text.find(word, at + 1)) {
        const std::size_t end = at + word.size();
        if ((at == 0 || !is_word(text[at - 1])) && (end == text.size() || !is_word(text[end])))
            return true;
    }
    return false;
}

/// Every text below `node` that holds an expression of level 3.
void collect(const source::Node& node, std::vector<std::string_view>& texts) {
    const bool has_expression =
        node.text.find("{{") != std::string::npos || node.text.find("{%") != std::string::npos;
    if (node.is_scalar() && has_expression)
        texts.emplace_back(node.text);
    for (const source::Node& item : node.items)
        collect(item, texts);
    for (const source::Entry& entry : node.entries)
        collect(entry.value, texts);
}

/// Start, stop and status ask the description for logins, daemons and programs only.
bool is_used(std::string_view key, model::Action action) {
    constexpr std::array<std::string_view, 7> by_all = {
        "vars",        "hosts",         "host_overrides",     "ansible_inventories",
        "supervisors", "systemd_units", "supervisor_programs"};
    if (key == encrypted_vars)
        return false;
    return action == model::Action::deploy || action == model::Action::remove ||
           action == model::Action::none || std::find(by_all.begin(), by_all.end(), key) != by_all.end();
}

}  // namespace

std::vector<std::string> used_secrets(const source::Document& document, model::Action action,
                                      const std::vector<std::string>& templates) {
    const source::Node* secrets = document.root.find(encrypted_vars);
    if (secrets == nullptr || action == model::Action::dumpvars)
        return {};
    std::vector<std::string_view> texts(templates.begin(), templates.end());
    for (const source::Entry& entry : document.root.entries)
        if (is_used(entry.key, action))
            collect(entry.value, texts);
    std::vector<std::string> used;
    for (const source::Entry& secret : secrets->entries)
        if (std::any_of(texts.begin(), texts.end(),
                        [&](std::string_view text) { return has_word(text, secret.key); }))
            used.push_back(secret.key);
    return used;
}

Secrets decrypt_secrets(const source::Document& document, const std::vector<std::string>& names,
                        model::Action action, const vault::Secret* password) {
    Secrets result;
    if (names.empty())
        return result;
    const source::Node& secrets = *document.root.find(encrypted_vars);
    const auto path = [](const std::string& name) { return fmt::format("{}.{}", encrypted_vars, name); };
    if (password == nullptr) {
        const bool is_check = action == model::Action::none;
        result.problems.push_back({is_check ? source::Severity::warning : source::Severity::error,
                                   secrets.find(names.front())->place, path(names.front()),
                                   "encrypted_vars are used but no vault password was given "
                                   "(--askVaultPassword or --vaultPasswordFile)",
                                   is_check ? "they are checked with placeholders" : ""});
        for (const std::string& name : names)
            result.values.set(name, fmt::format("<{}>", name));
        return result;
    }
    for (const std::string& name : names) {
        const source::Node& node = *secrets.find(name);
        const auto clear = vault::decrypt(node.text, *password);
        if (clear)
            result.values.set(name, clear->text());
        else
            result.problems.push_back({source::Severity::error,
                                       node.place,
                                       path(name),
                                       fmt::format("cannot decrypt '{}': {}", name, clear.error().message),
                                       {}});
    }
    return result;
}

}  // namespace deployer::hadeploy
