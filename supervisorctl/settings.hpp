/// What the command line and the configuration say together. Options win (CLI-053).
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include <tl/expected.hpp>

#include "cli/option_parser.hpp"
#include "sys/clock.hpp"
#include "sys/tls_files.hpp"

namespace supervise::ctl {

struct Settings {
    std::string server_url;
    std::optional<std::string> username, password;
    sys::TlsFiles tls;  ///< for https
    std::string prompt;
    std::optional<std::string> history_file;
    std::optional<sys::Duration> timeout;  ///< how long a command may wait for the server
    bool interactive = false;              ///< -i, or no action given (CLI-051, CLI-057)
    std::vector<std::string> action;       ///< its words
};

/// The program ends before it does anything: help, or an error at start.
struct EarlyEnd {
    int status = 0;
    std::string to_out, to_errors;
};

std::span<const cli::Option> option_table();

/// `program` is the path as invoked; configuration files are searched beside it (CFG-001).
tl::expected<Settings, EarlyEnd> read_settings(const std::string& program,
                                               std::span<const std::string> arguments);

}  // namespace supervise::ctl
