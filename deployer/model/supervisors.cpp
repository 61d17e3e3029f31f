// Instances of supervisord (HD-SUP).
#include <algorithm>
#include <array>

#include <fmt/core.h>

#include "config/password.hpp"
#include "config/values.hpp"
#include "model/assembly.hpp"
#include "model/content_source.hpp"
#include "model/names.hpp"

namespace deployer::model {

namespace config = supervise::config;

namespace {

/// The web server of a managed supervisor (HD-SUP-13 to -15, HD-GAP-04, -05).
class WebServer {
public:
    WebServer(Reading& reading, SupervisorDraft& draft)
        : reading_(reading),
          draft_(draft),
          server_(*draft.http_server),
          node_(*draft.http_server_node),
          subject_(fmt::format("Supervisor '{}'", draft.name)) {}

    void check() {
        check_lines();
        check_endpoint();
        check_pair();
        check_password();
    }

private:
    void refuse(std::string_view key, std::string message, std::string remedy = {}) {
        draft_.good = false;
        reading_.error(place_of(node_, key), path(key), fmt::format("{}: {}", subject_, message),
                       std::move(remedy));
    }

    /// What is wrong with a description is told when it is checked or deployed, not each time something is
    /// started or looked at.
    void warn(std::string_view key, std::string message, std::string remedy) {
        if (!reading_.needs_content())
            return;
        reading_.warning(place_of(node_, key), path(key), fmt::format("{}: {}", subject_, message),
                         std::move(remedy));
    }

    std::string path(std::string_view key) const {
        return fmt::format("{}.http_server{}{}", draft_.origin.path, node_.find(key) != nullptr ? "." : "",
                           node_.find(key) != nullptr ? key : "");
    }

    bool has_password() const { return !server_.password.empty() || has_option("password_file"); }

    bool has_option(std::string_view name) const { return node_.find(name) != nullptr; }

    void check_lines() {
        for (const source::Entry& entry : node_.entries)
            if (entry.value.text.find_first_of("\r\n") != std::string::npos)
                refuse(entry.key, fmt::format("http_server.{} is more than one line", entry.key));
    }

    void check_endpoint() {
        if (has_expression(server_.endpoint))
            return;
        const auto address = config::inet_address(server_.endpoint);
        if (!address)
            return refuse("endpoint", fmt::format("'{}' is no endpoint", quoted(server_.endpoint)),
                          "write host:port, such as 127.0.0.1:9001");
        if (!config::is_loopback(address->host) && !has_password())
            warn("endpoint",
                 fmt::format("whoever reaches {} controls its programs: there is no password",
                             server_.endpoint),
                 "add username and password, or use a local address");
    }

    void check_pair() {
        if (!server_.username.empty() && !has_password())
            refuse("username",
                   "http_server has a username without a password, which would leave it open to everybody",
                   "add the password, or remove the username");
        else if (server_.username.empty() && has_password())
            server_.username = draft_.user;
    }

    void check_password() {
        const std::string& password = server_.password;
        if (password.empty() || has_expression(password))
            return;
        const auto parsed = config::parse_password(password);
        if (!parsed)
            return refuse("password", parsed.error().text, parsed.error().remedy);
        if (config::names_unknown_scheme(password))
            warn("password", "the password names a scheme that is not known, so it is taken as clear text",
                 "use {SHA}, {SHA256}, {SSHA512} or {CRYPT}");
        else if (parsed->scheme == config::Password::Scheme::clear)
            warn("password", "the password stands in the description in clear text",
                 "write {SHA} and its SHA-1 in hexadecimal, or use a variable of encrypted_vars");
    }

