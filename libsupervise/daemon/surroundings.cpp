#include "daemon/surroundings.hpp"

#include <sys/utsname.h>
#include <unistd.h>

#include <cstdlib>
#include <iterator>

#include "config/values.hpp"
#include "rpc/interfaces.hpp"
#include "sys/own_process.hpp"

namespace supervise::daemon {

namespace {

std::string node_name() {
    utsname names{};
    return ::uname(&names) == 0 ? std::data(names.nodename) : "localhost";
}

/// As Python's tempfile chooses it (CFG-121).
std::string temporary_folder() {
    for (const char* name : {"TMPDIR", "TEMP", "TMP"})
        if (const char* path = std::getenv(name); path != nullptr && ::access(path, W_OK | X_OK) == 0)
            return path;
    for (const char* path : {"/tmp", "/var/tmp", "/usr/tmp"})
        if (::access(path, W_OK | X_OK) == 0)
            return path;
    return sys::current_folder();
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

ProcessSurroundings::ProcessSurroundings()
    : around_{.files = files_,
              .users = users_,
              .cwd = sys::current_folder(),
              .hostname = node_name(),
              .temp_dir = temporary_folder(),
              .uid = ::getuid(),
              .environment = sys::environment_variables(),
              .tls = &tls_,
              .rpc_factories = rpc::known_factories(),
              .distrusted = judgement(),
              .trusted_uid = who_became_root()} {}

}  // namespace supervise::daemon
