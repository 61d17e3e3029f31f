/// What a daemon says about itself and its processes, kept up to date by the events of /api/live
/// (doc/status-json.md).
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "client/error.hpp"
#include "client/event_stream.hpp"
#include "sys/clock.hpp"

namespace supervise::client {

/// Unknown, or for a process that does not run: nothing.
struct LiveUsage {
    std::optional<std::int64_t> memory;  ///< bytes
    std::optional<double> cpu_percent;   ///< of one core
    std::optional<double> cpu_seconds;
    std::optional<std::int64_t> process_count;
};

struct LiveProcess {
    std::string group, name;
    std::int64_t state = 0;
    std::string statename, description;
    std::optional<std::int64_t> pid;
    std::optional<std::int64_t> uptime;  ///< seconds, at `heard`
    std::int64_t restarts = 0;
    LiveUsage usage;
    sys::MonoTime heard;  ///< when the daemon said so
};

struct LiveDaemon {
    std::string identifier, version, statename;
    std::optional<std::int64_t> pid;
    std::optional<std::int64_t> uptime;
    LiveUsage usage;
    sys::MonoTime heard;
};

/// By group and name, in the order in which they are shown.
using LiveProcesses = std::map<std::pair<std::string, std::string>, LiveProcess>;

class LiveStatus {
public:
    /// Takes an event in. Gives the processes that are new, or whose state is another than before. The error:
    /// it is not what such an event has to be.
    Answer<std::vector<LiveProcess>> apply(const ServerEvent& event, sys::MonoTime now);

    const LiveProcesses& processes() const { return processes_; }
    const LiveDaemon& daemon() const { return daemon_; }

private:
    LiveDaemon daemon_;
    LiveProcesses processes_;
};

}  // namespace supervise::client
