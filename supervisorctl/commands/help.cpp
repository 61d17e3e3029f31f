// help, and leaving the shell.
#include <fmt/core.h>

#include "supervisorctl/columns.hpp"
#include "supervisorctl/commands/commands.hpp"

namespace supervise::ctl::commands {
namespace {

constexpr std::size_t terminal_width = 79;

void print_names(Session& session, std::string_view header, bool are_beyond_supervisor) {
    std::vector<std::string_view> names;
    for (const Command& command : command_table()) {
        if (!command.is_hidden && command.is_beyond_supervisor == are_beyond_supervisor) {
            names.push_back(command.name);
        }
    }
    if (names.empty()) {
        return;
    }
    session.out().line(header);
    session.out().line(std::string(header.size(), '='));
    for (const std::string& row : in_columns(names, terminal_width)) {
        session.out().line(row);
    }
    session.out().line("");
}

void print_overview(Session& session, HelpExtent extent) {
    session.out().line("");
    print_names(session, "default commands (type help <topic>):", false);
    if (extent == HelpExtent::everything || session.out().is_terminal()) {
        print_names(session, "more commands (type help <topic>):", true);
    }
}

}  // namespace

Done help(Session& session, const Arguments& arguments) {
    const HelpExtent extent = arguments.has("--all") ? HelpExtent::everything : HelpExtent::by_output;
    if (arguments.text.empty()) {
        print_overview(session, extent);
        return {};
    }
    const Command* command = find_command(arguments.text);
    if (command != nullptr && !command->help.empty()) {
        print_help(session, *command, extent);
    } else {
        session.out().line(fmt::format("*** No help on {}", arguments.text));
    }
    return {};
}

Done leave(Session& session, const Arguments&) {
    session.out().line("");
    session.end();
    return {};
}

}  // namespace supervise::ctl::commands
