/// What this program reads of this machine at most, and what it hides at least.
#pragma once

#include <cstddef>

namespace deployer::hadeploy::limits {

/// Of a template or description; files that are only copied are not read into memory.
inline constexpr std::size_t max_template_bytes = std::size_t{16} * 1024 * 1024;
/// Files and folders of a tree.
inline constexpr std::size_t max_tree_entries = 100'000;
/// Folders in folders: a link may lead back. Below the 40 links that the kernel follows.
inline constexpr std::size_t max_tree_depth = 30;
/// Of a secret that is hidden wherever it is found in a text: a shorter one is found where it is not meant.
inline constexpr std::size_t min_hidden_bytes = 4;
/// Hosts that the question before a removal names before it only counts them.
inline constexpr std::size_t named_hosts = 5;

}  // namespace deployer::hadeploy::limits
