/// From the options to the exit status: load, read, decrypt, ask, run (HD-CLI).
#pragma once

#include "hadeploy/options.hpp"
#include "hadeploy/rooms.hpp"

namespace deployer::hadeploy {

/// 0; 1: the description, the options or the password are wrong, and nothing was changed anywhere; 2: a host
/// failed; 3: status, and something is not as described; 4: a host was unreachable (HD-CLI-21, HD-GAP-01).
int run_action(const Options& options, const Surroundings& surroundings);

}  // namespace deployer::hadeploy