    Reading& reading_;
    SupervisorDraft& draft_;
    HttpServer& server_;
    const source::Node& node_;
    std::string subject_;
};

jinja::Dict item_of(const HttpServer& server) {
    jinja::Dict item;
    item.set("endpoint", server.endpoint);
    if (!server.username.empty())
        item.set("username", server.username);
    if (!server.password.empty())
        item.set("password", server.password);
    for (const auto& option : server.options)
        item.set(option.first, option.second);
    return item;
}

void read_http_server(Reading& reading, SupervisorDraft& draft) {
    if (draft.http_server_node == nullptr)
        return;
    HttpServer server;
    const bool good = read_map(reading, *draft.http_server_node, draft.origin.path + ".http_server",
                               http_server_rows(), server);
    draft.http_server = std::move(server);
    draft.good = draft.good && good;
    if (good && draft.managed)
        WebServer(reading, draft).check();
    draft.item.set("http_server", draft.managed ? jinja::Value(item_of(*draft.http_server))
                                                : draft.http_server_node->to_value());
}

void check_template(Assembly& assembly, SupervisorDraft& draft) {
    // Without `managed` somebody else made the configuration (HD-SUP-16).
    if (draft.conf_file_text.empty() || !draft.managed)
        return;
    draft.conf_file_src.emplace().written = draft.conf_file_text;
    if (auto fault = find_content(assembly, *draft.conf_file_src, Wanted::file))
        refuse(assembly.reading, draft, "conf_file_src",
               fmt::format("Supervisor '{}': {}", quoted(draft.name),
                           fault->unknown_scheme ? fmt::format("{} is not a valid form. Unknown scheme.",
                                                               quoted(draft.conf_file_text))
                                                 : fault->message),
               fault->remedy);
}

void check_paths(Reading& reading, SupervisorDraft& draft, std::string_view subject) {
    refuse_if(reading, draft, "conf_file_dst", subject, host_path_fault(draft.conf_file_dst));
    refuse_if(reading, draft, "logs_dir", subject, host_path_fault(draft.logs_dir));
    refuse_if(reading, draft, "pid_dir", subject, host_path_fault(draft.pid_dir));
    refuse_if(reading, draft, "socks_dir", subject, host_path_fault(draft.socks_dir));
    refuse_if(reading, draft, "include_dir", subject, host_path_fault(draft.include_dir));
    refuse_if(reading, draft, "supervisorctl", subject, host_path_fault(draft.supervisorctl));
    refuse_if(reading, draft, "childlogdir", subject, host_path_fault(draft.childlogdir));
}

/// What is said of a supervisor that is found beside where: everything else is said by the host.
constexpr std::array<std::string_view, 7> keys_if_found{"name",          "scope",     "found", "managed",
                                                        "conf_file_dst", "no_remove", "when"};

/// Its texts are what the host says (plan/found.hpp).
void settle_found(Reading& reading, SupervisorDraft& draft) {
    if (is_given(draft, "managed") && draft.managed)
        refuse(reading, draft, "managed",
               fmt::format("Supervisor {}: one that is found is not managed", quoted(draft.name)),
               "remove 'managed', or 'found'");
    draft.managed = false;
    for (const source::Entry& entry : draft.node->entries)
        if (std::find(keys_if_found.begin(), keys_if_found.end(), entry.key) == keys_if_found.end())
            refuse(reading, draft, entry.key,
                   fmt::format("Supervisor {}: '{}' is found on the host", quoted(draft.name), entry.key),
                   "remove it, or describe the supervisor with 'managed: no' instead of 'found: yes'");
    if (has_expression(draft.conf_file_dst))
        refuse(reading, draft, "conf_file_dst",
               fmt::format("Supervisor {}: conf_file_dst is read before anything is rendered for a host, so "
                           "it cannot hold '{{{{ }}}}'",
                           quoted(draft.name)),
               "write it plainly, or with ${}");
    const auto of_host = [&draft](std::string_view key) {
        return fmt::format("{{{{ found_supervisors['{}'].{} }}}}", draft.name, key);
    };
    draft.user = of_host("user");
    draft.group = of_host("group");
    draft.socks_dir = of_host("socks_dir");
    draft.socket_file = of_host("socket");
    draft.include_dir = of_host("include_dir");
    draft.file_suffix = of_host("suffix");
    draft.item.set("user", draft.user);
    draft.item.set("group", draft.group);
    draft.item.set("socks_dir", draft.socks_dir);
    draft.item.set("include_dir", draft.include_dir);
    draft.item.set("managed", false);
}

/// What must be given unless the host says it.
void check_required(Reading& reading, SupervisorDraft& draft) {
    for (const std::string_view key : {"user", "group"}) {
        if (is_given(draft, key))
            continue;
        draft.good = false;
        reading.error(draft.node->place, draft.origin.path, fmt::format("Cannot find required key '{}'", key),
                      "or 'found: yes', if the host shall say it");
    }
}

void check(Assembly& assembly, SupervisorDraft& draft) {
    Reading& reading = assembly.reading;
    const std::string subject = fmt::format("Supervisor {}", quoted(draft.name));
    refuse_if(reading, draft, "name", subject, instance_name_fault(draft.name));
    settle_scope(reading, assembly.names, draft, subject, ScopeWords::services);
    settle_state(reading, draft, subject);
    refuse_if(reading, draft, "user", subject, account_name_fault(draft.user));
    refuse_if(reading, draft, "group", subject, account_name_fault(draft.group));
    check_paths(reading, draft, subject);
    if (!has_expression(draft.loglevel) && !config::log_level(draft.loglevel))
        refuse(reading, draft, "loglevel",
               fmt::format("{}: '{}' is no log level", subject, quoted(draft.loglevel)),
               "write critical, error, warn, info, debug, trace or blather");
    check_template(assembly, draft);
    read_http_server(reading, draft);
}

}  // namespace

void read_supervisors(Assembly& assembly, Named& named) {
    auto drafts = read_block(assembly.reading, "supervisors", supervisor_rows());
    if (!assembly.parts.supervisor)
        return;
    for (SupervisorDraft& draft : drafts) {
        if (draft.childlogdir.empty())
            draft.childlogdir = draft.logs_dir;
        draft.item.set("childlogdir", draft.childlogdir);
        if (draft.found)
            settle_found(assembly.reading, draft);
        else
            check_required(assembly.reading, draft);
        check(assembly, draft);
        const auto added = named.supervisors.emplace(
            draft.name, Named::Entry{assembly.model.supervisors.size(), draft.good});
        if (!added.second && !draft.name.empty())
            refuse(assembly.reading, draft, "name",
                   fmt::format("supervisor '{}' is defined twice!", quoted(draft.name)),
                   fmt::format("the first is at {}",
                               assembly.model.supervisors[added.first->second.index].origin.place.text()));
        assembly.model.supervisors.push_back(static_cast<Supervisor&&>(draft));
    }
}

void finish_items(Model& model) {
    std::vector<jinja::Dict> programs(model.supervisors.size()), groups(model.supervisors.size());
    for (const Program& program : model.programs)
        programs[program.supervisor].set(program.name, program.item);
    for (const ProgramGroup& group : model.program_groups)
        groups[group.supervisor].set(group.name, group.item);
    for (std::size_t i = 0; i < model.supervisors.size(); ++i) {
        model.supervisors[i].item.set("programByName", std::move(programs[i]));
        model.supervisors[i].item.set("groupByName", std::move(groups[i]));
    }
}

}  // namespace deployer::model
