#include "control/layout.hpp"

#include <algorithm>
#include <cerrno>
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
