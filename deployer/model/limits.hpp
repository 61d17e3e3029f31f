/// Bounds of what a description may ask for. Each is far above honest use; what goes beyond ends in a
/// message, not in exhausted memory.
#pragma once

#include <cstddef>

namespace deployer::model::limits {

/// Hosts of all inventories together: what one deployer could still log in to in an hour.
inline constexpr std::size_t max_hosts = 20'000;
/// Ranges in the pattern of one line of an inventory.
inline constexpr std::ptrdiff_t max_ranges = 32;
/// Values of one YAML inventory, aliases counted each time they are used.
inline constexpr std::size_t max_inventory_values = 300'000;
/// Nesting of a YAML inventory: groups within groups, and the values of variables.
inline constexpr int max_inventory_depth = 100;
/// Of a value that a message quotes.
inline constexpr std::size_t max_quoted = 80;
/// Problems that are told; the rest is counted.
inline constexpr std::size_t max_problems = 1'000;

}  // namespace deployer::model::limits
