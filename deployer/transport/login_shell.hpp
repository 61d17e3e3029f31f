/// Words for a login shell nobody knows: sh, bash, zsh, fish, csh or dash. Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "sys/result.hpp"

namespace deployer::transport {

/// `word` in single quotes, which all of them read as it is, as long as it has no quote, no `!` (csh's
/// history), no line end (csh) and no backslash that fish would take for an escape. Fails for such a word.
supervise::Result<std::string> shell_quoted(std::string_view word);

/// "exec 'word' 'word'".
supervise::Result<std::string> exec_line(const std::vector<std::string>& words);

}  // namespace deployer::transport
