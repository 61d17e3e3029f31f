/// How a run ends, for the shell (HD-CLI-21, HD-GAP-01).
#pragma once

namespace deployer::run::exit_status {

inline constexpr int fine = 0, not_built = 1, failed = 2, differs = 3, unreachable = 4,
                     cancelled = 130;  // as a shell has it for SIGINT

}  // namespace deployer::run::exit_status
