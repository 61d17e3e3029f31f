#include "plan/supervisor_files.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "plan/ini_text.hpp"
#include "sys/digest.hpp"

namespace deployer::plan {

namespace {

std::string file_name(const std::string& path) {
    return path.substr(path.rfind('/') + 1);
}

/// Collects lines until one cannot be written.
class Writer {
public:
    explicit Writer(std::string begin) : text_(std::move(begin)) {}

    Writer& section(std::string_view name) {
        text_.section(name);
        return *this;
    }
    Writer& option(std::string_view key, std::string_view value) {
        if (result_)
            result_ = text_.option(key, value);
        return *this;
    }
    supervise::Result<std::string> take() const {
        if (!result_)
            return tl::unexpected(result_.error());
        return text_.text();
    }

private:
    IniText text_;
    supervise::Result<void> result_;
};

void write_http(Writer& writer, const SupervisorLayout& layout) {
    writer.section("inet_http_server").option("port", layout.http_endpoint);
    if (!layout.http_password.empty())
        writer.option("username", layout.http_username).option("password", layout.http_password);
    for (const auto& [key, value] : layout.http_options)
        writer.option(key, value);
}

/// The files of an include are globs with blanks between them.
supervise::Result<void> check_include_folder(const std::string& folder) {
    if (folder.find_first_of(" \t\n*?[]") != std::string::npos)
        return supervise::fail("include_dir: Supervisor cannot include from a folder with blanks, '*', '?' "
                               "or brackets in its name");
    return {};
}

std::string unit_text(std::string_view value) {
    std::string result;
    for (const char c : value)
        result += c == '%' ? "%%" : std::string(1, c);
    return result;
}

/// A word of a command line of systemd.
std::string unit_word(std::string_view word) {
    if (word.find_first_of(" \t\"'\\$;") == std::string_view::npos)
        return unit_text(word);
    std::string result = "\"";
    for (const char c : unit_text(word)) {
        if (c == '"' || c == '\\')
            result += '\\';
        result += c == '$' ? "$$" : std::string(1, c);
    }
    return result + "\"";
}

std::string shell_word(std::string_view word) {
    std::string result = "'";
    for (const char c : word)
        result += c == '\'' ? "'\\''" : std::string(1, c);
    return result + "'";
}

/// systemd complains about the way over /var/run.
std::string without_legacy(const std::string& path) {
    return path.starts_with("/var/run/") ? path.substr(4) : path;
}

std::vector<std::string> folders_of(const SupervisorLayout& layout) {
    std::vector<std::string> folders{layout.pid_dir};
    if (layout.socks_dir != layout.pid_dir)
        folders.push_back(layout.socks_dir);
    return folders;
}

std::string folder_lines(const SupervisorLayout& layout) {
    std::string runtime, commands;
    for (const std::string& folder : folders_of(layout)) {
        if (const auto name = runtime_directory(folder))
            runtime += (runtime.empty() ? "" : " ") + unit_word(*name);
        else
            commands += fmt::format("ExecStartPre=-/bin/mkdir -p -m 0755 {}\n", unit_word(folder));
    }
    if (!runtime.empty())
        runtime = fmt::format("RuntimeDirectory={}\nRuntimeDirectoryMode=0755\n", runtime);
    return runtime + commands;
}

std::string allowed_accounts(const SupervisorLayout& layout) {
    std::string accounts = "root";
    if (layout.user != "root")
        accounts += " and " + layout.user;
    const char group_digit = layout.socket_mode.size() >= 2 ? layout.socket_mode.end()[-2] : '0';
    if ((group_digit - '0') & 2)
        accounts += ", and members of group " + layout.group;
    return accounts;
}

}  // namespace

std::optional<std::string> runtime_directory(const std::string& folder) {
    const std::string path = without_legacy(folder);
    if (!path.starts_with("/run/") || path.size() == 5 || path.ends_with('/') ||
        (path + "/").find("/../") != std::string::npos || (path + "/").find("/./") != std::string::npos ||
        path.find("//") != std::string::npos)
        return std::nullopt;
    return path.substr(5);
}

supervise::Result<std::string> supervisor_configuration(const SupervisorLayout& layout) {
    if (auto checked = check_include_folder(layout.include_dir); !checked)
        return tl::unexpected(checked.error());
    const std::string socket = layout.socks_dir + "/supervisor.sock";
    Writer writer(banner(file_name(layout.conf_file_dst), layout.name));
    writer.section("unix_http_server")
        .option("file", socket)
        .option("chmod", layout.socket_mode)
        .option("chown", layout.user + ":" + layout.group);
    if (layout.has_http)
        write_http(writer, layout);
    writer.section("supervisord")
        .option("logfile", layout.logs_dir + "/supervisord.log")
        .option("logfile_maxbytes", "50MB")
        .option("logfile_backups", "10")
        .option("loglevel", layout.loglevel)
        .option("pidfile", layout.pid_dir + "/supervisord.pid")
        .option("nodaemon", "false")
        .option("minfds", "1024")
        .option("minprocs", "200")
        .option("umask", "022")
        .option("user", layout.user)
        .option("identifier", "supervisor_" + layout.name)
        .option("childlogdir", layout.childlogdir.empty() ? layout.logs_dir : layout.childlogdir);
    writer.section("rpcinterface:supervisor")
        .option("supervisor.rpcinterface_factory", "supervisor.rpcinterface:make_main_rpcinterface");
    writer.section("supervisorctl").option("serverurl", "unix://" + socket);
    writer.section("include").option("files", layout.include_dir + "/*.ini");
    return writer.take();
}

std::string supervisor_unit(const SupervisorLayout& layout) {
    return fmt::format("{banner}"
                       "\n"
                       "[Unit]\n"
                       "Description=Process Monitoring and Control Daemon ({user})\n"
                       "Wants=network-online.target\n"
                       "After=network-online.target rc-local.service\n"
                       "\n"
                       "[Service]\n"
                       "User={user}\n"
                       "Group={group}\n"
                       "Type=forking\n"
                       "PIDFile={pidfile}\n"
                       "SyslogIdentifier=supervisord_{name}\n"
                       "{folders}"
                       "ExecStart=/usr/bin/supervisord -c {conf}\n"
                       "ExecReload=/bin/kill -HUP $MAINPID\n"
                       "Restart=on-failure\n"
                       "RestartSec=5\n"
                       "KillMode=mixed\n"
                       "TimeoutStopSec=5min\n"
                       "LimitNOFILE=65536\n"
                       "TasksMax=infinity\n"
                       "\n"
                       "[Install]\n"
                       "WantedBy=multi-user.target\n",
                       fmt::arg("banner", banner("supervisord_" + layout.name + ".service", layout.name)),
                       fmt::arg("user", unit_text(layout.user)), fmt::arg("group", unit_text(layout.group)),
                       fmt::arg("pidfile", unit_text(without_legacy(layout.pid_dir)) + "/supervisord.pid"),
                       fmt::arg("name", unit_text(layout.name)), fmt::arg("folders", folder_lines(layout)),
                       fmt::arg("conf", unit_word(layout.conf_file_dst)));
}

std::string supervisor_wrapper(const SupervisorLayout& layout) {
    const std::string conf = shell_word(layout.conf_file_dst);
    const std::string socket = shell_word(layout.socks_dir + "/supervisor.sock");
    const std::string message = file_name(layout.supervisorctl) + ": only " + allowed_accounts(layout) +
                                " may control supervisor " + layout.name;
    return fmt::format("#!/bin/sh\n{}"
                       "\n"
                       "if [ ! -r {conf} ] || {{ [ -S {socket} ] && [ ! -w {socket} ]; }}; then\n"
                       "    echo {message} >&2\n"
                       "    exit 4\n"
                       "fi\n"
                       "exec /usr/bin/supervisorctl -c {conf} \"$@\"\n",
                       banner(file_name(layout.supervisorctl), layout.name), fmt::arg("conf", conf),
                       fmt::arg("socket", socket), fmt::arg("message", shell_word(message)));
}

supervise::Result<std::string> hashed_password(const std::string& password) {
    const std::size_t close = password.find('}');
    if (password.starts_with('{') && close != std::string::npos && close > 1 &&
        std::all_of(password.begin() + 1, password.begin() + static_cast<std::ptrdiff_t>(close),
                    [](char c) { return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-'; }))
        return password;
    const auto digest = supervise::sys::Digest::load("SHA1");
    if (!digest)
        return tl::unexpected(digest.error());
    std::string result = "{SHA}";
    for (const char byte : digest->of(password))
        result += fmt::format("{:02x}", static_cast<unsigned char>(byte));
    return result;
}

}  // namespace deployer::plan
