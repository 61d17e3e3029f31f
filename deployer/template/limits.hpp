/// How much functions of templates make of a value, and how deep they look into one.
#pragma once

#include <cstddef>
#include <cstdint>

namespace deployer::jinja::limits {

/// Lists, dicts and tuples inside each other.
inline constexpr int max_walked_depth = 1000;
/// Elements that a filter puts into lists.
inline constexpr std::int64_t max_elements = 1'000'000;
/// Of a value as JSON or YAML. Each value in it counts as a few bytes more than its text has: it takes time
/// as well.
inline constexpr std::size_t max_written_bytes = std::size_t{32} * 1024 * 1024;
inline constexpr std::size_t bytes_per_value = 32;

}  // namespace deployer::jinja::limits
