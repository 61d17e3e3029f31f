/// What `no_remove` and `keep_logs` keep on a host, wherever it lies: a folder above it may have to go.
#pragma once

#include <string>
#include <vector>

#include "plan/maker.hpp"

namespace deployer::plan {

/// Paths of everything that stays.
std::vector<std::string> kept_paths(Maker& maker, std::size_t host);

/// The removal of a folder, but for what stays in it.
task::EnsureAbsent absent_tree(Maker& maker, std::size_t host, std::string path, bool only_created);

}  // namespace deployer::plan
