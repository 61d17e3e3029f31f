/// The metrics there are, as rows: the answers to /metrics and doc/metrics.md are made of them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace supervise::metrics {

enum class Metric : std::uint8_t {
    programs,
    program_state,
    program_up,
    program_start_time,
    program_restarts,
    program_exits,
    program_spawn_failures,
    program_resident_memory,
    program_cpu,
    program_processes,
    program_output,
    program_log_written,
    program_log_lost,
    events_buffered,
    events_buffer_size,
    events_accepted,
    events_processed,
    events_rejected,
    events_dropped,
    listeners,
    rpc_calls,
    rpc_faults,
    rpc_duration,
    http_answers,
    http_connections,
    http_connections_accepted,
    http_connections_refused,
    daemon_info,
    daemon_state,
    config_good,
    config_loaded,
    journal_lost,
    process_start_time,
    process_cpu,
    process_resident_memory,
    process_virtual_memory,
    process_threads,
    process_open_fds,
    process_max_fds,
};
inline constexpr std::size_t metric_count = static_cast<std::size_t>(Metric::process_max_fds) + 1;

enum class Type : std::uint8_t { gauge, counter, histogram, info };

/// Whom rows are about: the chapters of the reference.
enum class About : std::uint8_t { programs, listeners, rpc, http, daemon };

struct Row {
    Metric metric;
    About about;
    std::string_view name;  ///< of the family: without the "_total" of counters and the "_info" of infos
    Type type;
    std::string_view unit;    ///< in base units, and the end of the name; empty: a number of something
    std::string_view labels;  ///< names with ", " between them
    std::string_view help;    ///< one sentence or more, without backslashes and quotes
};

/// In the order of Metric.
std::span<const Row> rows();
const Row& row_of(Metric metric);

std::string_view type_name(Type type);
/// What its samples are called: "x_total" of a counter, "x_info" of an info.
std::string sample_name(const Row& row);

}  // namespace supervise::metrics
