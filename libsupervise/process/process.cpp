#include "process/process.hpp"

#include <csignal>
#include <sys/wait.h>

#include "process/description.hpp"

namespace supervise::process {

namespace {

std::int64_t seconds_of(sys::WallTime time) {
    return std::chrono::duration_cast<std::chrono::seconds>(time.time_since_epoch()).count();
}

std::int64_t wall_seconds(const sys::Clock& clock) {
    return seconds_of(clock.wall());
}

log::ChildLogSpec log_spec(const config::ProcessConfig& config, const std::string& group, bool is_stdout,
                           bool strip_ansi, bool is_listener) {
    log::ChildLogSpec spec;
    spec.process_name = config.name;
    spec.program = config.program_name;
    spec.group = group;
    spec.channel = is_stdout ? "stdout" : "stderr";
    spec.config = is_stdout ? config.stdout_channel : config.stderr_channel;
    spec.strip_ansi = strip_ansi;
    spec.mkdir = config.logfile_mkdir;
    spec.mode = config.logfile_mode;
    if (is_stdout && is_listener) {
        spec.listener = true;
        spec.config.syslog = spec.config.journal = false;  // CFG-190
    } else {
        spec.format = config.log_format;  // a listener's standard output is no lines but its protocol
        spec.prefix = config.log_prefix;
    }
    return spec;
}

/// Death by a signal counts as -1, which exitcodes cannot name (PROC-006).
int exit_code(int status) {
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

}  // namespace

Process::Process(std::shared_ptr<const config::ProcessConfig> config, std::string group,
                 ProcessContext& context, Part part)
    : config_(std::move(config)),
      group_(std::move(group)),
      context_(context),
      stdout_log_(std::make_unique<log::ChildLog>(
          log_spec(*config_, group_, true, context.strip_ansi, part.is_listener), context.logs)),
      stderr_log_(std::make_unique<log::ChildLog>(
          log_spec(*config_, group_, false, context.strip_ansi, part.is_listener), context.logs)),
      socket_(part.socket),
      alive_(std::make_shared<char>()) {}

Process::~Process() {
    tell_watchers_first();  // its group was removed in the turn in which it stopped
    if (pid_ != 0)
        context_.children.erase(pid_);
}

std::string Process::namespec() const {
    return name() == group_ ? group_ : fmt::format("{}:{}", group_, name());
}

Snapshot Process::snapshot(const sys::Moment& now) const {
    Snapshot snapshot;
    snapshot.state = state_;
    snapshot.pid = pid_;
    snapshot.start = start_wall_;
    snapshot.stop = stop_wall_;
    snapshot.now = seconds_of(now.wall);
    snapshot.exitstatus = exitstatus_;
    snapshot.spawnerr = spawnerr_;
    snapshot.restarts = restarts_;
    const auto since_start = std::chrono::duration_cast<std::chrono::seconds>(now.mono - started_at_);
    if (pid_ != 0)
        snapshot.uptime = since_start;
    snapshot.description = describe({.state = state_,
                                     .name = name(),
                                     .spawnerr = spawnerr_,
                                     .pid = pid_,
                                     .uptime = since_start,
                                     .ever_started = ever_started_,
                                     .stop_time = stop_wall_});
    return snapshot;
}

// --- Requests
// -----------------------------------------------------------------------------------------------------

tl::expected<void, StartRefusal> Process::start() {
    using Reason = StartRefusal::Reason;
    tell_watchers_first();
    if (context_.daemon_stopping)
        return tl::unexpected(StartRefusal{Reason::daemon_stopping, "supervisord is stopping"});
    const Step decided = apply(Event::start_asked);
    if (decided.actions.has(Action::refuse_active))
        return tl::unexpected(StartRefusal{Reason::already_started, {}});
    if (decided.actions.has(Action::refuse_stopping)) {
        context_.logger.warn("process '{}' already running", name());
        return tl::unexpected(StartRefusal{Reason::still_stopping, {}});
    }
    if (decided.actions.has(Action::refuse_unknown))
        return tl::unexpected(
            StartRefusal{Reason::unknown_state, fmt::format("{} is in an unknown process state", name())});
    if (state_ == State::backoff || state_ == State::fatal)
        return tl::unexpected(StartRefusal{Reason::spawn_error, spawnerr_});
    return {};
}

void Process::autostart() {
    if (config_->autostart && !ever_started_ && state_ == State::stopped && !context_.daemon_stopping)
        apply(Event::start_asked);
}

bool Process::stop() {
    tell_watchers_first();
    return !apply(Event::stop_asked).actions.has(Action::refuse_stopped);
}

void Process::shut_down() {
    apply(Event::shutdown_asked);
}

int Process::signal(int signal) {
    context_.logger.debug("sending {} (pid {}) sig {}", name(), pid_, signal_name(signal));
    const int code = context_.calls.kill(pid_, signal);
    if (code == ESRCH)
        context_.logger.debug("unable to signal {} (pid {}), it probably just now exited on its own: {}",
                              name(), pid_, errno_text(code));
    else if (code != 0)
        context_.logger.critical("unknown problem sending sig {} ({}):{}", name(), pid_, errno_text(code));
    return code;
}

void Process::kill() {
    (void)context_.calls.kill(config_->killasgroup ? -pid_ : pid_,
                              SIGKILL);  // or it has just ended by itself
}

StdinBuffer::Outcome Process::write_stdin(std::string_view bytes, std::size_t room) {
    return pid_ != 0 ? stdin_.write(bytes, context_.loop, room) : StdinBuffer::Outcome::closed;
}

void Process::reopen_logs() {
    stdout_log_->reopen();
    stderr_log_->reopen();
}

Result<void> Process::clear_logs() {
    auto cleared = stdout_log_->clear();
    if (!cleared)
        return cleared;
    return stderr_log_->clear();
}

// --- The end of the child
// -----------------------------------------------------------------------------------------

void Process::close_channels() {
    stdin_.close();
    stdout_log_->finish();
    stderr_log_->finish();
}

void Process::on_exit(int status) {
    if (launch_)
        look_at_launch();
    launch_watch_.reset();
    launch_.reset();
    ending_pid_ = std::exchange(pid_, 0);
    context_.children.erase(ending_pid_);
    settle_exit(status);
    ending_pid_ = 0;
}

void Process::settle_exit(int status) {
    if (launch_failure_ && state_ == State::starting)
        return on_launch_failed();
    close_channels();
    stop_wall_ = wall_seconds(context_.loop.clock());

    last_status_ = status;
    ended_on_request_ = state_ == State::stopping;
    const int code = exit_code(status);
    const bool expected = ended_as_expected();
    const std::string how = describe_exit(status);
    const auto uptime = context_.loop.clock().mono() - started_at_;
    exitstatus_ = code;

    const bool too_soon = state_ == State::starting && uptime < std::chrono::seconds(config_->startsecs);
    ++(ended_on_request_ ? counts_.requested : expected && !too_soon ? counts_.expected : counts_.unexpected);

    if (state_ == State::stopping || state_ == State::unknown) {
        spawnerr_.clear();
        apply(expected ? Event::exited_expected : Event::exited_unexpected, {},
              {expected ? log::Level::info : log::Level::warn, fmt::format("stopped: {} ({})", name(), how)});
    } else if (too_soon) {
        exitstatus_ = 0;
        spawnerr_ = "Exited too quickly (process log may have details)";
        apply(Event::exited_too_soon, failure_facts(),
              {log::Level::warn, fmt::format("exited: {} ({}; not expected)", name(), how)});
    } else if (expected) {
        spawnerr_.clear();
        apply(Event::exited_expected, exit_facts(true),
              {log::Level::info, fmt::format("exited: {} ({}; expected)", name(), how)});
    } else {
        spawnerr_ = fmt::format("Bad exit code {}", code);
        apply(Event::exited_unexpected, exit_facts(false),
              {log::Level::warn, fmt::format("exited: {} ({}; not expected)", name(), how)});
    }
}

bool Process::ended_as_expected() const {
    const std::vector<int>& codes = config_->exitcodes;
    return last_status_ && std::find(codes.begin(), codes.end(), exit_code(*last_status_)) != codes.end();
}

Facts Process::failure_facts() const {
    Facts facts;
    facts.retries_left = retries_ + 1 <= config_->startretries;
    return facts;
}

Facts Process::exit_facts(bool expected) const {
    Facts facts;
    switch (config_->autorestart) {
    case config::Autorestart::never:
        break;
    case config::Autorestart::unexpected:
        facts.restarts = !expected;
        break;
    case config::Autorestart::always:
        facts.restarts = true;
        break;
    }
    facts.restarts = facts.restarts && !context_.daemon_stopping;
    facts.restart_limit =
        facts.restarts && pace_.exhausted(context_.loop.clock().mono(), config_->restart_limit,
                                          std::chrono::seconds(config_->restart_window));
    return facts;
}

// --- The machine's decisions, applied
// -----------------------------------------------------------------------------

Step Process::apply(Event event, const Facts& facts) {
    return apply(event, facts, Words{});
}

Step Process::apply(Event event, const Facts& given, const Words& words) {
    using enum Action;
    Facts facts = given;
    facts.restart_pending = restart_pending_;
    const State from = state_;
    const Step decided = step(from, event, facts);
    const Actions& actions = decided.actions;

    if (actions.has(report_impossible))
        context_.logger.warn("{}: an event of kind {} makes no sense in state {} and was ignored", name(),
                             static_cast<int>(event), state_name(from));
    if (actions.has(drop_timer)) {
        timer_.reset();
        restart_pending_ = false;
    }
    if (actions.has(count_retry))
        ++retries_;
    if (actions.has(spawn) && event != Event::start_asked)
        ++restarts_;
    if (actions.has(arm_restart))
        restart_pending_ = true;  // whoever is told of the state can ask
    if (actions.has(change_state)) {
        if (decided.through != decided.next && decided.through != from) {
            passing_through_ = true;
            enter(decided.through);
            passing_through_ = false;
        }
        enter(decided.next);
    }
    if (actions.has(forget_retries))
        retries_ = 0;
    log_decision(actions, words);
    arm(actions);
    if (process::is_stopped(state_) && pid_ == 0 && !restart_pending_)
        socket_use_.reset();
    return decided;
}

void Process::log_decision(const Actions& actions, const Words& words) {
    using enum Action;
    if (actions.has(log_end) && !words.text.empty())
        context_.logger.write(words.level, words.text);
    if (actions.has(log_running))
        context_.logger.info(
            "success: {} entered RUNNING state, process has stayed up for > than {} seconds (startsecs)",
            name(), config_->startsecs);
    if (actions.has(log_backoff_stopped))
        context_.logger.debug("Attempted to kill {}, which is in BACKOFF state.", name());
    if (actions.has(log_gave_up))
        context_.logger.info("gave up: {} entered FATAL state, too many start retries too quickly", name());
    if (actions.has(log_restart_limit)) {
        spawnerr_ = fmt::format("Restarted {} times within {} seconds (restart_limit)",
                                config_->restart_limit, config_->restart_window);
        context_.logger.info(
            "gave up: {} entered FATAL state, it ended again after {} restarts within {} seconds "
            "(restart_limit)",
            name(), config_->restart_limit, config_->restart_window);
    }
}

/// Sets going what the new state waits for.
void Process::arm(const Actions& actions) {
    using enum Action;
    if (actions.has(log_backoff_stopped) && stop_wall_ == 0)
        stop_wall_ =
            wall_seconds(context_.loop.clock());  // PROC-063: it never had a pid; say when it was stopped
    if (actions.has(spawn))
        launch();
    if (actions.has(arm_startsecs))
        wait_for_startsecs();
    if (actions.has(arm_retry))
        wait_for_retry();
    if (actions.has(arm_restart))
        wait_for_restart();
    if (actions.has(begin_stop)) {
        stop_signals_sent_ = 0;
        send_stop_step();
    }
    if (actions.has(next_stop_step))
        send_stop_step();
}

void Process::wait_for_startsecs() {
    if (config_->startsecs <= 0) {
        apply(Event::stayed_up);
        return;
    }
    timer_ = context_.loop.at(started_at_ + std::chrono::seconds(config_->startsecs),
                              [this] { apply(Event::stayed_up); });
}

void Process::wait_for_retry() {
    timer_ = context_.loop.after(std::chrono::seconds(retries_), [this] {
        if (!context_.daemon_stopping)  // DAEMON-075: the shutdown will come to it
            apply(Event::retry_due);
    });
}

void Process::wait_for_restart() {
    timer_ = context_.loop.at(pace_.next(context_.loop.clock().mono()), [this] {
        if (context_.daemon_stopping)
            return;
        pace_.note(context_.loop.clock().mono(), config_->restart_limit);
        apply(Event::restart_due);
    });
}

void Process::send_stop_step() {
    const std::vector<StopStep> plan = stop_plan(*config_);
    const std::size_t index = std::min<std::size_t>(stop_signals_sent_, plan.size() - 1);
    const StopStep& stop_step = plan[index];
    if (index > 0)
        context_.logger.warn("killing '{}' ({}) with SIGKILL", name(), pid_);
    if (stop_signals_sent_ == plan.size())
        context_.logger.error("'{}' ({}) has not ended after SIGKILL; the kernel may be holding it "
                              "(uninterruptible sleep)",
                              name(), pid_);
    ++stop_signals_sent_;
    context_.logger.debug("killing {} (pid {}) {}with signal {}", name(), pid_,
                          stop_step.whole_group ? "process group " : "", signal_name(stop_step.signal));
    timer_ = context_.loop.after(stop_step.wait, [this] { apply(Event::stop_step_due); });
    const int code = context_.calls.kill(stop_step.whole_group ? -pid_ : pid_, stop_step.signal);
    if (code != 0)
        on_kill_error(code);
}

/// PROC-027
void Process::on_kill_error(int code) {
    if (code == ESRCH) {
        context_.logger.debug("unable to signal {} (pid {}), it probably just exited on its own: {}", name(),
                              pid_, errno_text(code));
        return;
    }
    context_.logger.critical("unknown problem killing {} ({}):{}", name(), pid_, errno_text(code));
    apply(Event::kill_failed);
}

// --- Telling others
// -----------------------------------------------------------------------------------------------

void Process::enter(State next) {
    const State from = std::exchange(state_, next);
    if (context_.observer != nullptr)
        context_.observer->on_state(*this, from, next);
    if (watchers_.empty() || notification_due_)
        return;
    notification_due_ = true;
    context_.loop.defer([this, alive = std::weak_ptr<char>(alive_)] {
        if (!alive.expired())
            notify_watchers();
    });
}

/// Who waits for what has just happened must see it before it is made to happen otherwise.
void Process::tell_watchers_first() {
    if (notification_due_)
        notify_watchers();
}

void Process::notify_watchers() {
    notification_due_ = false;
    std::erase_if(watchers_, [](const std::weak_ptr<Watcher>& watcher) { return watcher.expired(); });
    const std::vector<std::weak_ptr<Watcher>> current = watchers_;  // a watcher may add or drop watchers
    for (const std::weak_ptr<Watcher>& watcher : current)
        if (const std::shared_ptr<Watcher> wanted = watcher.lock())
            (*wanted)();
}

sys::Registration Process::watch(std::function<void()> changed) {
    class Watching final : public sys::Registration::Impl {
    public:
        explicit Watching(std::shared_ptr<Watcher> watcher) : watcher_(std::move(watcher)) {}

    private:
        std::shared_ptr<Watcher> watcher_;
    };
    auto watcher = std::make_shared<Watcher>(std::move(changed));
    watchers_.emplace_back(watcher);
    return sys::Registration(std::make_unique<Watching>(std::move(watcher)));
}

}  // namespace supervise::process
