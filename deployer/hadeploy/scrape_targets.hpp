/// What --prometheus-targets writes: the supervisors of a description, for file_sd_configs of Prometheus.
/// Pure.
#pragma once

#include <string>
#include <vector>

#include "plan/plan.hpp"

namespace deployer::hadeploy {

/// JSON, one group for each target, in their order.
std::string scrape_targets_json(const std::vector<plan::ScrapeTarget>& targets);

}  // namespace deployer::hadeploy
