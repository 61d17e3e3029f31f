/// What a command is, as data, and the table of all. A new command is one row and one function.
#pragma once

#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "supervisorctl/exit_status.hpp"
#include "supervisorctl/session.hpp"
#include "sys/result.hpp"

namespace supervise::ctl {

/// What may stand among the words of a command that has it: `--name`, `--name VALUE`, `--name=VALUE`. Options
/// are what Supervisor's client does not have; in a command without the option the word stays a word.
struct CommandOption {
    std::string_view name;           ///< with its dashes: "--timeout"
    std::string_view alias = {};     ///< one letter, with its dash: "-n"; empty: none
    std::string_view argument = {};  ///< how the help calls its value; empty: a flag
    std::string_view help = {};      ///< one line
    /// Says what is wrong with a value. Null: any.
    Result<void> (*check)(std::string_view value) = nullptr;
    /// Standard output is a document for a program: whatever else is said goes to standard error.
    bool prints_document = false;
};

/// What stands behind the command's name.
struct Arguments {
    std::string text;                ///< as typed, blanks at both ends removed; without the options
    std::vector<std::string> words;  ///< the same, split at blanks
    /// By their names, in the order of the line.
    std::vector<std::pair<std::string_view, std::string>> options = {};

    bool has(std::string_view option) const { return value(option) != nullptr; }
    /// The value of an option (empty for a flag), or null when it was not given. The last one counts.
    const std::string* value(std::string_view option) const;
};

/// An error that is not a text of the command's own ends up in Session's error line (CTL-007).
using Done = client::Answer<void>;

/// What Tab offers behind the command's name (CTL-084).
enum class Takes {
    nothing,
    topic,
    process,
    processes,
    process_and_channel,
    signal_and_processes,
    groups,
    groups_to_add,
    groups_to_update,
    follow_option,
    url,
};

struct Command {
    std::string_view name;
    Takes takes = Takes::nothing;
    /// What it does, in one line, for completion and the manual page, where `help` has the words of
    /// Supervisor; empty: as in `help`.
    std::string_view summary = {};
    std::string_view help;  ///< what `help NAME` prints (CTL-060 to CTL-071); empty: none
    Done (*run)(Session& session, const Arguments& arguments);
    /// CTL-003: one call beforehand that finds out whether there is a daemon to talk to.
    bool checks_server = false;
    /// The status when that finds none, where it is not the general one.
    std::optional<int> unreachable_status = std::nullopt;
    /// Fewer words: `too_few`, the help and `too_few_status`.
    std::size_t min_words = 0;
    std::string_view too_few = {};
    int too_few_status = exit_status::generic;
    /// More words: `too_many`, or CTL-015 for a command that takes none.
    std::size_t max_words = std::numeric_limits<std::size_t>::max();
    std::string_view too_many = {};
    bool too_many_shows_help = true;
    /// Not in the overview of `help`.
    bool is_hidden = false;
    /// What Supervisor does not have. Such commands, and options, are shown to people: on a terminal and by
    /// `help --all`; a script that reads `help` sees what it knows.
    bool is_beyond_supervisor = false;
    std::span<const CommandOption> options = {};
};

/// Sorted by name.
std::span<const Command> command_table();
const Command* find_command(std::string_view name);

/// A command line, taken apart by the rules of CTL-012.
struct ParsedLine {
    std::string text;  ///< blanks at both ends removed; empty: nothing to do
    std::string name;  ///< leading letters, digits and `_`; empty: not a command
    Arguments arguments;
};
ParsedLine parse_line(std::string_view line);

/// Who is to see what Supervisor does not have: people only, or everybody.
enum class HelpExtent { by_output, everything };

/// Prints the command's help.
void print_help(Session& session, const Command& command, HelpExtent extent = HelpExtent::by_output);

}  // namespace supervise::ctl
