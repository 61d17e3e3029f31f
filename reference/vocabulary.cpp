#include "reference/vocabulary.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include <fmt/core.h>

#include "config/text.hpp"
#include "config/values.hpp"

namespace supervise::reference {
namespace {

constexpr std::array<std::pair<std::string_view, Value>, 6> values{{
    {"FILE", Value::file},
    {"FILENAME", Value::file},
    {"DIR", Value::folder},
    {"FOLDER", Value::folder},
    {"USER", Value::user},
    {"LEVEL", Value::level},
}};

}  // namespace

Value value_of(std::string_view argument) {
    if (argument.empty()) {
        return Value::none;
    }
    const auto known = std::find_if(values.begin(), values.end(),
                                    [argument](const auto& row) { return row.first == argument; });
    return known != values.end() ? known->second : Value::unforeseen;
}

namespace {

void add_spellings(const cli::Option& option, Flag& flag) {
    if (option.short_name != 0) {
        const auto first_long = std::find_if(flag.spellings.begin(), flag.spellings.end(),
                                             [](const std::string& text) { return text.starts_with("--"); });
        flag.spellings.insert(first_long, fmt::format("-{}", option.short_name));
    }
    if (!option.long_name.empty()) {
        flag.spellings.push_back(fmt::format("--{}", option.long_name));
    }
}

std::vector<std::string_view> lines_of(std::string_view text) {
    std::vector<std::string_view> lines;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        lines.push_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return lines;
}

/// `word` if it is a dash and one letter, as in `tail [-f] <name>`.
std::string_view letter_option(std::string_view word) {
    if (word.starts_with('[') && word.ends_with(']')) {
        word = word.substr(1, word.size() - 2);
    }
    const bool is_letter = word.size() == 2 && word[0] == '-' &&
                           ((word[1] >= 'a' && word[1] <= 'z') || (word[1] >= 'A' && word[1] <= 'Z'));
    return is_letter ? word : std::string_view();
}

/// Adds it, or its help where the form found first had none.
void add_letter(std::vector<Flag>& found, std::string_view letter, const std::string& help) {
    const auto known = std::find_if(found.begin(), found.end(), [letter](const Flag& flag) {
        return std::find(flag.spellings.begin(), flag.spellings.end(), letter) != flag.spellings.end();
    });
    if (known == found.end()) {
        found.push_back({.spellings = {std::string(letter)}, .help = help});
    } else if (known->help.empty()) {
        known->help = help;
    }
}

}  // namespace

std::vector<Flag> flags(std::span<const cli::Option> table) {
    std::vector<Flag> found;
    for (const cli::Option& option : table) {
        if (option.help.empty()) {
            continue;
        }
        Flag flag{.argument = std::string(option.argument),
                  .help = std::string(option.help),
                  .value = value_of(option.argument)};
        for (const cli::Option& other : table) {
            if (other.setting == option.setting) {
                add_spellings(other, flag);
            }
        }
        found.push_back(std::move(flag));
    }
    return found;
}

std::vector<Flag> flags(std::span<const ctl::CommandOption> table) {
    std::vector<Flag> found;
    for (const ctl::CommandOption& option : table) {
        Flag flag{.argument = std::string(option.argument),
                  .help = std::string(option.help),
                  .value = value_of(option.argument)};
        if (!option.alias.empty()) {
            flag.spellings.emplace_back(option.alias);
        }
        flag.spellings.emplace_back(option.name);
        found.push_back(std::move(flag));
    }
    return found;
}

std::vector<Flag> offered_flags(const ctl::Command& command) {
    std::vector<Flag> found = flags(command.options);
    for (const Form& form : forms(command)) {
        for (const std::string_view word : config::split_words(form.synopsis)) {
            const std::string_view letter = letter_option(word);
            if (!letter.empty()) {
                add_letter(found, letter, form.effect);
            }
        }
    }
    return found;
}

std::vector<Form> forms(const ctl::Command& command) {
    std::vector<Form> found;
    for (const std::string_view line : lines_of(command.help)) {
        const std::size_t tab = std::min(line.find('\t'), line.size());
        std::string synopsis(config::strip(line.substr(0, tab)));
        std::string effect(config::strip(line.substr(tab)));
        if (synopsis.empty() && !found.empty()) {
            found.back().effect += (found.back().effect.empty() ? "" : "; ") + effect;
        } else if (synopsis == command.name || synopsis.starts_with(fmt::format("{} ", command.name))) {
            found.push_back({std::move(synopsis), std::move(effect)});
        }
    }
    return found;
}

std::string summary(const ctl::Command& command) {
    if (!command.summary.empty()) {
        return std::string(command.summary);
    }
    for (const Form& form : forms(command)) {
        if (!form.effect.empty()) {
            return form.effect;
        }
    }
    return {};
}

std::vector<const ctl::Command*> typed_commands() {
    std::vector<const ctl::Command*> typed;
    for (const ctl::Command& command : ctl::command_table()) {
        if (!command.help.empty()) {
            typed.push_back(&command);
        }
    }
    return typed;
}

std::vector<std::string> spellings(const std::vector<Flag>& flags, Which which) {
    std::vector<std::string> found;
    for (const Flag& flag : flags) {
        if (which == Which::all || flag.value != Value::none) {
            found.insert(found.end(), flag.spellings.begin(), flag.spellings.end());
        }
    }
    return found;
}

std::vector<std::string> command_names() {
    std::vector<std::string> names;
    for (const ctl::Command* command : typed_commands()) {
        names.emplace_back(command->name);
    }
    return names;
}

std::vector<std::string> signal_words() {
    const auto names = config::signal_names();
    return {names.begin(), names.end()};
}

std::vector<std::string> level_words() {
    const auto names = config::log_level_names();
    return {names.begin(), names.end()};
}

std::string_view words_name(ctl::Takes takes) {
    switch (takes) {
    case ctl::Takes::nothing:
    case ctl::Takes::follow_option:  // in the forms of the command
    case ctl::Takes::url:
        return "";
    case ctl::Takes::topic:
        return "topic";
    case ctl::Takes::process:
        return "process";
    case ctl::Takes::processes:
        return "processes";
    case ctl::Takes::process_and_channel:
        return "process_and_channel";
    case ctl::Takes::signal_and_processes:
        return "signal_and_processes";
    case ctl::Takes::groups:
        return "groups";
    case ctl::Takes::groups_to_add:
        return "groups_to_add";
    case ctl::Takes::groups_to_update:
        return "groups_to_update";
    }
    return {};
}

}  // namespace supervise::reference
