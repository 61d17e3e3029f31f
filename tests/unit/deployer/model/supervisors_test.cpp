// Instances of supervisord (HD-SUP, HD-VAR-37).
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "deployer/model/described.hpp"

namespace deployer::model {
namespace {

using testing::HasSubstr;

std::string supervisor(const std::string& keys, const std::string& name = "s") {
    return with_hosts("supervisors: [ { name: " + name + ", scope: all, user: u, group: g, " + keys +
                      " } ]\n");
}

std::string server(const std::string& keys) {
    return problems_of(supervisor("http_server: { " + keys + " }"));
}

// HD-GAP-51: the names of the schema, where documents of HADeploy had others.
TEST(Supervisors, given_keys_win) {
    const Supervisor s =
        model_of(supervisor("conf_file_dst: /c, logs_dir: /l, pid_dir: /p, socks_dir: /k, include_dir: /i, "
                            "supervisorctl: /b, enabled: no, state: current, socket_mode: '0770', "
                            "loglevel: debug, childlogdir: /cl, keep_logs: yes, no_remove: yes"))
            .supervisors[0];
    EXPECT_EQ(s.conf_file_dst, "/c");
    EXPECT_EQ(s.socket(), "/k/supervisor.sock");
    EXPECT_EQ(s.pid_dir, "/p");
    EXPECT_EQ(s.include_dir, "/i");
    EXPECT_EQ(s.supervisorctl, "/b");
    EXPECT_FALSE(s.enabled);
    EXPECT_EQ(s.state, State::current);
    EXPECT_EQ(s.socket_mode, "0770");
    EXPECT_EQ(s.loglevel, "debug");
    EXPECT_EQ(s.childlogdir, "/cl");
    EXPECT_TRUE(s.keep_logs && s.no_remove);
    // HD-SUP-27: beside the daemon's own log.
    EXPECT_EQ(model_of(supervisor("logs_dir: /l")).supervisors[0].childlogdir, "/l");
}

std::string found(const std::string& keys, const std::string& programs = "") {
    return with_hosts("supervisors: [ { name: s, scope: all, found: yes" + keys + " } ]\n" + programs);
}

// HD-GAP-02: what is not described is an expression of what each host says.
TEST(FoundSupervisors, are_described_by_their_name) {
    const Model model =
        model_of(found("", "supervisor_programs: [ { name: p, supervisor: s, command: c } ]\n"
                           "supervisor_groups: [ { name: g, supervisor: s, programs: [p] } ]\n"));
    const Supervisor& s = model.supervisors[0];
    EXPECT_TRUE(s.found && !s.managed);
    EXPECT_EQ(s.conf_file_dst, "/etc/supervisord_s.conf");
    EXPECT_EQ(s.include_dir, "{{ found_supervisors['s'].include_dir }}");
    EXPECT_EQ(s.socket(), "{{ found_supervisors['s'].socket }}");
    EXPECT_EQ(s.user, "{{ found_supervisors['s'].user }}");
    EXPECT_EQ(model.programs[0].item.find(std::string_view("conf_file_dst"))->str(),
              "{{ found_supervisors['s'].include_dir }}/p_prg{{ found_supervisors['s'].suffix }}");
    EXPECT_EQ(problems_of(found(", managed: no, conf_file_dst: /etc/supervisor/supervisord.conf")), "");
    EXPECT_EQ(problems_of(found(", no_remove: yes, when: yes")), "");
}

TEST(FoundSupervisors, errors) {
    EXPECT_THAT(problems_of(found(", managed: yes")), HasSubstr("one that is found is not managed"));
    EXPECT_THAT(problems_of(found(", socks_dir: /run/s")), HasSubstr("'socks_dir' is found on the host"));
    EXPECT_THAT(problems_of(found(", user: root")), HasSubstr("'user' is found on the host"));
    EXPECT_THAT(problems_of(found(", conf_file_dst: \"{{ x }}\"")), HasSubstr("write it plainly"));
    EXPECT_THAT(problems_of(with_hosts("supervisors: [ { name: s, scope: all, group: g } ]\n")),
                HasSubstr("Cannot find required key 'user' (or 'found: yes'"));
    EXPECT_THAT(
        problems_of(with_hosts("supervisor_programs: [ { name: p, supervisor: s, command: c } ]\n")),
        HasSubstr("undefined supervisor 's' (describe it in 'supervisors'; for one that is on its hosts "
                  "already, its name, 'scope' and 'found: yes' are enough)"));
}

// HD-SUP-02, HD-SUP-38, HD-GAP-10.
TEST(Supervisors, errors) {
    EXPECT_THAT(
        problems_of(supervisor("state: running")),
        HasSubstr(
            "Supervisor s: state value 'running' is not valid. Must be one of current, started, stopped"));
    EXPECT_THAT(problems_of(supervisor("conf_file_src: 'http://x'")),
                HasSubstr("Supervisor 's': http://x is not a valid form. Unknown scheme."));
    EXPECT_THAT(problems_of(supervisor("logs_dir: logs")),
                HasSubstr("logs_dir 'logs' is not an absolute path"));
    EXPECT_THAT(problems_of(supervisor("loglevel: loud")), HasSubstr("'loud' is no log level"));
    EXPECT_THAT(problems_of(supervisor("socket_mode: 0700")), HasSubstr("\"0700\""));
    EXPECT_EQ(problems_of(supervisor("enabled: yes", "a-b.c_D")), "");
    for (const char* name : {"a/b", "'a b'", "'a:b'", "é"})
        EXPECT_THAT(problems_of(supervisor("enabled: yes", name)),
                    HasSubstr("letters, digits and _ . - only"))
            << name;
    EXPECT_THAT(
        problems_of(with_hosts("supervisors:\n- { name: s, scope: h1, user: u, group: g }\n"
                               "- { name: s, scope: h2, user: u, group: g }\n")),
        HasSubstr("app.yml:6:11: supervisors[1].name: supervisor 's' is defined twice! (the first is at "
                  "app.yml:5:3)"));
}

TEST(Supervisors, that_share_a_place_on_one_host) {
    const auto two = [](const std::string& first, const std::string& second) {
        return problems_of(with_hosts("supervisors:\n- { name: a, user: u, group: g, " + first +
                                      " }\n- { name: b, user: u, group: g, " + second + " }\n"));
    };
    EXPECT_EQ(
        two("scope: all, http_server: {}", "scope: h1, http_server: {}"),
        "app.yml:6:3: supervisors[1].http_server: Supervisor b: endpoint '127.0.0.1:9001' is also that of "
        "supervisor 'a' (give each its own; the other is at app.yml:5:3)");
    EXPECT_EQ(two("scope: h2, http_server: {}", "scope: h1, http_server: {}"), "");
    EXPECT_EQ(two("scope: all, http_server: {}", "scope: all, http_server: {}, managed: no"), "");
    EXPECT_THAT(two("scope: all, socks_dir: /s", "scope: all, socks_dir: /s"),
                HasSubstr("app.yml:6:3: supervisors[1].socks_dir"));
    EXPECT_THAT(two("scope: all, logs_dir: /l", "scope: all, logs_dir: /l"),
                HasSubstr("warning: app.yml:6:3"));
}

// HD-SUP-14, HD-SUP-15, HD-GAP-05, HD-GAP-42.
TEST(HttpServer, defaults) {
    const std::string sha = "{SHA}" + std::string(40, 'a');
    const Supervisor open = model_of(supervisor("http_server: {}")).supervisors[0];
    EXPECT_EQ(open.http_server->endpoint, "127.0.0.1:9001");
    EXPECT_EQ(open.http_server->username, "");
    const Supervisor closed = model_of(supervisor("http_server: { password: '" + sha + "' }")).supervisors[0];
    EXPECT_EQ(closed.http_server->username, "u");
    EXPECT_EQ(closed.http_server->password, sha);
    EXPECT_EQ(server("username: admin"),
              "app.yml:4:83: supervisors[0].http_server.username: Supervisor 's': http_server has a username "
              "without a password, which would leave it open to everybody (add the password, or remove the "
              "username)");
    EXPECT_EQ(server("username: admin, password: \"{{ web }}\""), "");
}

TEST(HttpServer, passwords) {
    EXPECT_THAT(server("password: admin"), testing::AllOf(HasSubstr("warning: "), HasSubstr("in clear text"),
                                                          testing::Not(HasSubstr("'admin'"))));
    EXPECT_THAT(server("password: '{SHA}zz'"), testing::Not(HasSubstr("zz")));
    EXPECT_THAT(server("password: '{SHA}zz'"),
                HasSubstr("app.yml:4:83: supervisors[0].http_server.password"));
    EXPECT_THAT(server("password: '{MD5}abc'"), HasSubstr("warning: "));
    EXPECT_THAT(server("password: \"a\\nb\""), HasSubstr("more than one line"));
}

// What is told of a value is told on one line, whatever is in the value.
TEST(HttpServer, endpoint_of_two_lines) {
    EXPECT_THAT(
        server("endpoint: \"1\\n2:9001\""),
        testing::AllOf(HasSubstr("more than one line"), HasSubstr("whoever reaches 1\\n2:9001 controls")));
}

TEST(HttpServer, endpoints) {
    EXPECT_THAT(server("endpoint: '0.0.0.0:9001'"),
                testing::AllOf(
                    HasSubstr("warning: "),
                    HasSubstr("whoever reaches 0.0.0.0:9001 controls its programs: there is no password")));
    EXPECT_THAT(server("endpoint: '*:9001'"), HasSubstr("warning: "));
    EXPECT_EQ(server("endpoint: '127.0.0.1:9002'"), "");
    EXPECT_EQ(server("endpoint: 'localhost:9002'"), "");
    EXPECT_EQ(server("endpoint: \"{{ ansible_hostname }}:9002\""), "");
    for (const char* endpoint : {"nowhere", "h:99999", "h:x"})
        EXPECT_THAT(server(std::string("endpoint: '") + endpoint + "'"), HasSubstr("is no endpoint"))
            << endpoint;
}

TEST(HttpServer, further_options_of_its_section) {
    const auto model =
        model_of(supervisor("http_server: { certfile: /c, keyfile: /k, username: a, password_file: /p }"));
    const HttpServer& http = *model.supervisors[0].http_server;
    EXPECT_THAT(http.options,
                testing::UnorderedElementsAre(testing::Pair("certfile", "/c"), testing::Pair("keyfile", "/k"),
                                              testing::Pair("password_file", "/p")));
    EXPECT_THAT(server("port: 1"), HasSubstr("Key 'port' was not defined"));
}

// HD-SUP-16.
TEST(HttpServer, of_a_supervisor_that_is_not_managed_is_unused) {
    Described described(supervisor("managed: no, http_server: { username: a }, conf_file_src: 'file:///x'"));
    described.context.action = Action::deploy;
    described.missing.insert("/x");
    const ReadModel result = described.read();
    EXPECT_EQ(lines(result.problems), "");
    EXPECT_EQ(
        jinja::Value(result.model.supervisors[0].item).dict().find(std::string_view("http_server"))->repr(),
        "{'username': 'a'}");
}

std::vector<std::string> keys_of_item(const jinja::Dict& item) {
    std::vector<std::string> keys;
    for (const auto& entry : item.entries())
        keys.push_back(entry.first.text());
    return keys;
}

std::string value_of_item(const jinja::Dict& item, std::string_view key) {
    const jinja::Value* value = item.find(key);
    return value == nullptr ? "none" : value->repr();
}

// HD-VAR-37.
TEST(SupervisorItem, has_the_keys_after_defaults) {
    const Model model =
        model_of(supervisor("http_server: { endpoint: '127.0.0.1:1' }, conf_file_src: 'tmpl:///x'") +
                 "supervisor_programs: [ { name: p, supervisor: s, command: c } ]\n"
                 "supervisor_groups: [ { name: pg, supervisor: s, programs: [ p ] } ]\n");
    const jinja::Dict& item = model.supervisors[0].item;
    EXPECT_THAT(keys_of_item(item),
                testing::IsSupersetOf({"name",        "scope",         "user",          "group",
                                       "managed",     "conf_file_src", "conf_file_dst", "logs_dir",
                                       "pid_dir",     "socks_dir",     "include_dir",   "supervisorctl",
                                       "no_remove",   "enabled",       "state",         "when",
                                       "http_server", "programByName", "groupByName",   "socket_mode",
                                       "loglevel",    "childlogdir",   "keep_logs"}));
    EXPECT_EQ(value_of_item(item, "name"), "'s'");
    EXPECT_EQ(value_of_item(item, "managed"), "True");
    EXPECT_EQ(value_of_item(item, "conf_file_dst"), "'/etc/supervisord_s.conf'");
    EXPECT_EQ(value_of_item(item, "http_server"), "{'endpoint': '127.0.0.1:1'}");
    const jinja::Dict& program =
        item.find(std::string_view("programByName"))->dict().find(std::string_view("p"))->dict();
    EXPECT_EQ(value_of_item(program, "_name_"), "'pg:p'");
    EXPECT_EQ(value_of_item(item.find(std::string_view("groupByName"))->dict(), "zz"), "none");
}

// HD-VAR-38.
TEST(ProgramItem, has_its_own_keys_and_the_supervisors) {
    const Model model =
        model_of(supervisor("conf_file_dst: /c, include_dir: /i") +
                 "supervisor_programs:\n- { name: p, supervisor: s, command: c, numprocs: 2 }\n"
                 "- { name: q, supervisor: s, command: c, scope: h1, state: stopped }\n"
                 "supervisor_groups: [ { name: pg, supervisor: s, programs: [ q ], priority: 5 } ]\n");
    const jinja::Dict& p = model.programs[0].item;
    EXPECT_EQ(value_of_item(p, "_name_"), "'p:'");
    EXPECT_EQ(value_of_item(p, "scope"), "'all'");
    EXPECT_EQ(value_of_item(p, "numprocs"), "2");
    EXPECT_EQ(value_of_item(p, "state"), "'started'");
    EXPECT_EQ(value_of_item(p, "autostart"), "True");
    EXPECT_EQ(value_of_item(p, "no_remove"), "False");
    EXPECT_EQ(value_of_item(p, "supervisor"), "'s'");
    EXPECT_EQ(value_of_item(p, "supervisorOwner"), "'u'");
    EXPECT_EQ(value_of_item(p, "supervisorGroup"), "'g'");
    EXPECT_EQ(value_of_item(p, "supervisorConf"), "'/c'");
    EXPECT_EQ(value_of_item(p, "conf_file_dst"), "'/i/p_prg.ini'");
    EXPECT_EQ(value_of_item(model.programs[1].item, "_name_"), "'pg:q'");
    EXPECT_EQ(value_of_item(model.programs[1].item, "autostart"), "False");
    const jinja::Dict& group = model.program_groups[0].item;
    EXPECT_THAT(keys_of_item(group), testing::IsSupersetOf({"name", "supervisor", "programs", "priority",
                                                            "no_remove", "supervisorOwner", "supervisorGroup",
                                                            "supervisorConf", "conf_file_dst", "_name_"}));
    EXPECT_EQ(value_of_item(group, "_name_"), "'pg:'");
    EXPECT_EQ(value_of_item(group, "programs"), "['q']");
    EXPECT_EQ(value_of_item(group, "conf_file_dst"), "'/i/pg_grp.ini'");
}

}  // namespace
}  // namespace deployer::model
