/// The command line of supervisord (CLI-020 to CLI-041).
#pragma once

#include <span>
#include <string>
#include <vector>

#include "cli/option_parser.hpp"
#include "config/surroundings.hpp"
#include "sys/result.hpp"

namespace supervise::daemon {

/// The options, in the order of the help text.
std::span<const cli::Option> options();

/// What to print for --help; `program` as it was called.
std::string usage(std::string_view program);

/// Puts what the command line says over what the configuration says. Only values that were checked while
/// parsing come here, except the user, which is looked up when it is needed (CLI-024). Fails when a folder is
/// no longer there.
Result<void> apply_overrides(const cli::CommandLine& line, const config::Surroundings& around,
                             config::DaemonConfig& settings);

}  // namespace supervise::daemon
