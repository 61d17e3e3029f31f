/// The option tables, one for each kind of section. Rows stand in the order in which Supervisor evaluates the
/// keys, because the first error is the one it reports (CFG-127).
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "config/model.hpp"
#include "config/option.hpp"

namespace supervise::config {

/// A program section while it is read: the process, and what decides how many there are.
struct ProgramDraft {
    ProcessConfig process;
    std::int64_t numprocs = 1;
    std::int64_t numprocs_start = 0;
    std::optional<Autorestart> autorestart;  ///< unset: never, of what is essential; else unexpected
    std::optional<bool> killasgroup;         ///< unset: as stopasgroup
    bool stdout_named_syslog = false;        ///< stdout_logfile=syslog (CFG-146)
    bool stderr_named_syslog = false;
};

struct ListenerDraft {
    ListenerConfig listener;
    int priority = -1;  ///< of the pool (CFG-185)
};

struct FcgiDraft {
    FcgiSocketConfig socket;
    std::string url;  ///< as written
    std::optional<Owner> owner;
    std::optional<unsigned> uid;  ///< of the program
    int priority = 999;
};

struct GroupDraft {
    std::vector<std::string> programs;
    int priority = 999;
};

struct ServerDraft {
    std::optional<std::string> certfile, keyfile, client_cafile;  ///< absolute
    std::optional<sys::TlsVersion> tls_min_version;
    HttpServerConfig server;
    std::optional<std::string> username, password;
    std::optional<std::string> password_of_file;  ///< what password_file holds
};

struct HttpUserDraft {
    std::optional<std::string> password, password_of_file;
    Role role = Role::read;
};

struct RpcInterfaceDraft {
    std::optional<std::string> factory;
};

std::span<const OptionRow<DaemonConfig>> supervisord_rows();
std::span<const OptionRow<ProgramDraft>> program_rows();  ///< read once for a section
std::span<const OptionRow<ProgramDraft>> process_rows();  ///< read for each process of it
std::span<const OptionRow<ListenerDraft>> eventlistener_rows();
std::span<const OptionRow<FcgiDraft>> fcgi_program_rows();
std::span<const OptionRow<GroupDraft>> group_rows();
std::span<const OptionRow<ServerDraft>> inet_http_server_rows();
std::span<const OptionRow<ServerDraft>> unix_http_server_rows();
std::span<const OptionRow<HttpUserDraft>> http_user_rows();
std::span<const OptionRow<CtlConfig>> supervisorctl_rows();
std::span<const OptionRow<RpcInterfaceDraft>> rpcinterface_rows();
/// Why a Python entry point other than Supervisor's own is refused (CFG-189, CFG-206).
tl::unexpected<Fault> unresolved_entry_point(std::string_view specification, std::string_view section);

/// Keys read elsewhere: [include] files by include.hpp, ctlplugin factories by load_ctl.
std::span<const Option> include_options();
std::span<const Option> ctlplugin_options();

}  // namespace supervise::config
