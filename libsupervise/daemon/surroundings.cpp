#include "daemon/surroundings.hpp"

#include <sys/utsname.h>
#include <unistd.h>

#include <climits>
#include <cstdlib>

#include "config/values.hpp"
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

config::Distrusted judgement() {
    if (::getuid() != 0)
        return config::Distrusted::accepted;
    return ::getpid() == 1 ? config::Distrusted::reported : config::Distrusted::refused;
}

/// Whom sudo(8) made root: who may run this as root with a file of their own can do so with any other.
unsigned who_became_root() {
    const char* text = std::getenv("SUDO_UID");
    const auto number = config::integer(text != nullptr ? text : "0");
    return ::getuid() == 0 && number && *number > 0 ? static_cast<unsigned>(*number) : 0;
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
              .rpc_factories = rpc::known_factories(),
              .distrusted = judgement(),
              .trusted_uid = who_became_root()} {}

}  // namespace supervise::daemon
