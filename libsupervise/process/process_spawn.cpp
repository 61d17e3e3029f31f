/// How a process comes to run: command, pipes, environment, credentials, and what is said when it does not.
#include <cerrno>
#include <unistd.h>

#include "config/shell_words.hpp"
#include "process/command.hpp"
#include "process/environment.hpp"
#include "process/environment_files.hpp"
#include "process/process.hpp"
#include "sys/privileges.hpp"

namespace supervise::process {

namespace {

/// The pipes of one child. With redirect_stderr its fd 2 is the stdout pipe and there is no third one
/// (PROC-038), with a shared socket its fd 0 is that (FCGI-003).
struct ChildPipes {
    sys::Pipe in, out, err;
};

Result<ChildPipes> open_pipes(bool needs_stdin, bool redirect_stderr) {
    ChildPipes pipes;
    for (sys::Pipe* pipe : {&pipes.in, &pipes.out, &pipes.err}) {
        if ((pipe == &pipes.in && !needs_stdin) || (pipe == &pipes.err && redirect_stderr))
            continue;
        auto made = sys::make_pipe();
        if (!made)
            return tl::unexpected(made.error());
        *pipe = std::move(*made);
    }
    for (const sys::Fd* ours : {&pipes.in.write_end, &pipes.out.read_end, &pipes.err.read_end})
        if (*ours)
            if (auto set = sys::set_nonblocking(ours->get(), true); !set)
                return tl::unexpected(set.error());
    return pipes;
}

/// PROC-042
Result<sys::Credentials> credentials_of(unsigned uid, const sys::Users& users) {
    if (::geteuid() != 0)
        return fail("Can't drop privilege as nonroot user");
    const auto account = users.by_uid(uid);
    if (!account)
        return fail("Could not find user id");
    return sys::credentials_of(*account, users);
}

/// PROC-035
std::string describe_pipe_error(const Error& error, const std::string& name) {
    if (error.code == EMFILE)
        return fmt::format("too many open files to spawn '{}'", name);
    return fmt::format("unknown error making dispatchers for '{}': {}", name, errno_name(error.code));
}

/// PROC-036, PROC-040
std::string describe_failure(const sys::SpawnFailure& failure, const config::ProcessConfig& config) {
    using Stage = sys::SpawnFailure::Stage;
    const std::string code = errno_name(failure.code);
    switch (failure.stage) {
    case Stage::fork:
        if (failure.code == EAGAIN)
            return fmt::format("Too many processes in process table to spawn '{}'", config.name);
        return fmt::format("unknown error during fork for '{}': {}", config.name, code);
    case Stage::process_group:
        return fmt::format("couldn't make a process group: {}", code);
    case Stage::descriptors:
        return failure.code == EMFILE
                   ? fmt::format("too many open files to spawn '{}'", config.name)
                   : fmt::format("couldn't connect the pipes of '{}': {}", config.name, code);
    case Stage::credentials:
        return fmt::format("couldn't setuid to {}: {}", config.uid.value_or(0), code);
    case Stage::directory:
        return fmt::format("couldn't chdir to {}: {}", config.directory.value_or(""), code);
    case Stage::exec: {
        const auto words = config::command_words(config.command);
        return fmt::format("couldn't exec {}: {}", words ? words->front() : config.command, code);
    }
    }
    return code;
}

}  // namespace

/// Fails when a file of it cannot be read.
Result<ChildEnvironment> Process::child_environment() const {
    ChildEnvironment environment(context_.daemon_environment);
    environment.set("SUPERVISOR_ENABLED", "1");
    const std::string& url = config_->serverurl ? *config_->serverurl : context_.server_url;
    if (!url.empty())
        environment.set("SUPERVISOR_SERVER_URL", url);
    environment.set("SUPERVISOR_PROCESS_NAME", name());
    environment.set("SUPERVISOR_GROUP_NAME", group_);
    for (const std::string& path : config_->environment_files) {
        auto file = read_environment_file(path);
        if (!file)
            return tl::unexpected(file.error());
        environment.set_all(*file);
    }
    environment.set_all(config_->environment);
    return environment;
}

tl::expected<void, StartRefusal> Process::check_command() const {
    const auto environment = child_environment();
    if (!environment)
        return {};  // that is for the start to say, which fails of it
    const auto command = resolve_command(config_->command, environment->get("PATH"), config_->directory);
    if (command)
        return {};
    using Reason = StartRefusal::Reason;
    return tl::unexpected(StartRefusal{command.error().missing ? Reason::no_file : Reason::not_executable,
                                       command.error().text});
}

/// Everything about the child but its pipes.
Result<sys::SpawnRequest> Process::prepare_spawn() const {
    auto environment = child_environment();
    if (!environment)
        return tl::unexpected(environment.error());
    auto command = resolve_command(config_->command, environment->get("PATH"), config_->directory);
    if (!command)
        return fail(command.error().text);

    sys::SpawnRequest request;
    request.path = std::move(command->path);
    request.argv = std::move(command->argv);
    request.environment = environment->take();
    request.directory = config_->directory;
    request.umask = config_->umask;
    if (config_->uid && *config_->uid != ::geteuid()) {
        auto credentials = credentials_of(*config_->uid, context_.users);
        if (!credentials)
            return fail(fmt::format("couldn't setuid to {}: {}", *config_->uid, credentials.error().message));
        request.credentials = std::move(*credentials);
    }
    return request;
}

void Process::launch() {
    const sys::Clock& clock = context_.loop.clock();
    started_at_ = clock.mono();
    start_wall_ = std::chrono::duration_cast<std::chrono::seconds>(clock.wall().time_since_epoch()).count();
    ever_started_ = true;
    spawnerr_.clear();
    exitstatus_ = 0;

    auto request = prepare_spawn();
    if (!request)
        return on_spawn_failed(request.error().message);
    if (socket_ != nullptr && !socket_use_) {
        auto use = socket_->use();
        if (!use)
            return on_spawn_failed(use.error().message);
        socket_use_ = std::move(*use);
    }
    auto pipes = open_pipes(socket_ == nullptr, config_->redirect_stderr);
    if (!pipes)
        return on_spawn_failed(describe_pipe_error(pipes.error(), name()));
    const sys::Fd& stderr_end = config_->redirect_stderr ? pipes->out.write_end : pipes->err.write_end;
    request->stdin_fd = socket_use_ ? socket_use_->fd() : pipes->in.read_end.get();
    request->stdout_fd = pipes->out.write_end.get();
    request->stderr_fd = stderr_end.get();

    for (const auto* channel : {&stdout_log_, &stderr_log_})
        (*channel)->strip_ansi(context_.strip_ansi);

    auto launched = context_.calls.launch(*request);
    if (!launched)
        return on_spawn_failed(describe_failure(launched.error(), *config_));
    if (pipes->in.write_end)
        stdin_.open(std::move(pipes->in.write_end));
    stdout_log_->attach(std::move(pipes->out.read_end), launched->pid);
    if (!config_->redirect_stderr)
        stderr_log_->attach(std::move(pipes->err.read_end), launched->pid);
    pid_ = launched->pid;
    context_.children[pid_] = this;
    context_.logger.info("spawned: '{}' with pid {}", name(), pid_);
    launch_failure_.reset();
    launch_ = std::move(launched->status);
    look_at_launch();
}

/// Has the child executed its program?
void Process::look_at_launch() {
    const sys::Verdict verdict = context_.calls.verdict(launch_);
    if (verdict.kind == sys::Verdict::Kind::pending) {
        if (!launch_watch_)
            launch_watch_ = context_.loop.when_readable(launch_.get(), [this] { look_at_launch(); });
        return;
    }
    launch_watch_.reset();
    launch_.reset();
    if (verdict.kind == sys::Verdict::Kind::failed)
        launch_failure_ = verdict.failure;  // the child's exit follows, and is what everybody is told
    else if (state_ == State::starting)
        apply(Event::spawned);
}

/// The child is gone and never was what it should have become.
void Process::on_launch_failed() {
    const std::string reason = describe_failure(*launch_failure_, *config_);
    // Where people look for it (PROC-040).
    log::ChildLog& channel = config_->redirect_stderr ? *stdout_log_ : *stderr_log_;
    channel.write(fmt::format("supervisor: {}\nsupervisor: child process was not spawned\n", reason));
    close_channels();
    on_spawn_failed(reason);
}

void Process::on_spawn_failed(const std::string& reason) {
    spawnerr_ = reason;
    ++counts_.spawn_failures;
    apply(Event::spawn_failed, failure_facts(), {log::Level::info, fmt::format("spawnerr: {}", reason)});
}

}  // namespace supervise::process
