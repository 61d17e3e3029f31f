#include "metrics/table.hpp"

#include <array>

namespace supervise::metrics {
namespace {

using enum Type;
constexpr std::string_view of_program = "group, name";
constexpr std::string_view of_channel = "group, name, channel";

constexpr std::array<Row, metric_count> table{{
    {Metric::programs, About::programs, "supervise_programs", gauge, "", "state",
     "Programs in each state, listeners included."},
    {Metric::program_state, About::programs, "supervise_program_state", gauge, "", of_program,
     "State by its code: 0 STOPPED, 10 STARTING, 20 RUNNING, 30 BACKOFF, 40 STOPPING, 100 EXITED, 200 FATAL, "
     "1000 UNKNOWN."},
    {Metric::program_up, About::programs, "supervise_program_up", gauge, "", of_program,
     "1 while the state is RUNNING, else 0."},
    {Metric::program_start_time, About::programs, "supervise_program_start_time_seconds", gauge, "seconds",
     of_program, "When the process that runs was started, since 1970; none while nothing runs."},
    {Metric::program_restarts, About::programs, "supervise_program_restarts", counter, "", of_program,
     "Starts that nobody asked for: after an exit or a failed start."},
    {Metric::program_exits, About::programs, "supervise_program_exits", counter, "", "group, name, reason",
     "Ends of the process, by reason: requested, after a stop; expected, with one of exitcodes; unexpected, "
     "otherwise or before startsecs had passed."},
    {Metric::program_spawn_failures, About::programs, "supervise_program_spawn_failures", counter, "",
     of_program, "Starts that came to no process: command, directory, user, descriptors."},
    {Metric::program_resident_memory, About::programs, "supervise_program_resident_memory_bytes", gauge,
     "bytes", of_program,
     "Resident memory of the process and everything it has started; pages they share count for each; none "
     "while nothing runs."},
    {Metric::program_cpu, About::programs, "supervise_program_cpu_seconds", counter, "seconds", of_program,
     "CPU time of the process and everything it has started, since its start; none while nothing runs."},
    {Metric::program_processes, About::programs, "supervise_program_processes", gauge, "", of_program,
     "The process and everything it has started that still runs; 0 while nothing runs."},
    {Metric::program_output, About::programs, "supervise_program_output_bytes", counter, "bytes", of_channel,
     "Bytes the program has written to stdout or stderr."},
    {Metric::program_log_written, About::programs, "supervise_program_log_written_bytes", counter, "bytes",
     of_channel, "Bytes its log file has taken; none where there is no log file."},
    {Metric::program_log_lost, About::programs, "supervise_program_log_lost_bytes", counter, "bytes",
     of_channel, "Bytes its log file could not take, as on a full disk; none where there is no log file."},
    {Metric::events_buffered, About::listeners, "supervise_events_buffered", gauge, "", "pool",
     "Events that wait for a listener of the pool."},
    {Metric::events_buffer_size, About::listeners, "supervise_events_buffer_size", gauge, "", "pool",
     "How many may wait: buffer_size."},
    {Metric::events_accepted, About::listeners, "supervise_events_accepted", counter, "", "pool",
     "Events the pool has subscribed to that have happened."},
    {Metric::events_processed, About::listeners, "supervise_events_processed", counter, "", "pool",
     "Events a listener has answered OK."},
    {Metric::events_rejected, About::listeners, "supervise_events_rejected", counter, "", "pool",
     "Answers of listeners other than OK, and listeners that ended over an event; it is sent again."},
    {Metric::events_dropped, About::listeners, "supervise_events_dropped", counter, "", "pool, type",
     "Events discarded because the buffer was full, for each type the pool can get."},
    {Metric::listeners, About::listeners, "supervise_listeners", gauge, "", "pool, state",
     "Processes of the pool by the state of their protocol."},
    {Metric::rpc_calls, About::rpc, "supervise_rpc_calls", counter, "", "method",
     "Calls of a method: by XML-RPC, in a multicall, by the page; of methods there are not, all as unknown."},
    {Metric::rpc_faults, About::rpc, "supervise_rpc_faults", counter, "", "method",
     "Calls that were answered with a fault."},
    {Metric::rpc_duration, About::rpc, "supervise_rpc_duration_seconds", histogram, "seconds", "",
     "From a call to its reply, the wait for processes included, of all methods."},
    {Metric::http_answers, About::http, "supervise_http_requests", counter, "", "code",
     "Requests by the status of the answer: 2xx, 3xx, 4xx, 5xx."},
    {Metric::http_connections, About::http, "supervise_http_connections", gauge, "", "",
     "Open connections, of all servers."},
    {Metric::http_connections_accepted, About::http, "supervise_http_connections_accepted", counter, "", "",
     "Connections that were accepted."},
    {Metric::http_connections_refused, About::http, "supervise_http_connections_refused", counter, "", "",
     "Connections that were answered 503 because there were too many."},
    {Metric::daemon_info, About::daemon, "supervise_daemon", info, "",
     "identifier, version, supervisor_version",
     "The daemon by its identifier, its version, and the version of Supervisor that clients are told."},
    {Metric::daemon_state, About::daemon, "supervise_daemon_state", gauge, "", "",
     "State by its code: 1 RUNNING, 0 RESTARTING, -1 SHUTDOWN."},
    {Metric::config_good, About::daemon, "supervise_config_last_reload_successful", gauge, "", "",
     "1 when the configuration was in order when it was read last, for a start, a reread or a reload, else "
     "0."},
    {Metric::config_loaded, About::daemon, "supervise_config_last_reload_success_timestamp_seconds", gauge,
     "seconds", "", "When the configuration was last read and in order, since 1970."},
    {Metric::journal_lost, About::daemon, "supervise_journal_lost_entries", counter, "", "",
     "Lines of programs that systemd's journal did not take, since the start or the last reload."},
    {Metric::process_start_time, About::daemon, "process_start_time_seconds", gauge, "seconds", "",
     "When the daemon was started, since 1970; a reload does not change it."},
    {Metric::process_cpu, About::daemon, "process_cpu_seconds", counter, "seconds", "",
     "CPU time of the daemon itself."},
    {Metric::process_resident_memory, About::daemon, "process_resident_memory_bytes", gauge, "bytes", "",
     "Resident memory of the daemon itself."},
    {Metric::process_virtual_memory, About::daemon, "process_virtual_memory_bytes", gauge, "bytes", "",
     "Virtual memory of the daemon itself."},
    {Metric::process_threads, About::daemon, "process_threads", gauge, "", "",
     "Threads of the daemon; one more than usual while this is being made."},
    {Metric::process_open_fds, About::daemon, "process_open_fds", gauge, "", "",
     "Open descriptors of the daemon."},
    {Metric::process_max_fds, About::daemon, "process_max_fds", gauge, "", "",
     "How many descriptors it may have: minfds raises it."},
}};

/// The rows stand at the places of their metrics, and units end the names.
static_assert([] {
    for (std::size_t i = 0; i < table.size(); ++i)
        if (static_cast<std::size_t>(table[i].metric) != i || !table[i].name.ends_with(table[i].unit))
            return false;
    return true;
}());

}  // namespace

std::span<const Row> rows() {
    return table;
}

const Row& row_of(Metric metric) {
    return table[static_cast<std::size_t>(metric)];
}

std::string_view type_name(Type type) {
    switch (type) {
    case gauge:
        return "gauge";
    case counter:
        return "counter";
    case histogram:
        return "histogram";
    case info:
        return "info";
    }
    return "unknown";
}

std::string sample_name(const Row& row) {
    std::string name(row.name);
    if (row.type == counter)
        name += "_total";
    if (row.type == info)
        name += "_info";
    return name;
}

}  // namespace supervise::metrics
