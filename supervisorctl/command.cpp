#include "supervisorctl/command.hpp"

#include <algorithm>

#include "config/text.hpp"
#include "supervisorctl/command_options.hpp"

namespace supervise::ctl {
namespace {

bool is_name_character(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

}  // namespace

const Command* find_command(std::string_view name) {
    const auto table = command_table();
    const auto found = std::find_if(table.begin(), table.end(),
                                    [name](const Command& command) { return command.name == name; });
    return found != table.end() ? &*found : nullptr;
}

ParsedLine parse_line(std::string_view line) {
    ParsedLine parsed;
    parsed.text = config::strip(line);
    if (parsed.text.starts_with('?')) {
        parsed.text.replace(0, 1, "help ");
    }
    const std::string_view text = parsed.text;
    const auto length = static_cast<std::size_t>(
        std::find_if_not(text.begin(), text.end(), is_name_character) - text.begin());
    parsed.name = text.substr(0, length);
    parsed.arguments.text = config::strip(text.substr(length));
    for (const std::string_view word : config::split_words(parsed.arguments.text)) {
        parsed.arguments.words.emplace_back(word);
    }
    return parsed;
}

void print_help(Session& session, const Command& command, HelpExtent extent) {
    session.out().line(command.help);
    const bool shows_options = extent == HelpExtent::everything || session.out().is_terminal();
    if (shows_options && !command.options.empty()) {
        session.out().line("Options:");
        session.out().raw(command_option_help(command));
    }
}

}  // namespace supervise::ctl
