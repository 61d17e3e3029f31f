/// What a managed supervisor consists of: its configuration, its unit, the wrapper of its command. Texts,
/// made from values that are rendered already. Pure.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "sys/result.hpp"

namespace deployer::plan {

/// A supervisor as it is on one host.
struct SupervisorLayout {
    std::string name, user, group;
    std::string conf_file_dst, logs_dir, pid_dir, socks_dir, include_dir, supervisorctl;
    std::string socket_mode = "0700", loglevel = "info", childlogdir;
    bool has_http = false;
    std::string http_endpoint, http_username;
    std::string http_password;  ///< a scheme in braces already, "{SHA}..."; empty: open
    std::vector<std::pair<std::string, std::string>> http_options;
};

/// The main configuration (HD-SUP-11). The error names the key whose value it cannot hold.
supervise::Result<std::string> supervisor_configuration(const SupervisorLayout& layout);

/// The unit (HD-SUP-20 to -22). It forks, whichever supervisord is installed: that shows the command line
/// users look for, and systemd learns from the pid file which process is the main one. Folders below /run are
/// made by systemd at each start; others by the deployment, and again by the account itself, so that root
/// never touches what lies in a folder of somebody else.
std::string supervisor_unit(const SupervisorLayout& layout);

/// The wrapper (HD-SUP-23 to -25).
std::string supervisor_wrapper(const SupervisorLayout& layout);

/// "{SHA}" and 40 hex digits; a password that names its scheme already stays as it is (HD-GAP-04).
supervise::Result<std::string> hashed_password(const std::string& password);

/// The name below /run that systemd makes at each start; nothing for a folder elsewhere.
std::optional<std::string> runtime_directory(const std::string& folder);

}  // namespace deployer::plan
