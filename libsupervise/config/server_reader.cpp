#include "config/server_reader.hpp"

#include <algorithm>
#include <functional>

#include <fmt/core.h>

#include "config/section_kind.hpp"
#include "config/tables.hpp"
#include "config/text.hpp"

namespace supervise::config {

namespace {

/// CFG-206: Supervisor's words, and which factories there are.
Fault unknown_factory(const Reading& reading, const std::string& factory, const Section& section) {
    std::string names;
    for (const RpcFactory& known : reading.places.around().rpc_factories)
        names.append(names.empty() ? "" : ", ").append(known.name);
    Fault fault = unresolved_entry_point(factory, section.name()).value();
    fault.remedy += fmt::format("; the interfaces there are: {}", names);
    return fault;
}

/// CFG-134; a password may also come from a file.
void check_authentication(Reading& reading, const Section& section, const Table<ServerDraft>& table) {
    const Entry* password = table.entry("password");
    const Entry* file = table.entry("password_file");
    const Entry* username = table.entry("username");
    if (password != nullptr && file != nullptr)
        report(reading, section, file, "password_file",
               {fmt::format("Section [{}] has both a password and a password_file", section.name()),
                "there is a password too", "keep one of the two"});
    const bool secret = password != nullptr || file != nullptr;
    if ((username != nullptr) == secret)
        return;
    const Entry* present = username != nullptr ? username : password != nullptr ? password : file;
    report(reading, section, present, present->key,
           {fmt::format(
                "Section [{}] contains incomplete authentication: If a username or a password is specified, "
                "both the username and password must be specified",
                section.name()),
            fmt::format("there is a {} only", present->key), "set both username and password, or neither"});
}

/// The user's own section may not leave open which of two passwords counts.
void check_name(Reading& reading, const Section& section, const std::string& name,
                const std::vector<HttpServerConfig>& servers) {
    const bool has_control =
        std::any_of(name.begin(), name.end(), [](char c) { return (c >= 0 && c < ' ') || c == '\x7f'; });
    if (name.empty() || name.find(':') != std::string::npos || has_control || utf8_fault(name))
        report(reading, section, nullptr, {},
               {fmt::format("Section [{}] does not name a user", section.name()),
                "a user has a name, without colons", "write [http_user:name]"});
    for (const HttpServerConfig& server : servers)
        if (server.username == name && !name.empty())
            report(
                reading, section, nullptr, {},
                {fmt::format("Section [{}] names the username of [{}] again", section.name(), server.section),
                 fmt::format("{} is the username of [{}] already, an admin", python_repr(name),
                             server.section),
                 "take another name"});
}

std::vector<HttpUserConfig> read_users(Reading& reading, const std::vector<HttpServerConfig>& servers) {
    std::vector<HttpUserConfig> users;
    const PlainScopes scopes(reading);
    Table<HttpUserDraft> table(http_user_rows());
    for (const Section& section : reading.document.sections()) {
        if (section_kind(section.name()) != SectionKind::http_user)
            continue;
        HttpUserDraft draft;
        table.select(reading.document, section);
        table.read(reading, draft, std::ref(scopes));
        std::string name(strip(section_suffix(section.name())));
        check_name(reading, section, name, servers);
        const Entry* password = table.entry("password");
        const Entry* file = table.entry("password_file");
        if ((password == nullptr) == (file == nullptr))
            report(
                reading, section, file, file != nullptr ? "password_file" : std::string_view(),
                {fmt::format("Section [{}] must have either a password or a password_file", section.name()),
                 file != nullptr ? "there is a password too" : "the user has no password",
                 file != nullptr ? "keep one of the two" : "set password or password_file"});
        users.push_back({std::move(name),
                         draft.password_of_file ? std::move(*draft.password_of_file)
                                                : draft.password.value_or(std::string()),
                         draft.role, section.name()});
    }
    return users;
}

/// A Unix socket without a username asks nobody: its mode says who may connect.
void let_in(const std::vector<HttpUserConfig>& users, std::vector<HttpServerConfig>& servers) {
    for (HttpServerConfig& server : servers)
        if (server.family == HttpServerConfig::Family::inet || !server.username.empty())
            server.users = users;
}

/// Keys that say more about TLS are mistakes without it.
void take_tls(Reading& reading, const Section& section, const Table<ServerDraft>& table, ServerDraft& draft) {
    if (draft.certfile) {
        draft.server.tls = sys::TlsFiles{std::move(*draft.certfile), draft.keyfile.value_or(std::string()),
                                         draft.client_cafile.value_or(std::string()),
                                         draft.tls_min_version.value_or(sys::TlsVersion::tls1_2)};
        return;
    }
    if (table.entry("certfile") != nullptr)
        return;  // it has been refused
    for (const char* key : {"keyfile", "client_cafile", "tls_min_version"})
        if (table.entry(key) != nullptr)
            report(reading, section, table.entry(key), key, certificate_missing(section, key));
}

void read_kind(Reading& reading, SectionKind kind, std::vector<HttpServerConfig>& servers) {
    const bool inet = kind == SectionKind::inet_http_server;
    const PlainScopes scopes(reading);
    Table<ServerDraft> table(inet ? inet_http_server_rows() : unix_http_server_rows());
    for (const Section& section : reading.document.sections()) {
        if (section_kind(section.name()) != kind)
            continue;
        ServerDraft draft;
        draft.server.family = inet ? HttpServerConfig::Family::inet : HttpServerConfig::Family::unix_socket;
        draft.server.section = section.name();
        table.select(reading.document, section);
        table.read(
            reading, draft, std::ref(scopes), Suffix::none,
            [&](const Option& option) {
                if (option.name == "password_file")
                    check_authentication(reading, section, table);
            },
            [&](const Option& option) {
                return Fault{fmt::format("section [{}] has no {} value", section.name(), option.name),
                             fmt::format("the section has no {}", option.name),
                             fmt::format("write {}={}", option.name, option.example)};
            });
        // Without a name nothing is asked of a client, whatever the password is.
        if (draft.username && !draft.username->empty()) {
            draft.server.username = std::move(*draft.username);
            draft.server.password =
                draft.password_of_file ? std::move(*draft.password_of_file) : draft.password.value_or("");
        }
        if (inet)
            take_tls(reading, section, table, draft);
        servers.push_back(std::move(draft.server));
    }
}

}  // namespace

std::vector<HttpServerConfig> read_servers(Reading& reading) {
    std::vector<HttpServerConfig> servers;
    read_kind(reading, SectionKind::inet_http_server, servers);
    read_kind(reading, SectionKind::unix_http_server, servers);
    let_in(read_users(reading, servers), servers);
    return servers;
}

Fault certificate_missing(const Section& section, std::string_view key) {
    return placed({"there is no certfile beside it", {}, fmt::format("set certfile, or remove {}", key)},
                  section.name(), key);
}

std::vector<RpcInterfaceConfig> read_rpcinterfaces(Reading& reading) {
    std::vector<RpcInterfaceConfig> interfaces;
    const PlainScopes scopes(reading);
    Table<RpcInterfaceDraft> table(rpcinterface_rows());
    for (const Section& section : reading.document.sections()) {
        if (section_kind(section.name()) != SectionKind::rpcinterface)
            continue;
        RpcInterfaceDraft draft;
        table.select(reading.document, section);
        const bool good = table.read(
            reading, draft, std::ref(scopes), Suffix::none, [](const Option&) {},
            [&](const Option& option) {
                return Fault{fmt::format("section [{}] does not specify a {}", section.name(), option.name),
                             fmt::format("the section has no {}", option.name),
                             fmt::format("write {} = {}", option.name, option.example)};
            });
        if (!good)
            continue;
        const std::string_view key = rpcinterface_rows().front().option.name;
        const auto& factories = reading.places.around().rpc_factories;
        if (std::none_of(factories.begin(), factories.end(),
                         [&](const RpcFactory& known) { return known.name == *draft.factory; })) {
            report(reading, section, table.entry(key), key,
                   unknown_factory(reading, *draft.factory, section));
            continue;
        }
        RpcInterfaceConfig interface {
            std::string(section_suffix(section.name())), std::move(*draft.factory), {}
        };
        // Keys of [DEFAULT] are not settings of every interface (CFG-029).
        for (const Entry& entry : section.entries()) {
            if (table.has(entry.key))
                continue;
            Option setting = rpcinterface_rows().front().option;
            setting.name = entry.key;
            if (auto text = expanded_value(reading, section, entry, setting, scopes(setting), Suffix::none))
                interface.settings.emplace_back(entry.key, std::move(*text));
        }
        interfaces.push_back(std::move(interface));
    }
    return interfaces;
}

}  // namespace supervise::config
