#include "live/status_json.hpp"

#include <sys/wait.h>

#include "process/description.hpp"
#include "rpc/version.hpp"

namespace supervise::live {
namespace {

template <typename T>
std::optional<T> unless(T value, T nothing) {
    return value == nothing ? std::nullopt : std::optional<T>(std::move(value));
}

std::int64_t wall_seconds(const sys::Clock& clock) {
    return std::chrono::duration_cast<std::chrono::seconds>(clock.wall().time_since_epoch()).count();
}

/// Either "status" or "signal" has a value.
void write_last_exit(JsonWriter& writer, const process::Process& process, std::int64_t time) {
    writer.key("last_exit");
    const std::optional<int> ended = process.last_status();
    if (!ended)
        return writer.null();
    writer.begin_object();
    writer.member("time", time);
    writer.member("status", WIFEXITED(*ended) ? std::optional(WEXITSTATUS(*ended)) : std::nullopt);
    writer.member("signal",
                  WIFSIGNALED(*ended) ? std::optional(process::signal_name(WTERMSIG(*ended))) : std::nullopt);
    writer.member("expected", process.ended_as_expected());
    writer.member("asked", process.ended_on_request());
    writer.member("text", process::describe_exit(*ended));
    writer.end_object();
}

void write_usage(JsonWriter& writer, const Reading* reading) {
    std::optional<std::int64_t> memory;
    std::optional<Decimal> percent, seconds;
    if (reading != nullptr) {
        memory = static_cast<std::int64_t>(reading->usage.memory_bytes);
        seconds = Decimal{reading->usage.cpu.count() / 10, 2};
        if (reading->share)
            percent = Decimal{*reading->share, 1};
    }
    writer.member("memory", memory);
    writer.member("cpu_percent", percent);
    writer.member("cpu_seconds", seconds);
}

}  // namespace

void write_process_usage(JsonWriter& writer, const Reading* reading) {
    write_usage(writer, reading);
    writer.member("process_count", reading ? std::optional(reading->usage.processes) : std::nullopt);
}

void write_process(JsonWriter& writer, process::Process& process, const UsageMeter& meter) {
    const process::Snapshot snapshot = process.snapshot();
    writer.begin_object();
    writer.member("group", process.group());
    writer.member("name", process.name());
    writer.member("namespec", process.namespec());
    writer.member("state", static_cast<int>(snapshot.state));
    writer.member("statename", process::state_name(snapshot.state));
    writer.member("description", snapshot.description);
    writer.member("pid", unless<std::int64_t>(snapshot.pid, 0));
    writer.member("start", unless<std::int64_t>(snapshot.start, 0));
    writer.member("stop", unless<std::int64_t>(snapshot.stop, 0));
    writer.member("now", snapshot.now);
    writer.member("uptime",
                  snapshot.pid != 0 ? std::optional<std::int64_t>(snapshot.uptime.count()) : std::nullopt);
    writer.member("spawnerr", unless(snapshot.spawnerr, std::string()));
    writer.member("exitstatus", snapshot.exitstatus);
    write_last_exit(writer, process, snapshot.stop);
    writer.member("restarts", snapshot.restarts);
    write_process_usage(writer, snapshot.pid != 0 ? meter.of(snapshot.pid) : nullptr);
    writer.member("stdout_logfile", unless(process.stdout_log().path(), std::string()));
    writer.member("stderr_logfile", unless(process.stderr_log().path(), std::string()));
    writer.end_object();
}

void write_daemon(JsonWriter& writer, rpc::DaemonControl& daemon, const Itself& itself,
                  const UsageMeter& meter) {
    const sys::Clock& clock = daemon.loop().clock();
    writer.begin_object();
    writer.member("identifier", daemon.identifier());
    writer.member("version", SUPERVISE_VERSION);
    writer.member("supervisor_version", rpc::supervisor_version);
    writer.member("state", static_cast<int>(daemon.state()));
    writer.member("statename", rpc::state_name(daemon.state()));
    writer.member("pid", itself.pid);
    writer.member("now", wall_seconds(clock));
    writer.member("uptime",
                  std::chrono::duration_cast<std::chrono::seconds>(clock.mono() - itself.started).count());
    write_usage(writer, meter.of(itself.pid));
    writer.end_object();
}

void write_pool(JsonWriter& writer, const event::Pool& pool) {
    const auto number = [](std::uint64_t count) { return static_cast<std::int64_t>(count); };
    const event::Pool::Counts& counts = pool.counts();
    writer.begin_object();
    writer.member("group", pool.name());
    writer.key("events");
    writer.begin_array();
    for (const config::EventType type : pool.config().events)
        writer.value(config::event_name(type));
    writer.end_array();
    writer.member("buffer_size", pool.config().buffer_size);
    writer.member("waiting", number(pool.waiting()));
    writer.member("waiting_bytes", number(pool.waiting_bytes()));
    writer.member("accepted", number(counts.accepted));
    writer.member("processed", number(counts.processed));
    writer.member("rejected", number(counts.rejected));
    writer.key("discarded");
    writer.begin_object();
    for (std::size_t i = 0; i < counts.discarded.size(); ++i)
        if (counts.discarded[i] > 0)
            writer.member(config::event_kinds[i].name, number(counts.discarded[i]));
    writer.end_object();
    writer.key("processes");
    writer.begin_array();
    for (const auto& listener : pool.listeners()) {
        writer.begin_object();
        writer.member("name", listener->process().name());
        writer.member("listener_state", event::listener_state_name(listener->state()));
        writer.end_object();
    }
    writer.end_array();
    writer.end_object();
}

void write_status(JsonWriter& writer, rpc::DaemonControl& daemon, const Itself& itself,
                  const UsageMeter& meter) {
    writer.begin_object();
    writer.member("schema", schema_version);
    writer.key("daemon");
    write_daemon(writer, daemon, itself, meter);
    writer.key("processes");
    writer.begin_array();
    for (process::Process* process : daemon.groups().processes_by_name())
        write_process(writer, *process, meter);
    writer.end_array();
    writer.key("listeners");
    writer.begin_array();
    for (const auto& pool : daemon.events().pools())
        write_pool(writer, *pool);
    writer.end_array();
    writer.end_object();
}

}  // namespace supervise::live
