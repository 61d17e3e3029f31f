/// What the tables of options and commands say, in the shape that manual pages and completion files need.
/// Pure.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "cli/option_parser.hpp"
#include "supervisorctl/command.hpp"

namespace supervise::reference {

/// What can be offered as the value of an option.
enum class Value { none, unforeseen, file, folder, user, level, words };

/// What the help's name of a value says of it.
Value value_of(std::string_view argument);

/// One option in all its spellings.
struct Flag {
    std::vector<std::string> spellings;  ///< with their dashes, short ones first
    std::string argument;                ///< how its value is called; empty: a flag
    std::string help;                    ///< one line, as in the table
    Value value = Value::none;
    std::vector<std::string> words = {};  ///< what it can be; only of Value::words
    bool repeats = false;                 ///< can be given more than once, and each counts
};

/// The options that the help of a program lists; other spellings of theirs are added.
std::vector<Flag> flags(std::span<const cli::Option> table);
std::vector<Flag> flags(std::span<const ctl::CommandOption> table);
/// The options of a command, and those that its help shows among its words (`tail -f`).
std::vector<Flag> offered_flags(const ctl::Command& command);

/// One way to write a command, and what its help says of it.
struct Form {
    std::string synopsis;  ///< "tail -f <name>"
    std::string effect;    ///< may be empty
};
std::vector<Form> forms(const ctl::Command& command);
/// What the command does, in one line.
std::string summary(const ctl::Command& command);

/// All spellings, of those that take a value only if so asked.
enum class Which { all, with_value };
std::vector<std::string> spellings(const std::vector<Flag>& flags, Which which = Which::all);

/// The commands that people type, and their names.
std::vector<const ctl::Command*> typed_commands();
std::vector<std::string> command_names();

std::vector<std::string> signal_words();
std::vector<std::string> level_words();

/// `takes` as a name that completion files use for the function that finds such words; empty: none.
std::string_view words_name(ctl::Takes takes);

}  // namespace supervise::reference
