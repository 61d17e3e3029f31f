#include "daemon/command_line.hpp"

#include <fmt/core.h>

#include "config/text.hpp"
#include "config/values.hpp"
#include "daemon/surroundings.hpp"

namespace supervise::daemon {

namespace {

template <typename T>
Result<void> verdict(const config::Parsed<T>& parsed) {
    if (!parsed)
        return fail(parsed.error().text);
    return {};
}

Result<void> check_octal(std::string_view text) {
    return verdict(config::octal(text));
}
Result<void> check_integer(std::string_view text) {
    return verdict(config::integer(text));
}
Result<void> check_byte_size(std::string_view text) {
    return verdict(config::byte_size(text));
}
Result<void> check_log_level(std::string_view text) {
    return verdict(config::log_level(text));
}
Result<void> check_directory(std::string_view text) {
    const ProcessSurroundings here;
    return verdict(config::Places(here.around()).existing_directory(text));
}
Result<void> check_dirpath(std::string_view text) {
    const ProcessSurroundings here;
    return verdict(config::Places(here.around()).existing_dirpath(text));
}

constexpr cli::Option table[] = {
    {"configuration", 'c', "configuration", "FILE", "read this configuration (the default is searched for)"},
    {"nodaemon", 'n', "nodaemon", "", "stay in the foreground"},
    {"silent", 's', "silent", "", "in the foreground, do not copy the log to standard output"},
    {"version", 'v', "version", "", "print the version and exit", nullptr, true},
    {"check", 't', "check", "",
     "report every problem of the configuration and exit: 0 none, 1 warnings (with "
     "--strict), 2 errors"},
    {"strict", 0, "strict", "", "with --check: warnings count"},
    {"sample_config", 0, "sample_config", "", "print a configuration to start from and exit"},
    {"user", 'u', "user", "USER", "run as this user (name or number)"},
    {"umask", 'm', "umask", "UMASK", "umask of the daemon in the background (octal, default 022)",
     check_octal},
    {"directory", 'd', "directory", "DIR", "folder the daemon changes to in the background", check_directory},
    {"logfile", 'l', "logfile", "FILENAME", "use FILENAME as the daemon's log", check_dirpath},
    {"logfile_maxbytes", 'y', "logfile_maxbytes", "BYTES", "rotate the log at this size; 0: never",
     check_byte_size},
    {"logfile_backups", 'z', "logfile_backups", "NUM", "rotated logs to keep", check_integer},
    {"loglevel", 'e', "loglevel", "LEVEL",
     "log from this level on: critical, error, warn, info, debug, trace or blather", check_log_level},
    {"pidfile", 'j', "pidfile", "FILE", "where the daemon writes its pid", check_dirpath},
    {"identifier", 'i', "identifier", "STR", "name of this daemon"},
    {"childlogdir", 'q', "childlogdir", "DIR", "folder of AUTO log files", check_directory},
    {"nocleanup", 'k', "nocleanup", "", "keep the AUTO log files of the last run"},
    {"minfds", 'a', "minfds", "NUM", "descriptors that must be available", check_integer},
    {"strip_ansi", 0, "strip_ansi", "", "take terminal sequences out of logs of programs"},
    {"minprocs", 0, "minprocs", "NUM", "processes that must be available", check_integer},
    {"trust_config", 0, "trust_config", "", "as root, also read configuration files that others can change"},
    {"profile_options", 0, "profile_options", "LIST", ""},
    {"help", 'h', "help", "", "print this text and exit", nullptr, true},
    {"help", '?', "", "", "", nullptr, true},
};

}  // namespace

std::span<const cli::Option> options() {
    return table;
}

std::string usage(std::string_view program) {
    return fmt::format(
        "{0} -- run a set of applications as daemons.\n\nUsage: {0} [options]\n\nOptions:\n{1}", program,
        cli::option_help(table));
}

Result<void> apply_overrides(const cli::CommandLine& line, const config::Surroundings& around,
                             config::DaemonConfig& settings) {
    const config::Places places(around);
    Result<void> folders;
    const auto put_folder = [&](const char* setting, auto& member) {
        const std::string* text = line.value(setting);
        if (text == nullptr)
            return;
        if (auto folder = places.existing_directory(*text))
            member = std::move(*folder);
        else  // it was there when the daemon was started
            folders = fail(fmt::format("invalid value for --{} {}: {}", setting, config::python_repr(*text),
                                       folder.error().text));
    };
    put_folder("directory", settings.directory);
    put_folder("childlogdir", settings.childlogdir);
    if (!folders)
        return folders;
    const auto with = [&line](std::string_view setting, auto&& put) {
        if (const std::string* text = line.value(setting))
            put(*text);
    };
    for (const auto& [setting, flag] :
         {std::pair{"nodaemon", &settings.nodaemon}, std::pair{"silent", &settings.silent},
          std::pair{"nocleanup", &settings.nocleanup}, std::pair{"strip_ansi", &settings.strip_ansi}})
        *flag = *flag || line.has(setting);  // CLI-041
    with("user", [&](const std::string& text) { settings.user = text; });
    with("umask", [&](const std::string& text) { settings.umask = *config::octal(text); });
    with("logfile", [&](const std::string& text) { config::name_logfile(settings, text, places); });
    with("logfile_maxbytes",
         [&](const std::string& text) { settings.logfile_maxbytes = *config::byte_size(text); });
    with("logfile_backups",
         [&](const std::string& text) { settings.logfile_backups = *config::integer(text); });
    with("loglevel", [&](const std::string& text) { settings.loglevel = *config::log_level(text); });
    with("pidfile", [&](const std::string& text) { settings.pidfile = places.normal_path(text); });
    with("identifier", [&](const std::string& text) { settings.identifier = text; });
    with("minfds", [&](const std::string& text) { settings.minfds = *config::integer(text); });
    with("minprocs", [&](const std::string& text) { settings.minprocs = *config::integer(text); });
    return {};
}

}  // namespace supervise::daemon
