/// The parts of the completion files that come from the tables, for each shell in its own syntax. Pure.
#pragma once

#include <span>

#include "cli/option_parser.hpp"
#include "reference/template.hpp"

namespace supervise::reference {

Blocks bash_blocks_of_supervisorctl(std::span<const cli::Option> options);
Blocks bash_blocks_of_supervisord(std::span<const cli::Option> options);

Blocks zsh_blocks_of_supervisorctl(std::span<const cli::Option> options);
Blocks zsh_blocks_of_supervisord(std::span<const cli::Option> options);

Blocks fish_blocks_of_supervisorctl(std::span<const cli::Option> options);
Blocks fish_blocks_of_supervisord(std::span<const cli::Option> options);

Blocks bash_blocks_of_hadeploy();
Blocks zsh_blocks_of_hadeploy();
Blocks fish_blocks_of_hadeploy();

/// The lines of a `case`, in bash and zsh, that sets REPLY to what the words behind a command are.
std::string command_word_cases(std::string_view indent);
/// `words` with blanks between them, in lines that begin with `indent`.
std::string wrapped_words(const std::vector<std::string>& words, std::string_view indent);
/// `text` as one word, for any of these shells.
std::string quoted(std::string_view text);

}  // namespace supervise::reference
