/// The encrypted_vars that an action needs, in clear (HD-VAULT-09, -11).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "hadeploy/template_texts.hpp"
#include "model/read.hpp"
#include "source/load.hpp"
#include "vault/vault.hpp"

namespace deployer::hadeploy {

/// Names of encrypted_vars that the action may ask for: those that stand as words in an expression of what it
/// renders of the description and of inventories, in a variable that is named there, or anywhere in one of
/// the `templates`. All of them when the templates are not all that will be read.
std::vector<std::string> used_secrets(const source::Document& document, const model::Model& model,
                                      model::Action action, const TemplateTexts& templates);

struct Secrets {
    jinja::Dict values;
    source::Problems problems;
};

/// `password`: null when none was given. Without one, `none` gets placeholders and a warning.
Secrets decrypt_secrets(const source::Document& document, const std::vector<std::string>& names,
                        model::Action action, const vault::Secret* password);

}  // namespace deployer::hadeploy
