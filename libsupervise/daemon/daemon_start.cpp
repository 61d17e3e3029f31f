/// From a loaded configuration to a running daemon, step by step (DAEMON-001).
#include <csignal>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <fmt/core.h>

#include "config/text.hpp"
#include "daemon/daemon.hpp"
#include "http/capacity.hpp"
#include "http/live_route.hpp"
#include "http/log_route.hpp"
#include "http/metrics_route.hpp"
#include "http/ok_route.hpp"
#include "http/rpc_route.hpp"
#include "log/auto_files.hpp"
#include "rpc/limits.hpp"
#include "sys/privileges.hpp"
#include "sys/rlimits.hpp"

namespace supervise::daemon {

namespace {

tl::unexpected<StartFailure> refuse(std::string message, int status = 2) {
    return tl::unexpected(StartFailure{status, std::move(message)});
}

}  // namespace

Started Daemon::start_up() {
    settings_ = loaded_.model.daemon;
    for (const auto step : {&Daemon::become_user, &Daemon::raise_limits, &Daemon::open_log,
                            &Daemon::open_servers, &Daemon::watch_signals})
        if (Started done = (this->*step)(); !done)
            return done;
    make_processes();
    if (in_background_ && first_start_)
        go_to_background();
    serve();
    return {};
}

/// DAEMON-003 to DAEMON-007: before anything is created, so that everything belongs to that user.
Started Daemon::become_user() {
    if (!settings_.user) {
        if (::geteuid() == 0)
            start_criticals_.emplace_back("Supervisor is running as root.  Privileges were not dropped "
                                          "because no user is specified in the "
                                          "config file.  If you intend to run as root, you can set user=root "
                                          "in the config file to avoid this "
                                          "message.");
        return {};
    }
    const auto account = account_to_become(settings_);
    if (!account)
        return refuse(account.error().text);
    if (*account)
        if (auto assumed =
                sys::assume_credentials(sys::credentials_of(**account, configuration_.around().users));
            !assumed)
            return refuse(assumed.error().message);
    became_ = settings_.user;
    start_infos_.push_back(fmt::format("Set uid to user {} succeeded", ::geteuid()));
    return {};
}

config::Parsed<std::optional<sys::Account>>
Daemon::account_to_become(const config::DaemonConfig& settings) const {
    using Nobody = std::optional<sys::Account>;
    // At a restart the account need not be found again, nor can it always be.
    if (!settings.user || became_ == settings.user)
        return Nobody();
    const auto uid = config::Places(configuration_.around()).user(*settings.user);
    if (!uid)
        return tl::unexpected<config::Fault>(uid.error());
    if (*uid == ::geteuid())
        return Nobody();
    if (::geteuid() != 0)
        return config::fault("Can't drop privilege as nonroot user",
                             "the account can be changed only when root starts the daemon");
    auto account = configuration_.around().users.by_uid(*uid);
    if (!account)
        return config::fault(fmt::format("Could not find user {}", *settings.user));
    return account;
}

Started Daemon::raise_limits() {
    return raise_limits_for(settings_);
}

Started Daemon::raise_limits_for(const config::DaemonConfig& settings) {
    if (Started files = raise_limit(sys::Resource::open_files, settings.minfds); !files)
        return files;
    return raise_limit(sys::Resource::processes, settings.minprocs);
}

/// DAEMON-008 to DAEMON-010
Started Daemon::raise_limit(sys::Resource resource, int minimum) {
    const bool files = resource == sys::Resource::open_files;
    const sys::RaisedLimit limit =
        sys::require_limit(resource, static_cast<std::uint64_t>(std::max(minimum, 0)));
    if (limit.outcome == sys::RaisedLimit::Outcome::raised)
        start_infos_.push_back(
            fmt::format("Increased {} limit to {}", files ? "RLIMIT_NOFILE" : "RLIMIT_NPROC", minimum));
    if (limit.outcome != sys::RaisedLimit::Outcome::refused)
        return {};
    if (files)
        return refuse(fmt::format(
            "The minimum number of file descriptors required to run this process is {} as per the \"minfds\" "
            "command-line argument or config file setting. The current environment will only allow you to "
            "open {} "
            "file descriptors.  Either raise the number of usable file descriptors in your environment (see "
            "README.rst) or lower the minfds setting in the config file to allow the process to start.",
            minimum, limit.available));
    return refuse(fmt::format("The minimum number of available processes required to run this program is {} "
                              "as per the \"minprocs\" "
                              "command-line argument or config file setting. The current environment will "
                              "only allow you to open {} "
                              "processes.  Either raise the number of usable processes in your environment "
                              "(see README.rst) or lower the "
                              "minprocs setting in the config file to allow the program to start.",
                              minimum, limit.available));
}

Started Daemon::open_log() {
    log::MainLogSpec spec;
    spec.path = settings_.logfile;
    spec.maxbytes = settings_.logfile_maxbytes;
    spec.backups = settings_.logfile_backups;
    spec.gzip = settings_.logfile_gzip;
    spec.max_age = std::chrono::seconds(settings_.logfile_max_age);
    spec.to_syslog = settings_.logfile_syslog;
    spec.journal = settings_.logfile_journal ? &journal_ : nullptr;
    spec.to_stdout = !in_background_ && !settings_.silent;
    spec.level = static_cast<log::Level>(settings_.loglevel);
    auto opened = log::MainLog::open(std::move(spec), files_, loop_, syslog_);
    if (opened) {
        log_ = std::move(*opened);
    } else {
        const std::string why = fmt::format("could not open the log file: {}", opened.error().message);
        if (first_start_)
            return refuse(why, 1);
        log_->error("{}; going on with the one of before the restart", why);
    }
    replay_messages();
    return {};
}

void Daemon::replay_messages() {
    for (const std::string& text : start_criticals_)
        log_->critical("{}", text);
    for (const auto level : {config::ParseMessage::Level::warning, config::ParseMessage::Level::info}) {
        const bool warning = level == config::ParseMessage::Level::warning;
        for (const config::ParseMessage& message : loaded_.messages)
            if (message.level == level)
                log_->write(warning ? log::Level::warn : log::Level::info, message.text);
    }
    for (const std::string& text : start_infos_)
        log_->info("{}", text);
    start_criticals_.clear();
    start_infos_.clear();
}

/// Before AUTO logs are cleaned: a second daemon with the same configuration ends here and has touched
/// nothing of the first one's (DAEMON-013).
Started Daemon::open_servers() {
    auto opened =
        http::open_servers(loaded_.model.servers, std::move(endpoints_), configuration_.around().hostname);
    endpoints_.clear();
    if (!opened)
        return refuse(opened.error().message);
    for (const std::string& notice : opened->notices)
        (void)sys::write_all(STDERR_FILENO, notice + "\n");  // the terminal, if there still is one
    endpoints_ = std::move(opened->endpoints);
    http::log_servers(*log_, endpoints_, loaded_.model.rpcinterfaces, loop_.clock().wall());
    return {};
}

void Daemon::make_processes() {
    if (!settings_.nocleanup)
        log::clean_auto_files(files_, loop_, settings_.childlogdir, settings_.identifier, *log_);
    log_context_ = std::make_unique<log::LogContext>(log::LogContext{
        loop_, *log_, files_, syslog_, journal_, settings_.childlogdir, settings_.identifier});
    context_ = std::make_unique<process::ProcessContext>(
        process::ProcessContext{.loop = loop_,
                                .calls = calls_,
                                .logger = *log_,
                                .logs = *log_context_,
                                .users = configuration_.around().users,
                                .daemon_environment = child_environment_,
                                .server_url = config::server_url(loaded_.model.servers).value_or(""),
                                .strip_ansi = settings_.strip_ansi,
                                .observer = this});
    groups_ = std::make_unique<process::Groups>(*context_);
    events_ = std::make_unique<event::Events>(
        event::Events::Context{loop_, *log_, settings_.identifier, next_event_});
    keep_configured(std::move(loaded_.model.groups));
    for (const process::GroupConfigPtr& group : configured_) {
        if (groups_->find(group->name) != nullptr)
            continue;              // CFG-181
        (void)try_socket(*group);  // it has logged why not; its processes will say it too, and become FATAL
        (void)add_group(group);    // there is none of that name
    }
}

Started Daemon::watch_signals() {
    if (!first_start_)
        return {};
    auto source = sys::SignalSource::open({SIGTERM, SIGINT, SIGQUIT, SIGHUP, SIGCHLD, SIGUSR2});
    if (!source)
        return refuse(source.error().message, 1);
    signals_ = std::move(*source);
    signals_readable_ = loop_.when_readable(signals_->fd(), [this] { on_signals(); });
    return {};
}

/// DAEMON-021: this process is the launcher's child already.
void Daemon::go_to_background() {
    log_->info("daemonizing the supervisord process");
    if (settings_.directory) {
        if (::chdir(settings_.directory->c_str()) == 0)
            log_->info("set current directory: {}", config::python_repr(*settings_.directory));
        else
            log_->critical("can't chdir into {}: {}", config::python_repr(*settings_.directory),
                           errno_text(errno));
    }
    if (auto detached = sys::detach_from_terminal(); !detached)
        log_->critical("{}", detached.error().message);
    ::umask(static_cast<mode_t>(settings_.umask));
}

void Daemon::serve() {
    dispatcher_ = std::make_unique<rpc::Dispatcher>(*this, *log_, loaded_.model.rpcinterfaces);
    const auto table = std::make_shared<const sys::KernelProcessTable>();
    history_ = std::make_unique<live::History>();
    feed_ = std::make_unique<live::Feed>(*this, table, live::Itself{::getpid(), began_});
    router_ = std::make_unique<http::Router>();
    router_->add("/RPC2", http::Router::Match::prefix, http::rpc_route(*dispatcher_, *log_),
                 rpc::limits::max_call_bytes);
    const auto capacity = http::Capacity::of(settings_.minfds);
    const auto followers = std::make_shared<http::Followers>(capacity.log_followers());
    router_->add("/logtail", http::Router::Match::prefix, http::logtail_route(*this, followers));
    router_->add("/mainlogtail", http::Router::Match::prefix, http::mainlogtail_route(*this, followers));
    web_ = std::make_unique<web::Web>(*dispatcher_, *history_, table);
    web_->add_routes(*router_, followers);
    router_->add("/ok.html", http::Router::Match::exact, http::ok_route());
    router_->add("/api/status", http::Router::Match::exact, http::status_route(*feed_));
    router_->add("/api/live", http::Router::Match::exact, http::live_route(*feed_));
    scraper_ = std::make_unique<metrics::Scraper>(
        metrics::Sources{*dispatcher_, http_counts_, config_loads_, ::getpid(),
                         std::chrono::system_clock::to_time_t(began_wall_),
                         log_context_->journal_writer.get()},
        table);
    router_->add("/metrics", http::Router::Match::exact, http::metrics_route(*scraper_));
    servers_ = std::make_unique<http::Servers>(http::Site{loop_, *log_, *router_, http_counts_, capacity},
                                               std::move(endpoints_));
    endpoints_.clear();
    if (pidfile_.write(settings_.pidfile, *log_))
        log_->info("supervisord started with pid {}", ::getpid());
    launcher_.report_ready();
    service_.ready(loop_);
    events_->daemon_runs();
    autostart_next(std::make_shared<const ConfiguredGroups>(configured_), 0);
}

/// One group a turn, so that requests are answered while a thousand programs start. One of them may be a
/// reread: what starts is what was configured at the beginning.
void Daemon::autostart_next(std::shared_ptr<const ConfiguredGroups> groups, std::size_t index) {
    loop_.defer([this, groups = std::move(groups), index] {
        if (state_ != rpc::DaemonState::running || index >= groups->size())
            return;
        if (process::Group* group = groups_->find((*groups)[index]->name))
            groups_->autostart(*group);
        autostart_next(groups, index + 1);
    });
}

}  // namespace supervise::daemon
