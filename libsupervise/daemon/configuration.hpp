/// Where this daemon's configuration comes from: a file and the command line, read in the surroundings the
/// daemon was started in, as often as asked for (start, reread, restart).
#pragma once

#include <string>

#include "cli/option_parser.hpp"
#include "config/load.hpp"
#include "daemon/surroundings.hpp"

namespace supervise::daemon {

class Configuration {
public:
    /// Finds the file (CFG-001). Fails with the text for the usage message (CFG-002).
    static Result<Configuration> find(std::string_view program, cli::CommandLine line);

    const cli::CommandLine& command_line() const { return line_; }
    const std::string& path() const { return path_; }
    /// Found at a default place, not given with -c (DAEMON-002).
    bool searched_for() const { return line_.value("configuration") == nullptr; }

    /// What the file and the command line say now.
    tl::expected<config::LoadResult, config::Refusal> load() const;
    /// Every problem, for --check.
    config::LoadResult check() const;

    const config::Surroundings& around() const { return surroundings_->around(); }

private:
    Configuration() = default;

    cli::CommandLine line_;
    std::string path_;
    std::unique_ptr<ProcessSurroundings> surroundings_ = std::make_unique<ProcessSurroundings>();
};

}  // namespace supervise::daemon
