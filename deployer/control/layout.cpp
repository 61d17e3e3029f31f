#include "control/layout.hpp"

#include <algorithm>
#include <cerrno>
#include <optional>
#include <sstream>

#include <fmt/core.h>

#include "config/glob.hpp"
#include "config/ini.hpp"
#include "config/path.hpp"

namespace deployer::control {
namespace {

namespace config = supervise::config;

/// /var/run is /run on every system of today, and written both ways.
std::string canonical(std::string_view path, std::string_view folder) {
    constexpr std::string_view old_run = "/var/run/";
    std::string absolute = config::absolute_path(path, folder);
    return absolute.starts_with(old_run) ? "/run/" + absolute.substr(old_run.size()) : absolute;
}

std::string value_of(const config::Document& document, std::string_view section, std::string_view key) {
    const config::Section* found = document.find(section);
    const config::Entry* entry = found != nullptr ? document.option(*found, key) : nullptr;
    return entry != nullptr ? entry->value : std::string();
}

/// A file of ours in `include_dir` would be read.
bool includes(const std::string& patterns, const std::string& include_dir, const std::string& conf_folder) {
    std::istringstream words(patterns);
    for (std::string pattern; words >> pattern;) {
        const std::string absolute = canonical(pattern, conf_folder);
        if (config::directory_of(absolute) == canonical(include_dir, conf_folder) &&
            config::name_matches("program_prg.ini", config::last_part(absolute))) {
            return true;
        }
    }
    return false;
}

/// What programs of ours are called there; nothing when a pattern takes no new files.
std::optional<std::string> suffix_for(std::string_view pattern) {
    const std::string_view name = config::last_part(pattern);
    const std::string own =
        name.rfind('.') == std::string_view::npos ? std::string() : std::string(name.substr(name.rfind('.')));
    for (const std::string& suffix : {std::string(".ini"), own}) {
        if (suffix.find_first_of("*?[]") == std::string::npos &&
            config::name_matches("x_prg" + suffix, name) && config::name_matches("x_grp" + suffix, name)) {
            return suffix;
        }
    }
    return std::nullopt;
}

bool takes_new_files(Layout& layout, const std::string& patterns, const std::string& conf_folder) {
    std::istringstream words(patterns);
    for (std::string pattern; words >> pattern;) {
        const std::string absolute = config::absolute_path(pattern, conf_folder);
        const std::string folder = config::directory_of(absolute);
        const auto suffix = suffix_for(absolute);
        if (suffix && folder.find_first_of("*?[]%") == std::string::npos) {
            layout.include_dir = folder;
            layout.suffix = *suffix;
            return true;
        }
    }
    return false;
}

std::string or_nothing(const std::string& value) {
    return value.empty() ? "nothing" : "'" + value + "'";
}

}  // namespace

std::vector<std::string> layout_differences(std::string_view configuration, const CheckLayout& operation) {
    const std::string folder = config::directory_of(operation.conf_file);
    config::Document document;
    if (const auto fault = config::read_ini(document, operation.conf_file, configuration)) {
        return {"it is not the configuration of a supervisor"};
    }
    document.expand_here(folder);
    std::vector<std::string> differences;
    const std::string socket = value_of(document, "unix_http_server", "file");
    if (socket.empty() || canonical(socket, folder) != canonical(operation.daemon.socket, folder)) {
        differences.push_back(fmt::format("'file' of [unix_http_server] is {}, the description has '{}' "
                                          "(socks_dir)",
                                          or_nothing(socket), operation.daemon.socket));
    }
    const std::string files = value_of(document, "include", "files");
    if (!includes(files, operation.include_dir, folder)) {
        differences.push_back(fmt::format("'files' of [include] is {}, the description has '{}/*.ini' "
                                          "(include_dir)",
                                          or_nothing(files), operation.include_dir));
    }
    return differences;
}

supervise::Result<Layout> read_layout(std::string_view configuration, const std::string& conf_file) {
    const std::string folder = config::directory_of(conf_file);
    config::Document document;
    const auto fault = config::read_ini(document, conf_file, configuration);
    if (fault || document.find("supervisord") == nullptr) {
        return supervise::fail(fmt::format("{} is not the configuration of a supervisor", conf_file));
    }
    document.expand_here(folder);
    Layout layout;
    const std::string socket = value_of(document, "unix_http_server", "file");
    if (socket.empty()) {
        return supervise::fail(
            fmt::format("{} has no socket ('file' of [unix_http_server]), by which its programs are "
                        "controlled",
                        conf_file));
    }
    if (socket.find('%') != std::string::npos) {
        return supervise::fail(
            fmt::format("{}: the socket '{}' is known only to the daemon; it must be written without %(...)s",
                        conf_file, socket));
    }
    layout.socket = config::absolute_path(socket, folder);
    const std::string files = value_of(document, "include", "files");
    if (files.empty()) {
        return supervise::fail(
            fmt::format("{} has no [include] with 'files', so there is no folder for files "
                        "of programs",
                        conf_file));
    }
    if (!takes_new_files(layout, files, folder)) {
        return supervise::fail(
            fmt::format("{}: 'files' of [include] is '{}': new files are read in none of these places",
                        conf_file, files));
    }
    layout.user = value_of(document, "supervisord", "user");
    const std::string owner = value_of(document, "unix_http_server", "chown");
    const std::size_t colon = owner.find(':');
    layout.group = colon == std::string::npos ? std::string() : owner.substr(colon + 1);
    return layout;
}

task::Answer check_layout(Exchanger& exchanger, const std::string& host, const CheckLayout& operation) {
    const auto text = exchanger.read_file(operation.conf_file);
    if (!text && text.error().code == ENOENT) {
        return {.status = task::Status::failed,
                .message = fmt::format("supervisor '{}' on {} (managed: no): there is no {} (conf_file_dst)",
                                       operation.daemon.name, host, operation.conf_file)};
    }
    if (!text) {
        return {};
    }
    std::string differences;
    for (const std::string& difference : layout_differences(*text, operation)) {
        differences += (differences.empty() ? "" : "; ") + difference;
    }
    if (differences.empty()) {
        return {};
    }
    return {.status = task::Status::failed,
            .message = fmt::format("supervisor '{}' on {} (managed: no) is not as described: {}: {}",
                                   operation.daemon.name, host, operation.conf_file, differences)};
}

}  // namespace deployer::control
