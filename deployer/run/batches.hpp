/// Which hosts go through the plays together (--serial). Pure.
#pragma once

#include <vector>

#include "plan/plan.hpp"
#include "run/run.hpp"

namespace deployer::run {

/// Hosts that have a part in the plan, in the order of the model.
model::HostList hosts_of(const plan::Plan& plan);

/// Those hosts in batches of `serial`, or of that many percent of them, at least one. One batch without
/// either.
std::vector<model::HostList> batches_of(const model::HostList& hosts, const RunOptions& options);

}  // namespace deployer::run
