/// Signals, restart, shutdown.
#include <csignal>

#include "daemon/daemon.hpp"
#include "process/description.hpp"

namespace supervise::daemon {

namespace {

/// A reader that has taken nothing for so long is not going to.
constexpr std::chrono::seconds longest_wait_for_readers{3};
constexpr std::chrono::milliseconds look_at_readers_again{20};

}  // namespace

/// What has become readable together with the signals goes first: a program's last words before its death.
void Daemon::on_signals() {
    loop_.defer([this, signals = signals_->take()] {
        for (const int signal : signals)
            on_signal(signal);
    });
}

void Daemon::on_signal(int signal) {
    switch (signal) {
    case SIGTERM:
    case SIGINT:
    case SIGQUIT:
        log_->warn("received {} indicating exit request", process::signal_name(signal));
        begin_stop(rpc::DaemonState::shutdown);
        break;
    case SIGHUP:
        if (state_ == rpc::DaemonState::shutdown) {
            log_->warn("ignored SIGHUP indicating restart request (shutdown in progress)");
            break;
        }
        log_->warn("received SIGHUP indicating restart request");
        (void)restart();  // it has logged why not
        break;
    case SIGCHLD:
        log_->debug("received SIGCHLD indicating a child quit");
        reap_children();
        break;
    case SIGUSR2:
        log_->info("received SIGUSR2 indicating log reopen request");
        reopen_logs();
        break;
    default:
        break;
    }
}

/// Everything that has ended, also what we never started: as PID 1 we inherit orphans.
void Daemon::reap_children() {
    for (const sys::Exit& exit : calls_.reap())
        if (!groups_->on_exit(exit))
            log_->info("reaped unknown pid {} ({})", exit.pid, process::describe_exit(exit.status));
}

void Daemon::reopen_logs() {
    log_->reopen();
    for (const auto& group : groups_->all())
        for (const auto& process : group->processes())
            process->reopen_logs();
}

void Daemon::shut_down() {
    loop_.defer([this] { begin_stop(rpc::DaemonState::shutdown); });
}

/// A configuration that would not load, or could not be started with, is found now, while everything still
/// runs.
tl::expected<void, config::Refusal> Daemon::restart() {
    auto loaded = configuration_.load();
    tl::expected<void, config::Refusal> usable;
    if (!loaded)
        usable = tl::unexpected(loaded.error());
    else if (auto checked = could_start_with(loaded->model); !checked)
        usable = tl::unexpected(config::Refusal(checked.error()));
    if (!usable) {
        note_load(false);
        log_->error("{}: {}",
                    state_ == rpc::DaemonState::running
                        ? "restart refused, nothing has been stopped"
                        : "the restart under way could not use this configuration",
                    usable.error().told);
        return usable;
    }
    looked_at_ = std::move(*loaded);
    loop_.defer([this] { begin_stop(rpc::DaemonState::restarting); });
    return {};
}

Result<void> Daemon::could_start_with(const config::Model& model) {
    if (const auto account = account_to_become(model.daemon); !account)
        return fail(config::placed(account.error(), "supervisord", "user").text);
    if (auto servers = http::check_servers(model.servers, servers_->endpoints()); !servers)
        return servers;
    if (const Started limits = raise_limits_for(model.daemon); !limits)
        return fail(limits.error().message);
    return {};
}

void Daemon::begin_stop(rpc::DaemonState why) {
    if (state_ == rpc::DaemonState::shutdown)
        return;  // it stays at that
    const bool under_way = state_ != rpc::DaemonState::running;
    state_ = why;
    if (feed_ != nullptr)
        feed_->daemon_changed();
    if (why == rpc::DaemonState::shutdown)
        service_.stopping();
    if (under_way)
        return;
    if (why == rpc::DaemonState::restarting)
        service_.reloading(loop_);
    context_->daemon_stopping = true;
    events_->daemon_stops();
    shutdown_ = std::make_unique<Shutdown>(
        *groups_, [this] { end_when_written(loop_.clock().mono() + longest_wait_for_readers); });
}

bool Daemon::output_waits() const {
    if (log_->congested())
        return true;
    for (const auto& group : groups_->all())
        for (const auto& process : group->processes())
            if (process->stdout_log().congested() || process->stderr_log().congested())
                return true;
    return false;
}

/// What programs wrote last may still wait for whoever reads our standard output.
void Daemon::end_when_written(sys::MonoTime deadline) {
    const sys::MonoTime now = loop_.clock().mono();
    if (now >= deadline || !output_waits())
        return loop_.stop();
    last_words_ = loop_.at(now + look_at_readers_again, [this, deadline] { end_when_written(deadline); });
}

void Daemon::clean_up() {
    const bool again = state_ == rpc::DaemonState::restarting;
    shutdown_.reset();
    last_words_.reset();
    if (servers_ != nullptr)
        endpoints_ = servers_->release();
    servers_.reset();
    if (!again)
        endpoints_.clear();
    router_.reset();
    web_.reset();
    scraper_.reset();
    feed_.reset();
    history_.reset();
    dispatcher_.reset();
    service_.forget_groups();
    configured_.clear();
    events_.reset();
    groups_.reset();
    context_.reset();
    log_context_.reset();
    pidfile_.remove();
}

}  // namespace supervise::daemon
