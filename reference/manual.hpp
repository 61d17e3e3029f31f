/// The parts of the manual pages that come from the tables, in mdoc(7). Pure.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "cli/option_parser.hpp"
#include "reference/vocabulary.hpp"

namespace supervise::reference {

/// Sentences of the tables as text lines: what roff would take for its own is escaped, `code` is bold, each
/// sentence begins a line.
std::string manual_text(std::string_view text);

/// The options of a program for its synopsis, and as a list.
std::string manual_synopsis(std::span<const cli::Option> table);
std::string manual_options(std::span<const cli::Option> table);
std::string manual_options(const std::vector<Flag>& flags);

/// All commands of supervisorctl with their forms; the options of commands.
std::string manual_commands();
std::string manual_command_options();

/// The types of configuration values; the sections and their keys.
std::string manual_value_types();
std::string manual_sections();

/// The events that a listener can subscribe to.
std::string manual_events();

}  // namespace supervise::reference
