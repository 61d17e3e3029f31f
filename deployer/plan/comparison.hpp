/// From the plan of a deployment to what a status compares. Pure.
#pragma once

#include "plan/plan.hpp"

namespace deployer::plan {

/// What of a deployment can differ, but for what a survey tells already: states of services and of processes,
/// and what daemons have loaded. Without handlers, which follow from differences and are none.
Comparison comparison_of(Plan deployment);

}  // namespace deployer::plan
