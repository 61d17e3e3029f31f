/// Bounds of what a configuration may hold. Each is far above honest use and small enough that a hostile or
/// mistaken file ends in a message, not in exhausted memory.
#pragma once

#include <cstddef>
#include <cstdint>

namespace supervise::config::limits {

/// One file. Ansible-made configs of thousands of programs are below 10 MB.
inline constexpr std::size_t max_file_bytes = 64UL << 20U;
/// All files of one load together.
inline constexpr std::size_t max_total_bytes = 256UL << 20U;
/// Files that the patterns of [include] may match.
inline constexpr std::size_t max_included_files = 50'000;
/// Folders and entries looked at while matching one pattern of [include].
inline constexpr std::size_t max_glob_entries = 1'000'000;
/// Processes of one program; ten times what a busy host runs altogether.
inline constexpr std::int64_t max_numprocs = 50'000;
/// Processes of the whole configuration.
inline constexpr std::size_t max_processes = 200'000;
/// A file that holds a password or its hash.
inline constexpr std::size_t max_secret_bytes = 4096;
/// Result of one %(...)s expansion. Above Linux's limit for all arguments of a command together (6 MiB).
inline constexpr std::size_t max_expanded_bytes = 16UL << 20U;
/// Results of all expansions of one load together: a value may be expanded for each of many processes.
inline constexpr std::size_t max_all_expanded_bytes = 512UL << 20U;
/// Problems reported by one load; the rest is counted.
inline constexpr std::size_t max_diagnostics = 1'000;
/// Offending lines listed in one syntax error.
inline constexpr std::size_t max_syntax_faults = 1'000;
/// Names that "did you mean" looks at; above that it would take seconds for a file full of mistakes.
inline constexpr std::size_t max_suggestion_candidates = 1'000;
/// Longest name that it compares.
inline constexpr std::size_t max_suggestion_length = 64;

}  // namespace supervise::config::limits
