/// What programs use together with everything they have started. Pure.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <cstdint>
#include <span>
#include <vector>

#include "sys/process_table.hpp"

namespace supervise::live {

struct Usage {
    std::uint64_t memory_bytes = 0;
    std::chrono::milliseconds cpu{0};  ///< also of descendants that have ended
    int processes = 0;                 ///< 0: the program itself is gone

    bool operator==(const Usage&) const = default;
};

/// For each of `roots`, the pids of programs: its own use and that of its descendants, down to another root.
/// A process that has lost its parent belongs to the root whose process group it is in. Sorts `table`.
std::vector<Usage> usage_of_trees(std::vector<sys::ProcessStat>& table, std::span<const pid_t> roots);

}  // namespace supervise::live
