/// The system's tools for accounts: useradd and its relatives, tried again a few times (HD-USR-10).
#pragma once

#include <string>
#include <vector>

#include "agent/context.hpp"

namespace deployer::agent {

/// Runs the tool; another run may hold the account files. `failure` begins the message of its failure:
/// "Unable to create user 'tsup'". `input` is what it reads.
supervise::Result<void> run_account_tool(Context& context, const std::vector<std::string>& argv,
                                         const std::string& failure, const std::string& input = "");

}  // namespace deployer::agent
