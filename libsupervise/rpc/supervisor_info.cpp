/// Structs about processes and their configuration. They are written as text straight away: with hundreds of
/// processes a reply has thousands of members, and dashboards ask for it every second.
#include <limits>

#include "rpc/codec.hpp"
#include "rpc/process_action.hpp"
#include "rpc/supervisor_methods.hpp"
#include "rpc/value_writer.hpp"

#include "log/child_log.hpp"

namespace supervise::rpc::info_calls {
namespace {

using config::ChannelConfig;
using config::LogTarget;
using config::ProcessConfig;

/// About one process, with some room, so that a reply grows in one step.
constexpr std::size_t process_size = 1400;
constexpr std::size_t config_size = 2900;

/// Times are 32-bit integers to clients; in 2038 they stand still rather than break them.
std::int64_t capped(std::int64_t seconds) {
    return std::clamp<std::int64_t>(seconds, std::numeric_limits<std::int32_t>::min(),
                                    std::numeric_limits<std::int32_t>::max());
}

/// RPC-043
void write_process(ValueWriter& writer, process::Process& process, const sys::Moment& now) {
    const process::Snapshot snapshot = process.snapshot(now);
    const std::string& stdout_path = process.stdout_log().path();
    writer.begin_struct();
    writer.member<"name">(process.name());
    writer.member<"group">(process.group());
    writer.member<"start">(capped(snapshot.start));
    writer.member<"stop">(capped(snapshot.stop));
    writer.member<"now">(capped(snapshot.now));
    writer.member<"state">(static_cast<int>(snapshot.state));
    writer.member<"statename">(process::state_name(snapshot.state));
    writer.member<"spawnerr">(snapshot.spawnerr);
    writer.member<"exitstatus">(snapshot.exitstatus);
    writer.member<"logfile">(stdout_path);
    writer.member<"stdout_logfile">(stdout_path);
    writer.member<"stderr_logfile">(process.stderr_log().path());
    writer.member<"pid">(snapshot.pid);
    writer.member<"description">(snapshot.description);
    writer.end_struct();
}

/// A configured process, and the running one made from the same configuration, if there is.
struct Configured {
    const config::GroupConfig* group;
    const ProcessConfig* config;
    bool in_use;
    process::Process* process;
};

std::vector<Configured> all_configured(DaemonControl& daemon) {
    std::vector<Configured> all;
    for (const process::GroupConfigPtr& config : daemon.configured()) {
        const process::Group* active = daemon.groups().find(config->name);
        const bool same = active != nullptr && active->shared_config() == config;
        for (const ProcessConfig& process : config->processes)
            all.push_back(
                {config.get(), &process, active != nullptr, same ? active->find(process.name) : nullptr});
    }
    std::stable_sort(all.begin(), all.end(), [](const Configured& a, const Configured& b) {
        return a.config->name < b.config->name;
    });
    return all;
}

/// The log file as the configuration knows it: one that is made automatically is known once it is there
/// (RPC-047).
std::string log_text(const LogTarget& target, const log::ChildLog* log) {
    switch (target.kind) {
    case LogTarget::Kind::none:
        return "none";
    case LogTarget::Kind::path:
        return target.path;
    case LogTarget::Kind::automatic:
        break;
    }
    return log != nullptr && !log->path().empty() ? log->path() : "auto";
}

void write_channel(ValueWriter& writer, std::string_view channel, const ChannelConfig& config,
                   const log::ChildLog* log) {
    const auto key = [&](std::string_view rest) { return fmt::format("{}_{}", channel, rest); };
    writer.member(key("capture_maxbytes"), config.capture_maxbytes);
    writer.member(key("events_enabled"), config.events_enabled);
    writer.member(key("logfile"), log_text(config.logfile, log));
    writer.member(key("logfile_backups"), config.logfile_backups);
    writer.member(key("logfile_maxbytes"), config.logfile_maxbytes);
    writer.member(key("syslog"), config.syslog);
}

Value autorestart_value(config::Autorestart autorestart) {
    switch (autorestart) {
    case config::Autorestart::never:
        return false;
    case config::Autorestart::always:
        return true;
    case config::Autorestart::unexpected:
        break;
    }
    return "unexpected";
}

Value or_none(const std::optional<std::string>& text) {
    return text ? Value(*text) : Value("none");
}
Value or_none(const std::optional<unsigned>& number) {
    return number ? Value(std::int64_t{*number}) : Value("none");
}

/// RPC-046, RPC-047
void write_config(ValueWriter& writer, const Configured& configured) {
    const ProcessConfig& config = *configured.config;
    process::Process* process = configured.process;
    writer.begin_struct();
    writer.member<"autostart">(config.autostart);
    writer.member<"autorestart">(autorestart_value(config.autorestart));
    writer.member<"directory">(or_none(config.directory));
    writer.member<"uid">(or_none(config.uid));
    writer.member<"command">(config.command);
    writer.member<"exitcodes">(Value(Array(config.exitcodes.begin(), config.exitcodes.end())));
    writer.member<"group">(configured.group->name);
    writer.member<"group_prio">(configured.group->priority);
    writer.member<"inuse">(configured.in_use);
    writer.member<"killasgroup">(config.killasgroup);
    writer.member<"name">(config.name);
    writer.member<"process_prio">(config.priority);
    writer.member<"redirect_stderr">(config.redirect_stderr);
    writer.member<"startretries">(config.startretries);
    writer.member<"startsecs">(config.startsecs);
    write_channel(writer, "stdout", config.stdout_channel,
                  process != nullptr ? &process->stdout_log() : nullptr);
    writer.member<"stopsignal">(config.stopsignal);
    writer.member<"stopwaitsecs">(config.stopwaitsecs);
    write_channel(writer, "stderr", config.stderr_channel,
                  process != nullptr ? &process->stderr_log() : nullptr);
    writer.member<"serverurl">(or_none(config.serverurl));
    writer.end_struct();
}

}  // namespace

Outcome process(DaemonControl& daemon, const Arguments& arguments) {
    const auto found = find_process(daemon.groups(), arguments.text(0));
    if (!found)
        return tl::unexpected(found.error());
    Encoded reply = begin_encoded(process_size);
    ValueWriter writer(reply.response);
    write_process(writer, **found, daemon.loop().clock().moment());
    return Value(std::move(reply));
}

Outcome all_processes(DaemonControl& daemon, const Arguments&) {
    const auto processes = daemon.groups().processes_by_name();
    Encoded reply = begin_encoded((processes.size() + 1) * process_size);
    ValueWriter writer(reply.response);
    writer.begin_array();
    const sys::Moment now = daemon.loop().clock().moment();
    for (process::Process* process : processes)
        write_process(writer, *process, now);
    writer.end_array();
    return Value(std::move(reply));
}

Outcome all_configs(DaemonControl& daemon, const Arguments&) {
    const auto configured = all_configured(daemon);
    Encoded reply = begin_encoded((configured.size() + 1) * config_size);
    ValueWriter writer(reply.response);
    writer.begin_array();
    for (const Configured& one : configured)
        write_config(writer, one);
    writer.end_array();
    return Value(std::move(reply));
}

}  // namespace supervise::rpc::info_calls
