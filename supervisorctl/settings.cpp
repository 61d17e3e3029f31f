#include "supervisorctl/settings.hpp"

#include <fmt/core.h>

#include "config/load.hpp"
#include "config/values.hpp"
#include "supervisorctl/option_values.hpp"
#include "sys/file_source.hpp"
#include "sys/own_process.hpp"
#include "sys/users.hpp"

namespace supervise::ctl {
namespace {

Result<void> check_url(std::string_view text) {
    const auto url = config::url(text);
    if (!url) {
        return fail(url.error().text);
    }
    return {};
}

constexpr cli::Option options[] = {
    {.setting = "configuration",
     .short_name = 'c',
     .long_name = "configuration",
     .argument = "FILENAME",
     .help = "configuration file (looked for in the usual places if not given)"},
    {.setting = "help",
     .short_name = 'h',
     .long_name = "help",
     .help = "print this text and exit",
     .ends_reading = true},
    {.setting = "help", .short_name = '?', .ends_reading = true},
    {.setting = "interactive",
     .short_name = 'i',
     .long_name = "interactive",
     .help = "start an interactive shell; with an action, ask as it does before shutdown and reload and for "
             "a password"},
    {.setting = "serverurl",
     .short_name = 's',
     .long_name = "serverurl",
     .argument = "URL",
     .help = "where supervisord listens: http://host:port, https://host:port or unix:///path (default "
             "\"http://localhost:9001\")",
     .check = check_url},
    {.setting = "username",
     .short_name = 'u',
     .long_name = "username",
     .argument = "USERNAME",
     .help = "user name for the server"},
    {.setting = "password",
     .short_name = 'p',
     .long_name = "password",
     .argument = "PASSWORD",
     .help = "password for the server"},
    {.setting = "history_file",
     .short_name = 'r',
     .long_name = "history_file",
     .argument = "FILENAME",
     .help = "keep the shell's history in this file"},
    {.setting = "timeout",
     .long_name = "timeout",
     .argument = "SECONDS",
     .help = "how long an action may wait for supervisord; then it ends with status 124 (default: as long as "
             "it takes)",
     .check = check_seconds},
};

/// EXT-004: the commands that are here anyway.
constexpr std::string_view standard_plugin = "supervisor.supervisorctl:DefaultControllerPlugin";

std::string help_text(const std::string& program) {
    return fmt::format(
        "supervisorctl -- control applications that supervisord runs.\n"
        "\n"
        "Usage: {} [options] [action [arguments]]\n"
        "\n"
        "Options:\n"
        "{}"
        "\n"
        "An action is a command such as \"status\", \"start\" or \"tail\"; \"help\" lists them all.\n"
        "Without an action, a shell reads actions from standard input.\n"
        "\n",
        program, cli::option_help(options));
}

tl::unexpected<EarlyEnd> usage_end(const std::string& program, std::string_view message) {
    return tl::unexpected(EarlyEnd{cli::usage_status, {}, cli::usage_error(program, message)});
}

/// The configuration that -c names or that is found; without any, the defaults (CFG-003).
tl::expected<config::CtlConfig, EarlyEnd> read_config(const std::string& program, const std::string* given) {
    const sys::SystemFiles files;
    const sys::SystemUsers users;
    const config::Surroundings around{.files = files,
                                      .users = users,
                                      .cwd = sys::current_folder(),
                                      .hostname = {},
                                      .temp_dir = {},
                                      .uid = sys::real_uid(),
                                      .environment = sys::environment_variables()};
    const auto path = given != nullptr ? *given : config::find_config(program, around.cwd, files);
    if (!path || path->empty()) {
        return config::CtlConfig();
    }
    auto loaded = config::load_ctl(*path, around);
    if (loaded.error) {
        return usage_end(program, *loaded.error);
    }
    for (const config::CtlPlugin& plugin : loaded.plugins) {
        if (plugin.factory != standard_plugin) {
            return usage_end(
                program,
                fmt::format("{} cannot be resolved within [{}]: plug-ins written in Python cannot be "
                            "loaded, only {}, whose commands are built in; remove the section",
                            plugin.factory, plugin.section, standard_plugin));
        }
    }
    return std::move(loaded.config);
}

std::optional<std::string> given_or(const std::string* given, std::optional<std::string> configured) {
    return given != nullptr ? std::optional(*given) : std::move(configured);
}

}  // namespace

std::span<const cli::Option> option_table() {
    return options;
}

tl::expected<Settings, EarlyEnd> read_settings(const std::string& program,
                                               std::span<const std::string> arguments) {
    const auto line = cli::parse(options, arguments, cli::Words::allowed);
    if (!line) {
        return usage_end(program, line.error().message);
    }
    if (line->ended_by() == "help") {
        return tl::unexpected(EarlyEnd{0, help_text(program), {}});
    }
    auto configured = read_config(program, line->value("configuration"));
    if (!configured) {
        return tl::unexpected(std::move(configured.error()));
    }
    Settings settings;
    settings.server_url = *given_or(line->value("serverurl"), std::move(configured->serverurl));
    settings.username = given_or(line->value("username"), std::move(configured->username));
    settings.password = given_or(line->value("password"), std::move(configured->password));
    settings.tls = std::move(configured->tls);
    settings.prompt = std::move(configured->prompt);
    settings.history_file = given_or(line->value("history_file"), std::move(configured->history_file));
    if (const std::string* timeout = line->value("timeout")) {
        settings.timeout = *parse_seconds(*timeout);
    }
    settings.action = line->words();
    settings.interactive = line->has("interactive") || settings.action.empty();
    return settings;
}

}  // namespace supervise::ctl
