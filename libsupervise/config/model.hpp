/// The typed model of a configuration: what a `supervisord.conf` and its included files say after parsing,
/// expansion and defaults. Plain values without behaviour; comparing two models is `config/difference`.
/// Sections and keys: Supervisor's documentation, rows CFG-110 to CFG-208.
#pragma once

#include <compare>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "config/events.hpp"
#include "config/role.hpp"
#include "config/syslog_priority.hpp"
#include "sys/tls_files.hpp"

namespace supervise::config {

/// Environment variables in the order given; later duplicates have replaced earlier ones (CFG-106).
using Environment = std::vector<std::pair<std::string, std::string>>;

enum class Autorestart : std::uint8_t { never, unexpected, always };

/// Where one output channel of a program goes (CFG-090).
struct LogTarget {
    enum class Kind : std::uint8_t {
        none,       ///< drained and dropped
        automatic,  ///< AUTO: a file in childlogdir, removed at the next start
        path,       ///< a named file, possibly /dev/stdout and the like
    };
    Kind kind = Kind::automatic;
    std::string path;  ///< only for Kind::path; relative ones are relative to the daemon's current folder

    bool operator==(const LogTarget&) const = default;
};

/// One output channel of a process: stdout_* or stderr_* keys.
struct ChannelConfig {
    LogTarget logfile;
    std::int64_t logfile_maxbytes = 50 * 1024 * 1024;  ///< 0: never rotated
    int logfile_backups = 10;
    bool logfile_gzip = false;          ///< ours: backups are compressed
    std::int64_t logfile_max_age = 0;   ///< ours: seconds after which backups are removed; 0: never
    std::int64_t capture_maxbytes = 0;  ///< 0: capture mode off
    bool events_enabled = false;
    bool syslog = false;
    bool journal = false;  ///< ours: the value journal of *_logfile
    std::string
        syslog_identifier;  ///< ours: also of the journal; empty: as Supervisor, and the process's name
    int syslog_priority = default_syslog_priority;  ///< ours: the same

    bool operator==(const ChannelConfig&) const = default;
};

/// What a line of output looks like in its log file.
enum class LogFormat : std::uint8_t { raw, json };

/// What the config says of one process (one of a program's numprocs).
struct ProcessConfig {
    std::string name;          ///< process_name, expanded
    std::string program_name;  ///< suffix of the section
    std::string command;       ///< expanded, not yet split into words
    int priority = 999;
    bool autostart = true;
    Autorestart autorestart = Autorestart::unexpected;
    bool redirect_stderr = false;
    bool stopasgroup = false;
    bool killasgroup = false;
    bool essential = false;      ///< ours: its end for good ends the daemon
    bool logfile_mkdir = false;  ///< ours: create missing folders of the log files
    int startsecs = 1;
    int startretries = 3;
    int stopsignal = 15;
    int stopwaitsecs = 10;
    int restart_limit = 0;    ///< ours: automatic restarts allowed within restart_window; 0: no limit
    int restart_window = 60;  ///< ours: seconds
    std::vector<int> exitcodes{0};
    std::optional<std::string> directory;
    std::optional<unsigned> umask;
    std::optional<unsigned> logfile_mode;   ///< ours: mode of log files it creates
    std::string log_prefix;                 ///< ours: as written, for config/log_prefix; empty: none
    LogFormat log_format = LogFormat::raw;  ///< ours
    std::optional<unsigned> uid;            ///< user=, resolved at load (CFG-091)
    std::optional<std::string>
        serverurl;            ///< nullopt: AUTO (computed); empty: do not set the variable (CFG-167)
    Environment environment;  ///< global, then the program's own on top (CFG-166)
    std::vector<std::string> environment_files;  ///< ours: read at each spawn
    ChannelConfig stdout_channel;
    ChannelConfig stderr_channel;  ///< logfile is none when redirect_stderr

    bool operator==(const ProcessConfig&) const = default;
};

/// [eventlistener:x] beyond the program keys.
struct ListenerConfig {
    /// What becomes of a listener that breaks the protocol, or does not answer in time.
    enum class OnViolation : std::uint8_t {
        restart,  ///< it is killed, and started again as after a crash
        ignore,   ///< it runs on and receives no more events, as with Supervisor (EVT-036)
    };
    std::vector<EventType> events;  ///< without duplicates, in order of first mention
    int buffer_size = 1000;
    int result_timeout = 0;  ///< ours: seconds an answer may take; 0: as long as it likes
    OnViolation on_violation = OnViolation::restart;  ///< ours
    std::string result_handler;

