/// What a description may cost. Far above what people write; below what would hurt this machine.
#pragma once

#include <cstddef>

namespace deployer::source::limits {

/// Of one file: a description of a thousand hosts has some hundred kilobytes.
inline constexpr std::size_t max_file_bytes = std::size_t{4} * 1024 * 1024;
/// Values of the whole document, aliases counted each time they are used ("billion laughs").
inline constexpr std::size_t max_nodes = 500'000;
/// Texts of the whole document, likewise.
inline constexpr std::size_t max_text_bytes = std::size_t{64} * 1024 * 1024;
/// Lists and maps inside each other.
inline constexpr std::size_t max_depth = 64;
/// Keys are compared with those before them.
inline constexpr std::size_t max_keys = 10'000;
/// Files read by one load: two includes of two includes of two ... double each time.
inline constexpr std::size_t max_files = 1'000;
inline constexpr std::size_t max_include_depth = 32;
/// Each alias to an anchor of an earlier document costs one more reading of the file.
inline constexpr std::size_t max_distant_aliases = 200;
/// After so many, nobody reads on.
inline constexpr std::size_t max_problems = 200;

}  // namespace deployer::source::limits
