// Programs, groups and notifications (HD-PRG, HD-GRP, HD-NOTIF).
#include <fmt/core.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "deployer/model/described.hpp"
#include "model/section_keys.hpp"

namespace deployer::model {
namespace {

using testing::HasSubstr;

/// A supervisor s of account `user` on `scope`, in front of `rest`, which begins in line 5.
std::string supervised(const std::string& rest, const std::string& user = "u",
                       const std::string& scope = "all") {
    return with_hosts("supervisors: [ { name: s, scope: '" + scope + "', user: " + user + ", group: g } ]\n" +
                      rest);
}

std::string program(const std::string& keys, const std::string& name = "p") {
    return "supervisor_programs: [ { name: " + name + ", supervisor: s, " + keys + " } ]\n";
}

Program only(const std::string& keys) {
    return model_of(supervised(program(keys))).programs.at(0);
}

std::string problem(const std::string& keys) {
    return problems_of(supervised(program(keys)));
}

// HD-PRG-02, HD-PRG-08.
TEST(Programs, keys_are_written_in_order) {
    const Program p = only(
        "umask: 022, stdout_events_enabled: yes, serverurl: AUTO, directory: /d, environment: [ 'A=\"1\"', "
        "'B=\"2\"' ], exitcodes: [ 0, 2 ], user: u, priority: 5, command: c, stopasgroup: no, "
        "killasgroup: no, autostart: no, redirect_stderr: yes, stdout_logfile_maxbytes: 1000");
    std::vector<std::string> keys;
    for (const auto& entry : p.options)
        keys.push_back(entry.first);
    EXPECT_THAT(keys, testing::ElementsAre("command", "priority", "autostart", "exitcodes", "stopasgroup",
                                           "killasgroup", "user", "redirect_stderr",
                                           "stdout_logfile_maxbytes", "environment", "directory", "umask",
                                           "stdout_events_enabled", "serverurl"));
    EXPECT_EQ(option(p, "exitcodes"), "0,2");
    EXPECT_EQ(option(p, "environment"), "A=\"1\",B=\"2\"");
    EXPECT_EQ(option(p, "umask"), "022");
    EXPECT_EQ(option(p, "stopasgroup"), "false");
    EXPECT_EQ(option(p, "redirect_stderr"), "true");
    EXPECT_EQ(option(p, "autostart"), "false");
    EXPECT_TRUE(p.autostart_given);
}

// HD-PRG-08: what supervisord knows, a description knows.
TEST(Programs, have_every_key_of_their_section_once) {
    std::set<std::string_view> names;
    for (const SectionKey& key : program_section_keys())
        EXPECT_TRUE(names.insert(key.option->name).second) << key.option->name;
    for (const char* name : {"serverurl", "stdout_capture_maxbytes", "stderr_events_enabled", "stdout_syslog",
                             "events", "socket", "buffer_size", "socket_backlog"})
        EXPECT_TRUE(names.contains(name)) << name;
    EXPECT_EQ(program_section_keys()[0].option->name, "command");
    EXPECT_EQ(program_section_keys()[24].option->name, "umask");
}

// HD-PRG-04.
TEST(Programs, plain_scalars_are_texts) {
    EXPECT_EQ(option(only("command: c, autorestart: true"), "autorestart"), "true");
    EXPECT_EQ(option(only("command: c, autorestart: unexpected"), "autorestart"), "unexpected");
    EXPECT_EQ(option(only("command: y"), "command"), "y");
    EXPECT_EQ(option(only("command: c, exitcodes: '0, 2'"), "exitcodes"), "0,2");
    EXPECT_EQ(option(only("command: c, environment: { A: 1, B: 'x \"y\"' }"), "environment"),
              R"(A="1",B="x \"y\"")");
}

// Its values are kept apart until they are rendered.
TEST(Programs, a_map_of_variables_stays_one) {
    EXPECT_EQ(only("command: c, environment: { A: \"{{ x }}\", B: ' b ' }").environment,
              (Variables{{"A", "{{ x }}"}, {"B", " b "}}));
    EXPECT_EQ(only("command: c, environment: [ 'A=\"1\"' ]").environment, Variables{});
    for (const char* name : {"A B", "A=1,B", "'\"A\"'", "A;"})
        EXPECT_THAT(problem("command: c, environment: { " + std::string(name) + ": \"{{ x }}\" }"),
                    HasSubstr("is no name of a variable"))
            << name;
}

TEST(Programs, a_block_scalar_has_no_newline_at_its_end) {
    const Model model = model_of(
        supervised("supervisor_programs:\n- name: p\n  supervisor: s\n  command: >\n    /bin/a\n    -x\n"));
    EXPECT_EQ(option(model.programs[0], "command"), "/bin/a -x");
}

// HD-PRG-32, HD-GAP-45.
TEST(Programs, children_stop_with_them) {
    const auto both = [](const std::string& keys) {
        const Program p = only("command: c" + keys);
        return option(p, "stopasgroup") + " " + option(p, "killasgroup");
    };
    EXPECT_EQ(both(""), "true true");
    EXPECT_EQ(both(", stopasgroup: no"), "false true");
    EXPECT_EQ(both(", killasgroup: no"), "false false");
    EXPECT_EQ(both(", stopasgroup: no, killasgroup: no"), "false false");
    EXPECT_THAT(problem("command: c, stopasgroup: yes, killasgroup: no"),
                HasSubstr("killasgroup cannot be no"));
}

// HD-PRG-21.
TEST(Programs, several_processes) {
    EXPECT_EQ(option(only("command: c, numprocs: 2"), "process_name"), "%(program_name)s_%(process_num)02d");
    EXPECT_EQ(only("command: c, numprocs: 2").numprocs, 2);
    EXPECT_EQ(option(only("command: c, numprocs: 1"), "process_name"), "(not written)");
    EXPECT_EQ(option(only("command: c, numprocs: 2, process_name: 'x%(process_num)d'"), "process_name"),
              "x%(process_num)d");
    EXPECT_THAT(problem("command: c, numprocs: 2, process_name: x"),
                HasSubstr("process_name must hold %(process_num)"));
    EXPECT_THAT(problem("command: c, numprocs: 0"), HasSubstr("numprocs is not between 1 and"));
    EXPECT_THAT(problem("command: c, numprocs: 99999999999"), HasSubstr("numprocs is not between 1 and"));
}

TEST(Programs, state_decides_autostart) {
    EXPECT_EQ(option(only("command: c"), "autostart"), "true");
    EXPECT_EQ(option(only("command: c, state: stopped"), "autostart"), "false");
    EXPECT_EQ(option(only("command: c, state: stopped, autostart: yes"), "autostart"), "true");
    const Program current = only("command: c, state: current");
    EXPECT_FALSE(current.autostart || current.autostart_given);
    EXPECT_EQ(current.state, State::current);
}

// HD-PRG-05, HD-SRC-03: items of one name are not merged.
TEST(Programs, errors) {
    EXPECT_EQ(
        problem("state: started"),
        "app.yml:5:24: supervisor_programs[0].command: Supervisor_program 'p': A 'command' parameter must be "
        "provided if using the default configuration file (No 'conf_file_src' parameter)");
    EXPECT_EQ(problem("conf_file_src: 'tmpl:///x'"), "");
    EXPECT_THAT(problem("command: ''"), HasSubstr("the command is empty"));
    EXPECT_THAT(problem("command: c, state: up"),
                HasSubstr("Supervisor_program p: state value 'up' is not valid"));
    EXPECT_THAT(problem("command: c, no_remove: yes"),
                HasSubstr("Supervisor_program 'p' has no remove flag set while its supervisor (s) has not!"));
    EXPECT_THAT(problems_of(supervised("supervisor_programs: [ { name: p, supervisor: t, command: c } ]\n")),
                HasSubstr("supervisor_program 'p' refer to an undefined supervisor 't'"));
    EXPECT_THAT(
        problems_of(supervised("supervisor_programs:\n- { name: p, supervisor: s, command: c, scope: h1 }\n"
                               "- { name: p, supervisor: s, command: c, scope: h2 }\n")),
        HasSubstr("app.yml:7:11: supervisor_programs[1].name: supervisor_program 'p' is defined twice in "
                  "supervisor 's'"));
    // HD-PRG-23, HD-GAP-10.
    EXPECT_EQ(problems_of(supervised(program("command: c", "a-b.c_D"))), "");
    EXPECT_THAT(problems_of(supervised(program("command: c", ".hid"))),
                HasSubstr("'.hid' begins with '.': supervisord would not find its file"));
    EXPECT_THAT(problems_of(supervised(program("command: c", "'a b'"))),
                HasSubstr("letters, digits and _ . - only"));
}

TEST(Programs, values_of_their_section_are_checked) {
    EXPECT_THAT(problem("command: c, stopsignal: TREM"), HasSubstr("supervisor_programs[0].stopsignal"));
    EXPECT_THAT(problem("command: c, stdout_logfile_maxbytes: lots"), HasSubstr("stdout_logfile_maxbytes"));
    EXPECT_THAT(problem("command: c, autorestart: maybe"), HasSubstr("autorestart"));
    EXPECT_THAT(problem("command: c, umask: 9"), HasSubstr("umask"));
    EXPECT_THAT(problem("command: c, exitcodes: [ 300 ]"), HasSubstr("exitcodes"));
    EXPECT_THAT(problem("command: c, environment: [ 'A' ]"), HasSubstr("environment"));
    EXPECT_THAT(problem("command: c, startsecs: soon"), HasSubstr("Value 'soon' is not of type 'int'"));
    EXPECT_EQ(problem("command: c, stopsignal: \"{{ signal }}\", umask: '%(ENV_MASK)s'"), "");
}

// HD-PRG-07.
TEST(Programs, an_account_of_their_own_needs_a_daemon_of_root) {
    EXPECT_EQ(problems_of(supervised(program("command: c, user: x"), "root")), "");
    EXPECT_EQ(problem("command: c, user: u"), "");
    EXPECT_THAT(
        problem("command: c, user: x"),
        HasSubstr("supervisor_programs[0].user: Supervisor_program 'p': user 'x' is not the user 'u' of its "
                  "supervisor, which is not root"));
}

// HD-SCOPE-06, HD-PRG-25.
TEST(Programs, are_on_hosts_of_their_supervisor) {
    EXPECT_EQ(model_of(supervised(program("command: c, scope: h2"))).programs[0].scope.hosts, HostList{1});
    EXPECT_EQ(
        problems_of(supervised(program("command: c, scope: all"), "u", "h1")),
        "app.yml:5:69: supervisor_programs[0].scope: Supervisor_program 'p': Scope is 'all' while scope of "
        "supervisor 's' is 'h1' ('h2' is not a host of the supervisor)");
    EXPECT_THAT(problem("command: c, scope: zz"), HasSubstr("scope attribute 'zz' does not match any host"));
    EXPECT_EQ(model_of(supervised(program("command: c"), "u", "g1")).programs[0].scope.text, "g1");
}

// HD-PRG-08.
TEST(Programs, kinds_of_sections) {
    const Program listener =
        only("type: eventlistener, command: c, events: [ TICK_5, PROCESS_STATE ], buffer_size: 5");
    EXPECT_EQ(listener.kind, Program::Kind::eventlistener);
    EXPECT_EQ(option(listener, "events"), "TICK_5,PROCESS_STATE");
    const Program fcgi = only("type: fcgi-program, command: c, socket: 'unix:///s'");
    EXPECT_EQ(fcgi.kind, Program::Kind::fcgi_program);
    EXPECT_THAT(problem("command: c, events: TICK"), HasSubstr("'events' is only for type eventlistener"));
    EXPECT_THAT(problem("type: eventlistener, command: c"),
                HasSubstr("A 'events' parameter must be provided for type eventlistener"));
    EXPECT_THAT(problem("type: fcgi-program, command: c"),
                HasSubstr("A 'socket' parameter must be provided"));
    EXPECT_THAT(problem("type: eventlistener, command: c, events: TICK, redirect_stderr: yes"),
                HasSubstr("redirect_stderr must be false"));
    EXPECT_THAT(problem("type: cron, command: c"), HasSubstr("type 'cron' is not valid"));
}

const std::string three_programs = "supervisor_programs:\n- { name: a, supervisor: s, command: c }\n"
                                   "- { name: b, supervisor: s, command: c }\n"
                                   "- { name: only1, supervisor: s, command: c, scope: h1 }\n";

std::string group(const std::string& keys, const std::string& name = "grp") {
    return three_programs + "supervisor_groups: [ { name: " + name + ", supervisor: s, " + keys + " } ]\n";
}

// HD-GRP-01, HD-GRP-02.
TEST(Groups, of_programs) {
    const Model model = model_of(supervised(group("programs: [ b, a ], priority: 7")));
    EXPECT_EQ(model.program_groups[0].programs, (std::vector<std::size_t>{1, 0}));
    EXPECT_EQ(model.program_groups[0].priority, 7);
    EXPECT_EQ(model.program_groups[0].scope.text, "all");
    EXPECT_EQ(model.programs[0].group, 0U);
    EXPECT_EQ(model.programs[2].group, std::nullopt);
}

// HD-GRP-03 to -05, HD-GAP-55.
TEST(Groups, errors) {
    const auto wrong = [](const std::string& keys) { return problems_of(supervised(group(keys))); };
    EXPECT_THAT(wrong("programs: [ aa ]"),
                HasSubstr("supervisor_groups[0].programs[0]: supervisor_group 'grp' refer to an "
                          "undefined program 'aa' (did you mean 'a'?)"));
    EXPECT_THAT(wrong("programs: []"), HasSubstr("supervisor_group 'grp' has no programs"));
    EXPECT_THAT(
        wrong("programs: [ a, only1 ]"),
        HasSubstr("supervisor_group 'grp' host programs with different scope (all != h1). Must be same"));
    EXPECT_THAT(wrong("programs: [ a, a ]"), HasSubstr("has program 'a', which is already in group 'grp'"));
    EXPECT_THAT(wrong("programs: [ a ], scope: h1"),
                HasSubstr("has scope 'h1' while its programs have 'all'"));
    EXPECT_EQ(wrong("programs: [ a ], scope: all"), "");
    EXPECT_THAT(problems_of(supervised(group("programs: [ a ]", ".g"))), HasSubstr("'.g' begins with '.'"));
    EXPECT_THAT(problems_of(supervised("supervisor_programs:\n- { name: l, supervisor: s, type: "
                                       "eventlistener, events: TICK, command: c }\nsupervisor_groups:\n- { "
                                       "name: g, supervisor: s, programs: [ l ] }\n")),
                HasSubstr("supervisor_groups[0].programs[0]: supervisor_group 'g' has 'l', which is an event "
                          "listener (remove it: event listeners are groups of their own)"));
    EXPECT_THAT(wrong("programs: [ a ], no_remove: yes"),
                HasSubstr("Supervisor_group 'grp' has no remove flag set while its supervisor (s) has not!"));
    EXPECT_THAT(problems_of(supervised(group("programs: [ a ]", "b"))),
                HasSubstr("supervisor_group 'b' has the name of a program that is not in it"));
    EXPECT_EQ(problems_of(supervised(group("programs: [ a ]", "a"))), "");
    EXPECT_THAT(problems_of(supervised(three_programs +
                                       "supervisor_groups: [ { name: g, supervisor: t, programs: [ a ] } "
                                       "]\n")),
                HasSubstr("supervisor_group 'g' refer to an undefined supervisor 't'"));
    const std::string two =
        three_programs + "supervisor_groups:\n- { name: g, supervisor: s, programs: [ a ] }\n";
    EXPECT_THAT(problems_of(supervised(two + "- { name: g, supervisor: s, programs: [ b ] }\n")),
                HasSubstr("supervisor_group 'g' is defined twice in supervisor 's'"));
    EXPECT_THAT(problems_of(supervised(two + "- { name: h, supervisor: s, programs: [ a ] }\n")),
                HasSubstr("has program 'a', which is already in group 'g'"));
}

std::string notifying(const std::string& notify, const std::string& scope = "all") {
    return supervised(group("programs: [ a ]") +
                      "systemd_units: [ { name: u, scope: h1, unit_file: 'file:///u' } ]\n" +
                      "files: [ { scope: " + scope +
                      ", src: 'file:///x', dest_folder: /d, owner: o, group: g, mode: "
                      "'0644', notify: " +
                      notify + " } ]\n");
}

std::vector<Notify> targets(const std::string& notify, const std::string& scope = "all") {
    return model_of(notifying(notify, scope)).files.at(0).notify;
}

// HD-NOTIF-02, -03, -09.
TEST(Notify, forms) {
    for (const char* form : {"'s:b'", "[ 's:b' ]", "'supervisor://s/b'", "[ 'supervisor://s/b' ]"}) {
        const auto found = targets(form);
        ASSERT_EQ(found.size(), 1U) << form;
        EXPECT_EQ(found[0].kind, Notify::Kind::program);
        EXPECT_EQ(found[0].target, 1U);
    }
    for (const char* form : {"u", "'systemd://u'", "u.service"})
        EXPECT_EQ(targets(form, "h1")[0].kind, Notify::Kind::unit) << form;
    for (const char* form : {"'supervisor://s'", "'supervisor://s/'", "'s:'"})
        EXPECT_EQ(targets(form)[0].kind, Notify::Kind::supervisor) << form;
    EXPECT_EQ(targets("'supervisor://s/grp'")[0].kind, Notify::Kind::group);
    EXPECT_EQ(targets("[ 's:b', u ]", "h1").size(), 2U);
}

// HD-NOTIF-04.
TEST(Notify, errors) {
    const auto wrong = [](const std::string& notify, const std::string& scope = "all") {
        return problems_of(notifying(notify, scope));
    };
    EXPECT_THAT(
        wrong("[ 's:b', 's:c' ]"),
        HasSubstr(
            "files[0].notify[1]: Files: 'file:///x': There is no supervisor/program 's/c' defined in this "
            "deployment"));
    EXPECT_THAT(wrong("v", "h1"), HasSubstr("There is no systemd_unit named 'v' defined in this deployment"));
    EXPECT_THAT(wrong("'supervisor://t'"),
                HasSubstr("There is no supervisor 't' defined in this deployment"));
    EXPECT_THAT(
        wrong("'s:only1'"),
        HasSubstr(
            "Scope is 'all' while scope of supervisor program 'only1' is 'h1' ('h2' has the one without "
            "the other)"));
    EXPECT_THAT(wrong("u"), HasSubstr("Scope is 'all' while scope of systemd_unit 'u' is 'h1'"));
    EXPECT_THAT(wrong("'ftp://x'"),
                HasSubstr("notify 'ftp://x' must begin with 'systemd://' or 'supervisor://'"));
    EXPECT_THAT(wrong("'storm://x'"), HasSubstr("HADeploy's storm plugin"));
    // A part of the program's hosts is enough.
    EXPECT_EQ(wrong("'s:b'", "h2"), "");
}

// HD-TREE-06.
TEST(Notify, of_trees) {
    Described described(supervised(three_programs +
                                   "trees: [ { scope: all, src: 'file:///t', dest_folder: /d, owner: o, "
                                   "group: g, file_mode: '0644', folder_mode: '0755', notify: 's:a' } "
                                   "]\n"));
    EXPECT_EQ(described.read().model.trees[0].notify.size(), 1U);
}

// No cascades: what is wrong is said once.
TEST(Problems, are_not_repeated_by_what_refers_to_them) {
    EXPECT_EQ(
        problems_of(with_hosts(R"(supervisors: [ { name: s, scope: zz, user: u, group: g } ]
supervisor_programs: [ { name: p, supervisor: s, command: c, scope: all }, { name: q, supervisor: nope, command: c } ]
supervisor_groups: [ { name: pg, supervisor: s, programs: [ p ] } ]
files: [ { scope: all, src: "file:///x", dest_folder: /d, owner: o, group: g, mode: "0644", notify: [ "s:p", "nope:q" ] } ]
)")),
        "app.yml:4:34: supervisors[0].scope: Supervisor s: scope attribute 'zz' does not match any host or "
        "host_group!\n"
        "app.yml:5:99: supervisor_programs[1].supervisor: supervisor_program 'q' refer to an undefined "
        "supervisor 'nope' (describe it in 'supervisors'; for one that is on its hosts already, its name, "
        "'scope' and 'found: yes' are enough)");
}

// 500 hosts, 200 programs: everything is there, in order.
TEST(Size, a_large_description) {
    std::string text = "hosts:\n";
    for (int i = 0; i < 500; ++i)
        text += fmt::format("- {{ name: h{0}, ssh_host: 10.0.0.{0}, ssh_user: u }}\n", i);
    text += "supervisors: [ { name: s, scope: all, user: u, group: g } ]\nsupervisor_programs:\n";
    for (int i = 0; i < 200; ++i)
        text += fmt::format("- {{ name: p{}, supervisor: s, command: c }}\n", i);
    text += "supervisor_groups: [ { name: g, supervisor: s, programs: [ p199, p0 ] } ]\n";
    text += "files:\n";
    for (int i = 0; i < 200; ++i)
        text += fmt::format(
            "- {{ scope: all, src: 'file:///x{0}', dest_folder: /d, owner: o, group: g, mode: '0644', "
            "notify: 's:p{0}' }}\n",
            i);
    const Model model = model_of(text);
    ASSERT_EQ(model.hosts.size(), 500U);
    ASSERT_EQ(model.programs.size(), 200U);
    EXPECT_EQ(model.programs[199].name, "p199");
    EXPECT_EQ(model.programs[199].scope.hosts.size(), 500U);
    EXPECT_EQ(model.files[150].notify[0].target, 150U);
    EXPECT_EQ(model.program_groups[0].programs, (std::vector<std::size_t>{199, 0}));
    EXPECT_EQ(model.supervisors[0].item.find(std::string_view("programByName"))->dict().size(), 200U);
}

// The remaining ones are counted.
TEST(Size, endless_problems) {
    std::string text = "users:\n";
    for (int i = 0; i < 1500; ++i)
        text += "- { logn: u }\n";
    const auto problems = Described(text).read().problems;
    EXPECT_EQ(problems.size(), 1001U);
    EXPECT_EQ(problems.back().message, "2000 further problems are not shown");
}

}  // namespace
}  // namespace deployer::model
