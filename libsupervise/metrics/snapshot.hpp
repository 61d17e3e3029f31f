/// What is told at one time, as numbers: gathered on the loop, so that writing them down can happen
/// elsewhere.
#pragma once

#include <sys/types.h>

#include <array>
#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "event/protocol.hpp"
#include "live/usage_tree.hpp"
#include "log/record_writer.hpp"
#include "metrics/counts.hpp"
#include "process/process.hpp"
#include "rpc/call_counts.hpp"
#include "rpc/dispatcher.hpp"
#include "sys/own_process.hpp"

namespace supervise::metrics {

/// What the daemon is made of, as far as it is counted. All of it outlives whoever gathers.
struct Sources {
    rpc::Dispatcher& dispatcher;
    const HttpCounts& http;
    const ConfigLoads& config;
    pid_t own_pid = 0;
    std::int64_t started = 0;                    ///< the daemon; wall clock, seconds
    const log::RecordWriter* journal = nullptr;  ///< of all programs
};

struct ChannelNumbers {
    bool has_file = false;
    std::uint64_t read = 0, written = 0, lost = 0;
};

struct ProgramNumbers {
    std::string group, name;
    process::State state = process::State::stopped;
    pid_t pid = 0;
    std::int64_t start = 0;
    std::int64_t restarts = 0;
    process::Process::Counts counts;
    ChannelNumbers standard_output;
    std::optional<ChannelNumbers> standard_error;  ///< none: it goes where standard output goes
};

struct PoolNumbers {
    std::string name;
    std::uint64_t waiting = 0, buffer_size = 0, accepted = 0, processed = 0, rejected = 0;
    std::vector<std::pair<std::string_view, std::uint64_t>> dropped;  ///< by each type it can get
    std::array<std::uint64_t, event::listener_state_count> listeners{};
};

struct Snapshot {
    std::vector<ProgramNumbers> programs;  ///< in order of activation
    std::vector<PoolNumbers> pools;
    std::vector<std::pair<std::string, rpc::MethodCounts>> methods;
    rpc::CallDurations durations;
    HttpCounts http;
    ConfigLoads config;
    std::uint64_t journal_lost = 0;
    std::string identifier;
    int state = 0;
    pid_t own_pid = 0;
    std::int64_t started = 0;
};
Snapshot gather(const Sources& sources);

/// What only the kernel knows; looked at on any thread.
struct Measured {
    bool seen = false;
    std::vector<live::Usage> programs;  ///< as Snapshot::programs
    std::uint64_t resident_bytes = 0, virtual_bytes = 0;
    std::chrono::milliseconds cpu{0};
    int threads = 0;
    std::optional<sys::Descriptors> descriptors;
};

}  // namespace supervise::metrics
