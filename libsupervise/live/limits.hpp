/// Bounds of what those who follow the daemon live may cost it.
#pragma once

#include <chrono>
#include <cstddef>

namespace supervise::live::limits {

/// Followers at a time, below the connections that http allows: whoever wants to command still gets in.
inline constexpr std::size_t max_followers = 256;

/// Events kept for followers that are slow to take them, shared by all. Who lacks one that has been dropped
/// gets a new snapshot instead.
inline constexpr std::size_t max_backlog_bytes = 256 * 1024;
inline constexpr std::chrono::seconds max_backlog_age{10};

/// Between two looks at memory and CPU while somebody follows ...
inline constexpr std::chrono::seconds usage_interval{2};
/// ... and at least so many times as long as a look takes: never more than 2 % of a core.
inline constexpr int usage_pause_factor = 50;
/// A single question is answered from a look of this age.
inline constexpr std::chrono::seconds usage_reuse{1};
/// The share of a core is told over the time since the look before, if it is not longer ago than this.
inline constexpr std::chrono::seconds max_share_window{60};

/// Between two batches of changes: a thousand programs that die all the time are told of once in a while.
inline constexpr std::chrono::milliseconds change_pause{20};
/// A snapshot serves everybody who comes within this time.
inline constexpr std::chrono::seconds snapshot_reuse{1};
/// Something is sent at least so often, so that nobody in between thinks the connection dead.
inline constexpr std::chrono::seconds silence{15};

/// Of each process: its last changes of state and its last ends. About 5 kB a process that dies all the time.
inline constexpr std::size_t max_changes_kept = 48;
inline constexpr std::size_t max_exits_kept = 16;

}  // namespace supervise::live::limits
