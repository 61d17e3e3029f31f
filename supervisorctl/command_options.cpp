#include "supervisorctl/command_options.hpp"

#include <algorithm>
#include <iterator>

#include <fmt/core.h>

#include "config/text.hpp"

namespace supervise::ctl {
namespace {

constexpr std::string_view end_of_options = "--";

/// An option that has been found, and its value if it came in the same word.
struct Found {
    const CommandOption* option;
    std::optional<std::string> value;
};

const CommandOption* find_named(const Command& command, std::string_view name) {
    const auto found = std::find_if(command.options.begin(), command.options.end(),
                                    [name](const CommandOption& option) { return option.name == name; });
    return found != command.options.end() ? &*found : nullptr;
}

const CommandOption* find_letter(const Command& command, char letter) {
    const auto found =
        std::find_if(command.options.begin(), command.options.end(), [letter](const CommandOption& option) {
            return option.alias.size() == 2 && option.alias[1] == letter;
        });
    return found != command.options.end() ? &*found : nullptr;
}

/// The options behind one dash. None when one of the letters is unknown: then it is a word.
std::vector<Found> find_letters(const Command& command, std::string_view letters) {
    std::vector<Found> found;
    while (!letters.empty()) {
        const CommandOption* option = find_letter(command, letters[0]);
        if (option == nullptr) {
            return {};
        }
        letters.remove_prefix(1);
        found.push_back({option, std::nullopt});
        if (!option->argument.empty() && !letters.empty()) {
            found.back().value = std::string(letters);
            letters = {};
        }
    }
    return found;
}

/// The options that `word` is; none when it is a word.
std::vector<Found> find_options(const Command& command, std::string_view word) {
    if (word.size() < 2 || word[0] != '-') {
        return {};
    }
    if (word[1] != '-') {
        return find_letters(command, word.substr(1));
    }
    const std::size_t equals = word.find('=');
    const CommandOption* option = find_named(command, word.substr(0, equals));
    if (option == nullptr) {
        return {};
    }
    if (equals == std::string_view::npos) {
        return {{option, std::nullopt}};
    }
    return {{option, std::string(word.substr(equals + 1))}};
}

Result<void> check_value(const CommandOption& option, const std::optional<std::string>& value) {
    if (option.argument.empty()) {
        return value ? Result<void>(fail(fmt::format("option {} takes no value", option.name)))
                     : Result<void>();
    }
    if (!value) {
        return fail(
            fmt::format("option {} requires a value: {} {}", option.name, option.name, option.argument));
    }
    if (option.check != nullptr) {
        if (const auto checked = option.check(*value); !checked) {
            return fail(fmt::format("invalid value for {} {}: {}", option.name, config::python_repr(*value),
                                    checked.error().message));
        }
    }
    return {};
}

std::string joined(const std::vector<std::string>& words) {
    std::string text;
    for (const std::string& word : words) {
        text += text.empty() ? "" : " ";
        text += word;
    }
    return text;
}

}  // namespace

const std::string* Arguments::value(std::string_view option) const {
    const auto found = std::find_if(options.rbegin(), options.rend(),
                                    [option](const auto& given) { return given.first == option; });
    return found != options.rend() ? &found->second : nullptr;
}

Result<Arguments> take_options(const Command& command, const Arguments& arguments) {
    if (command.options.empty()) {
        return arguments;
    }
    Arguments taken;
    const auto end = arguments.words.end();
    for (auto word = arguments.words.begin(); word != end; ++word) {
        if (*word == end_of_options) {
            taken.words.insert(taken.words.end(), std::next(word), end);
            break;
        }
        auto found = find_options(command, *word);
        if (found.empty()) {
            taken.words.push_back(*word);
            continue;
        }
        // Only the last of several letters can still be without the value that it needs.
        if (!found.back().option->argument.empty() && !found.back().value && std::next(word) != end) {
            found.back().value = *++word;
        }
        for (Found& one : found) {
            if (auto checked = check_value(*one.option, one.value); !checked) {
                return tl::unexpected(checked.error());
            }
            taken.options.emplace_back(one.option->name, std::move(one.value).value_or(""));
        }
    }
    const bool is_unchanged = taken.words.size() == arguments.words.size();
    taken.text = is_unchanged ? arguments.text : joined(taken.words);
    return taken;
}

std::string command_option_help(const Command& command) {
    std::vector<std::string> left;
    std::size_t width = 0;
    for (const CommandOption& option : command.options) {
        left.push_back(fmt::format("{}{}{}{}{}", option.alias, option.alias.empty() ? "" : ", ", option.name,
                                   option.argument.empty() ? "" : " ", option.argument));
        width = std::max(width, left.back().size());
    }
    std::string text;
    for (std::size_t i = 0; i < left.size(); ++i) {
        text += fmt::format("  {:<{}}  {}\n", left[i], width, command.options[i].help);
    }
    return text;
}

}  // namespace supervise::ctl
