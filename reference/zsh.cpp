// Completion for zsh: option specifications as in zshcompsys(1), _arguments.
#include <fmt/format.h>

#include "reference/completion.hpp"
#include "reference/hadeploy.hpp"
#include "reference/vocabulary.hpp"

namespace supervise::reference {
namespace {

constexpr std::string_view indent = "    ";

std::string action(const Flag& flag) {
    switch (flag.value) {
    case Value::none:
        return "";
    case Value::unforeseen:
        return " ";
    case Value::file:
        return "_files";
    case Value::folder:
        return "_files -/";
    case Value::user:
        return "_users";
    case Value::level:
        return fmt::format("({})", fmt::join(level_words(), " "));
    case Value::words:
        return fmt::format("({})", fmt::join(flag.words, " "));
    }
    return {};
}

/// Brackets end an explanation.
std::string without_brackets(std::string_view text) {
    std::string out;
    for (const char c : text) {
        out += c == '[' || c == ']' ? fmt::format("\\{}", c) : std::string(1, c);
    }
    return out;
}

/// `-c+`: the value may follow in the same word; `--configuration=`: behind a `=`. Both take the next word,
/// too.
std::string with_value_mark(const Flag& flag, const std::string& spelling) {
    if (flag.value == Value::none) {
        return spelling;
    }
    return spelling + (spelling.starts_with("--") ? "=" : "+");
}

std::vector<std::string> specifications(const Flag& flag) {
    std::string tail = fmt::format("[{}]", without_brackets(flag.help));
    if (flag.value != Value::none) {
        tail += fmt::format(":{}:{}", flag.argument, action(flag));
    }
    std::vector<std::string> lines;
    for (const std::string& spelling : flag.spellings) {
        const std::string others =
            flag.spellings.size() > 1 ? fmt::format("({})", fmt::join(flag.spellings, " ")) : std::string();
        const std::string_view star = flag.repeats ? "*" : "";
        lines.push_back(quoted(fmt::format("{}{}{}{}", others, star, with_value_mark(flag, spelling), tail)));
    }
    return lines;
}

std::string option_lines(const std::vector<Flag>& flags) {
    std::string text;
    for (const Flag& flag : flags) {
        for (const std::string& line : specifications(flag)) {
            text += fmt::format("{}{}{}", text.empty() ? "" : "\n", indent, line);
        }
    }
    return text;
}

std::string command_lines() {
    std::string text;
    for (const ctl::Command* command : typed_commands()) {
        text += fmt::format("{}{}{}", text.empty() ? "" : "\n", indent,
                            quoted(fmt::format("{}:{}", command->name, summary(*command))));
    }
    return text;
}

std::string command_option_cases() {
    std::string text;
    for (const ctl::Command* command : typed_commands()) {
        std::vector<std::string> lines;
        for (const Flag& flag : offered_flags(*command)) {
            const auto more = specifications(flag);
            lines.insert(lines.end(), more.begin(), more.end());
        }
        if (!lines.empty()) {
            text += fmt::format("{}{}{}) options=({}) ;;", text.empty() ? "" : "\n", indent, command->name,
                                fmt::join(lines, " "));
        }
    }
    return text;
}

}  // namespace

Blocks zsh_blocks_of_supervisorctl(std::span<const cli::Option> options) {
    return {{"OPTIONS", option_lines(flags(options))},
            {"COMMANDS", command_lines()},
            {"COMMAND_WORDS", command_word_cases(indent)},
            {"COMMAND_OPTIONS", command_option_cases()},
            {"SIGNALS", wrapped_words(signal_words(), indent)}};
}

Blocks zsh_blocks_of_supervisord(std::span<const cli::Option> options) {
    return {{"OPTIONS", option_lines(flags(options))}};
}

Blocks zsh_blocks_of_hadeploy() {
    std::string verbs;
    for (const Named& verb : hadeploy_vault_verbs()) {
        verbs += fmt::format("{}{}{}", verbs.empty() ? "" : "\n", indent,
                             quoted(fmt::format("{}:{}", verb.name, verb.help)));
    }
    return {{"OPTIONS", option_lines(hadeploy_flags())},
            {"VAULT_OPTIONS", option_lines(hadeploy_vault_flags())},
            {"VAULT_VERBS", verbs}};
}

}  // namespace supervise::reference
