// Completion for bash.
#include <fmt/format.h>

#include "reference/completion.hpp"
#include "reference/hadeploy.hpp"
#include "reference/vocabulary.hpp"

namespace supervise::reference {
namespace {

constexpr std::string_view indent = "        ";

std::string_view value_name(Value value) {
    switch (value) {
    case Value::none:
        return "none";
    case Value::unforeseen:
        return "unforeseen";
    case Value::file:
        return "file";
    case Value::folder:
        return "folder";
    case Value::user:
        return "user";
    case Value::level:
        return "level";
    case Value::words:
        return "words";
    }
    return {};
}

/// The lines of a `case` that says what values the options take.
std::string value_cases(const std::vector<Flag>& flags) {
    std::string text;
    for (const Flag& flag : flags) {
        if (flag.value != Value::none) {
            text += fmt::format(
                "{}{}{}) REPLY={}{} ;;", text.empty() ? "" : "\n", indent, fmt::join(flag.spellings, " | "),
                value_name(flag.value),
                flag.words.empty() ? "" : fmt::format(" choices='{}'", fmt::join(flag.words, " ")));
        }
    }
    return text;
}

/// ... that says which options a command has, and which of them take a value.
std::string command_option_cases() {
    std::string text;
    for (const ctl::Command* command : typed_commands()) {
        const std::vector<Flag> flags = offered_flags(*command);
        if (!flags.empty()) {
            text += fmt::format("{}{}{}) options='{}' valued=' {} ' ;;", text.empty() ? "" : "\n", indent,
                                command->name, fmt::join(spellings(flags), " "),
                                fmt::join(spellings(flags, Which::with_value), " "));
        }
    }
    return text;
}

}  // namespace

Blocks bash_blocks_of_supervisorctl(std::span<const cli::Option> options) {
    const std::vector<Flag> all = flags(options);
    return {{"OPTIONS", wrapped_words(spellings(all), indent)},
            {"OPTION_VALUES", value_cases(all)},
            {"COMMANDS", wrapped_words(command_names(), indent)},
            {"COMMAND_WORDS", command_word_cases(indent)},
            {"COMMAND_OPTIONS", command_option_cases()},
            {"SIGNALS", wrapped_words(signal_words(), indent)}};
}

Blocks bash_blocks_of_supervisord(std::span<const cli::Option> options) {
    const std::vector<Flag> all = flags(options);
    return {{"OPTIONS", wrapped_words(spellings(all), indent)},
            {"OPTION_VALUES", value_cases(all)},
            {"LEVELS", wrapped_words(level_words(), indent)}};
}

Blocks bash_blocks_of_hadeploy() {
    const std::vector<Flag> all = hadeploy_flags(), of_vault = hadeploy_vault_flags();
    return {{"OPTIONS", wrapped_words(spellings(all), indent)},
            {"OPTION_VALUES", value_cases(all)},
            {"VAULT_OPTIONS", wrapped_words(spellings(of_vault), indent)},
            {"VAULT_OPTION_VALUES", value_cases(of_vault)},
            {"VAULT_VERBS", fmt::format("{}", fmt::join(names(hadeploy_vault_verbs()), " "))}};
}

}  // namespace supervise::reference
