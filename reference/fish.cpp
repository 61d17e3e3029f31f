// Completion for fish: one `complete` line for each option and command.
#include <fmt/format.h>

#include "reference/completion.hpp"
#include "reference/hadeploy.hpp"
#include "reference/vocabulary.hpp"

namespace supervise::reference {
namespace {

constexpr std::string_view before_command = "__supervisorctl_has_no_command";

std::string value_words(const Flag& flag) {
    switch (flag.value) {
    case Value::none:
        return "";
    case Value::unforeseen:
        return " -x";
    case Value::file:
        return " -r -F";
    case Value::folder:
        return " -x -a '(__fish_complete_directories)'";
    case Value::user:
        return " -x -a '(__fish_complete_users)'";
    case Value::level:
        return fmt::format(" -x -a '{}'", fmt::join(level_words(), " "));
    case Value::words:
        return fmt::format(" -x -a '{}'", fmt::join(flag.words, " "));
    }
    return {};
}

/// `condition` is fish code that says when the option is offered; empty: always.
std::string option_line(std::string_view program, std::string_view condition, const Flag& flag) {
    std::string text = fmt::format("complete -c {}", program);
    if (!condition.empty()) {
        text += fmt::format(" -n {}", condition.find(' ') == std::string_view::npos ? std::string(condition)
                                                                                    : quoted(condition));
    }
    for (const std::string& spelling : flag.spellings) {
        text += spelling.starts_with("--") ? fmt::format(" -l {}", spelling.substr(2))
                                           : fmt::format(" -s {}", quoted(spelling.substr(1)));
    }
    return text + value_words(flag) + (flag.help.empty() ? "" : fmt::format(" -d {}", quoted(flag.help)));
}

std::string option_lines(std::string_view program, std::string_view condition,
                         const std::vector<Flag>& flags) {
    std::string text;
    for (const Flag& flag : flags) {
        text += (text.empty() ? "" : "\n") + option_line(program, condition, flag);
    }
    return text;
}

std::string command_lines() {
    std::string text;
    for (const ctl::Command* command : typed_commands()) {
        text += fmt::format("{}complete -c supervisorctl -n {} -f -a {} -d {}", text.empty() ? "" : "\n",
                            before_command, command->name, quoted(summary(*command)));
    }
    return text;
}

std::string command_word_lines() {
    std::string text;
    for (const ctl::Command* command : typed_commands()) {
        if (const std::string_view name = words_name(command->takes); !name.empty()) {
            text += fmt::format(
                "{}complete -c supervisorctl -n '__supervisorctl_command_is {}' -f -a '(__supervisorctl_{})'",
                text.empty() ? "" : "\n", command->name, name);
        }
    }
    return text;
}

std::string command_option_lines() {
    std::string text;
    for (const ctl::Command* command : typed_commands()) {
        const auto offered = offered_flags(*command);
        if (!offered.empty()) {
            text += (text.empty() ? "" : "\n") +
                    option_lines("supervisorctl", fmt::format("__supervisorctl_command_is {}", command->name),
                                 offered);
        }
    }
    return text;
}

}  // namespace

Blocks fish_blocks_of_supervisorctl(std::span<const cli::Option> options) {
    const std::vector<Flag> all = flags(options);
    return {{"OPTIONS", option_lines("supervisorctl", before_command, all)},
            {"VALUED_OPTIONS", fmt::format("{}", fmt::join(spellings(all, Which::with_value), " "))},
            {"COMMANDS", command_lines()},
            {"COMMAND_WORDS", command_word_lines()},
            {"COMMAND_OPTIONS", command_option_lines()},
            {"TOPICS", fmt::format("{}", fmt::join(command_names(), " "))},
            {"SIGNALS", fmt::format("{}", fmt::join(signal_words(), " "))}};
}

Blocks fish_blocks_of_supervisord(std::span<const cli::Option> options) {
    return {{"OPTIONS", option_lines("supervisord", "", flags(options))}};
}

Blocks fish_blocks_of_hadeploy() {
    std::string verbs;
    for (const Named& verb : hadeploy_vault_verbs()) {
        verbs += fmt::format("{}complete -c hadeploy -n __hadeploy_wants_verb -f -a {} -d {}",
                             verbs.empty() ? "" : "\n", verb.name, quoted(verb.help));
    }
    return {{"OPTIONS", option_lines("hadeploy", "__hadeploy_has_no_vault", hadeploy_flags())},
            {"VAULT_OPTIONS", option_lines("hadeploy", "__hadeploy_has_vault", hadeploy_vault_flags())},
            {"VAULT_VERBS", verbs}};
}

}  // namespace supervise::reference
