/// Whether a change of a supervisor's main configuration is one that needs a restart (HD-SUP-35).
#pragma once

#include <string_view>

#include "control/exchanger.hpp"
#include "control/operation.hpp"
#include "task/operation.hpp"

namespace deployer::control {

/// What cannot be read differs.
task::Answer compare_configuration(Exchanger& exchanger, const CompareConfiguration& operation);

/// Neither a running supervisord nor one that reads its files anew would do anything else. Pure.
bool means_the_same(std::string_view one, std::string_view other);

}  // namespace deployer::control
