/// Texts of a description that are rendered when its state is all that an action is about.
#pragma once

#include <string>
#include <vector>

#include "model/model.hpp"

namespace deployer::plan {

/// Those that `start`, `stop` and `status` render for hosts: where daemons are and what tells processes
/// apart, and paths of files, which may stand where those of programs do. Nothing of what is in files.
std::vector<std::string> state_texts(const model::Model& model);

}  // namespace deployer::plan
