#include "reference/manual.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "config/catalogue.hpp"
#include "config/events.hpp"
#include "config/reference.hpp"
#include "config/text.hpp"
#include "reference/vocabulary.hpp"

namespace supervise::reference {
namespace {

constexpr std::string_view begin_list = ".Bl -tag -width Ds\n";
constexpr std::string_view end_list = ".El";

std::string escaped(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (c == '\\') {
            out += "\\e";
        } else if (c == '"') {
            out += "\\(dq";
        } else if (c == '-') {
            out += "\\-";  // a hyphen could be shown as another sign, which cannot be pasted into a shell
        } else {
            out += c;
        }
    }
    return out;
}

std::string bold(std::string_view text) {
    return fmt::format("\\fB{}\\fP", escaped(text));
}
std::string italic(std::string_view text) {
    return fmt::format("\\fI{}\\fP", escaped(text));
}

/// A help text as a sentence.
std::string sentence(std::string text) {
    if (text.empty()) {
        return text;
    }
    text.front() = config::upper(text.substr(0, 1)).front();
    if (!text.ends_with('.')) {
        text += '.';
    }
    return text;
}

std::string macro(const Flag& flag, std::string_view spelling) {
    if (spelling.starts_with("--")) {
        return fmt::format("Fl Fl {}{}{}", spelling.substr(2), flag.argument.empty() ? "" : " Ns = Ns Ar ",
                           flag.argument);
    }
    return fmt::format("Fl {}{}{}", spelling.substr(1), flag.argument.empty() ? "" : " Ar ", flag.argument);
}

/// The head and the text of a list entry.
std::string flag_entry(const Flag& flag) {
    std::string head;
    for (const std::string& spelling : flag.spellings) {
        head += (head.empty() ? "" : " , ") + macro(flag, spelling);
    }
    return fmt::format(".It {}\n{}\n{}", head, manual_text(sentence(flag.help)),
                       flag.repeats ? "May be given more than once.\n" : "");
}

/// "tail [-f] <name> [stdout|stderr]": what is typed as it is in bold, what stands for something in italics.
std::string synopsis(std::string_view text) {
    std::string out;
    while (!text.empty()) {
        const char sign = text.front();
        const std::size_t end = std::min(text.find(sign == '<' ? '>' : ' '), text.size());
        const std::size_t next = sign == '<' ? text.size() : std::min(text.find('<', 1), end);
        if (sign == '<') {
            std::string name(text.substr(1, end - 1));
            std::replace(name.begin(), name.end(), ' ', '-');
            out += italic(name);
            text.remove_prefix(std::min(end + 1, text.size()));
        } else if (sign == ' ') {
            out += ' ';
            text.remove_prefix(1);
        } else {
            const std::string_view word = text.substr(0, next);
            out += sign == '[' || sign == '(' ? escaped(word) : bold(word);
            text.remove_prefix(next);
        }
    }
    return out;
}

/// Forms stand together above what they do.
std::string command_text(const ctl::Command& command) {
    std::string text;
    for (const Form& form : forms(command)) {
        text += fmt::format(".It {}\n", synopsis(form.synopsis));
    }
    text += fmt::format("{}\n", manual_text(sentence(summary(command))));
    std::string names;
    for (const ctl::CommandOption& option : command.options) {
        names += fmt::format("{}{}", names.empty() ? "" : ", ", bold(option.name));
    }
    return names.empty() ? text : fmt::format("{}Options: {}.\n", text, names);
}

/// An option and the commands that have it.
struct SharedOption {
    const ctl::CommandOption* option;
    std::vector<std::string_view> commands;
};

/// Commands share options; each is told once.
std::vector<SharedOption> shared_options() {
    std::vector<SharedOption> shared;
    for (const ctl::Command* command : typed_commands()) {
        for (const ctl::CommandOption& option : command->options) {
            const auto known =
                std::find_if(shared.begin(), shared.end(), [&option](const SharedOption& other) {
                    return other.option->name == option.name && other.option->help == option.help;
                });
            if (known != shared.end()) {
                known->commands.push_back(command->name);
            } else {
                shared.push_back({&option, {command->name}});
            }
        }
    }
    return shared;
}

std::string remarks(const config::Option& option) {
    std::string text;
    const auto add = [&text](std::string_view word, std::string_view what) {
        if (!what.empty()) {
            text += fmt::format("{}{} {}", text.empty() ? "" : "; ", word, what);
        }
    };
    if (option.required) {
        text = "required";
    }
    add("default", option.fallback.empty() ? std::string() : bold(option.fallback));
    add("expansion:", config::names_word(option.names));
    add("change:", config::live_words(option.live));
    if (option.origin == config::Origin::ours) {
        text += "; not in Supervisor";
    }
    return fmt::format("[{}]", text);
}

std::string key_text(const config::Option& option) {
    return fmt::format(".It Cm {} Ns = Ns Ar {}\n{}\n{}\n", option.name, config::type_name(option.type),
                       manual_text(option.help), remarks(option));
}

}  // namespace

