#include "daemon/daemon.hpp"

#include <sys/wait.h>

#include "config/difference.hpp"
#include "sys/own_process.hpp"

namespace supervise::daemon {

namespace {

/// What the daemon ends with because of a program: the program's own status, as a shell would give it; FATAL
/// is a failure whatever that was.
int status_of(const process::Process& process) {
    const std::optional<int> last = process.last_status();
    int status = 0;
    if (last && WIFSIGNALED(*last))
        status = 128 + WTERMSIG(*last);
    else if (last && WIFEXITED(*last))
        status = WEXITSTATUS(*last);
    return status == 0 && process.state() == process::State::fatal ? 1 : status;
}

}  // namespace

Daemon::Daemon(const Configuration& configuration, config::LoadResult loaded, sys::Launcher& launcher)
    : configuration_(configuration),
      loaded_(std::move(loaded)),
      launcher_(launcher),
      child_environment_(sys::environment_entries()),
      in_background_(launcher_.waiting()) {}

Daemon::~Daemon() = default;

tl::expected<int, StartFailure> Daemon::run() {
    note_load(true);
    Started started = start_up();
    while (started) {
        first_start_ = false;
        loop_.run();
        const bool again = state_ == rpc::DaemonState::restarting;
        const Running before = again ? what_runs() : Running{};
        clean_up();
        if (!again)
            return exit_status_;
        load_for_restart();
        state_ = rpc::DaemonState::running;
        started = start_up();
        if (!started)
            started = start_with(before, started.error());
    }
    if (log_ != nullptr)
        log_->critical("{}", started.error().message);
    clean_up();
    return tl::unexpected(started.error());
}

void Daemon::load_for_restart() {
    auto loaded = configuration_.load();
    note_load(loaded.has_value());
    if (!loaded)
        log_->error(
            "the configuration cannot be read any more: {}; going on with the one of before the restart",
            loaded.error().told);
    loaded_ = std::move(loaded ? *loaded : looked_at_);
}

Daemon::Running Daemon::what_runs() const {
    Running running{loaded_, {}};  // its groups have been given away
    running.loaded.model.daemon = settings_;
    running.loaded.messages.clear();
    for (const auto& group : groups_->all())
        running.groups.push_back(group->shared_config());
    return running;
}

/// A restart has stopped everything and cannot start: what ran before runs again.
Started Daemon::start_with(const Running& before, const StartFailure& failure) {
    note_load(false);
    start_infos_.clear();
    start_criticals_ = {
        fmt::format("{}; going on with the configuration of before the restart", failure.message)};
    loaded_ = before.loaded;
    for (const process::GroupConfigPtr& group : before.groups)
        loaded_.model.groups.push_back(*group);
    return start_up();
}

// --- What the supervisor.* methods ask
// ------------------------------------------------------------------------------

void Daemon::note_load(bool good) {
    config_loads_.note(good, std::chrono::system_clock::to_time_t(loop_.clock().wall()));
}

/// Configurations that have not changed stay shared with the groups made from them.
void Daemon::keep_configured(std::vector<config::GroupConfig> groups) {
    configured_.clear();
    configured_.reserve(groups.size());
    for (config::GroupConfig& config : groups) {
        const process::Group* active = groups_ ? groups_->find(config.name) : nullptr;
        if (active != nullptr && config::same_group(active->config(), config))
            configured_.push_back(active->shared_config());
        else
            configured_.push_back(std::make_shared<const config::GroupConfig>(std::move(config)));
    }
}

tl::expected<rpc::RereadChanges, config::Refusal> Daemon::reread() {
    auto loaded = configuration_.load();
    note_load(loaded.has_value());
    if (!loaded)
        return tl::unexpected(loaded.error());
    for (const config::ParseMessage& message : loaded->messages)
        log_->write(message.level == config::ParseMessage::Level::warning ? log::Level::warn
                                                                          : log::Level::info,
                    message.text);
    // CFG-215
    const config::DaemonConfig& fresh = loaded->model.daemon;
    settings_.identifier = log_context_->identifier = fresh.identifier;
    settings_.childlogdir = log_context_->childlogdir = fresh.childlogdir;
    settings_.strip_ansi = context_->strip_ansi = fresh.strip_ansi;
    settings_.exit_on_fatal = fresh.exit_on_fatal;

    std::vector<const config::GroupConfig*> active;
    for (const auto& group : groups_->all())
        active.push_back(&group->config());
    config::Difference difference = config::difference(active, loaded->model.groups);
    keep_configured(std::move(loaded->model.groups));
    return rpc::RereadChanges{std::move(difference.added), std::move(difference.changed),
                              std::move(difference.removed)};
}

Result<std::vector<config::GroupConfig>> Daemon::look_at_configuration() const {
    auto loaded = configuration_.load();
    if (!loaded)
        return fail(loaded.error().told);
    return std::move(loaded->model.groups);
}

/// FCGI-001: whether the socket of an fcgi-program can be made is found out when its group is added.
Result<void> Daemon::try_socket(const config::GroupConfig& group) {
    if (!group.socket)
        return {};
    auto usable = process::SharedSocket(*group.socket, *log_).try_out();
    if (!usable)
        log_->error("{}", usable.error().message);
    return usable;
}

Result<void> Daemon::add_group(const process::GroupConfigPtr& group) {
    if (!groups_->add(group))
        return fail(fmt::format("group {} is active already", group->name));
    service_.changed(loop_, *groups_);
    if (feed_ != nullptr)
        feed_->group_added(group->name);
    events_->group_added(*groups_->find(group->name));
    return {};
}

Result<void> Daemon::activate(const process::GroupConfigPtr& group) {
    if (auto usable = try_socket(*group); !usable)
        return usable;
    if (auto added = add_group(group); !added)
        return added;
    loop_.defer([this, name = group->name] {
        if (process::Group* added = groups_ ? groups_->find(name) : nullptr)
            groups_->autostart(*added);
    });
    return {};
}

void Daemon::deactivate(const std::string& group) {
    const process::Group* leaving = groups_->find(group);
    if (leaving == nullptr || !leaving->is_stopped())
        return;
    const process::GroupConfigPtr config = leaving->shared_config();  // `group` may be the name in there
    events_->group_leaves(*leaving);
    groups_->remove(config->name);
    events_->group_removed(config->name);
    history_->group_removed(config->name);
    if (feed_ != nullptr)
        feed_->group_removed(config->name);
}

config::AddedProgram Daemon::read_program(const config::ProgramText& program) const {
    return config::read_added_program(program, configuration_.path(), configuration_.around(),
                                      settings_.environment);
}

bool Daemon::add_processes(process::Group& group, const std::vector<config::ProcessConfig>& added) {
    const process::GroupConfigPtr before = group.shared_config();
    if (!groups_->add_processes(group, added))
        return false;
    for (const config::ProcessConfig& process : added)
        events_->process_added(*group.find(process.name));
    follow_change(before, group);
    loop_.defer([this, name = group.name()] {
        if (process::Group* grown = groups_ ? groups_->find(name) : nullptr)
            groups_->autostart(*grown);
    });
    return true;
}

bool Daemon::remove_process(process::Group& group, const std::string& name) {
    const process::GroupConfigPtr before = group.shared_config();
    const process::Process* process = group.find(name);
    if (process == nullptr || !process::is_stopped(process->state()))
        return false;
    events_->process_leaves(*process);
    history_->process_removed(*process);
    groups_->remove_process(group, name);
    follow_change(before, group);
    return true;
}

/// Until the next reread the change counts as configured, as in Supervisor: getAllConfigInfo tells it.
void Daemon::follow_change(const process::GroupConfigPtr& before, const process::Group& group) {
    std::replace(configured_.begin(), configured_.end(), before, group.shared_config());
    service_.changed(loop_, *groups_);
    if (feed_ != nullptr)
        feed_->group_changed(group.name());
}

// --- Programs whose end is ours
// ---------------------------------------------------------------------------------------

void Daemon::on_state(process::Process& process, process::State from, process::State to) {
    if (events_ != nullptr)
        events_->state_changed(process, from, to);
    if (groups_ != nullptr)
        service_.changed(loop_, *groups_);
    if (history_ != nullptr)
        history_->state_changed(process, from, to,
                                std::chrono::system_clock::to_time_t(loop_.clock().wall()));
    if (feed_ != nullptr)
        feed_->state_changed(process);
    if (shutdown_ != nullptr)
        return shutdown_->look_again();
    const bool essential = process.config().essential;
    if ((to == process::State::fatal && (essential || settings_.exit_on_fatal)) ||
        (essential && process.rests_exited()))
        end_because_of(process);
}

void Daemon::end_because_of(const process::Process& process) {
    exit_status_ = status_of(process);
    log_->write(exit_status_ == 0 ? log::Level::info : log::Level::critical,
                fmt::format("{} is in state {} and {}: supervisord ends with status {}", process.namespec(),
                            process::state_name(process.state()),
                            process.config().essential ? "essential" : "exit_on_fatal is set", exit_status_));
    shut_down();
}

}  // namespace supervise::daemon
