/// The running daemon: puts all rooms together and lives through start, reread, restart and shutdown.
/// Rows DAEMON-001 to DAEMON-080. Start-up is in daemon_start.cpp, signals and the end in daemon_end.cpp.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "daemon/configuration.hpp"
#include "daemon/pidfile.hpp"
#include "daemon/service_status.hpp"
#include "daemon/shutdown.hpp"
#include "event/events.hpp"
#include "http/router.hpp"
#include "http/server.hpp"
#include "live/feed.hpp"
#include "live/history.hpp"
#include "log/child_log.hpp"
#include "log/main_log.hpp"
#include "metrics/scraper.hpp"
#include "process/groups.hpp"
#include "rpc/daemon_control.hpp"
#include "rpc/dispatcher.hpp"
#include "sys/asio_loop.hpp"
#include "sys/daemonize.hpp"
#include "sys/journal.hpp"
#include "sys/rlimits.hpp"
#include "sys/signals.hpp"
#include "sys/syslog.hpp"
#include "web/routes.hpp"

namespace supervise::daemon {

/// Why the daemon could not start, or not go on after a restart.
struct StartFailure {
    int status = 2;  ///< exit status (CLI-040)
    std::string message;
};
using Started = tl::expected<void, StartFailure>;

class Daemon final : public rpc::DaemonControl, private process::StateObserver {
public:
    /// `loaded` is what `configuration` says now. When `launcher` waits for the word that all is ready, the
    /// daemon leaves the terminal first. Both referred objects outlive the daemon.
    Daemon(const Configuration& configuration, config::LoadResult loaded, sys::Launcher& launcher);
    ~Daemon() override;
    Daemon(const Daemon&) = delete;
    Daemon& operator=(const Daemon&) = delete;

    /// Runs until the daemon is told to end, through any number of restarts. Returns the exit status; a
    /// failure to start is the error, and has not been printed.
    tl::expected<int, StartFailure> run();

    rpc::DaemonState state() const override { return state_; }
    const std::string& identifier() const override { return settings_.identifier; }
    process::Groups& groups() override { return *groups_; }
    event::Events& events() override { return *events_; }
    log::MainLog& main_log() override { return *log_; }
    sys::Loop& loop() override { return loop_; }
    const std::vector<process::GroupConfigPtr>& configured() const override { return configured_; }
    tl::expected<rpc::RereadChanges, config::Refusal> reread() override;
    Result<std::vector<config::GroupConfig>> look_at_configuration() const override;
    Result<void> activate(const process::GroupConfigPtr& group) override;
    void deactivate(const std::string& group) override;
    config::AddedProgram read_program(const config::ProgramText& program) const override;
    bool add_processes(process::Group& group, const std::vector<config::ProcessConfig>& added) override;
    bool remove_process(process::Group& group, const std::string& name) override;
    void shut_down() override;
    tl::expected<void, config::Refusal> restart() override;

private:
    // Start-up, in this order.
    Started start_up();
    Started become_user();
    /// Nothing when `settings` name none but the account there is.
    config::Parsed<std::optional<sys::Account>> account_to_become(const config::DaemonConfig& settings) const;
    Started raise_limits();
    Started raise_limits_for(const config::DaemonConfig& settings);
    Started raise_limit(sys::Resource resource, int minimum);
    Started open_log();
    void replay_messages();
    Started open_servers();
    void make_processes();
    Result<void> try_socket(const config::GroupConfig& group);
    Result<void> add_group(const process::GroupConfigPtr& group);
    Started watch_signals();
    void go_to_background();
    void serve();
    using ConfiguredGroups = std::vector<process::GroupConfigPtr>;
    void autostart_next(std::shared_ptr<const ConfiguredGroups> groups, std::size_t index);

    void load_for_restart();
    struct Running {
        config::LoadResult loaded;  ///< without groups
        ConfiguredGroups groups;
    };
    Running what_runs() const;
    Started start_with(const Running& before, const StartFailure& failure);
    Result<void> could_start_with(const config::Model& model);

    void note_load(bool good);
    void keep_configured(std::vector<config::GroupConfig> groups);
    void follow_change(const process::GroupConfigPtr& before, const process::Group& group);
    void on_state(process::Process& process, process::State from, process::State to) override;
    void end_because_of(const process::Process& process);

    // Signals and the end.
    void on_signals();
    void on_signal(int signal);
    void reap_children();
    void reopen_logs();
    void begin_stop(rpc::DaemonState why);
    bool output_waits() const;
    void end_when_written(sys::MonoTime deadline);
    void clean_up();

    const Configuration& configuration_;
    config::LoadResult loaded_;
    config::LoadResult looked_at_;       ///< when the restart was asked for
    std::optional<std::string> became_;  ///< the configured user whose account this process runs under
    sys::Launcher& launcher_;
    sys::AsioLoop loop_;  ///< before whatever registers with it
    ServiceStatus service_;
    std::vector<std::string>
        child_environment_;  ///< after the service manager's variables have been taken out
    sys::KernelProcessCalls calls_{sys::LowDescriptors::reserve()};
    sys::KernelFileSystem files_;
    sys::SyslogSocket syslog_;
    sys::JournalSocket journal_;
    std::optional<sys::SignalSource> signals_;
    sys::Registration signals_readable_;

    const sys::MonoTime began_ = loop_.clock().mono();
    const sys::WallTime began_wall_ = loop_.clock().wall();
    metrics::ConfigLoads config_loads_;
    metrics::HttpCounts http_counts_;
    rpc::DaemonState state_ = rpc::DaemonState::running;
    std::uint64_t next_event_ = 0;  ///< serial
    int exit_status_ = 0;
    bool first_start_ = true;
    bool in_background_ = false;
    config::DaemonConfig settings_;
    std::vector<std::string> start_criticals_, start_infos_;  ///< to be said when there is a log
    std::vector<process::GroupConfigPtr> configured_;         ///< as last read

    // Made anew at each restart; each uses those above it.
    std::unique_ptr<log::MainLog> log_;
    Pidfile pidfile_;
    std::unique_ptr<log::LogContext> log_context_;
    std::unique_ptr<process::ProcessContext> context_;
    std::unique_ptr<process::Groups> groups_;
    std::unique_ptr<event::Events> events_;
    std::unique_ptr<live::History> history_;
    std::unique_ptr<live::Feed> feed_;
    std::unique_ptr<rpc::Dispatcher> dispatcher_;
    std::unique_ptr<metrics::Scraper> scraper_;
    std::unique_ptr<web::Web> web_;
    std::unique_ptr<http::Router> router_;
    http::Endpoints endpoints_;  ///< open sockets while nobody serves them
    std::unique_ptr<http::Servers> servers_;
    std::unique_ptr<Shutdown> shutdown_;
    sys::Registration last_words_;
};

}  // namespace supervise::daemon
