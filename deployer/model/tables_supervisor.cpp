// Supervisors, programs and groups (HD-SUP, HD-PRG, HD-GRP). Keys of sections come from the tables that
// supervisord itself reads them by.
#include <algorithm>
#include <array>

#include "config/tables.hpp"
#include "model/common_rows.hpp"
#include "model/section_keys.hpp"
#include "model/tables.hpp"

namespace deployer::model {

namespace {

using enum Type;
namespace config = supervise::config;

constexpr std::string_view state_help =
    "What `deploy` makes it: `started`, `stopped`, or `current` to leave it as it is.";

constexpr std::string_view not_if_found = "*required*, but with `found`";

constexpr std::array<KeyRow<SupervisorDraft>, 22> supervisor_table{{
    {{"name", text, "", "Name of the instance: letters, digits, `_`, `.` and `-`.", true},
     into<&Supervisor::name>},
    scope_row<SupervisorDraft>(),
    {{"user", text, "", "Account the daemon runs as.", false, false, not_if_found}, into<&Supervisor::user>},
    {{"group", text, "", "Group of its files.", false, false, not_if_found}, into<&Supervisor::group>},
    {{"managed", boolean, "yes",
      "With `no` it is only described: somebody else made it, and it is not touched."},
     into<&Supervisor::managed>},
    {{"found", boolean, "no",
      "With `yes` it is there already, and where its files are is read in its `conf_file_dst` on each host; "
      "only `name`, `scope`, `conf_file_dst`, `no_remove` and `when` can be given beside it.",
      false, true},
     into<&Supervisor::found>},
    {{"conf_file_src", text, "", "A template for its configuration: see [Sources](#sources).", false, false,
      "built in"},
     into<&SupervisorDraft::conf_file_text>},
    {{"conf_file_dst", text, "/etc/supervisord_<name>.conf", "Its configuration file."},
     into<&Supervisor::conf_file_dst>},
    {{"logs_dir", text, "/var/log/supervisor_<name>", "Folder of its log."}, into<&Supervisor::logs_dir>},
    {{"pid_dir", text, "/var/run/supervisor_<name>", "Folder of its pid file."}, into<&Supervisor::pid_dir>},
    {{"socks_dir", text, "/var/run/supervisor_<name>", "Folder of its socket."},
     into<&Supervisor::socks_dir>},
    {{"include_dir", text, "/etc/supervisord_<name>.d", "Folder of the files of its programs and groups."},
     into<&Supervisor::include_dir>},
    {{"supervisorctl", text, "/usr/bin/supervisorctl_<name>", "The command that talks to it."},
     into<&Supervisor::supervisorctl>},
    {{"enabled", boolean, "yes", "Start at boot."}, into<&Supervisor::enabled>},
    {{"state", text, "started", state_help}, into<&SupervisorDraft::state_text>},
    {{"http_server", map, "", "Its web page: see below.", false, false, "no web page"},
     into<&SupervisorDraft::http_server_node>},
    {{"socket_mode", mode, "0700", "Mode of the socket; \"0770\" lets the group in.", false, true},
     into<&Supervisor::socket_mode>},
    {{"loglevel", text, "info", "Level of the daemon's log.", false, true}, into<&Supervisor::loglevel>},
    {{"childlogdir", text, "", "Folder of the logs of programs.", false, true, "`logs_dir`"},
     into<&Supervisor::childlogdir>},
    {{"keep_logs", boolean, "no", "`remove` leaves `logs_dir`.", false, true}, into<&Supervisor::keep_logs>},
    no_remove_row<&Supervisor::no_remove, SupervisorDraft>(),
    when_row<SupervisorDraft>(),
}};

constexpr std::array<KeyRow<HttpServer>, 3> own_http_server_table{{
    {{"endpoint", text, "127.0.0.1:9001", "host:port to listen on; `*` is all addresses."},
     into<&HttpServer::endpoint>},
    {{"username", text, "", "Name that clients must give.", false, false,
      "the supervisor's `user`, if there is a password"},
     into<&HttpServer::username>},
    {{"password", text, "",
      "Password that clients must give: `{SHA}` and its SHA-1 in hexadecimal, `\"{{ name }}\"` of an "
      "encrypted "
      "variable, or clear text.",
      false, false, "open to everybody"},
     into<&HttpServer::password>},
}};

constexpr std::array<KeyRow<ProgramDraft>, 8> own_program_table{{
    {{"name", text, "", "Name of the program: letters, digits, `_`, `.` and `-`.", true},
     into<&Program::name>},
    {{"supervisor", text, "", "The instance that runs it.", true}, into<&ProgramDraft::supervisor_name>},
    {{"type", text, "program", "`program`, `fcgi-program` or `eventlistener`: the kind of its section.",
      false, true},
     into<&ProgramDraft::type_text>},
    {{"scope", text, "", "The hosts it is on, among those of its supervisor.", false, false,
      "the supervisor's"},
     into_scope<ProgramDraft>},
    {{"state", text, "started", state_help}, into<&ProgramDraft::state_text>},
    {{"conf_file_src", text, "", "A template for its section: see [Sources](#sources).", false, true,
      "built in"},
     into<&ProgramDraft::conf_file_text>},
    no_remove_row<&Program::no_remove, ProgramDraft>(),
    when_row<ProgramDraft>(),
}};

constexpr std::array<KeyRow<ProgramGroupDraft>, 7> program_group_table{{
    {{"name", text, "", "Name of the group: letters, digits, `_`, `.` and `-`.", true},
     into<&ProgramGroup::name>},
    {{"supervisor", text, "", "The instance that runs it.", true}, into<&ProgramGroupDraft::supervisor_name>},
    {{"programs", texts, "", "Its programs, of that instance, each in one group at most.", true},
     into<&ProgramGroupDraft::program_names>},
    {{"priority", integer, "", "Lower numbers are started first and shut down last.", false, false, "999"},
     into<&ProgramGroupDraft::priority_given>},
    {{"scope", text, "", "Its programs' hosts; another value is refused.", false, false, "its programs'"},
     into_scope<ProgramGroupDraft>},
    no_remove_row<&ProgramGroup::no_remove, ProgramGroupDraft>(),
    when_row<ProgramGroupDraft>(),
}};

std::string joined(const std::vector<std::string>& parts) {
    std::string text;
    for (const std::string& part : parts)
        text += (text.empty() ? "" : ",") + part;
    return text;
}

struct ToOption {
    std::string operator()(const std::string& text) const { return std::string(config::strip(text)); }
    std::string operator()(bool truth) const { return truth ? "true" : "false"; }
    std::string operator()(std::int64_t number) const { return std::to_string(number); }
    std::string operator()(const std::vector<std::string>& parts) const { return joined(parts); }
    std::string operator()(const Variables& variables) const { return joined(written(variables)); }
    std::string operator()(const source::Node*) const { return {}; }
};

void store_option(ProgramDraft& draft, const Key& key, Typed&& value) {
    if (key.name == "autostart") {
        draft.autostart_given = true;
        draft.autostart = std::get<bool>(value);
    }
    if (const auto* variables = std::get_if<Variables>(&value))
        draft.environment = *variables;
    draft.given.insert_or_assign(std::string(key.name), std::visit(ToOption{}, value));
}

void store_server_option(HttpServer& server, const Key& key, Typed&& value) {
    server.options.emplace_back(key.name, std::visit(ToOption{}, value));
}

/// The default of a key that is not written is supervisord's, or what programs.cpp says.
std::string_view otherwise(const config::Option& option) {
    if (option.name == "events" || option.name == "socket")
        return "*required* there";
    if (option.name == "command")
        return "*required*, but with `conf_file_src`";
    if (option.name == "autostart")
        return "`yes` if `state` is `started`; with `current`, what the host's file says";
    if (option.name == "process_name")
        return "`%(program_name)s`, with `_%(process_num)02d` behind it if there are several";
    if (option.name == "stopasgroup" || option.name == "killasgroup")
        return "`yes`";
    return option.fallback;
}

std::vector<KeyRow<ProgramDraft>> all_program_rows() {
    std::vector<KeyRow<ProgramDraft>> rows(own_program_table.begin(), own_program_table.end());
    for (const SectionKey& key : program_section_keys())
        rows.push_back({{key.option->name, key.type, "", key.option->help, false,
                         key.option->origin == config::Origin::ours, otherwise(*key.option)},
                        store_option});
    return rows;
}

std::vector<KeyRow<HttpServer>> all_http_server_rows() {
    std::vector<KeyRow<HttpServer>> rows(own_http_server_table.begin(), own_http_server_table.end());
    for (const auto& row : config::inet_http_server_rows()) {
        const config::Option& option = row.option;
        if (option.name != "port" && option.name != "username" && option.name != "password")
            rows.push_back({{option.name, yaml_type(option), "", option.help, false, true, option.fallback},
                            store_server_option});
    }
    return rows;
}

}  // namespace

std::span<const KeyRow<SupervisorDraft>> supervisor_rows() {
    return supervisor_table;
}
std::span<const KeyRow<HttpServer>> http_server_rows() {
    static const std::vector<KeyRow<HttpServer>> rows = all_http_server_rows();
    return rows;
}
std::span<const KeyRow<ProgramDraft>> program_rows() {
    static const std::vector<KeyRow<ProgramDraft>> rows = all_program_rows();
    return rows;
}
std::span<const KeyRow<ProgramGroupDraft>> program_group_rows() {
    return program_group_table;
}

}  // namespace deployer::model
