/// Where Prometheus finds the supervisors of a description.
#pragma once

#include "plan/maker.hpp"

namespace deployer::plan {

/// Adds those that are set up and run, and have a web server that others can reach; warns of the other ones
/// with a web server. Nothing when nobody asks for them.
void find_scrape_targets(Maker& maker);

}  // namespace deployer::plan
