// What a session does with any command: looking for the daemon, passwords, errors, help.
#include "supervisorctl/session_fixture.hpp"

namespace supervise::ctl {
namespace {

// CTL-004 to CTL-007: the up-check's words; status has a number of its own.
TEST(Session, a_daemon_that_cannot_be_commanded_is_explained) {
    const std::string up = "supervisor.getVersion";
    const std::string no_namespace = "Sorry, supervisord responded but did not recognize the supervisor "
                                     "namespace commands that supervisorctl uses "
                                     "to control it.  Please check that the [rpcinterface:supervisor] "
                                     "section is enabled in the configuration file "
                                     "(see sample.conf).\n";
    const std::string old =
        "Sorry, this version of supervisorctl expects to talk to a server with API version 3.0, "
        "but the remote version is 2.0.\n";
    check({
        {"start x", {{up, system_error(ECONNREFUSED)}}, "unix:///s.sock refused connection\n", 4},
        {"start x", {{up, system_error(ENOENT)}}, "unix:///s.sock no such file\n", 7},
        {"start x", {{up, fault(1)}}, no_namespace, 3},
        {"start x", {{up, Value("2.0")}}, old, 5},
        {"status", {{up, system_error(ECONNREFUSED)}}, "unix:///s.sock refused connection\n", 4},
        {"status", {{up, system_error(ENOENT)}}, "unix:///s.sock no such file\n", 4},
        {"status", {{up, fault(1)}}, no_namespace, 4},
        {"status", {{up, Value("2.0")}}, old, 4},
        {"status",
         {{up, fault(6, "SHUTDOWN_STATE")}},
         "error: <class 'xmlrpc.client.Fault'>, <Fault 6: 'SHUTDOWN_STATE'>",
         1},
        {"pid",
         {{up, http_status(500, "Internal Server Error")}},
         "error: <class 'xmlrpc.client.ProtocolError'>, <ProtocolError for 127.0.0.1/RPC2: 500 Internal "
         "Server Error>",
         1},
        {"pid",
         {{up, system_error(EACCES)}},
         "error: <class 'PermissionError'>, [Errno 13] Permission denied",
         1},
        {"pid",
         {{up, client::failure(Error::Kind::unresolved, -2, "Name or service not known")}},
         "error: <class 'socket.gaierror'>, [Errno -2] Name or service not known",
         1},
    });
}

// Standard output is the document's; what is said of it is what is said of any command.
TEST(Session, a_document_that_cannot_be_had_is_explained_on_standard_error) {
    Ctl late;
    late.remote().stream_error = client::failure(Error::Kind::timeout, 0, "timed out").value();
    EXPECT_EQ(late("status --json --timeout 1"), "");
    EXPECT_EQ(late.errors(), "unix:///s.sock did not answer within 1 second\n");
    EXPECT_EQ(late.status(), 124);
    Ctl refused;
    refused.remote().stream_error = client::failure(Error::Kind::status, 401, "Unauthorized").value();
    EXPECT_EQ(refused("status --json"), "");
    EXPECT_EQ(
        without_place(refused.errors()),
        "Server requires authentication\nerror: <class 'xmlrpc.client.ProtocolError'>, <ProtocolError for "
        "127.0.0.1/RPC2: 401 Unauthorized>");
    EXPECT_EQ(refused.status(), 1);
    EXPECT_TRUE(without_place(refused("avail")).starts_with("error: "))
        << "the next command is an ordinary one";
}

// CTL-009: at a terminal only; a question in a document would break it.
TEST(Session, a_document_at_a_terminal_asks_for_the_password) {
    for (const bool at_terminal : {true, false}) {
        Ctl ctl({}, true, at_terminal);
        ctl.remote().answers_in_turn["supervisor.getVersion"] = {http_status(401, "Unauthorized"),
                                                                 Value("3.0")};
        ctl.remote().stream_pieces = {R"({"processes":[]})"};
        ctl.questions.answers = {"me", "secret"};
        const std::string shown = ctl("status --json");
        EXPECT_EQ(ctl.questions.prompts.size(), at_terminal ? 2U : 0U);
        EXPECT_EQ(shown, at_terminal ? "\n{\n  \"processes\": []\n}\n" : "");
        EXPECT_EQ(ctl.status(), at_terminal ? 0 : 1);
    }
}

// CTL-003: who asks first.
TEST(Session, the_up_check_comes_first_where_supervisor_has_it) {
    for (const char* line : {"start x", "stop x", "restart x", "signal 1 x", "status", "pid", "tail x",
                             "maintail", "clear x", "version", "fg x"}) {
        Ctl ctl;
        ctl(line);
        ASSERT_FALSE(ctl.remote().calls.empty()) << line;
        EXPECT_EQ(ctl.remote().calls[0].first, "supervisor.getVersion") << line;
    }
    for (const char* line : {"shutdown", "reload", "avail", "reread", "add x", "remove x", "update"}) {
        Ctl ctl;
        ctl(line);
        ASSERT_FALSE(ctl.remote().calls.empty()) << line;
        EXPECT_NE(ctl.remote().calls[0].first, "supervisor.getVersion") << line;
    }
}

// CTL-008: both lines, as Supervisor prints them; the command is not sent again.
TEST(Session, a_refused_password_is_reported_once) {
    Ctl ctl({{"supervisor.getVersion", http_status(401, "Unauthorized")}});
    EXPECT_EQ(without_place(ctl("status")),
              "Server requires authentication\nerror: <class 'xmlrpc.client.ProtocolError'>, "
              "<ProtocolError for 127.0.0.1/RPC2: 401 Unauthorized>");
    EXPECT_EQ(ctl.status(), 1);
    EXPECT_EQ(ctl.remote().calls.size(), 1U);
}

// CTL-009
TEST(Session, the_shell_asks_for_a_password_and_tries_again) {
    Ctl ctl({{"supervisor.getVersion", http_status(401, "Unauthorized")}}, true);
    ctl.questions.answers = {"me", "secret"};
    EXPECT_EQ(ctl("status"), "Server requires authentication\n\nServer requires authentication\n\n");
    EXPECT_EQ(ctl.questions.prompts, (std::vector<std::string>{"Username:", "Password:", "Username:"}));
    ASSERT_TRUE(ctl.used_credentials);
    EXPECT_EQ(ctl.used_credentials->username, "me");
    EXPECT_EQ(ctl.used_credentials->password, "secret");
    EXPECT_EQ(ctl.status(), 1);
}

// CTL-012, CLI-056
TEST(Session, what_is_no_command_is_unknown_syntax) {
    check({
        {"foo bar", {}, "*** Unknown syntax: foo bar\n", 1},
        {"  Status ", {}, "*** Unknown syntax: Status\n", 1},
        {"!ls", {}, "*** Unknown syntax: !ls\n", 1},
        {";", {}, "*** Unknown syntax: ;\n", 1},
        {"", {}, "", 0},
        {"   ", {}, "", 0},
    });
}

// A wrong option is found before anybody is asked anything.
TEST(Session, a_wrong_option_is_a_wrong_argument) {
    Ctl ctl;
    EXPECT_EQ(ctl("help --all=x"), "Error: help: option --all takes no value\n");
    EXPECT_EQ(ctl.status(), 2);
    EXPECT_TRUE(ctl.remote().calls.empty());
}

// CTL-011: only when it is used.
TEST(Session, a_url_without_a_known_protocol_is_an_error_of_the_command) {
    Ctl ctl;
    ctl("open http://x");
    EXPECT_EQ(without_place(ctl("open HTTP://x")),
              "error: <class 'ValueError'>, Unknown protocol for serverurl HTTP://x");
    EXPECT_EQ(ctl.status(), 1);
}

// What Supervisor does not have is shown to people.
TEST(Session, help_at_a_terminal_shows_what_is_ours) {
    Ctl person({}, false, true);
    EXPECT_NE(person("help").find("more commands (type help <topic>):\n"), std::string::npos);
    EXPECT_NE(person("help start").find("\nOptions:\n  --timeout SECONDS  "), std::string::npos);
    Ctl script;
    EXPECT_EQ(script("help").find("logs"), std::string::npos);
    EXPECT_EQ(script("help start").find("--timeout"), std::string::npos);
    EXPECT_NE(script("help --all").find("logs"), std::string::npos);
    EXPECT_NE(script("help --all start").find("--timeout"), std::string::npos);
}

// CTL-053
TEST(Session, exit_quit_and_EOF_end_it) {
    for (const char* line : {"exit", "quit now", "EOF"}) {
        Ctl ctl;
        EXPECT_EQ(ctl(line), "\n");
        EXPECT_TRUE(ctl.is_over());
        EXPECT_EQ(ctl.status(), 0);
    }
}

// CTL-054
TEST(Session, help_lists_the_commands) {
    Ctl ctl;
    EXPECT_EQ(ctl("?"), "\n"
                        "default commands (type help <topic>):\n"
                        "=====================================\n"
                        "add    exit      open  reload  restart   start   tail   \n"
                        "avail  fg        pid   remove  shutdown  status  update \n"
                        "clear  maintail  quit  reread  signal    stop    version\n"
                        "\n");
}

// CTL-055, CTL-071
TEST(Session, help_explains_one_command) {
    check({
        {"help help",
         {},
         "help\t\tPrint a list of available actions\nhelp <action>\tPrint help for <action>\n",
         0},
        {"? open",
         {},
         "open <url>\tConnect to a remote supervisord process.\n"
         "\t\t(for UNIX domain socket, use unix:///socket/path)\n",
         0},
        {"help start stop", {}, "*** No help on start stop\n", 0},
        {"help EOF", {}, "*** No help on EOF\n", 0},
    });
}

// CTL-060, CTL-062 to CTL-066, CTL-068 to CTL-071
TEST(Session, help_of_the_other_commands) {
    check({
        {"help status",
         {},
         "status <name>\t\tGet status for a single process\n"
         "status <gname>:*\tGet status for all processes in a group\n"
         "status <name> <name>\tGet status for multiple named processes\n"
         "status\t\t\tGet all process status info\n",
         0},
        {"help stop",
         {},
         "stop <name>\t\tStop a process\n"
         "stop <gname>:*\t\tStop all processes in a group\n"
         "stop <name> <name>\tStop multiple processes or groups\n"
         "stop all\t\tStop all processes\n",
         0},
        {"help restart",
         {},
         "restart <name>\t\tRestart a process\n"
         "restart <gname>:*\tRestart all processes in a group\n"
         "restart <name> <name>\tRestart multiple processes or groups\n"
         "restart all\t\tRestart all processes\n"
         "Note: restart does not reread config files. For that, see reread and update.\n",
         0},
        {"help signal",
         {},
         "signal <signal name> <name>\t\tSignal a process\n"
         "signal <signal name> <gname>:*\t\tSignal all processes in a group\n"
         "signal <signal name> <name> <name>\tSignal multiple processes or groups\n"
         "signal <signal name> all\t\tSignal all processes\n",
         0},
        {"help pid",
         {},
         "pid\t\t\tGet the PID of supervisord.\n"
         "pid <name>\t\tGet the PID of a single child process by name.\n"
         "pid all\t\t\tGet the PID of every child process, one per line.\n",
         0},
        {"help tail",
         {},
         "tail [-f] <name> [stdout|stderr] (default stdout)\n"
         "Ex:\n"
         "tail -f <name>\t\tContinuous tail of named process stdout\n"
         "\t\t\tCtrl-C to exit.\n"
         "tail -100 <name>\tlast 100 *bytes* of process stdout\n"
         "tail <name> stderr\tlast 1600 *bytes* of process stderr\n",
         0},
        {"help clear",
         {},
         "clear <name>\t\tClear a process' log files.\n"
         "clear <name> <name>\tClear multiple process' log files\n"
         "clear all\t\tClear all process' log files\n",
         0},
        {"help update",
         {},
         "update\t\t\tReload config and add/remove as necessary, and will restart affected programs\n"
         "update all\t\tReload config and add/remove as necessary, and will restart affected programs\n"
         "update <gname> [...]\tUpdate specific groups\n",
         0},
        {"help add", {}, "add <name> [...]\tActivates any updates in config for process/group\n", 0},
        {"help remove", {}, "remove <name> [...]\tRemoves process/group from active config\n", 0},
        {"help avail", {}, "avail\t\t\tDisplay all configured processes\n", 0},
        {"help reread", {}, "reread \t\t\tReload the daemon's configuration files without add/remove\n", 0},
        {"help reload", {}, "reload \t\tRestart the remote supervisord.\n", 0},
        {"help shutdown", {}, "shutdown \tShut the remote supervisord down.\n", 0},
        {"help version", {}, "version\t\t\tShow the version of the remote supervisord process\n", 0},
        {"help quit", {}, "quit\tExit the supervisor shell.\n", 0},
        {"help exit", {}, "exit\tExit the supervisor shell.\n", 0},
        {"help fg",
         {},
         "fg <process>\tConnect to a process in foreground mode\n"
         "\t\tCtrl-C to exit\n",
         0},
    });
}

TEST(Session, one_connection_serves_all_calls) {
    Ctl ctl({{"supervisor.startProcess", Value(true)}, {"supervisor.stopProcess", Value(true)}});
    ctl("restart a b");
    ctl("start c");
    EXPECT_EQ(ctl.connections.size(), 1U);
}

}  // namespace
}  // namespace supervise::ctl
