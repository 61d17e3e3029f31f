#include "supervisorctl/completion.hpp"

#include <algorithm>

#include <fmt/core.h>

#include "config/text.hpp"
#include "config/values.hpp"
#include "supervisorctl/command.hpp"

namespace supervise::ctl {
namespace {

constexpr std::string_view blanks = " \t";

/// Collects what begins with what has been typed.
class Candidates {
public:
    explicit Candidates(std::string_view typed) : typed_(typed) {}

    void add(std::string_view word) {
        // A name that the user could not type is not worth offering.
        const bool is_typable = std::none_of(word.begin(), word.end(), [](char c) {
            const auto byte = static_cast<unsigned char>(c);
            return byte <= ' ' || byte == 0x7f;
        });
        if (word.starts_with(typed_) && is_typable &&
            std::find(words_.begin(), words_.end(), word) == words_.end()) {
            words_.emplace_back(word);
        }
    }

    /// CTL-085: the plain name where it suffices and no group has been typed; behind the first member of a
    /// group, the whole of it.
    void add_processes(std::span<const ProcessName> processes) {
        const bool wants_group = typed_.find(':') != std::string_view::npos;
        std::string_view group;
        for (const ProcessName& name : processes) {
            const bool is_plain = name.group == name.process && !wants_group;
            add(is_plain ? name.process : fmt::format("{}:{}", name.group, name.process));
            if (name.group != group && !is_plain) {
                add(fmt::format("{}:*", name.group));
            }
            group = name.group;
        }
    }

    void add_groups(std::span<const ProcessName> processes) {
        for (const ProcessName& name : processes) {
            add(name.group);
        }
    }

    void add_commands(bool with_help_only) {
        for (const Command& command : command_table()) {
            const bool is_help = command.name == "help";
            if ((!command.is_hidden || is_help) && !(with_help_only && command.help.empty())) {
                add(command.name);
            }
        }
    }

    std::vector<std::string> take() { return std::move(words_); }

private:
    std::string_view typed_;
    std::vector<std::string> words_;
};

/// What stands behind a command's name, before the word that is completed.
struct Before {
    bool is_nothing = true;
    std::size_t words = 0;     ///< without options and their values
    bool wants_value = false;  ///< an option's value comes next
};

const CommandOption* find_option(const Command& command, std::string_view word) {
    const auto found =
        std::find_if(command.options.begin(), command.options.end(), [word](const CommandOption& option) {
            return option.name == word || (!option.alias.empty() && option.alias == word);
        });
    return found != command.options.end() ? &*found : nullptr;
}

Before look_back(const Command& command, std::span<const std::string_view> words) {
    Before before;
    for (const std::string_view word : words) {
        before.is_nothing = false;
        if (before.wants_value) {
            before.wants_value = false;
            continue;
        }
        const CommandOption* option = find_option(command, word);
        before.wants_value = option != nullptr && !option->argument.empty();
        before.words += word.starts_with('-') ? 0 : 1;
    }
    return before;
}

void add_words(Candidates& candidates, const Command& command, const Before& before, Names& names) {
    const std::size_t count = before.words;
    switch (command.takes) {
    case Takes::nothing:
        return;
    case Takes::topic:
        if (count == 0) {
            candidates.add_commands(true);
        }
        return;
    case Takes::processes:
        candidates.add_processes(names.processes());
        candidates.add("all");
        return;
    case Takes::process:
        if (count == 0) {
            candidates.add_processes(names.processes());
        }
        return;
    case Takes::groups:
        candidates.add_groups(names.processes());
        return;
    case Takes::groups_to_add: {
        // Without any, those there are: CTL-084.
        const auto added = names.new_groups();
        for (const std::string& group : added) {
            candidates.add(group);
        }
        if (added.empty()) {
            candidates.add_groups(names.processes());
        }
        return;
    }
    case Takes::groups_to_update:
        candidates.add_groups(names.processes());
        for (const std::string& group : names.new_groups()) {
            candidates.add(group);
        }
        candidates.add("all");
        return;
    case Takes::signal_and_processes:
        if (count == 0) {
            for (const std::string_view signal : config::signal_names()) {
                candidates.add(signal);
            }
            return;
        }
        candidates.add_processes(names.processes());
        candidates.add("all");
        return;
    case Takes::process_and_channel:
        if (count == 0) {
            candidates.add("-f");
            candidates.add_processes(names.processes());
        } else if (count == 1) {
            candidates.add("stderr");
            candidates.add("stdout");
        }
        return;
    case Takes::follow_option:
        if (before.is_nothing) {
            candidates.add("-f");
        }
        return;
    case Takes::url:
        if (count == 0) {
            candidates.add("http://");
            candidates.add("unix://");
        }
        return;
    }
}

}  // namespace

std::string_view last_word(std::string_view line) {
    const std::size_t blank = line.find_last_of(blanks);
    return blank == std::string_view::npos ? line : line.substr(blank + 1);
}

std::vector<std::string> completions(std::string_view line, Names& names) {
    const std::string_view typed = last_word(line);
    Candidates candidates(typed);
    const std::string_view before = line.substr(0, line.size() - typed.size());
    const auto words = config::split_words(before);
    if (words.empty()) {
        // "?" is help, and its topic may follow at once (CTL-012).
        candidates.add_commands(false);
        return candidates.take();
    }
    const Command* command = find_command(words.front() == "?" ? "help" : words.front());
    if (command == nullptr) {
        return {};
    }
    const Before behind_name = look_back(*command, std::span(words).subspan(1));
    if (behind_name.wants_value) {
        return {};
    }
    if (typed.starts_with('-')) {
        for (const CommandOption& option : command->options) {
            candidates.add(option.name);
        }
    }
    add_words(candidates, *command, behind_name, names);
    return candidates.take();
}

std::string common_prefix(std::span<const std::string> words) {
    if (words.empty()) {
        return {};
    }
    std::string prefix = words.front();
    for (const std::string& word : words.subspan(1)) {
        const auto mismatch = std::mismatch(prefix.begin(), prefix.end(), word.begin(), word.end());
        prefix.erase(mismatch.first, prefix.end());
    }
    // Never half a character.
    const std::string_view first = words.front();
    const auto is_inside_character = [first](std::size_t at) {
        return at < first.size() && (static_cast<unsigned char>(first[at]) & 0xc0U) == 0x80U;
    };
    while (!prefix.empty() && is_inside_character(prefix.size())) {
        prefix.pop_back();
    }
    return prefix;
}

}  // namespace supervise::ctl
