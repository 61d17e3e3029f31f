// avail, reread, update, add, remove, shutdown, reload, version, open: for everything a daemon may answer.
#include "supervisorctl/session_fixture.hpp"

namespace supervise::ctl {
namespace {

// CTL-039
TEST(DaemonCommands, avail_lists_what_is_configured) {
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
TEST(DaemonCommands, reread_lists_changes_by_name) {
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
TEST(DaemonCommands, update_applies_what_changed) {
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
TEST(DaemonCommands, add_and_remove_groups) {
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
TEST(DaemonCommands, shutdown_and_reload) {
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
TEST(DaemonCommands, the_shell_asks_before_it_ends_the_daemon) {
    Ctl ctl({{"supervisor.shutdown", Value(true)}, {"supervisor.restart", Value(true)}}, true);
    ctl.questions.answers = {"n", "", "Yes", "yup"};
    EXPECT_EQ(ctl("shutdown"), "");
    EXPECT_EQ(ctl("shutdown"), "");
    EXPECT_TRUE(ctl.remote().calls.empty());
    EXPECT_EQ(ctl("shutdown"), "Shut down\n");
    EXPECT_EQ(ctl("reload"), "Restarted supervisord\n");
    EXPECT_EQ(ctl.status(), 0);
    EXPECT_EQ(
        ctl("reload"),
        "\nERROR: no answer before the end of input; \"supervisorctl reload\" without -i does not ask\n");
    EXPECT_EQ(ctl.status(), 1);
    ctl.questions.is_interrupted = true;
    EXPECT_EQ(ctl("shutdown"), "");
    EXPECT_EQ(ctl.status(), 130);
    EXPECT_EQ(ctl.questions.prompts[0], "Really shut the remote supervisord process down y/N? ");
    EXPECT_EQ(ctl.questions.prompts[3], "Really restart the remote supervisord process y/N? ");
}

// Whoever thinks takes his own time.
TEST(DaemonCommands, the_limit_begins_with_the_answer) {
    for (const char* line : {"shutdown --timeout=1", "reload --timeout=1"}) {
        Ctl ctl({{"supervisor.shutdown", Value(true)}, {"supervisor.restart", Value(true)}}, true);
        ctl.questions.answers = {"y"};
        ctl(line);
        ASSERT_TRUE(ctl.remote().deadline);
        EXPECT_GE(*ctl.remote().deadline, ctl.questions.asked_at + std::chrono::seconds(1)) << line;
    }
}

// CTL-049
TEST(DaemonCommands, version_is_the_servers) {
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
TEST(DaemonCommands, open_changes_the_server_and_shows_its_status) {
    Ctl ctl({{"supervisor.getAllProcessInfo", Value(Array{process("p", "p", 0, "STOPPED", "x")})}});
    EXPECT_EQ(ctl("open ftp://x"), "ERROR: url must be http:// or unix://\n");
    EXPECT_EQ(ctl.status(), 1);
    Ctl other({{"supervisor.getAllProcessInfo", Value(Array{process("p", "p", 0, "STOPPED", "x")})}});
    EXPECT_EQ(other("open http://elsewhere:9001"), "p                                STOPPED   x\n");
    EXPECT_EQ(other.connections, std::vector<std::string>{"elsewhere"});
    EXPECT_EQ(other.status(), 0);
}

}  // namespace
}  // namespace supervise::ctl
