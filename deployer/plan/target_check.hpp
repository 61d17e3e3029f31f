/// Whether a description wants one path of a host to be two things: each run would change it twice.
#pragma once

#include "plan/maker.hpp"

namespace deployer::plan {

/// Looks at folders, files and trees; what is described twice alike is fine (HD-FIL-14).
void check_targets(Maker& maker);

}  // namespace deployer::plan
