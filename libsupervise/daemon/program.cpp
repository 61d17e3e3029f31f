#include "daemon/program.hpp"

#include <unistd.h>

#include <csignal>
#include <cstdio>

#include "config/check.hpp"
#include "config/sample.hpp"
#include "daemon/command_line.hpp"
#include "daemon/configuration.hpp"
#include "daemon/daemon.hpp"
#include "rpc/version.hpp"
#include "sys/signals.hpp"

namespace supervise::daemon {

namespace {

void print(std::string_view text) {
    std::fwrite(text.data(), 1, text.size(), stdout);
    std::fflush(stdout);
}

void complain(std::string_view text) {
    (void)sys::write_all(STDERR_FILENO, text);
}

int refuse(const std::string& program, std::string_view message) {
    complain(cli::usage_error(program, message));
    return cli::usage_status;
}

int check(const Configuration& configuration) {
    const config::LoadResult checked = configuration.check();
    print(config::check_report(checked.diagnostics));
    return config::check_status(checked.diagnostics, configuration.command_line().has("strict"));
}

/// DAEMON-002
void warn_about_search(const Configuration& configuration) {
    if (::geteuid() == 0 && configuration.searched_for())
        complain("Supervisord is running as root and it is searching for its configuration file in default "
                 "locations "
                 "(including its current working directory); you probably want to specify a \"-c\" argument "
                 "specifying an absolute path to a configuration file for improved security.\n");
}

int run_daemon(const std::string& program, const Configuration& configuration) {
    auto loaded = configuration.load();
    if (!loaded)
        return refuse(program, loaded.error().text);
    sys::Launcher launcher;
    if (!loaded->model.daemon.nodaemon) {
        auto forked = sys::Launcher::fork_daemon();
        if (!forked)
            return refuse(program, forked.error().message);
        launcher = std::move(*forked);
    }
    Daemon daemon(configuration, std::move(*loaded), launcher);
    const auto ended = daemon.run();
    if (ended)
        return *ended;
    const std::string text = cli::usage_error(program, ended.error().message);
    if (launcher.waiting())
        launcher.report_failure(ended.error().status, text);
    else
        complain(text);
    return ended.error().status;
}

}  // namespace

int run_program(const std::vector<std::string>& argv) {
    sys::tidy_inherited_descriptors();
    sys::ignore_signals(
        {SIGPIPE, SIGXFSZ});  // a closed terminal and a size limit are errors of one write each
    const std::string program = argv.empty() ? "supervisord" : argv.front();
    auto line = cli::parse(options(), std::span(argv).subspan(argv.empty() ? 0 : 1), cli::Words::refused);
    if (!line)
        return refuse(program, line.error().message);
    if (line->ended_by() == "help") {
        print(usage(program) + "\n");
        return 0;
    }
    if (line->ended_by() == "version") {
        print(fmt::format("{}\n", rpc::supervisor_version));
        return 0;
    }
    if (line->has("sample_config")) {
        print(config::sample_config());
        return 0;
    }
    if (line->has("profile_options"))
        return refuse(
            program,
            "option --profile_options belongs to the Python interpreter's profiler, which is not here; "
            "use perf(1) on the running daemon");
    const auto configuration = Configuration::find(program, std::move(*line));
    if (!configuration)
        return refuse(program, configuration.error().message);
    if (configuration->command_line().has("check"))
        return check(*configuration);
    warn_about_search(*configuration);
    return run_daemon(program, *configuration);
}

}  // namespace supervise::daemon
