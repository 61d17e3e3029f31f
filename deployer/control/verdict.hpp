/// What stands below the tables of a status: where hosts differ from their description, in sentences. Pure.
#pragma once

#include <string>
#include <vector>

#include "control/status_table.hpp"

namespace deployer::control {

/// On one line. Terminals do what control characters say; daemons of others may have any in their names and
/// reasons.
std::string plain(std::string text);

/// "HOST: supervisor 'NAME': SENTENCE", line by line.
std::string sentences(const std::string& host, const std::string& supervisor,
                      const std::vector<std::string>& list);

/// Hosts of which only states are known, each once.
std::vector<std::string> not_compared(const Surveys& surveys);

/// Hosts that could not be reached, or where something failed, line by line.
std::string lost_hosts(const Look& look);

/// All differences, host by host, or that there are none; which hosts were not compared, and which are lost.
/// Empty when no host was to be looked at.
std::string verdict(const Look& look);

}  // namespace deployer::control
