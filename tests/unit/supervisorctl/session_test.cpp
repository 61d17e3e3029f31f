// What each command prints and what status it leaves, for everything a daemon may answer.
#include "supervisorctl/session.hpp"

#include <gtest/gtest.h>

#include <cerrno>
#include <deque>

#include "fake/remote.hpp"

namespace supervise::ctl {
namespace {

using client::Error;
using rpc::Array;
using rpc::Struct;
using rpc::Value;
using Answers = std::map<std::string, client::Answer<Value>>;

class ScriptedQuestions final : public Questions {
public:
    std::optional<std::string> ask(std::string_view prompt) override {
        prompts.emplace_back(prompt);
        if (answers.empty()) {
            return std::nullopt;
        }
        auto answer = answers.front();
        answers.pop_front();
        return answer;
    }
    std::optional<std::string> ask_secret(std::string_view prompt) override { return ask(prompt); }

    std::deque<std::string> answers;
    std::vector<std::string> prompts;
};

/// A session whose every new connection leads to `remote`.
class Ctl {
public:
    explicit Ctl(Answers answers = {}, bool interactive = false, bool at_terminal = false)
        : remote_(std::make_shared<fake::Remote>()),
          out_(into(written_), at_terminal, at_terminal),
          session_({.server_url = "unix:///s.sock", .prompt = "supervisor", .interactive = interactive},
                   {input_, out_, errors_}, questions,
                   [this](const client::ServerUrl& url, std::optional<client::Credentials> credentials) {
                       connections.push_back(url.path + url.host);
                       used_credentials = std::move(credentials);
                       return std::make_unique<Shared>(remote_);
                   }) {
        for (auto& [method, answer] : answers) {
            remote_->answers.insert_or_assign(method, std::move(answer));
        }
    }

    /// Executes and gives what was printed.
    std::string operator()(std::string_view line) {
        written_.clear();
        session_.execute(line);
        return written_;
    }

    fake::Remote& remote() { return *remote_; }
    int status() const { return session_.status(); }
    const std::string& errors() const { return error_text_; }
    bool is_over() const { return session_.is_over(); }

    ScriptedQuestions questions;
    std::vector<std::string> connections;
    std::optional<client::Credentials> used_credentials;

private:
    struct Shared final : client::Remote {
        explicit Shared(std::shared_ptr<fake::Remote> r) : remote(std::move(r)) {}
        client::Answer<Value> call(std::string_view method, Array params) override {
            return remote->call(method, std::move(params));
        }
        client::Answer<std::unique_ptr<client::PendingCall>> begin(std::string_view method,
                                                                   Array params) override {
            return remote->begin(method, std::move(params));
        }
        void set_deadline(std::optional<sys::MonoTime> deadline) override { remote->set_deadline(deadline); }
        client::Answer<std::unique_ptr<client::LogStream>> follow(const std::string& path) override {
            return remote->follow(path);
        }
        std::shared_ptr<fake::Remote> remote;
    };

    static Output::Sink into(std::string& text) {
        return [&text](std::string_view bytes) {
            text += bytes;
            return Result<void>();
        };
    }

