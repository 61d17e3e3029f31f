// help, and leaving the shell.
#include <fmt/core.h>

#include "supervisorctl/columns.hpp"
#include "supervisorctl/commands/commands.hpp"

namespace supervise::ctl::commands {
namespace {

constexpr std::size_t terminal_width = 79;

void print_overview(Session& session) {
    constexpr std::string_view header = "default commands (type help <topic>):";
    std::vector<std::string_view> names;
    for (const Command& command : command_table()) {
        if (!command.is_hidden) {
            names.push_back(command.name);
        }
    }
    session.out().line("");
    session.out().line(header);
    session.out().line(std::string(header.size(), '='));
    for (const std::string& row : in_columns(names, terminal_width)) {
        session.out().line(row);
    }
    session.out().line("");
}

}  // namespace

Done help(Session& session, const Arguments& arguments) {
    if (arguments.text.empty()) {
        print_overview(session);
        return {};
    }
    const Command* command = find_command(arguments.text);
    if (command != nullptr && !command->help.empty()) {
        print_help(session, *command);
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
