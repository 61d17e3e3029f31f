#include "reference/hadeploy.hpp"

#include <algorithm>

#include <fmt/core.h>

#include "config/text.hpp"
#include "hadeploy/options.hpp"
#include "hadeploy/vault_command.hpp"
#include "model/parts.hpp"
#include "model/read.hpp"

namespace supervise::reference {
namespace {

template <typename Names>
std::vector<std::string> words_of(const Names& names) {
    return {names.begin(), names.end()};
}

/// "text|json": without capitals, it is what can be chosen from.
std::vector<std::string> alternatives(std::string_view argument) {
    if (config::lower(argument) != argument) {
        return {};
    }
    std::vector<std::string> words;
    while (!argument.empty()) {
        const std::size_t end = std::min(argument.find('|'), argument.size());
        words.emplace_back(argument.substr(0, end));
        argument.remove_prefix(std::min(end + 1, argument.size()));
    }
    return words;
}

std::vector<std::string> words_for(std::string_view option, std::string_view argument) {
    if (option == "action") {
        return words_of(deployer::model::action_names());
    }
    if (option == "scope" || option == "noScope") {
        return words_of(deployer::model::part_words());
    }
    return alternatives(argument);
}

template <typename Option>
Flag flag_of(const Option& option) {
    Flag flag{.spellings = {fmt::format("--{}", option.name)},
              .argument = std::string(option.argument),
              .help = std::string(option.help),
              .value = value_of(option.argument),
              .words = words_for(option.name, option.argument)};
    if (!flag.words.empty()) {
        flag.value = Value::words;
    }
    return flag;
}

}  // namespace

std::vector<Flag> hadeploy_flags() {
    std::vector<Flag> found;
    for (const deployer::hadeploy::Option& option : deployer::hadeploy::option_table()) {
        found.push_back(flag_of(option));
        found.back().repeats = option.repeats;
        // Its help says what may stand behind it; a completion offers the usual form.
        if (value_is_optional(option)) {
            found.back().argument.clear();
            found.back().value = Value::none;
        }
    }
    return found;
}

std::vector<Flag> hadeploy_vault_flags() {
    std::vector<Flag> found;
    for (const deployer::hadeploy::VaultOption& option : deployer::hadeploy::vault_options()) {
        found.push_back(flag_of(option));
    }
    return found;
}

std::vector<Named> hadeploy_vault_verbs() {
    std::vector<Named> found;
    for (const deployer::hadeploy::VaultVerb& verb : deployer::hadeploy::vault_verbs()) {
        found.push_back({std::string(verb.name), std::string(verb.help)});
    }
    return found;
}

std::vector<std::string> names(const std::vector<Named>& all) {
    std::vector<std::string> found;
    for (const Named& named : all) {
        found.push_back(named.name);
    }
    return found;
}

}  // namespace supervise::reference
