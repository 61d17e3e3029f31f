/// What `status` shows at its end: one table over all hosts (HD-GAP-01). Pure.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "control/status.hpp"

namespace deployer::control {

/// Hosts and what was found there, several for a host with several daemons. As RunResult::surveys has it, the
/// texts are JSON of unit_to_json(), status_to_json() and differences_to_json().
using Surveys = std::vector<std::pair<std::string, std::string>>;

/// Services and daemons first, then processes, then differences, and which hosts were not compared; empty
/// without surveys.
std::string status_table(const Surveys& surveys);
/// {"hosts": [{"host", "units": [...], "supervisors": [...], "differences": [...]}], "compared": bool,
/// "as_described": bool}. The differences of a host that was not compared are null.
std::string status_json(const Surveys& surveys);
/// Nothing differs anywhere.
bool all_as_described(const Surveys& surveys);
/// The surveys without what changes by itself from look to look: uptime and memory.
std::string lasting(const Surveys& surveys);

}  // namespace deployer::control
