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

/// What one look at all hosts has found.
struct Look {
    Surveys surveys;
    std::vector<std::pair<std::string, std::string>> unreachable = {};  ///< hosts, and why
    std::vector<std::string> failed =
        {};  ///< hosts whose surveys are not complete, as something failed there

    bool is_whole() const { return unreachable.empty() && failed.empty(); }
};

/// Services and daemons first, then processes, then differences, which hosts were not compared, and of which
/// nothing, or not all, is known; empty when there is nothing of all that.
std::string status_table(const Look& look);
/// {"hosts": [{"host", "units": [...], "supervisors": [...], "differences": [...]}], "unreachable": [{"host",
/// "reason"}], "failed": [...], "compared": bool, "as_described": bool}. The differences of a host that was
/// not compared are null.
std::string status_json(const Look& look);
/// Nothing differs anywhere, as far as that is known of all hosts.
bool all_as_described(const Look& look);
/// The look without what changes by itself from look to look: uptime and memory.
std::string lasting(const Look& look);

}  // namespace deployer::control
