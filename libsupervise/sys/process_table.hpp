/// Every process of this machine as /proc shows it: who is whose child, memory and CPU time. Behind an
/// interface, so that tests can make up a machine.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sys/result.hpp"

namespace supervise::sys {

struct ProcessStat {
    pid_t pid = 0;
    pid_t parent = 0;
    pid_t group = 0;                          ///< process group
    std::uint64_t resident_bytes = 0;         ///< what it shares with others included
    std::chrono::milliseconds cpu{0};         ///< of its own threads
    std::chrono::milliseconds waited_cpu{0};  ///< of descendants that have ended and been waited for
    std::uint64_t virtual_bytes = 0;
    int threads = 0;
};

/// What the numbers of /proc are in.
struct ProcessStatUnits {
    std::uint64_t ticks_per_second = 100;
    std::uint64_t page_bytes = 4096;
};

/// A line of /proc/PID/stat; nothing when it is not one. The name in it may hold anything, blanks and
/// parentheses included (proc(5)).
std::optional<ProcessStat> parse_process_stat(std::string_view line, const ProcessStatUnits& units);

/// Who started process `pid`, or who took it over; nothing when it is gone.
std::optional<pid_t> parent_of(pid_t pid);

class ProcessTable {
public:
    virtual ~ProcessTable() = default;

    /// All processes that are there for the whole time of the look, by no order. Safe on any thread.
    virtual Result<std::vector<ProcessStat>> read() const = 0;

    /// Its words with blanks between them, at most command_bytes; its name in brackets when it has none, as
    /// threads of the kernel; empty when it is gone. Safe on any thread.
    virtual std::string command_of(pid_t pid) const = 0;
    static constexpr std::size_t command_bytes = 4096;
};

/// The kernel's. Each read() opens one small file a process.
class KernelProcessTable final : public ProcessTable {
public:
    Result<std::vector<ProcessStat>> read() const override;
    std::string command_of(pid_t pid) const override;
};

}  // namespace supervise::sys
