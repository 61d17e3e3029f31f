/// Splitting text into words as a POSIX shell would, without any expansion: commands of programs (PROC-030)
/// and the KEY=value lists of `environment` (CFG-100). The rules are those of Python's shlex in POSIX mode.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "sys/result.hpp"

namespace supervise::config {

/// Words between blanks, quotes and backslashes interpreted, no comments.
/// Fails with "No closing quotation" or "No escaped character".
Result<std::vector<std::string>> shell_words(std::string_view text);

/// The words of a program's command, never empty.
/// Fails with Supervisor's text: "can't parse command 'x': No closing quotation" or "command is empty".
Result<std::vector<std::string>> command_words(std::string_view command);

/// Tokens of an `environment` value: words of letters, digits and _/.+-(): with quoted parts (CFG-101, 103),
/// and every other character as a token of its own. `#` starts a comment (CFG-105). Fails as shell_words.
Result<std::vector<std::string>> environment_tokens(std::string_view text);

}  // namespace supervise::config
