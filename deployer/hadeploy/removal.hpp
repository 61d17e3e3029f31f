/// What `--action remove` is going to delete, for whoever has to say yes (HD-GAP-15). Pure.
#pragma once

#include <string>

#include "model/model.hpp"

namespace deployer::hadeploy {

/// A line for each thing; empty when nothing goes. `force`: --force was given.
std::string removal_preview(const model::Model& model, bool force);

}  // namespace deployer::hadeploy
