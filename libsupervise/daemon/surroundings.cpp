#include "daemon/surroundings.hpp"

#include <sys/utsname.h>
#include <unistd.h>

#include <climits>
#include <cstdlib>

#include "rpc/interfaces.hpp"

namespace supervise::daemon {

namespace {

std::string current_folder() {
    char path[PATH_MAX];
    return ::getcwd(path, sizeof path) != nullptr ? path : "/";
}

std::string node_name() {
    utsname names{};
    return ::uname(&names) == 0 ? names.nodename : "localhost";
}

/// As Python's tempfile chooses it (CFG-121).
std::string temporary_folder() {
    for (const char* name : {"TMPDIR", "TEMP", "TMP"})
        if (const char* path = std::getenv(name); path != nullptr && ::access(path, W_OK | X_OK) == 0)
            return path;
    for (const char* path : {"/tmp", "/var/tmp", "/usr/tmp"})
        if (::access(path, W_OK | X_OK) == 0)
            return path;
    return current_folder();
}

config::Environment environment_pairs() {
    config::Environment pairs;
    for (const std::string& entry : inherited_environment())
        if (const std::size_t equals = entry.find('='); equals != std::string::npos)
            pairs.emplace_back(entry.substr(0, equals), entry.substr(equals + 1));
    return pairs;
}

}  // namespace

std::vector<std::string> inherited_environment() {
    std::vector<std::string> entries;
    for (char** entry = environ; entry != nullptr && *entry != nullptr; ++entry)
        entries.emplace_back(*entry);
    return entries;
}

ProcessSurroundings::ProcessSurroundings()
    : around_{.files = files_,
              .users = users_,
              .cwd = current_folder(),
              .hostname = node_name(),
              .temp_dir = temporary_folder(),
              .uid = ::getuid(),
              .environment = environment_pairs(),
              .tls = &tls_,
              .rpc_factories = rpc::known_factories()} {}

}  // namespace supervise::daemon