    bool operator==(const ListenerConfig&) const = default;
};

/// [fcgi-program:x] beyond the program keys.
struct FcgiSocketConfig {
    std::string url;  ///< unix:///path or tcp://host:port
    std::optional<unsigned> uid, gid;
    std::optional<unsigned> mode;
    std::optional<int> backlog;

    bool operator==(const FcgiSocketConfig&) const = default;
};

/// A process group: a [group:x], or a program, listener pool or fcgi-program of its own.
struct GroupConfig {
    std::string name;
    int priority = 999;
    std::vector<ProcessConfig> processes;    ///< in starting order (CFG-169, CFG-180)
    std::optional<ListenerConfig> listener;  ///< set: an event-listener pool
    std::optional<FcgiSocketConfig> socket;  ///< set: an fcgi-program
    std::string section;                     ///< "program:x", "group:x", ...

    bool operator==(const GroupConfig&) const = default;
};

/// [http_user:x]: somebody beside the one whose name a server's section has.
struct HttpUserConfig {
    std::string name;      ///< x
    std::string password;  ///< as parse_password() reads it; from whichever key
    Role role = Role::read;
    std::string section;

    bool operator==(const HttpUserConfig&) const = default;
};

/// [inet_http_server*] or [unix_http_server*].
struct HttpServerConfig {
    enum class Family : std::uint8_t { inet, unix_socket };
    Family family = Family::inet;
    std::string section;  ///< name of the section, suffix included (DAEMON-039)
    std::string host;     ///< inet: empty for all interfaces
    std::uint16_t port = 0;
    std::optional<sys::TlsFiles> tls;  ///< ours, inet only: absolute paths
    std::string file;                  ///< unix: absolute path
    unsigned chmod = 0700;
    std::optional<unsigned> uid, gid;   ///< chown=
    std::string username;               ///< an admin; empty, and no `users`: no authentication
    std::string password;               ///< as parse_password() reads it; from whichever key
    std::vector<HttpUserConfig> users;  ///< ours: those of the file, where clients are asked who they are
    std::vector<std::string> allowed_hosts;  ///< ours: lower case; empty: see http/host_names.hpp

    /// Clients must say who they are.
    bool asks_for_name() const { return !username.empty() || !users.empty(); }

    bool operator==(const HttpServerConfig&) const = default;
};

/// [rpcinterface:x]: name = namespace.
struct RpcInterfaceConfig {
    std::string name;
    std::string factory;
    std::vector<std::pair<std::string, std::string>> settings;

    bool operator==(const RpcInterfaceConfig&) const = default;
};

/// [supervisord], after defaults; command-line options are applied on top by the caller.
struct DaemonConfig {
    std::string logfile;  ///< absolute; empty when logfile_syslog or logfile_journal
    bool logfile_syslog = false;
    bool logfile_journal = false;  ///< ours
    std::int64_t logfile_maxbytes = 50 * 1024 * 1024;
    int logfile_backups = 10;
    bool logfile_gzip = false;         ///< ours
    std::int64_t logfile_max_age = 0;  ///< ours: seconds; 0: for ever
    int loglevel = 20;                 ///< number of log::Level
    std::string pidfile;
    unsigned umask = 022;
    bool nodaemon = false;
    bool silent = false;
    int minfds = 1024;
    int minprocs = 200;
    bool nocleanup = false;
    std::string childlogdir;
    std::optional<std::string> user;  ///< as written; resolved by the caller (CFG-127)
    std::optional<std::string> directory;
    bool strip_ansi = false;
    Environment environment;
    std::string identifier = "supervisor";
    bool exit_on_fatal = false;  ///< ours: any program's FATAL ends the daemon

    bool operator==(const DaemonConfig&) const = default;
};

/// The whole of what supervisord reads.
struct Model {
    DaemonConfig daemon;
    std::vector<HttpServerConfig> servers;          ///< inet ones first, then unix, in file order (CFG-130)
    std::vector<RpcInterfaceConfig> rpcinterfaces;  ///< in file order
    std::vector<GroupConfig> groups;                ///< sorted by (priority, name)
};

/// [supervisorctl]: what the client reads.
struct CtlConfig {
    std::string serverurl = "http://localhost:9001";
    std::optional<std::string> username, password;
    std::string prompt = "supervisor";
    std::optional<std::string> history_file;
    sys::TlsFiles tls;  ///< ours: what https:// uses; absolute paths
};

}  // namespace supervise::config
