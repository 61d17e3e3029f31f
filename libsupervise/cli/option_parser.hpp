/// The command line of a program: a table of options, read with getopt's rules and Supervisor's words
/// (CLI-001 to CLI-008). Pure. Both programs use it; the help text comes from the same table.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "sys/result.hpp"

namespace supervise::cli {

/// One option. Several may share a setting; a setting can be given once (CLI-004).
struct Option {
    std::string_view setting = {};    ///< what it sets, by which the caller asks for it
    char short_name = 0;              ///< 0: none
    std::string_view long_name = {};  ///< without dashes, empty: none; `_` matches `-` as well
    std::string_view argument = {};   ///< how the help calls its argument; empty: a flag
    std::string_view help = {};       ///< empty: not listed
    /// Says what is wrong with an argument, as the part behind "invalid value for -x 'foo': ". Null: any.
    Result<void> (*check)(std::string_view value) = nullptr;
    /// Acts at once, before anything to its right is looked at: help, version (CLI-006).
    bool ends_reading = false;
};

/// Whether words may follow the options.
enum class Words { allowed, refused };

/// What was given.
class CommandLine {
public:
    /// The setting of the option that ended reading ("help"); empty when all was read.
    std::string_view ended_by() const { return ended_by_; }
    bool has(std::string_view setting) const { return value(setting) != nullptr; }
    /// The argument of a setting (empty for a flag), or null when it was not given.
    const std::string* value(std::string_view setting) const;
    /// What follows the options.
    const std::vector<std::string>& words() const { return words_; }

private:
    friend Result<CommandLine> parse(std::span<const Option>, std::span<const std::string>, Words);

    std::string_view ended_by_;
    std::vector<std::pair<std::string_view, std::string>> given_;
    std::vector<std::string> words_;
};

/// Reads `arguments` (without the program's name) up to the first word that is not an option. The whole line
/// is checked for unknown options before any takes effect, then options act from left to right (CLI-008).
Result<CommandLine> parse(std::span<const Option> table, std::span<const std::string> arguments, Words words);

/// The two lines for an error at start (CLI-002); such an error ends the program with status `usage_status`.
std::string usage_error(std::string_view program, std::string_view message);
inline constexpr int usage_status = 2;

/// The option lines of a help text, wrapped to `help_width` columns.
std::string option_help(std::span<const Option> table);
inline constexpr std::size_t help_width = 79;

}  // namespace supervise::cli