    std::shared_ptr<fake::Remote> remote_;
    std::string written_, error_text_;
    Lines input_{-1};
    Output out_;
    Output errors_{into(error_text_), false};
    Session session_;
};

client::Answer<Value> fault(int code, std::string text = "TEXT") {
    return fake::Remote::fault(code, std::move(text));
}

client::Answer<Value> system_error(int code) {
    return client::failure(Error::Kind::system, code, errno_text(code));
}

client::Answer<Value> http_status(int code, std::string reason) {
    return client::failure(Error::Kind::status, code, std::move(reason));
}

Value process(std::string group, std::string name, int state, std::string statename,
              std::string description = "d", int pid = 0) {
    return Struct{{"group", std::move(group)},
                  {"name", std::move(name)},
                  {"state", state},
                  {"statename", std::move(statename)},
                  {"description", std::move(description)},
                  {"pid", pid}};
}

Value result(std::string group, std::string name, int status, std::string description = "OK") {
    return Struct{{"group", std::move(group)},
                  {"name", std::move(name)},
                  {"status", status},
                  {"description", std::move(description)}};
}

std::string without_place(std::string text) {
    const std::size_t file = text.find(": file: ");
    return file == std::string::npos ? text : text.substr(0, file);
}

struct Case {
    std::string line;
    Answers answers;
    std::string output;
    int status;
};

void check(const std::vector<Case>& cases) {
    for (const Case& c : cases) {
        Ctl ctl(c.answers);
        EXPECT_EQ(without_place(ctl(c.line)), c.output) << c.line;
        EXPECT_EQ(ctl.status(), c.status) << c.line;
    }
}

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

// CTL-020 to CTL-022
TEST(Session, status_is_a_table) {
    const std::string all = "supervisor.getAllProcessInfo";
    const Array two{process("web", "web", 20, "RUNNING", "pid 7, uptime 0:00:01"),
                    process("g", "a", 0, "STOPPED", "")};
    const std::string web = "web                              RUNNING   pid 7, uptime 0:00:01\n";
    const std::string a = "g:a                              STOPPED   \n";
    check({
        {"status", {{all, Value(two)}}, web + a, 3},
        {"status all nope", {{all, Value(two)}}, web + a, 3},
        {"status web web", {{all, Value(two)}}, web + web, 0},
        {"status g:* web", {{all, Value(two)}}, a + web, 3},
        {"status g:", {{all, Value(two)}}, a, 3},
        {"status nope", {{all, Value(two)}}, "nope: ERROR (no such process)\n", 4},
        {"status nope:*", {{all, Value(two)}}, "nope: ERROR (no such group)\n", 4},
        {"status web g:nope", {{all, Value(two)}}, "g:nope: ERROR (no such process)\n" + web, 4},
        {"status nope g:a", {{all, Value(two)}}, "nope: ERROR (no such process)\n" + a, 3},
        {"status", {{all, Value(Array{})}}, "", 0},
        {"status",
         {{all, fault(6, "SHUTDOWN_STATE")}},
         "error: <class 'xmlrpc.client.Fault'>, <Fault 6: 'SHUTDOWN_STATE'>",
         1},
        {"status",
         {{all, Value("odd")}},
         "error: <class 'xmlrpc.client.ResponseError'>, the answer has no array where one belongs",
         1},
        {"status",
         {{all, Value(Array{Struct{{"group", "x"}}})}},
         "error: <class 'xmlrpc.client.ResponseError'>, the answer has no name where one belongs",
         1},
    });
}

// CTL-020: the name column grows with the longest name, counted in characters.
TEST(Session, status_widens_for_long_names) {
    const std::string name = "\xc3\xa9" + std::string(39, 'x');
    Ctl ctl({{"supervisor.getAllProcessInfo",
              Value(Array{process(name, name, 20, "RUNNING"), process("b", "b", 20, "RUNNING")})}});
    EXPECT_EQ(ctl("status"), name + "   RUNNING   d\nb" + std::string(42, ' ') + "RUNNING   d\n");
}

// CTL-021: BACKOFF, STARTING and STOPPING count as fine.
TEST(Session, status_tells_whether_something_is_down) {
    const std::vector<std::pair<int, int>> statuses{{0, 3},  {10, 0},  {20, 0},  {30, 0},
                                                    {40, 0}, {100, 3}, {200, 3}, {1000, 3}};
    for (const auto& [state, status] : statuses) {
        Ctl ctl({{"supervisor.getAllProcessInfo", Value(Array{process("p", "p", state, "X")})}});
        ctl("status");
        EXPECT_EQ(ctl.status(), status) << state;
    }
}

// CTL-023 to CTL-025, CTL-002
TEST(Session, start_says_how_it_went) {
    const std::string one = "supervisor.startProcess";
    const std::string group = "supervisor.startProcessGroup";
    const std::string all = "supervisor.startAllProcesses";
    check({
        {"start x", {{one, Value(true)}}, "x: started\n", 0},
        {"start g:x", {{one, Value(true)}}, "g:x: started\n", 0},
        {"start x:x", {{one, Value(true)}}, "x: started\n", 0},
        {"start x", {{one, fault(10)}}, "x: ERROR (no such process)\n", 1},
        {"start x", {{one, fault(20)}}, "x: ERROR (no such file)\n", 1},
        {"start x", {{one, fault(21)}}, "x: ERROR (file is not executable)\n", 1},
        {"start x", {{one, fault(60)}}, "x: ERROR (already started)\n", 0},
        {"start x", {{one, fault(50)}}, "x: ERROR (spawn error)\n", 7},
        {"start x", {{one, fault(40)}}, "x: ERROR (abnormal termination)\n", 7},
        {"start x", {{one, fault(30)}}, "error: <class 'ValueError'>, Unknown result code 30 for x", 1},
        {"start x y", {{one, fault(6)}}, "error: <class 'ValueError'>, Unknown result code 6 for x", 1},
        {"start x y", {{one, fault(50)}}, "x: ERROR (spawn error)\ny: ERROR (spawn error)\n", 7},
        {"start g:*",
         {{group, Value(Array{result("g", "a", 80), result("g", "b", 60)})}},
         "g:a: started\ng:b: ERROR (already started)\n",
         0},
        {"start g:*", {{group, Value(Array{})}}, "", 0},
        {"start g:", {{group, fault(10)}}, "g: ERROR (no such group)\n", 2},
        {"start g:*",
         {{group, fault(6, "SHUTDOWN_STATE")}},
         "error: <class 'xmlrpc.client.Fault'>, <Fault 6: 'SHUTDOWN_STATE'>",
         1},
        {"start x all", {{all, Value(Array{result("x", "x", 50)})}}, "x: ERROR (spawn error)\n", 7},
        {"start x",
         {{one, system_error(ECONNRESET)}},
         "error: <class 'ConnectionResetError'>, [Errno 104] Connection reset by peer",
         1},
    });
}

TEST(Session, start_without_a_name_shows_its_help) {
    check({{"start",
            {},
            "Error: start requires a process name\nstart <name>\t\tStart a process\n"
            "start <gname>:*\t\tStart all processes in a group\nstart <name> <name>\tStart multiple "
            "processes or groups\n"
            "start all\t\tStart all processes\n",
            2}});
}

// CTL-026, CTL-027
TEST(Session, stop_says_how_it_went) {
    const std::string one = "supervisor.stopProcess";
    const std::string group = "supervisor.stopProcessGroup";
    check({
        {"stop x", {{one, Value(true)}}, "x: stopped\n", 0},
        {"stop x", {{one, fault(10)}}, "x: ERROR (no such process)\n", 1},
        {"stop x", {{one, fault(70)}}, "x: ERROR (not running)\n", 0},
        {"stop x", {{one, fault(30, "FAILED: it won't")}}, "FAILED: it won't\n", 1},
        {"stop x", {{one, fault(60)}}, "error: <class 'ValueError'>, Unknown result code 60 for x", 1},
        {"stop g:*",
         {{group, Value(Array{result("g", "a", 80), result("g", "b", 30, "why")})}},
         "g:a: stopped\nwhy\n",
         1},
        {"stop g:*", {{group, fault(10)}}, "g: ERROR (no such group)\n", 1},
        {"stop all",
         {{"supervisor.stopAllProcesses", Value(Array{result("x", "x", 70)})}},
         "x: ERROR (not running)\n",
         0},
    });
}

// CTL-028: the status is the last one set; a later success does not take it back (CTL-001).
TEST(Session, restart_is_stop_and_start) {
    const std::string stop = "supervisor.stopProcess";
    const std::string start = "supervisor.startProcess";
    check({
        {"restart x", {{stop, Value(true)}, {start, Value(true)}}, "x: stopped\nx: started\n", 0},
        {"restart x", {{stop, fault(70)}, {start, Value(true)}}, "x: ERROR (not running)\nx: started\n", 0},
        {"restart x",
         {{stop, fault(10)}, {start, Value(true)}},
         "x: ERROR (no such process)\nx: started\n",
         1},
        {"restart x", {{stop, Value(true)}, {start, fault(50)}}, "x: stopped\nx: ERROR (spawn error)\n", 7},
    });
}

std::string names(int count) {
    std::string line;
    for (int i = 0; i < count; ++i) {
        line += " n" + std::to_string(i);
    }
    return line;
}

// Whoever is done first is shown first; nobody waits for its neighbour.
TEST(Session, many_names_are_seen_to_at_once) {
    Ctl ctl({{"supervisor.stopProcess", Value(true)},
             {"supervisor.startProcess", Value(true)},
             {"supervisor.stopProcessGroup", Value(Array{result("g", "a", 80), result("g", "b", 70)})}});
    ctl.remote().slow = {"slow"};
    EXPECT_EQ(ctl("stop slow a g:* b"),
              "a: stopped\ng:a: stopped\ng:b: ERROR (not running)\nb: stopped\nslow: stopped\n");
    EXPECT_EQ(ctl.remote().most_at_once, 4);
    EXPECT_EQ(ctl("restart slow a"), "a: stopped\nslow: stopped\na: started\nslow: started\n");
    Ctl serial({{"supervisor.stopProcess", Value(true)}});
    EXPECT_EQ(serial("stop --serial b a"), "b: stopped\na: stopped\n");
    EXPECT_EQ(serial.remote().most_at_once, 1);
}

// One connection each has its limit: beyond it, starting is begun without waiting and then watched.
TEST(Session, very_many_names_are_begun_and_watched) {
    const std::string all = "supervisor.getAllProcessInfo";
    Array first, second;
    std::string expected;
    for (int i = 0; i < 40; ++i) {
        const std::string name = "n" + std::to_string(i);
        first.push_back(process(name, name, i == 7 ? 20 : 10, "X"));
        second.push_back(process(name, name, i == 9 ? 30 : 20, "X"));
        expected += i == 7 ? "" : name + (i == 9 ? ": ERROR (abnormal termination)\n" : ": started\n");
    }
    Ctl ctl({{"supervisor.startProcess", Value(true)}});
    ctl.remote().answers_in_turn[all] = {Value(first), Value(second)};
    EXPECT_EQ(ctl("start" + names(40)), "n7: started\n" + expected);
    EXPECT_EQ(ctl.status(), 7);
    EXPECT_EQ(ctl.remote().calls[1].second, (Array{"n0", false}));
    EXPECT_LE(ctl.remote().most_at_once, 16);
}

TEST(Session, what_is_refused_at_once_is_not_watched) {
    Ctl ctl({{"supervisor.stopProcess", fault(70)}});
    std::string expected;
    for (int i = 0; i < 20; ++i) {
        expected += "n" + std::to_string(i) + ": ERROR (not running)\n";
    }
    EXPECT_EQ(ctl("stop" + names(20)), expected);
    EXPECT_EQ(ctl.remote().calls.size(), 21U);
}

// A group that was removed meanwhile has stopped; one that cannot be asked any more ends the command.
TEST(Session, watching_ends_with_what_is_watched) {
    const std::string all = "supervisor.getAllProcessInfo";
    Ctl ctl({{"supervisor.stopProcess", Value(true)}, {all, Value(Array{process("n0", "n0", 40, "X")})}});
    ctl.remote().answers_in_turn[all] = {Value(Array{process("n0", "n0", 40, "X")}), Value(Array{})};
    EXPECT_EQ(ctl("stop" + names(17)).substr(0, 26), "n1: stopped\nn2: stopped\nn3");
    Ctl gone({{"supervisor.stopProcess", Value(true)}, {all, system_error(ECONNREFUSED)}});
    EXPECT_EQ(without_place(gone("stop" + names(17))),
              "error: <class 'ConnectionRefusedError'>, [Errno 111] Connection refused");
}

// All that was asked is shown before an error that the command has no words for; nothing more is asked.
TEST(Session, an_unexpected_answer_ends_many_calls) {
    Ctl ctl({{"supervisor.signalProcess", Value(true)}});
    ctl.remote().answers_in_turn["supervisor.signalProcess"] = {fault(4711, "ODD"), Value(true)};
    EXPECT_EQ(without_place(ctl("signal HUP" + names(30))).substr(0, 28), "n1: signalled\nn2: signalled\n");
    EXPECT_EQ(ctl.remote().calls.size(), 17U);
    EXPECT_EQ(ctl.status(), 1);
}

TEST(Session, waiting_has_a_limit) {
    Ctl ctl({{"supervisor.stopProcess", Value(true)}});
    ctl.remote().silent = {"b", "c"};
    EXPECT_EQ(ctl("stop --timeout 0.05 a b c"),
              "a: stopped\n"
              "Not done after 0.05 seconds. What supervisord has been asked for goes on:\n"
              "b: ERROR (still stopping)\nc: ERROR (still stopping)\n");
    EXPECT_EQ(ctl.status(), 124);
    EXPECT_EQ(ctl("restart --serial b c --timeout=0.05"),
              "Not done after 0.05 seconds. What supervisord has been asked for goes on:\n"
              "b: ERROR (still stopping)\nc: ERROR (not stopped)\nNothing has been started again.\n");
    Ctl watching({{"supervisor.startProcess", Value(true)},
                  {"supervisor.getAllProcessInfo", Value(Array{process("n3", "n3", 10, "STARTING")})}});
    const std::string shown = watching("start --timeout 0.05" + names(17));
    EXPECT_TRUE(shown.ends_with("goes on:\nn3: ERROR (still starting)\n")) << shown;
    EXPECT_EQ(watching.status(), 124);
}

TEST(Session, a_late_answer_is_named) {
    Ctl ctl({{"supervisor.getVersion", client::failure(Error::Kind::timeout, 0, "timed out")}});
    EXPECT_EQ(ctl("status --timeout 1"), "unix:///s.sock did not answer within 1 second\n");
    EXPECT_EQ(ctl.status(), 124);
    EXPECT_TRUE(ctl.remote().deadline);
    ctl("status");
    EXPECT_FALSE(ctl.remote().deadline);
}

TEST(Session, exit_zero_is_for_what_was_found_only) {
    const std::string all = "supervisor.getAllProcessInfo";
    const Array down{process("p", "p", 0, "STOPPED", "x")};
    const std::string line = "p                                STOPPED   x\n";
    check({
        {"status --exit-zero", {{all, Value(down)}}, line, 0},
        {"status --exit-zero nope", {{all, Value(down)}}, "nope: ERROR (no such process)\n", 0},
        {"pid p --exit-zero", {{"supervisor.getProcessInfo", Value(down[0])}}, "0\n", 0},
        {"status --exit-zero",
         {{"supervisor.getVersion", system_error(ECONNREFUSED)}},
         "unix:///s.sock refused connection\n",
         4},
        {"status --exit-zero",
         {{all, fault(6, "SHUTDOWN_STATE")}},
         "error: <class 'xmlrpc.client.Fault'>, <Fault 6: 'SHUTDOWN_STATE'>",
         1},
    });
}

// CTL-029
TEST(Session, signal_says_how_it_went) {
    const std::string one = "supervisor.signalProcess";
    check({
        {"signal HUP x", {{one, Value(true)}}, "x: signalled\n", 0},
        {"signal HUP x", {{one, fault(10)}}, "x: ERROR (no such process)\n", 1},
        {"signal HUP x", {{one, fault(11)}}, "x: ERROR (bad signal name)\n", 1},
        {"signal HUP x", {{one, fault(70)}}, "x: ERROR (not running)\n", 7},
        {"signal HUP g:*", {{"supervisor.signalProcessGroup", fault(10)}}, "g: ERROR (no such group)\n", 1},
        {"signal HUP all",
         {{"supervisor.signalAllProcesses", Value(Array{result("x", "x", 80)})}},
         "x: signalled\n",
         0},
    });
    Ctl ctl({{one, Value(true)}});
    ctl("signal HUP g:x");
    EXPECT_EQ(ctl.remote().calls.back().second, (Array{"g:x", "HUP"}));
}

// CTL-030
TEST(Session, pid_of_the_daemon_of_one_and_of_all) {
    const std::string one = "supervisor.getProcessInfo";
    check({
        {"pid", {{"supervisor.getPID", Value(4711)}}, "4711\n", 0},
        {"pid x", {{one, Value(process("x", "x", 20, "RUNNING", "", 7))}}, "7\n", 0},
        {"pid x", {{one, Value(process("x", "x", 0, "STOPPED"))}}, "0\n", 7},
        {"pid x:* y", {{one, fault(10)}}, "No such process x:*\nNo such process y\n", 1},
        {"pid x all",
         {{"supervisor.getAllProcessInfo",
           Value(Array{process("a", "a", 0, "X"), process("b", "b", 20, "X", "", 8)})}},
         "0\n8\n",
         0},
    });
}

// CTL-031, CTL-032
TEST(Session, tail_reads_the_end_of_a_log) {
    const std::string out = "supervisor.readProcessStdoutLog";
    const std::string err = "supervisor.readProcessStderrLog";
    check({
        {"tail x", {{out, Value("text\n")}}, "text\n\n", 0},
        {"tail x STDERR", {{err, Value("text")}}, "text\n", 0},
        {"tail x", {{out, fault(20)}}, "x: ERROR (no log file)\n", 1},
        {"tail x", {{out, fault(30)}}, "x: ERROR (unknown error reading log)\n", 1},
        {"tail x", {{out, fault(10)}}, "x: ERROR (no such process name)\n", 1},
        {"tail x",
         {{out, fault(3, "BAD_ARGUMENTS")}},
         "error: <class 'xmlrpc.client.Fault'>, <Fault 3: 'BAD_ARGUMENTS'>",
         1},
        {"tail x it's", {}, "Error: bad channel \"it's\"\n", 1},
        {"tail -f", {}, "Error: tail requires process name\n", 1},
        {"tail -x p", {}, "Error: bad argument -x\n", 1},
        {"tail - p", {}, "Error: bad argument -\n", 1},
        {"tail -99999999999 p", {}, "error: <class 'OverflowError'>, int exceeds XML-RPC limits", 1},
    });
    const std::vector<std::pair<std::string, int>> offsets{
        {"tail x", -1600}, {"tail -5 x", -5}, {"tail -0 x", 0}, {"tail --5 x", 5}, {"tail -+1_0 x", -10}};
    for (const auto& [line, offset] : offsets) {
        Ctl ctl({{out, Value("")}});
        ctl(line);
        EXPECT_EQ(ctl.remote().calls.back().second, (Array{"x", offset, 0})) << line;
    }
}

// CTL-033, CTL-034
TEST(Session, tail_follows_until_the_server_ends_it) {
    Ctl ctl;
    ctl.remote().stream_pieces = {"one\n", "\xff\x1b[2Jtwo"};
    EXPECT_EQ(ctl("tail -f x stderr"), "==> Press Ctrl-C to exit <==\none\n\xff\x1b[2Jtwo");
    EXPECT_EQ(ctl.remote().followed, std::vector<std::string>{"/logtail/x/stderr"});
    EXPECT_EQ(ctl.status(), 0);
    ctl("maintail -f");
    EXPECT_EQ(ctl.remote().followed.back(), "/mainlogtail");
}

TEST(Session, tail_that_cannot_follow_says_so_on_standard_error) {
    Ctl ctl;
    ctl.remote().stream_error = client::failure(Error::Kind::status, 404, "Not Found").value();
    EXPECT_EQ(ctl("tail -f x"), "==> Press Ctrl-C to exit <==\n");
    EXPECT_EQ(ctl.errors(), "unix:///s.sock/logtail/x/stdout Cannot read, status code 404\n");
    ctl.remote().stream_error =
        client::failure(Error::Kind::system, ECONNREFUSED, "Connection refused").value();
    ctl("maintail -f");
    EXPECT_EQ(ctl.errors(),
              "unix:///s.sock/logtail/x/stdout Cannot read, status code 404\n"
              "unix:///s.sock/mainlogtail Cannot connect, error: <class 'ConnectionRefusedError'> "
              "([Errno 111] Connection refused)\n");
    EXPECT_EQ(ctl.status(), 0);
}

const Array web_and_group{process("web", "web", 20, "RUNNING"), process("g", "a", 20, "RUNNING"),
                          process("g", "bee", 0, "STOPPED")};

TEST(Session, logs_shows_the_ends_of_several) {
    const std::string all = "supervisor.getAllProcessInfo";
    const std::string out = "supervisor.readProcessStdoutLog";
    const std::string err = "supervisor.readProcessStderrLog";
    const Answers answers{{all, Value(web_and_group)}, {out, Value("1\n2\n3")}, {err, fault(20)}};
    check({
        {"logs g:* web -n 2", answers, "g:a   | 2\ng:a   | 3\ng:bee | 2\ng:bee | 3\nweb   | 2\nweb   | 3\n",
         0},
        {"logs web g:a web --no-prefix --lines=1", answers, "3\n3\n", 0},
        {"logs nope web h: -n1", answers,
         "nope: ERROR (no such process)\nh: ERROR (no such group)\nweb | 3\n", 1},
        {"logs web --stderr", answers, "web: ERROR (no log file)\n", 1},
        {"logs web -n 0", answers, "", 0},
        {"logs web -n x", answers,
         "Error: logs: invalid value for --lines 'x': give a whole number from 0 "
         "to 100000\n",
         2},
        {"logs web",
         {{all, Value(web_and_group)}, {out, Value("o\n")}, {err, Value("e\n")}},
         "web          | o\nweb (stderr) | e\n",
         0},
        {"logs web",
         {{all, Value(web_and_group)}, {out, fault(30)}, {err, fault(20)}},
         "web: ERROR (unknown error reading log)\n",
         1},
        {"logs web",
         {{all, Value(web_and_group)}, {out, system_error(ECONNRESET)}},
         "error: <class 'ConnectionResetError'>, [Errno 104] Connection reset by peer",
         1},
        {"logs all -n1 --stdout", answers, "web   | 3\ng:a   | 3\ng:bee | 3\n", 0},
    });
}

TEST(Session, logs_reads_as_much_as_the_lines_need) {
    Ctl ctl({{"supervisor.getAllProcessInfo", Value(web_and_group)}});
    const std::string long_line(32 * 1024, 'x');
    ctl.remote().answers_in_turn["supervisor.readProcessStdoutLog"] = {Value(long_line),
                                                                       Value("a\nb\n" + long_line)};
    EXPECT_EQ(ctl("logs web -n2 --stdout"), "web | b\nweb | " + long_line + "\n");
    EXPECT_EQ(ctl.remote().calls[2].second, (Array{"web:web", -32768, 0}));
    EXPECT_EQ(ctl.remote().calls[3].second, (Array{"web:web", -131072, 0}));
}

// What the stream repeats of the end is shown once; what has no line end at the last is shown too.
TEST(Session, logs_goes_on_until_the_streams_end) {
    Ctl ctl({{"supervisor.getAllProcessInfo", Value(web_and_group)},
             {"supervisor.readProcessStdoutLog", Value("1\n2\n3\n4")}});
    ctl.remote().stream_pieces = {"2\n3\n4", "", " four\nfi", "ve\n\nsix"};
    EXPECT_EQ(ctl("logs -fn2 web --stdout"), "web | 3\nweb | 4 four\nweb | five\nweb | \nweb | six\n");
    EXPECT_EQ(ctl.remote().followed, std::vector<std::string>{"/logtail/web:web/stdout"});
    EXPECT_EQ(ctl.status(), 0);
}

// At a terminal programs have colours, and what they write can do no harm: neither to it nor to the next
// line.
TEST(Session, logs_at_a_terminal) {
    Ctl ctl({{"supervisor.getAllProcessInfo", Value(web_and_group)},
             {"supervisor.readProcessStdoutLog", Value("\x1b[31mred\x1b[2J\r\n")}},
            false, true);
    EXPECT_EQ(ctl("logs g:a web --stdout"), "\x1b[36mg:a | \x1b[0m\x1b[31mred^[[2J\x1b[0m\n"
                                            "\x1b[33mweb | \x1b[0m\x1b[31mred^[[2J\x1b[0m\n");
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

TEST(Session, logs_follows_a_bounded_number) {
    Array many;
    for (int i = 0; i < 49; ++i) {
        many.push_back(process("n" + std::to_string(i), "n" + std::to_string(i), 20, "RUNNING"));
    }
    Ctl ctl({{"supervisor.getAllProcessInfo", Value(many)}, {"supervisor.readProcessStdoutLog", Value("")}});
    EXPECT_EQ(ctl("logs -f all"),
              "Error: 49 logs are too many to follow at once, each on a connection; name fewer, or one of "
              "--stdout and --stderr, so that they are at most 48\n");
    EXPECT_EQ(ctl.status(), 2);
    EXPECT_TRUE(ctl.remote().followed.empty());
}

// CTL-037
TEST(Session, maintail_reads_the_end_of_the_main_log) {
    const std::string method = "supervisor.readLog";
    check({
        {"maintail", {{method, Value("text\n")}}, "text\n\n", 0},
        {"maintail x", {}, "Error: bad argument x\n", 1},
        {"maintail -x", {}, "Error: bad argument -x\n", 1},
        {"maintail", {{method, fault(20)}}, "supervisord: ERROR (no log file)\n", 1},
        {"maintail", {{method, fault(30)}}, "supervisord: ERROR (unknown error reading log)\n", 1},
        {"maintail a b",
         {},
         "Error: too many arguments\n"
         "maintail -f \tContinuous tail of supervisor main log file (Ctrl-C to exit)\n"
         "maintail -100\tlast 100 *bytes* of supervisord main log file\n"
         "maintail\tlast 1600 *bytes* of supervisor main log file\n\n",
         1},
    });
}

// CTL-038: a group is cleared member by member.
TEST(Session, clear_says_how_it_went) {
    const std::string one = "supervisor.clearProcessLogs";
    const Array processes{process("g", "a", 20, "X"), process("x", "x", 20, "X"), process("g", "b", 20, "X")};
    check({
        {"clear x g:y", {{one, Value(true)}}, "x: cleared\ng:y: cleared\n", 0},
        {"clear x", {{one, fault(10)}}, "x: ERROR (no such process)\n", 1},
        {"clear x", {{one, fault(30)}}, "x: ERROR (failed)\n", 1},
        {"clear all",
         {{"supervisor.clearAllProcessLogs", Value(Array{result("x", "x", 80), result("g", "y", 30)})}},
         "x: cleared\ng:y: ERROR (failed)\n",
         1},
        {"clear g:*",
         {{one, Value(true)}, {"supervisor.getAllProcessInfo", Value(processes)}},
         "g:a: cleared\ng:b: cleared\n",
         0},
        {"clear h:*", {{"supervisor.getAllProcessInfo", Value(processes)}}, "h: ERROR (no such group)\n", 1},
    });
}

// CTL-039
TEST(Session, avail_lists_what_is_configured) {
    const auto program = [](std::string group, std::string name, bool in_use, bool autostart) {
        return Value(Struct{{"group", std::move(group)},
                            {"name", std::move(name)},
                            {"inuse", in_use},
                            {"autostart", autostart},
                            {"group_prio", 999},
                            {"process_prio", 1}});
    };
    check({
        {"avail",
         {{"supervisor.getAllConfigInfo",
           Value(Array{program("web", "web", true, true), program("g", "a", false, false)})}},
         "web                              in use    auto      999:1\n"
         "g:a                              avail     manual    999:1\n",
         0},
        {"avail", {{"supervisor.getAllConfigInfo", fault(6)}}, "ERROR: supervisor shutting down\n", 1},
        {"avail x",
         {},
         "Error: avail accepts no arguments\navail\t\t\tDisplay all configured processes\n",
         1},
    });
}

Value changes(Array added, Array changed, Array removed) {
    return Array{Value(Array{Value(std::move(added)), Value(std::move(changed)), Value(std::move(removed))})};
}

// CTL-040, CTL-048
TEST(Session, reread_lists_changes_by_name) {
    const std::string method = "supervisor.reloadConfig";
    check({
        {"reread", {{method, changes({"n"}, {"c"}, {"a"})}}, "a: disappeared\nc: changed\nn: available\n", 0},
        {"reread", {{method, changes({}, {}, {})}}, "No config updates to processes\n", 0},
        {"reread", {{method, fault(92, "CANT_REREAD: bad")}}, "ERROR: CANT_REREAD: bad\n", 1},
        {"reread", {{method, fault(6)}}, "ERROR: supervisor shutting down\n", 1},
        {"reread",
         {{method, Value(Array{})}},
         "error: <class 'xmlrpc.client.ResponseError'>, the answer has no array of three where one belongs",
         1},
    });
}

// CTL-041, CTL-042
TEST(Session, update_applies_what_changed) {
    const Answers base{{"supervisor.reloadConfig", changes({"new"}, {"changed"}, {"gone"})},
                       {"supervisor.stopProcessGroup", Value(Array{result("p", "p", 80)})},
                       {"supervisor.removeProcessGroup", Value(true)},
                       {"supervisor.addProcessGroup", Value(true)},
                       {"supervisor.getAllProcessInfo", Value(Array{process("changed", "p", 20, "X")})}};
    const auto with = [&base](const std::string& method, client::Answer<Value> answer) {
        Answers answers = base;
        answers.insert_or_assign(method, std::move(answer));
        return answers;
    };
    const std::string gone = "gone: stopped\ngone: removed process group\n";
    const std::string changed = "changed: stopped\nchanged: updated process group\n";
    const std::string added = "new: added process group\n";
    check({
        {"update", base, gone + changed + added, 0},
        {"update all nope", base, gone + changed + added, 0},
        {"update new", base, added, 0},
        {"update nope changed", base, "ERROR: no such group: nope\n" + changed, 1},
        {"update", with("supervisor.reloadConfig", changes({}, {}, {})), "", 0},
        {"update", with("supervisor.reloadConfig", fault(6)), "ERROR: already shutting down\n", 1},
        {"update", with("supervisor.reloadConfig", fault(92, "CANT_REREAD: bad")),
         "error: <class 'xmlrpc.client.Fault'>, <Fault 92: 'CANT_REREAD: bad'>", 1},
        {"update", with("supervisor.stopProcessGroup", Value(Array{result("p", "p", 30)})),
         "gone: stopped\ngone: has problems; not removing\n" + changed + added, 1},
        {"update", with("supervisor.removeProcessGroup", fault(91, "STILL_RUNNING: gone")),
         "gone: stopped\nerror: <class 'xmlrpc.client.Fault'>, <Fault 91: 'STILL_RUNNING: gone'>", 1},
    });
}

// CTL-043, CTL-044, CTL-048
TEST(Session, add_and_remove_groups) {
    const std::string add = "supervisor.addProcessGroup";
    const std::string remove = "supervisor.removeProcessGroup";
    check({
        {"add", {}, "", 0},
        {"add x", {{add, Value(true)}}, "x: added process group\n", 0},
        {"add x", {{add, fault(90)}}, "ERROR: process group already active\n", 0},
        {"add x y",
         {{add, fault(10)}},
         "ERROR: no such process/group: x\nERROR: no such process/group: y\n",
         1},
        {"add x", {{add, fault(6)}}, "ERROR: shutting down\n", 1},
        {"add x",
         {{add, fault(30, "FAILED")}},
         "error: <class 'xmlrpc.client.Fault'>, <Fault 30: 'FAILED'>",
         1},
        {"remove", {}, "", 0},
        {"remove x", {{remove, Value(true)}}, "x: removed process group\n", 0},
        {"remove x", {{remove, fault(91)}}, "ERROR: process/group still running: x\n", 1},
        {"remove x", {{remove, fault(10)}}, "ERROR: no such process/group: x\n", 1},
        {"remove x",
         {{remove, fault(6, "SHUTDOWN_STATE")}},
         "error: <class 'xmlrpc.client.Fault'>, <Fault 6: 'SHUTDOWN_STATE'>",
         1},
    });
}

// CTL-045, CTL-046
TEST(Session, shutdown_and_reload) {
    const std::string down = "supervisor.shutdown";
    const std::string again = "supervisor.restart";
    check({
        {"shutdown", {{down, Value(true)}}, "Shut down\n", 0},
        {"shutdown", {{down, fault(6)}}, "ERROR: already shutting down\n", 0},
        {"shutdown",
         {{down, system_error(ECONNREFUSED)}},
         "ERROR: unix:///s.sock refused connection (already shut down?)\n",
         1},
        {"shutdown",
         {{down, system_error(ENOENT)}},
         "ERROR: unix:///s.sock no such file (already shut down?)\n",
         1},
        {"shutdown",
         {{down, system_error(EPIPE)}},
         "error: <class 'BrokenPipeError'>, [Errno 32] Broken pipe",
         1},
        {"shutdown now",
         {},
         "Error: shutdown accepts no arguments\nshutdown \tShut the remote supervisord down.\n",
         1},
        {"reload", {{again, Value(true)}}, "Restarted supervisord\n", 0},
        {"reload", {{again, fault(6)}}, "ERROR: already shutting down\n", 1},
        {"reload",
         {{again, system_error(ECONNREFUSED)}},
         "error: <class 'ConnectionRefusedError'>, [Errno 111] Connection refused",
         1},
    });
}

// CTL-047
TEST(Session, the_shell_asks_before_it_ends_the_daemon) {
    Ctl ctl({{"supervisor.shutdown", Value(true)}, {"supervisor.restart", Value(true)}}, true);
    ctl.questions.answers = {"n", "", "Yes", "yup"};
    EXPECT_EQ(ctl("shutdown"), "");
    EXPECT_EQ(ctl("shutdown"), "");
    EXPECT_TRUE(ctl.remote().calls.empty());
    EXPECT_EQ(ctl("shutdown"), "Shut down\n");
    EXPECT_EQ(ctl("reload"), "Restarted supervisord\n");
    EXPECT_EQ(ctl("reload"), "");  // end of input
    EXPECT_EQ(ctl.questions.prompts[0], "Really shut the remote supervisord process down y/N? ");
    EXPECT_EQ(ctl.questions.prompts[3], "Really restart the remote supervisord process y/N? ");
}

// CTL-049
TEST(Session, version_is_the_servers) {
    check({
        {"version", {{"supervisor.getSupervisorVersion", Value("4.2.5")}}, "4.2.5\n", 0},
        {"version x",
         {},
         "Error: version accepts no arguments\n"
         "version\t\t\tShow the version of the remote supervisord process\n",
         1},
    });
}

// CTL-050
TEST(Session, open_changes_the_server_and_shows_its_status) {
    Ctl ctl({{"supervisor.getAllProcessInfo", Value(Array{process("p", "p", 0, "STOPPED", "x")})}});
    EXPECT_EQ(ctl("open ftp://x"), "ERROR: url must be http:// or unix://\n");
    EXPECT_EQ(ctl.status(), 1);
    Ctl other({{"supervisor.getAllProcessInfo", Value(Array{process("p", "p", 0, "STOPPED", "x")})}});
    EXPECT_EQ(other("open http://elsewhere:9001"), "p                                STOPPED   x\n");
    EXPECT_EQ(other.connections, std::vector<std::string>{"elsewhere"});
    EXPECT_EQ(other.status(), 0);
}

// CTL-051
TEST(Session, fg_wants_one_running_process) {
    const std::string method = "supervisor.getProcessInfo";
    check({
        {"fg",
         {},
         "ERROR: no process name supplied\nfg <process>\tConnect to a process in foreground mode\n"
         "\t\tCtrl-C to exit\n",
         1},
        {"fg a b", {}, "ERROR: too many process names supplied\n", 1},
        {"fg x", {{method, fault(10)}}, "ERROR: bad process name supplied\n", 1},
        {"fg x", {{method, fault(6, "SHUTDOWN_STATE")}}, "ERROR: <Fault 6: 'SHUTDOWN_STATE'>\n", 0},
        {"fg x", {{method, Value(process("x", "x", 10, "STARTING"))}}, "ERROR: process not running\n", 1},
    });
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

TEST(Session, one_connection_serves_all_calls) {
    Ctl ctl({{"supervisor.startProcess", Value(true)}, {"supervisor.stopProcess", Value(true)}});
    ctl("restart a b");
    ctl("start c");
    EXPECT_EQ(ctl.connections.size(), 1U);
}

}  // namespace
}  // namespace supervise::ctl
