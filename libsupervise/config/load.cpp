#include "config/load.hpp"

#include <functional>

#include <fmt/core.h>

#include "config/group_reader.hpp"
#include "config/include.hpp"
#include "config/lint.hpp"
#include "config/path.hpp"
#include "config/section_kind.hpp"
#include "config/server_reader.hpp"
#include "config/table.hpp"
#include "config/tables.hpp"

namespace supervise::config {

namespace {

/// Section that must be there (CFG-008).
const Section* required_section(Reading& reading, const std::string& name) {
    const Section* section = reading.document.find(name);
    if (section == nullptr)
        reading.findings.error({{}, {}, {}}, {fmt::format(".ini file does not include {} section", name),
                                              fmt::format("there is no [{}] section", name),
                                              fmt::format("add [{}]", name)});
    return section;
}

DaemonConfig read_daemon(Reading& reading, const Section& section) {
    DaemonConfig daemon;
    daemon.logfile = reading.places.normal_path("supervisord.log");
    daemon.pidfile = reading.places.normal_path("supervisord.pid");
    daemon.childlogdir = reading.places.around().temp_dir;
    Table<DaemonConfig> table(supervisord_rows());
    table.select(reading.document, section);
    const PlainScopes scopes(reading);
    table.read(reading, daemon, std::ref(scopes));
    for (const auto& [name, value] : daemon.environment)
        reading.names.set(name, value);
    return daemon;
}

void read_model(Reading& reading, const std::string& path, Depth depth, Model& model) {
    if (!read_files(reading.document, reading.findings, reading.places, reading.names, path, reading.here,
                    Includes::followed))
        return;
    if (const Section* section = required_section(reading, "supervisord"))
        model.daemon = read_daemon(reading, *section);
    model.rpcinterfaces = read_rpcinterfaces(reading);
    model.groups = GroupReader(reading, model.daemon.environment).read();
    model.servers = read_servers(reading);
    if (depth == Depth::everything) {
        lint_document(reading);
        lint_model(reading, model);
        lint_servers(reading, model.servers);
    }
}

}  // namespace

LoadResult load(const std::string& path, const Surroundings& around, Depth depth) {
    Reading reading(around);
    reading.here = absolute_path(directory_of(path), around.cwd);
    LoadResult result;
    read_model(reading, path, depth, result.model);
    result.error = reading.findings.take_first_error();
    result.told = reading.findings.take_told();
    result.messages = reading.findings.take_messages();
    result.diagnostics = reading.findings.take_diagnostics();
    return result;
}

CtlLoadResult load_ctl(const std::string& path, const Surroundings& around) {
    Reading reading(around);
    reading.here = absolute_path(directory_of(path), around.cwd);
    CtlLoadResult result;
    const bool readable = read_files(reading.document, reading.findings, reading.places, reading.names, path,
                                     reading.here, Includes::ignored);
    if (const Section* section = readable ? required_section(reading, "supervisorctl") : nullptr) {
        Table<CtlConfig> table(supervisorctl_rows());
        table.select(reading.document, *section);
        const PlainScopes scopes(reading);
        table.read(reading, result.config, std::ref(scopes));
        if (!result.config.tls.key.empty() && result.config.tls.certificate.empty())
            report(reading, *section, table.entry("keyfile"), "keyfile",
                   certificate_missing(*section, "keyfile"));
    }
    const Option& factory = ctlplugin_options().front();
    for (const Section& section : reading.document.sections()) {
        if (!readable || section_kind(section.name()) != SectionKind::ctlplugin)
            continue;
        const Entry* entry = reading.document.option(section, factory.name);
        if (entry == nullptr)
            report(reading, section, nullptr, factory.name,
                   {fmt::format("section [{}] does not specify a {}", section.name(), factory.name),
                    fmt::format("the section has no {}", factory.name), "remove the section"});
        else if (auto text =
                     expanded_value(reading, section, *entry, factory, Scope(reading.names), Suffix::none))
            result.plugins.push_back(
                {section.name(), std::string(section_suffix(section.name())), std::move(*text)});
    }
    result.error = reading.findings.take_first_error();
    result.diagnostics = reading.findings.take_diagnostics();
    return result;
}

std::vector<std::string> config_candidates(std::string_view argv0) {
    const std::string beside = directory_of(directory_of(argv0));
    return {join_path(join_path(beside, "etc"), "supervisord.conf"),
            join_path(beside, "supervisord.conf"),
            "supervisord.conf",
            "etc/supervisord.conf",
            "/etc/supervisord.conf",
            "/etc/supervisor/supervisord.conf"};
}

std::optional<std::string> find_config(std::string_view argv0, const std::string& cwd,
                                       const sys::FileSource& files) {
    for (const std::string& candidate : config_candidates(argv0))
        if (files.exists(join_path(cwd, candidate)))
            return candidate;
    return std::nullopt;
}

std::string config_not_found(std::string_view argv0) {
    std::string candidates;
    for (const std::string& candidate : config_candidates(argv0))
        candidates.append(candidates.empty() ? "" : ", ").append(candidate);
    return fmt::format(
        "No config file found at default paths ({}); use the -c option to specify a config file at a "
        "different path",
        candidates);
}

std::optional<std::string> server_url(const std::vector<HttpServerConfig>& servers) {
    std::optional<std::string> url;
    for (const HttpServerConfig& server : servers) {
        if (server.family == HttpServerConfig::Family::unix_socket)
            return "unix://" + server.file;
        const bool is_ipv6 = server.host.find(':') != std::string::npos;
        const std::string host = server.host.empty() ? "localhost"
                                 : is_ipv6           ? "[" + server.host + "]"
                                                     : server.host;
        url = fmt::format("{}://{}:{}", server.tls ? "https" : "http", host, server.port);
    }
    return url;
}

}  // namespace supervise::config
