// [supervisord], the control sockets and [supervisorctl].
#include <array>

#include <fmt/core.h>

#include "config/password.hpp"
#include "config/surroundings.hpp"
#include "config/tables.hpp"
#include "config/text.hpp"
#include "config/values.hpp"

namespace supervise::config {

namespace {

using enum Type;
using enum Origin;

constexpr std::array<OptionRow<DaemonConfig>, 20> supervisord_table{{
    {{"minfds", integer, "1024", Names::here, Live::daemon, Origin::supervisor,
      "Descriptors the daemon must be able to open; the limit is raised to this, or the start fails. Half of "
      "them, but at least 512, are for clients of the HTTP servers."},
     [](DaemonConfig& d, const Input& in) { return assign(d.minfds, config::integer(in.text)); }},
    {{"minprocs", integer, "200", Names::here, Live::daemon, Origin::supervisor,
      "Processes the daemon's user must be able to have; the limit is raised to this, or the start fails."},
     [](DaemonConfig& d, const Input& in) { return assign(d.minprocs, config::integer(in.text)); }},
    {{"directory", directory, "", Names::here, Live::daemon, Origin::supervisor,
      "Folder the daemon changes to when it goes to the background.", false, "/tmp"},
     [](DaemonConfig& d, const Input& in) {
         return assign(d.directory, in.places.existing_directory(in.text));
     }},
    {{"user", user, "", Names::here, Live::daemon, Origin::supervisor,
      "Account to run as when started by root.", false, "supervisor"},
     [](DaemonConfig& d, const Input& in) {
         d.user = in.text;
         return Stored{};
     }},
    {{"umask", octal, "022", Names::here, Live::daemon, Origin::supervisor,
      "File creation mask, set when the daemon goes to the background."},
     [](DaemonConfig& d, const Input& in) { return assign(d.umask, config::octal(in.text)); }},
    {{"logfile", file, "supervisord.log", Names::here, Live::daemon, Origin::supervisor,
      "The daemon's own log; `syslog` and `journal` send it there.", false, "/tmp/supervisord.log"},
     [](DaemonConfig& d, const Input& in) -> Stored {
         const auto path = in.places.existing_dirpath(in.text);
         if (!path)
             return tl::unexpected<Fault>(path.error());
         name_logfile(d, *path, in.places);
         return {};
     }},
    {{"logfile_maxbytes", byte_size, "50MB", Names::here, Live::daemon, Origin::supervisor,
      "Size at which the log is rotated; 0 for never."},
     [](DaemonConfig& d, const Input& in) { return assign(d.logfile_maxbytes, config::byte_size(in.text)); }},
    {{"logfile_backups", integer, "10", Names::here, Live::daemon, Origin::supervisor,
      "Rotated logs that are kept."},
     [](DaemonConfig& d, const Input& in) { return assign(d.logfile_backups, config::integer(in.text)); }},
    {{"loglevel", Type::log_level, "info", Names::here, Live::daemon, Origin::supervisor,
      "Least important messages that are logged: critical, error, warn, info, debug, trace or blather."},
     [](DaemonConfig& d, const Input& in) { return assign(d.loglevel, config::log_level(in.text)); }},
    {{"pidfile", file, "supervisord.pid", Names::here, Live::daemon, Origin::supervisor,
      "File that holds the daemon's process id.", false, "/tmp/supervisord.pid"},
     [](DaemonConfig& d, const Input& in) -> Stored {
         const auto path = in.places.existing_dirpath(in.text);
         if (!path)
             return tl::unexpected<Fault>(path.error());
         d.pidfile = in.places.normal_path(*path);
         return {};
     }},
    {{"identifier", text, "supervisor", Names::here, Live::at_once, Origin::supervisor,
      "Name of this instance, in names of automatic logs and in event headers."},
     [](DaemonConfig& d, const Input& in) {
         d.identifier = in.text;
         return Stored{};
     }},
    {{"nodaemon", boolean, "false", Names::here, Live::daemon, Origin::supervisor, "Stay in the foreground."},
     [](DaemonConfig& d, const Input& in) { return assign(d.nodaemon, config::boolean(in.text)); }},
    {{"silent", boolean, "false", Names::here, Live::daemon, Origin::supervisor,
      "In the foreground, do not copy the log to standard output."},
     [](DaemonConfig& d, const Input& in) { return assign(d.silent, config::boolean(in.text)); }},
    {{"childlogdir", directory, "", Names::here, Live::at_once, Origin::supervisor,
      "Folder of automatic logs; by default the one for temporary files.", false, "/tmp"},
     [](DaemonConfig& d, const Input& in) {
         return assign(d.childlogdir, in.places.existing_directory(in.text));
     }},
    {{"nocleanup", boolean, "false", Names::here, Live::daemon, Origin::supervisor,
      "Keep the automatic logs of earlier runs."},
     [](DaemonConfig& d, const Input& in) { return assign(d.nocleanup, config::boolean(in.text)); }},
    {{"strip_ansi", boolean, "false", Names::here, Live::at_once, Origin::supervisor,
      "Remove terminal escape sequences from the logs of programs."},
     [](DaemonConfig& d, const Input& in) { return assign(d.strip_ansi, config::boolean(in.text)); }},
    {{"environment", environment, "", Names::host, Live::process, Origin::supervisor,
      "Variables for every program, and for %(ENV_x)s in the sections after this one.", false,
      R"(KEY="value")"},
     [](DaemonConfig& d, const Input& in) { return assign(d.environment, config::environment(in.text)); }},
    {{"exit_on_fatal", boolean, "false", Names::here, Live::at_once, ours,
      "When any program becomes FATAL, stop everything and exit with an error; for containers."},
     [](DaemonConfig& d, const Input& in) { return assign(d.exit_on_fatal, config::boolean(in.text)); }},
    {{"logfile_compress", text, "none", Names::here, Live::daemon, ours,
      "How rotated logs are compressed: gzip or none.", false, "gzip"},
     [](DaemonConfig& d, const Input& in) -> Stored {
         const auto gzip = compression(in.text);
         if (!gzip)
             return tl::unexpected(placed(gzip.error(), in.section, "logfile_compress"));
         d.logfile_gzip = *gzip;
         return {};
     }},
    {{"logfile_max_age", Type::duration, "0", Names::here, Live::daemon, ours,
      "Age at which rotated logs are removed, at the next rotation or start; 0 for never.", false, "7d"},
     [](DaemonConfig& d, const Input& in) -> Stored {
         const auto age = config::duration(in.text);
         if (!age)
             return tl::unexpected(placed(age.error(), in.section, "logfile_max_age"));
         d.logfile_max_age = *age;
         return {};
     }},
}};

constexpr OptionRow<ServerDraft> username_row{{"username", text, "", Names::environment, Live::daemon,
                                               Origin::supervisor, "Name that clients must give.", false,
                                               "user"},
                                              [](ServerDraft& d, const Input& in) {
                                                  d.username = in.text;
                                                  return Stored{};
                                              }};
/// The same in every section that has a password.
template <typename Draft>
constexpr OptionRow<Draft> password_row{{"password", text, "", Names::environment, Live::daemon,
                                         Origin::supervisor,
                                         "Password that clients must give: plain, or {SHA} and its "
                                         "SHA-1 in hexadecimal, or {SHA256}, {SSHA512} or "
                                         "{CRYPT} and a hash.",
                                         false, "123"},
                                        [](Draft& d, const Input& in) -> Stored {
                                            if (const auto known = parse_password(in.text); !known)
                                                return tl::unexpected<Fault>(known.error());
                                            d.password = in.text;
                                            return {};
                                        }};

template <typename Draft>
constexpr OptionRow<Draft> password_file_row{
    {"password_file", file, "", Names::here, Live::daemon, ours,
     "File with the password, or its hash, on the first line; instead of password. Others must not be able "
     "to read "
     "it, unless it belongs to another account than the daemon's.",
     false, "/etc/supervisor/password"},
    [](Draft& d, const Input& in) -> Stored {
        auto secret = in.places.secret_file(in.text);
        if (!secret)
            return tl::unexpected<Fault>(secret.error());
        if (const auto known = parse_password(*secret); !known)
            return fault(fmt::format("{} (in {})", known.error().text, in.text), known.error().remedy);
        d.password_of_file = std::move(*secret);
        return {};
    }};

constexpr OptionRow<ServerDraft> allowed_hosts_row{
    {"allowed_hosts", list, "", Names::host, Live::daemon, ours,
     "Names by which clients may call this server, beside localhost and addresses; `*.example.com` is every "
     "name that ends so, `*` every name. By default every name, but for browsers at a server without a "
     "password: only localhost, addresses, names without a dot and the name of this machine, so that no "
     "other site can pose as this one.",
     false, "supervisor.example.com"},
    [](ServerDraft& d, const Input& in) -> Stored {
        for (const std::string_view one : split_at(in.text, ',')) {
            std::string name = lower(strip(one));
            if (name.empty())
                continue;
            if (name.find_first_of(" \t/:") != std::string::npos ||
                name.find('*', name == "*" || name.starts_with("*.") ? 1 : 0) != std::string::npos)
                return fault(fmt::format("{} is no host name", python_repr(name)),
                             "write names without a port and with commas between them, such as "
                             "supervisor.example.com or *.example.com");
            d.server.allowed_hosts.push_back(std::move(name));
        }
        return {};
    }};

constexpr std::array<OptionRow<HttpUserDraft>, 3> http_user_table{{
    password_row<HttpUserDraft>,
    password_file_row<HttpUserDraft>,
    {{"role", name, "read", Names::environment, Live::daemon, ours,
      "What this user may do: `read` looks at everything, `operate` also starts, stops and signals programs, "
      "`admin` also changes which there are and restarts or ends the daemon.",
      false, "operate"},
     [](HttpUserDraft& d, const Input& in) -> Stored {
         const auto role = role_of(lower(strip(in.text)));
         if (!role)
             return fault(fmt::format("{} is no role", python_repr(in.text)), "write read, operate or admin");
         d.role = *role;
         return {};
     }},
}};

/// A file that must be named: an empty value would silently mean no TLS.
template <typename Field>
Stored assign_file(Field& field, const Input& in, std::string_view key) {
    const std::string_view path = strip(in.text);
    if (path.empty())
        return tl::unexpected(
            placed({"no file is named", {}, "name a PEM file, or remove the key"}, in.section, key));
    field = in.places.normal_path(path);
    return {};
}

constexpr std::array<OptionRow<ServerDraft>, 9> inet_table{{
    username_row,
    password_row<ServerDraft>,
    password_file_row<ServerDraft>,
    {{"port", address, "", Names::environment, Live::daemon, Origin::supervisor,
      "Address to listen on: host:port, or *:port for all interfaces.", true, "127.0.0.1:9001"},
     [](ServerDraft& d, const Input& in) -> Stored {
         auto address = inet_address(in.text);
         if (!address)
             return tl::unexpected<Fault>(address.error());
         d.server.host = std::move(address->host);
         d.server.port = address->port;
         return {};
     }},
    allowed_hosts_row,
    {{"certfile", file, "", Names::here, Live::daemon, ours,
      "Speak HTTPS with this certificate: a PEM file, the certificate first, then its chain. A renewed one "
      "is "
      "taken up when the file changes.",
      false, "/etc/ssl/certs/supervisor.pem"},
     [](ServerDraft& d, const Input& in) { return assign_file(d.certfile, in, "certfile"); }},
    {{"keyfile", file, "", Names::here, Live::daemon, ours,
      "Key of the certificate, PEM, without a passphrase; by default it is in certfile.", false,
      "/etc/ssl/private/supervisor.key"},
     [](ServerDraft& d, const Input& in) { return assign_file(d.keyfile, in, "keyfile"); }},
    {{"client_cafile", file, "", Names::here, Live::daemon, ours,
      "Only clients with a certificate signed by an authority in this PEM file may connect; its common name "
      "is "
      "the caller's name in the log.",
      false, "/etc/ssl/certs/supervisor-clients.pem"},
     [](ServerDraft& d, const Input& in) { return assign_file(d.client_cafile, in, "client_cafile"); }},
    {{"tls_min_version", text, "1.2", Names::environment, Live::daemon, ours,
      "Oldest version of TLS that is accepted: 1.2 or 1.3."},
     [](ServerDraft& d, const Input& in) -> Stored {
         const auto version = config::tls_version(in.text);
         if (!version)
             return tl::unexpected(placed(version.error(), in.section, "tls_min_version"));
         d.tls_min_version = *version;
         return {};
     }},
}};

constexpr std::array<OptionRow<ServerDraft>, 7> unix_table{{
    {{"file", file, "", Names::here, Live::daemon, Origin::supervisor,
      "Path of the socket; a relative one begins at the daemon's current folder.", true,
      "/tmp/supervisor.sock"},
     [](ServerDraft& d, const Input& in) {
         d.server.file = in.places.normal_path(strip(in.text));
         return Stored{};
     }},
    username_row,
    password_row<ServerDraft>,
    password_file_row<ServerDraft>,
    {{"chown", owner, "", Names::environment, Live::daemon, Origin::supervisor,
      "Owner of the socket: user or user:group.", false, "nobody:nogroup"},
     [](ServerDraft& d, const Input& in) -> Stored {
         const auto owner = in.places.user_and_group(in.text);
         if (!owner)
             return fault("Invalid sockchown value " + in.text, "write user or user:group, both existing",
                          owner.error().text);
         d.server.uid = owner->uid;
         d.server.gid = owner->gid;
         return {};
     }},
    {{"chmod", octal, "0700", Names::environment, Live::daemon, Origin::supervisor, "Mode of the socket."},
     [](ServerDraft& d, const Input& in) -> Stored {
         const auto mode = config::octal(in.text);
         if (!mode)
             return fault("Invalid chmod value " + in.text, mode.error().remedy, mode.error().what);
         d.server.chmod = *mode;
         return {};
     }},
    allowed_hosts_row,
}};

constexpr std::array<OptionRow<CtlConfig>, 8> supervisorctl_table{{
    {{"serverurl", Type::url, "http://localhost:9001", Names::here, Live::client, Origin::supervisor,
      "Where the daemon listens: unix:///path, http://host:port or https://host:port.", false,
      "unix:///tmp/supervisor.sock"},
     [](CtlConfig& c, const Input& in) {
         constexpr std::string_view scheme = "unix://";
         c.serverurl = in.text;
         if (c.serverurl.starts_with(scheme))
             c.serverurl = std::string(scheme) + in.places.normal_path(c.serverurl.substr(scheme.size()));
         return Stored{};
     }},
    {{"prompt", text, "supervisor", Names::environment, Live::client, Origin::supervisor,
      "What the interactive shell shows before `> `."},
     [](CtlConfig& c, const Input& in) {
         c.prompt = in.text;
         return Stored{};
     }},
    {{"username", text, "", Names::environment, Live::client, Origin::supervisor,
      "Name to give to the daemon.", false, "user"},
     [](CtlConfig& c, const Input& in) {
         c.username = in.text;
         return Stored{};
     }},
    {{"password", text, "", Names::environment, Live::client, Origin::supervisor,
      "Password to give to the daemon.", false, "123"},
     [](CtlConfig& c, const Input& in) {
         c.password = in.text;
         return Stored{};
     }},
    {{"history_file", file, "", Names::here, Live::client, Origin::supervisor,
      "File that keeps the lines typed in the interactive shell.", false, "~/.sc_history"},
     [](CtlConfig& c, const Input& in) {
         if (!in.text.empty())
             c.history_file = in.places.normal_path(in.text);
         return Stored{};
     }},
    {{"cafile", file, "", Names::here, Live::client, ours,
      "Authorities that may have signed the daemon's certificate, PEM; by default the system's.", false,
      "/etc/ssl/certs/supervisor-ca.pem"},
     [](CtlConfig& c, const Input& in) { return assign_file(c.tls.authorities, in, "cafile"); }},
    {{"certfile", file, "", Names::here, Live::client, ours,
      "Certificate to show to a daemon with client_cafile, PEM.", false, "~/.supervisor/client.pem"},
     [](CtlConfig& c, const Input& in) { return assign_file(c.tls.certificate, in, "certfile"); }},
    {{"keyfile", file, "", Names::here, Live::client, ours,
      "Key of that certificate, PEM, without a passphrase; by default it is in certfile.", false,
      "~/.supervisor/client.key"},
     [](CtlConfig& c, const Input& in) { return assign_file(c.tls.key, in, "keyfile"); }},
}};

constexpr std::array<OptionRow<RpcInterfaceDraft>, 1> rpcinterface_table{{
    {{"supervisor.rpcinterface_factory", entry_point, "", Names::environment, Live::daemon,
      Origin::supervisor,
      "What answers calls of this name space; `supervisor` has "
      "supervisor.rpcinterface:make_main_rpcinterface. xmlrpc.md lists the others, with the keys they add.",
      true, "supervisor.rpcinterface:make_main_rpcinterface"},
     [](RpcInterfaceDraft& d, const Input& in) {
         d.factory = in.text;
         return Stored{};
     }},
}};

constexpr std::array<Option, 1> include_table{{
    {"files", list, "", Names::host, Live::at_once, Origin::supervisor,
     "File name patterns with blanks between them, relative to this file; included files cannot include "
     "others.",
     true, "conf.d/*.conf"},
}};

constexpr std::array<Option, 1> ctlplugin_table{{
    {"supervisor.ctl_factory", entry_point, "", Names::environment, Live::client, Origin::supervisor,
     "Python plug-in of supervisorctl; refused, because it cannot be loaded.", true},
}};

}  // namespace

std::span<const OptionRow<DaemonConfig>> supervisord_rows() {
    return supervisord_table;
}
std::span<const OptionRow<ServerDraft>> inet_http_server_rows() {
    return inet_table;
}
std::span<const OptionRow<ServerDraft>> unix_http_server_rows() {
    return unix_table;
}
std::span<const OptionRow<HttpUserDraft>> http_user_rows() {
    return http_user_table;
}
std::span<const OptionRow<CtlConfig>> supervisorctl_rows() {
    return supervisorctl_table;
}
std::span<const OptionRow<RpcInterfaceDraft>> rpcinterface_rows() {
    return rpcinterface_table;
}
std::span<const Option> include_options() {
    return include_table;
}
std::span<const Option> ctlplugin_options() {
    return ctlplugin_table;
}

}  // namespace supervise::config
