// status, start, stop, restart, signal, pid, fg: for everything a daemon may answer.
#include "supervisorctl/session_fixture.hpp"

namespace supervise::ctl {
namespace {

// CTL-020 to CTL-022
TEST(ProcessCommands, status_is_a_table) {
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
TEST(ProcessCommands, status_widens_for_long_names) {
    const std::string name = "\xc3\xa9" + std::string(39, 'x');
    Ctl ctl({{"supervisor.getAllProcessInfo",
              Value(Array{process(name, name, 20, "RUNNING"), process("b", "b", 20, "RUNNING")})}});
    EXPECT_EQ(ctl("status"), name + "   RUNNING   d\nb" + std::string(42, ' ') + "RUNNING   d\n");
}

// CTL-021: BACKOFF, STARTING and STOPPING count as fine.
TEST(ProcessCommands, status_tells_whether_something_is_down) {
    const std::vector<std::pair<int, int>> statuses{{0, 3},  {10, 0},  {20, 0},  {30, 0},
                                                    {40, 0}, {100, 3}, {200, 3}, {1000, 3}};
    for (const auto& [state, status] : statuses) {
        Ctl ctl({{"supervisor.getAllProcessInfo", Value(Array{process("p", "p", state, "X")})}});
        ctl("status");
        EXPECT_EQ(ctl.status(), status) << state;
    }
}

// CTL-023 to CTL-025, CTL-002
TEST(ProcessCommands, start_says_how_it_went) {
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

// CTL-025, CTL-061
TEST(ProcessCommands, start_without_a_name_shows_its_help) {
    check({{"start",
            {},
            "Error: start requires a process name\nstart <name>\t\tStart a process\n"
            "start <gname>:*\t\tStart all processes in a group\nstart <name> <name>\tStart multiple "
            "processes or groups\n"
            "start all\t\tStart all processes\n",
            2}});
}

// CTL-027, CTL-028, CTL-029: what they say without a name is followed by their help.
TEST(ProcessCommands, commands_that_need_a_name) {
    for (const auto& [line, complaint] : std::vector<std::pair<std::string, std::string>>{
             {"stop", "Error: stop requires a process name\n"},
             {"restart", "Error: restart requires a process name\n"},
             {"signal", "Error: signal requires a signal name and a process name\n"},
             {"signal HUP", "Error: signal requires a signal name and a process name\n"}}) {
        Ctl ctl;
        const std::string said = ctl(line);
        EXPECT_TRUE(said.starts_with(complaint + line.substr(0, line.find(' ')) + " <")) << said;
        EXPECT_EQ(ctl.status(), 1) << line;
    }
}

// CTL-026
TEST(ProcessCommands, stop_says_how_it_went) {
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
TEST(ProcessCommands, restart_is_stop_and_start) {
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
TEST(ProcessCommands, many_names_are_seen_to_at_once) {
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
TEST(ProcessCommands, very_many_names_are_begun_and_watched) {
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

// CTL-001: the last name that went wrong decides, whichever answer comes last.
TEST(ProcessCommands, the_status_goes_by_the_order_of_names) {
    const std::string start = "supervisor.startProcess";
    const std::string group = "supervisor.startProcessGroup";
    Ctl ctl({{start, fault(50)}, {group, fault(10)}});
    ctl.remote().slow = {"slow"};
    EXPECT_EQ(ctl("start slow nog:*"), "nog: ERROR (no such group)\nslow: ERROR (spawn error)\n");
    EXPECT_EQ(ctl.status(), 2);
    ctl.remote().slow = {"nog"};
    EXPECT_EQ(ctl("start nog:* quick"), "quick: ERROR (spawn error)\nnog: ERROR (no such group)\n");
    EXPECT_EQ(ctl.status(), 7);
    Ctl clear({{"supervisor.getAllProcessInfo", Value(Array{})}, {"supervisor.clearProcessLogs", fault(10)}});
    EXPECT_EQ(clear("clear nog:* x"), "nog: ERROR (no such group)\nx: ERROR (no such process)\n");
    EXPECT_EQ(clear.status(), 1);
}

TEST(ProcessCommands, the_status_of_what_is_watched_goes_by_the_order_of_names) {
    const std::string all = "supervisor.getAllProcessInfo";
    Array first, second;
    for (int i = 0; i < 17; ++i) {
        const std::string name = "n" + std::to_string(i);
        first.push_back(process(name, name, i == 16 ? 200 : 10, "X"));
        if (i != 3) {
            second.push_back(process(name, name, 20, "X"));
        }
    }
    Ctl ctl({{"supervisor.startProcess", Value(true)}});
    ctl.remote().answers_in_turn[all] = {Value(first), Value(second)};
    const std::string shown = ctl("start" + names(17));
    EXPECT_LT(shown.find("n16: ERROR (abnormal"), shown.find("n3: ERROR (no such process)")) << shown;
    EXPECT_EQ(ctl.status(), 7);
}

TEST(ProcessCommands, what_is_refused_at_once_is_not_watched) {
    Ctl ctl({{"supervisor.stopProcess", fault(70)}});
    std::string expected;
    for (int i = 0; i < 20; ++i) {
        expected += "n" + std::to_string(i) + ": ERROR (not running)\n";
    }
    EXPECT_EQ(ctl("stop" + names(20)), expected);
    EXPECT_EQ(ctl.remote().calls.size(), 21U);
}

// A group that was removed meanwhile has stopped; one that cannot be asked any more ends the command.
TEST(ProcessCommands, watching_ends_with_what_is_watched) {
    const std::string all = "supervisor.getAllProcessInfo";
    Ctl ctl({{"supervisor.stopProcess", Value(true)}, {all, Value(Array{process("n0", "n0", 40, "X")})}});
    ctl.remote().answers_in_turn[all] = {Value(Array{process("n0", "n0", 40, "X")}), Value(Array{})};
    EXPECT_EQ(ctl("stop" + names(17)).substr(0, 26), "n1: stopped\nn2: stopped\nn3");
    Ctl gone({{"supervisor.stopProcess", Value(true)}, {all, system_error(ECONNREFUSED)}});
    EXPECT_EQ(without_place(gone("stop" + names(17))),
              "error: <class 'ConnectionRefusedError'>, [Errno 111] Connection refused");
}

// All that was asked is shown before an error that the command has no words for; nothing more is asked.
TEST(ProcessCommands, an_unexpected_answer_ends_many_calls) {
    Ctl ctl({{"supervisor.signalProcess", Value(true)}});
    ctl.remote().answers_in_turn["supervisor.signalProcess"] = {fault(4711, "ODD"), Value(true)};
    EXPECT_EQ(without_place(ctl("signal HUP" + names(30))).substr(0, 28), "n1: signalled\nn2: signalled\n");
    EXPECT_EQ(ctl.remote().calls.size(), 17U);
    EXPECT_EQ(ctl.status(), 1);
}

TEST(ProcessCommands, waiting_has_a_limit) {
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

// Ctrl-C in a look at what has become of them.
TEST(ProcessCommands, looking_is_waiting_too) {
    Ctl ctl(
        {{"supervisor.stopProcess", Value(true)}, {"supervisor.getAllProcessInfo", system_error(ECANCELED)}});
    const std::string shown = ctl("restart" + names(17));
    EXPECT_TRUE(shown.starts_with("\nInterrupted. What supervisord has been asked for goes on:\n"
                                  "n0: ERROR (still stopping)\n"))
        << shown;
    EXPECT_TRUE(shown.ends_with("n16: ERROR (still stopping)\nNothing has been started again.\n")) << shown;
    EXPECT_EQ(ctl.status(), 130);
}

TEST(ProcessCommands, a_late_answer_is_named) {
    Ctl ctl({{"supervisor.getVersion", client::failure(Error::Kind::timeout, 0, "timed out")}});
    EXPECT_EQ(ctl("status --timeout 1"), "unix:///s.sock did not answer within 1 second\n");
    EXPECT_EQ(ctl.status(), 124);
    EXPECT_TRUE(ctl.remote().deadline);
    ctl("status");
    EXPECT_FALSE(ctl.remote().deadline);
}

TEST(ProcessCommands, exit_zero_is_for_what_was_found_only) {
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
TEST(ProcessCommands, signal_says_how_it_went) {
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
TEST(ProcessCommands, pid_of_the_daemon_of_one_and_of_all) {
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

// CTL-051
TEST(ProcessCommands, fg_wants_one_running_process) {
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

}  // namespace
}  // namespace supervise::ctl
