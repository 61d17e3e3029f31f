/// What is told about processes and about the daemon, as JSON. The members are a contract with scripts and
/// pages: doc/status-json.md. What is unknown is null; members may be added, none changes its meaning.
#pragma once

#include <sys/types.h>

#include "live/json_writer.hpp"
#include "live/usage_meter.hpp"
#include "rpc/daemon_control.hpp"
#include "sys/clock.hpp"

namespace supervise::live {

/// Goes up when a member is taken away or means something else.
inline constexpr int schema_version = 1;

/// This daemon as a process.
struct Itself {
    pid_t pid = 0;
    sys::MonoTime started;
};

/// Members of the object begun: "memory", "cpu_percent", "cpu_seconds", "process_count".
void write_process_usage(JsonWriter& writer, const Reading* reading);

void write_process(JsonWriter& writer, process::Process& process, const UsageMeter& meter);
void write_daemon(JsonWriter& writer, rpc::DaemonControl& daemon, const Itself& itself,
                  const UsageMeter& meter);

/// A pool of event listeners: what it has been sent, what waits, and what was discarded.
void write_pool(JsonWriter& writer, const event::Pool& pool);

/// Everything: {"schema", "daemon", "processes", "listeners"}.
void write_status(JsonWriter& writer, rpc::DaemonControl& daemon, const Itself& itself,
                  const UsageMeter& meter);

}  // namespace supervise::live
