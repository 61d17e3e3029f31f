#pragma once

#include <cstddef>

namespace deployer::plan::limits {

/// Hosts a message names before it only counts them: the rest has the same cause.
inline constexpr std::size_t named_hosts = 3;
/// Files and folders of a tree, and of the software that is sent: each is an operation for every host.
inline constexpr std::size_t tree_entries = 100'000;

/// How often variables of hosts that need each other are rendered: the longest way from host to host.
inline constexpr int passes_over_hosts = 4;

}  // namespace deployer::plan::limits