std::string manual_text(std::string_view text) {
    std::string out;
    bool in_code = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool begins_line = out.empty() || out.back() == '\n';
        if (text[i] == '`') {
            in_code = !in_code;
            out += in_code ? "\\fB" : "\\fP";
        } else if (!in_code && text.substr(i).starts_with(". ") && i + 2 < text.size() &&
                   config::upper(text.substr(i + 2, 1)) == text.substr(i + 2, 1)) {
            out += ".\n";
            ++i;
        } else {
            // At the beginning of a line these are for roff.
            out += begins_line && (text[i] == '.' || text[i] == '\'') ? "\\&" : "";
            out += escaped(text.substr(i, 1));
        }
    }
    return out;
}

std::string manual_synopsis(std::span<const cli::Option> table) {
    std::string letters, others;
    for (const Flag& flag : flags(table)) {
        const std::string& first = flag.spellings.front();
        if (flag.argument.empty() && !first.starts_with("--")) {
            letters += first.substr(1);
        } else {
            others += fmt::format("\n.Op {}", macro(flag, first));
        }
    }
    return fmt::format(".Op Fl {}{}", letters, others);
}

std::string manual_options(std::span<const cli::Option> table) {
    return manual_options(flags(table));
}

std::string manual_options(const std::vector<Flag>& flags) {
    std::string text(begin_list);
    for (const Flag& flag : flags) {
        text += flag_entry(flag);
    }
    return text.append(end_list);
}

std::string manual_commands() {
    std::string text(".Bl -tag -width Ds -compact\n");
    for (const ctl::Command* command : typed_commands()) {
        text += (text.ends_with("compact\n") ? "" : ".Pp\n") + command_text(*command);
    }
    return text.append(end_list);
}

std::string manual_command_options() {
    std::string text(begin_list);
    for (const SharedOption& shared : shared_options()) {
        text += flag_entry(flags(std::span(shared.option, 1)).front());
        text += fmt::format("[{}]\n", fmt::join(shared.commands, ", "));
    }
    return text.append(end_list);
}

std::string manual_value_types() {
    std::string text(begin_list);
    for (const config::TypeText& type : config::type_texts()) {
        text += fmt::format(".It Ar {}\n{}\n", type.name, manual_text(sentence(std::string(type.text))));
    }
    return text.append(end_list);
}

std::string manual_events() {
    std::string text(begin_list);
    for (const config::EventKind& kind : config::event_kinds) {
        text += fmt::format(".It Li {}\n{}\n", kind.name, manual_text(kind.when));
        if (!kind.payload.empty()) {
            text += manual_text(fmt::format("Payload: {}.", kind.payload)) + "\n";
        }
    }
    return text.append(end_list);
}

std::string manual_sections() {
    std::string text;
    for (const config::CatalogueSection& section : config::catalogue()) {
        text += fmt::format("{}.Ss [{}]\n{}\n", text.empty() ? "" : "\n", section.name,
                            manual_text(section.summary));
        if (!section.also.empty()) {
            text += fmt::format("All keys of [{}] apply too.\n", section.also);
        }
        text += begin_list;
        for (const config::Option* option : section.options) {
            text += key_text(*option);
        }
        text += end_list;
    }
    return text;
}

}  // namespace supervise::reference
