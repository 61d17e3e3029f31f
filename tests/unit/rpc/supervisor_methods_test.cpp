#include "rpc/supervisor_methods.hpp"

#include <csignal>
#include <unistd.h>

#include "rpc/daemon_fixture.hpp"
#include "sys/signals.hpp"

namespace supervise::rpc {
namespace {

using process::State;
using testing::HasSubstr;
using namespace std::chrono_literals;

class SupervisorMethods : public DaemonFixture {
protected:
    process::Process& add_running(const std::string& name) {
        process::Process& process = add(program(name, 0));
        EXPECT_TRUE(process.start());
        EXPECT_EQ(process.state(), State::running);
        return process;
    }
};

// RPC-020 to RPC-024
TEST_F(SupervisorMethods, tell_about_the_daemon) {
    EXPECT_EQ(reply_of("supervisor.getAPIVersion"), Outcome("3.0"));
    EXPECT_EQ(reply_of("supervisor.getVersion"), Outcome("3.0"));
    EXPECT_THAT(*reply_of("supervisor.getSupervisorVersion")->get_if<std::string>(),
                HasSubstr("4.4.0+supervise."));
    EXPECT_EQ(reply_of("supervisor.getIdentification"), Outcome("supervisor"));
    EXPECT_EQ(reply_of("supervisor.getState"), Outcome(Struct{{"statecode", 1}, {"statename", "RUNNING"}}));
    EXPECT_EQ(reply_of("supervisor.getPID"), Outcome(Value(::getpid())));
}

// RPC-025, RPC-026
TEST_F(SupervisorMethods, read_and_clear_the_main_log) {
    folder.put("main.log", "0123456789");
    EXPECT_EQ(reply_of("supervisor.readLog", {2, 3}), Outcome("234"));
    EXPECT_EQ(reply_of("supervisor.readMainLog", {-3, 0}), Outcome("789"));
    EXPECT_EQ(fault_of("supervisor.readLog", {-3, 1}), "3 BAD_ARGUMENTS");
    EXPECT_EQ(reply_of("supervisor.clearLog"), Outcome(true));
    EXPECT_EQ(folder.get("main.log").find("0123456789"), std::string::npos);
    std::filesystem::remove(folder / "main.log");
    EXPECT_EQ(fault_of("supervisor.readLog", {0, 0}), "20 NO_FILE: " + folder / "main.log");
    EXPECT_EQ(fault_of("supervisor.clearLog"), "20 NO_FILE");
}

// RPC-027, RPC-028
TEST_F(SupervisorMethods, shut_down_and_restart) {
    EXPECT_EQ(reply_of("supervisor.shutdown"), Outcome(true));
    EXPECT_EQ(daemon.shutdowns, 1);
    EXPECT_EQ(reply_of("supervisor.restart"), Outcome(true));
    daemon.restart_answer = refusal("bad file");
    EXPECT_EQ(fault_of("supervisor.restart"), "92 CANT_REREAD: bad file");
}

// RPC-029
TEST_F(SupervisorMethods, reread_the_configuration) {
    daemon.reread_answer = RereadChanges{{"a"}, {"b", "c"}, {}};
    EXPECT_EQ(reply_of("supervisor.reloadConfig"),
              Outcome(Array{Value(Array{Array{"a"}, Array{"b", "c"}, Array{}})}));
    daemon.reread_answer = refusal("no such section");
    EXPECT_EQ(fault_of("supervisor.reloadConfig"), "92 CANT_REREAD: no such section");
    daemon.reread_answer = tl::unexpected(config::Refusal("in value 'secret'", "c.conf:3: it's wrong"));
    EXPECT_EQ(fault_of("supervisor.reloadConfig"), "92 CANT_REREAD: in value 'secret'");
    EXPECT_TRUE(logger.contains("fault \"CANT_REREAD: c.conf:3: it's wrong\""));
    EXPECT_FALSE(logger.contains("secret"));
}

// RPC-030, RPC-031
TEST_F(SupervisorMethods, add_and_remove_groups) {
    make_group("web", {program("web")});
    EXPECT_EQ(fault_of("supervisor.addProcessGroup", {"nobody"}), "10 BAD_NAME: nobody");
    EXPECT_EQ(reply_of("supervisor.addProcessGroup", {"web"}), Outcome(true));
    EXPECT_EQ(fault_of("supervisor.addProcessGroup", {"web"}), "90 ALREADY_ADDED: web");
    EXPECT_TRUE(reply_of("supervisor.startProcess", {"web", false}));
    EXPECT_EQ(fault_of("supervisor.removeProcessGroup", {"web"}), "91 STILL_RUNNING: web");
    EXPECT_EQ(fault_of("supervisor.removeProcessGroup", {"nobody"}), "10 BAD_NAME: nobody");
    daemon.groups().find("web")->find("web")->on_exit(fake::exit_status(1));
    EXPECT_TRUE(reply_of("supervisor.stopProcess", {"web"}));
    EXPECT_EQ(reply_of("supervisor.removeProcessGroup", {"web"}), Outcome(true));
    EXPECT_EQ(daemon.groups().find("web"), nullptr);
}

// RPC-013, RPC-032: the checks, in their order.
TEST_F(SupervisorMethods, refuse_starts) {
    config::ProcessConfig missing = program("missing");
    missing.command = "/nowhere/at-all";
    config::ProcessConfig folder_command = program("folder");
    folder_command.command = "/tmp";
    add(missing);
    add(folder_command);
    add_running("web");
    EXPECT_EQ(fault_of("supervisor.startProcess", {"nobody"}), "10 BAD_NAME: nobody");
    EXPECT_EQ(fault_of("supervisor.startProcess", {"web:nobody"}), "10 BAD_NAME: web:nobody");
    EXPECT_EQ(fault_of("supervisor.startProcess", {"missing"}),
              "20 NO_FILE: can't find command '/nowhere/at-all'");
    EXPECT_EQ(fault_of("supervisor.startProcess", {"folder"}),
              "21 NOT_EXECUTABLE: command at '/tmp' is a directory");
    EXPECT_EQ(fault_of("supervisor.startProcess", {"web:web"}), "60 ALREADY_STARTED: web:web");
}

// RPC-032, RPC-038
TEST_F(SupervisorMethods, tell_of_an_unknown_state) {
    add_running("web");
    calls.kill_errno = EPERM;
    EXPECT_THAT(fault_of("supervisor.stopProcess", {"web"}),
                HasSubstr("30 FAILED: unknown problem killing web"));
    EXPECT_EQ(fault_of("supervisor.startProcess", {"web"}), "30 FAILED: web is in an unknown process state");
}

// RPC-032
TEST_F(SupervisorMethods, tell_a_failed_spawn_at_once) {
    add(program("web"));
    calls.fail_next = sys::SpawnFailure{sys::SpawnFailure::Stage::fork, EAGAIN};
    EXPECT_EQ(fault_of("supervisor.startProcess", {"web"}), "50 SPAWN_ERROR: web");
}

// RPC-033, RPC-034
TEST_F(SupervisorMethods, wait_for_a_start) {
    add(program("web"));
    add(program("quick", 0));
    call("supervisor.startProcess", {"web"});
    EXPECT_TRUE(replies.empty());
    loop.advance(1100ms);
    ASSERT_EQ(replies.size(), 1U);
    EXPECT_EQ(replies[0], Outcome(true));
    EXPECT_EQ(reply_of("supervisor.startProcess", {"quick"}), Outcome(true));
}

// RPC-033, PROC-005: it has been RUNNING, however short that was.
TEST_F(SupervisorMethods, take_what_is_done_at_once_for_started) {
    for (const int code : {0, 3}) {
        replies.clear();
        process::Process& quick = add(program("quick" + std::to_string(code), 0));
        calls.pending = true;
        call("supervisor.startProcess", {quick.name()});
        calls.pending = false;  // executed, and at its end before anybody was told
        quick.on_exit(fake::exit_status(code));
        loop.settle();
        ASSERT_EQ(replies.size(), 1U);
        EXPECT_EQ(replies[0], Outcome(true)) << code;
    }
}

// RPC-033
TEST_F(SupervisorMethods, tell_a_start_that_fails_later) {
    process::Process& web = add(program("web"));
    call("supervisor.startProcess", {"web"});
    web.on_exit(fake::exit_status(1));
    loop.settle();
    ASSERT_EQ(replies.size(), 1U);
    EXPECT_EQ(replies[0], Outcome(tl::unexpect, make_fault(FaultCode::spawn_error, "web")));
}

// RPC-033: stopped while it starts.
TEST_F(SupervisorMethods, tell_a_start_that_was_stopped) {
    add(program("web"));
    call("supervisor.startProcess", {"web"});
    call("supervisor.stopProcess", {"web", false});
    loop.settle();
    ASSERT_EQ(replies.size(), 2U);
    EXPECT_EQ(replies[1], Outcome(tl::unexpect, make_fault(FaultCode::abnormal_termination, "web")));
}

// PROC-029: no pretence that it was started.
TEST_F(SupervisorMethods, refuse_to_start_what_is_stopping) {
    add_running("web").stop();
    EXPECT_EQ(fault_of("supervisor.startProcess", {"web", false}), "40 ABNORMAL_TERMINATION: web");
}

// RPC-038, PROC-026
TEST_F(SupervisorMethods, wait_for_a_stop) {
    process::Process& web = add_running("web");
    call("supervisor.stopProcess", {"web"});
    EXPECT_EQ(fault_of("supervisor.stopProcess", {"web"}), "70 NOT_RUNNING: web");
    loop.advance(3s);
    EXPECT_EQ(replies.size(), 1U);
    EXPECT_EQ(std::count_if(logger.records.begin(), logger.records.end(),
                            [](const auto& record) { return record.second == "waiting for web to stop"; }),
              2);
    web.on_exit(fake::killed_by(SIGTERM));
    loop.settle();
    ASSERT_EQ(replies.size(), 2U);
    EXPECT_EQ(replies[1], Outcome(true));
    EXPECT_EQ(loop.timers(), 0U);
}

TEST_F(SupervisorMethods, reply_to_a_stop_when_the_group_goes_in_the_same_turn) {
    process::Process& web = add_running("web");
    call("supervisor.stopProcess", {"web"});
    web.on_exit(fake::killed_by(SIGTERM));
    call("supervisor.removeProcessGroup", {"web"});
    loop.settle();
    EXPECT_EQ(replies, (std::vector<Outcome>{true, true}));
}

// RPC-014: a client that goes away takes its wait with it; what it began goes on.
TEST_F(SupervisorMethods, forget_a_stop_nobody_waits_for) {
    process::Process& web = add_running("web");
    call("supervisor.stopProcess", {"web"});
    pending.clear();
    web.on_exit(fake::killed_by(SIGTERM));
    loop.settle();
    EXPECT_TRUE(replies.empty());
    EXPECT_EQ(web.state(), State::stopped);
}

// RPC-013, RPC-035, RPC-036, RPC-042: settled at once first, then as they get there.
TEST_F(SupervisorMethods, start_a_group) {
    config::ProcessConfig slow = program("slow");
    slow.priority = 1;
    config::ProcessConfig missing = program("missing");
    missing.command = "/nowhere";
    missing.priority = 2;
    config::ProcessConfig quick = program("quick", 0);
    quick.priority = 3;
    daemon.groups().add(make_group("g", {quick, missing, slow}));
    call("supervisor.startProcess", {"g:*"});
    EXPECT_TRUE(replies.empty());
    loop.advance(1100ms);
    ASSERT_EQ(replies.size(), 1U);
    EXPECT_EQ(replies[0], Outcome(Array{result("g", "missing", 20, "NO_FILE: can't find command '/nowhere'"),
                                        result("g", "quick", 80, "OK"), result("g", "slow", 80, "OK")}));
    EXPECT_EQ(reply_of("supervisor.startProcessGroup", {"nobody"}),
              Outcome(tl::unexpect, make_fault(FaultCode::bad_name, "nobody")));
}

// RPC-036, RPC-037, RPC-039: those that are there already are not mentioned.
TEST_F(SupervisorMethods, act_on_all_that_need_it) {
    process::Process& a = add_running("a");
    process::Process& b = add_running("b");
    add(program("c", 0));
    EXPECT_EQ(reply_of("supervisor.startAllProcesses"), Outcome(Array{result("c", "c", 80, "OK")}));
    EXPECT_EQ(reply_of("supervisor.startAllProcesses"), Outcome(Array{}));
    call("supervisor.stopAllProcesses");
    b.on_exit(fake::killed_by(SIGTERM));
    loop.settle();
    a.on_exit(fake::killed_by(SIGTERM));
    daemon.groups().find("c")->find("c")->on_exit(fake::killed_by(SIGTERM));
    loop.settle();
    EXPECT_EQ(replies.back(), Outcome(Array{result("b", "b", 80, "OK"), result("a", "a", 80, "OK"),
                                            result("c", "c", 80, "OK")}));
    EXPECT_EQ(reply_of("supervisor.stopProcessGroup", {"a"}), Outcome(Array{}));
}

// RPC-040
TEST_F(SupervisorMethods, signal_a_process) {
    process::Process& web = add_running("web");
    add(program("idle"));
    EXPECT_EQ(fault_of("supervisor.signalProcess", {"nobody", "FOO"}), "10 BAD_NAME: nobody");
    EXPECT_EQ(fault_of("supervisor.signalProcess", {"idle", "FOO"}), "11 BAD_SIGNAL: FOO");
    EXPECT_EQ(fault_of("supervisor.signalProcess", {"idle", "HUP"}), "70 NOT_RUNNING: idle");
    for (const Value& name : {Value("HUP"), Value("SIGHUP"), Value("1"), Value(1)})
        EXPECT_EQ(reply_of("supervisor.signalProcess", {"web", name}), Outcome(true));
    EXPECT_EQ(calls.signals, (std::vector<std::pair<pid_t, int>>(4, {web.pid(), SIGHUP})));
    calls.kill_errno = ESRCH;
    EXPECT_EQ(reply_of("supervisor.signalProcess", {"web", "HUP"}), Outcome(true));
    calls.kill_errno = EPERM;
    EXPECT_THAT(fault_of("supervisor.signalProcess", {"web", "HUP"}),
                HasSubstr("30 FAILED: unknown problem sending"));
}

// RPC-041
TEST_F(SupervisorMethods, signal_many) {
    add_running("a");
    add(program("idle"));
    EXPECT_EQ(reply_of("supervisor.signalAllProcesses", {"USR1"}),
              Outcome(Array{result("a", "a", 80, "OK")}));
    EXPECT_EQ(reply_of("supervisor.signalProcessGroup", {"a", "FOO"}),
              Outcome(Array{result("a", "a", 11, "BAD_SIGNAL: FOO")}));
    EXPECT_EQ(reply_of("supervisor.signalProcess", {"idle:*", "USR1"}), Outcome(Array{}));
    EXPECT_EQ(fault_of("supervisor.signalProcessGroup", {"nobody", "USR1"}), "10 BAD_NAME: nobody");
}

// RPC-012, RPC-043: members, their order and their types.
TEST_F(SupervisorMethods, tell_about_a_process) {
    config::ProcessConfig config = program("web", 0);
    config.stdout_channel.logfile = {config::LogTarget::Kind::path, folder / "web.log"};
    add(config).start();
    loop.advance(5s);
    const std::string path = folder / "web.log";
    EXPECT_EQ(reply_of("supervisor.getProcessInfo", {"web"}),
              Outcome(Struct{{"name", "web"},
                             {"group", "web"},
                             {"start", 1'700'000'000},
                             {"stop", 0},
                             {"now", 1'700'000'005},
                             {"state", 20},
                             {"statename", "RUNNING"},
                             {"spawnerr", ""},
                             {"exitstatus", 0},
                             {"logfile", path},
                             {"stdout_logfile", path},
                             {"stderr_logfile", ""},
                             {"pid", 1000},
                             {"description", "pid 1000, uptime 0:00:05"}}));
    EXPECT_EQ(fault_of("supervisor.getProcessInfo", {"web:*"}), "10 BAD_NAME: web:*");
    EXPECT_EQ(fault_of("supervisor.getProcessInfo", {""}), "10 BAD_NAME: ");
}

// RPC-043: times stand still at the end of 32 bits, and do not break clients that know no others.
TEST_F(SupervisorMethods, tell_times_in_32_bits) {
    loop.fake_clock().wall_ = sys::WallTime(std::chrono::seconds(std::int64_t{1} << 32));
    add_running("web");
    const Outcome web = reply_of("supervisor.getProcessInfo", {"web"});
    for (const char* member : {"start", "now"})
        EXPECT_EQ(*web->member(member), Value(std::int64_t{2147483647})) << member;
    EXPECT_EQ(*web->member("stop"), Value(0));
}

// RPC-045: by the names' bytes, groups first, whatever the order of activation and of priority.
TEST_F(SupervisorMethods, tell_about_all_in_order_of_names) {
    config::ProcessConfig first = program("b");
    first.priority = 1;
    daemon.groups().add(make_group("g2", {first, program("a"), program("B"), program("\xC3\xA9")}));
    daemon.groups().add(make_group("g10", {program("z")}));
    std::string names;
    const Outcome all = reply_of("supervisor.getAllProcessInfo");
    for (const Value& one : *all->get_if<Array>())
        names += *one.member("group")->get_if<std::string>() + ":" +
                 *one.member("name")->get_if<std::string>() + " ";
    EXPECT_EQ(names, "g10:z g2:B g2:a g2:b g2:\xC3\xA9 ");
}

// RPC-045
TEST_F(SupervisorMethods, tell_about_all_by_name) {
    daemon.groups().add(make_group("z", {program("b"), program("a")}));
    daemon.groups().add(make_group("a", {program("x")}));
    const Outcome all = reply_of("supervisor.getAllProcessInfo");
    std::string names;
    for (const Value& one : *all->get_if<Array>())
        names +=
            *one.member("group")->get_if<std::string>() + *one.member("name")->get_if<std::string>() + " ";
    EXPECT_EQ(names, "ax za zb ");
}

// RPC-046 to RPC-048, DIFF-002
TEST_F(SupervisorMethods, tell_about_all_configurations) {
    config::ProcessConfig web = program("web");
    web.autorestart = config::Autorestart::always;
    web.uid = 33;
    web.exitcodes = {0, 2};
    web.stdout_channel.logfile.kind = config::LogTarget::Kind::automatic;
    config::ProcessConfig early = program("early");
    early.autorestart = config::Autorestart::never;
    make_group("g", {web, program("zero")});
    daemon.groups().add(make_group("early", {early}));
    const Outcome all = reply_of("supervisor.getAllConfigInfo");
    ASSERT_TRUE(all);
    const Array& list = *all->get_if<Array>();
    ASSERT_EQ(list.size(), 3U);
    std::string keys;
    for (const auto& [key, value] : *list[0].get_if<Struct>())
        keys += key + " ";
    EXPECT_EQ(
        keys,
        "autostart autorestart directory uid command exitcodes group group_prio inuse killasgroup name "
        "process_prio redirect_stderr startretries startsecs stdout_capture_maxbytes "
        "stdout_events_enabled stdout_logfile stdout_logfile_backups stdout_logfile_maxbytes stdout_syslog "
        "stopsignal stopwaitsecs stderr_capture_maxbytes stderr_events_enabled stderr_logfile "
        "stderr_logfile_backups stderr_logfile_maxbytes stderr_syslog serverurl ");
    EXPECT_EQ(*list[0].member("name"), Value("early"));
    EXPECT_EQ(*list[0].member("inuse"), Value(true));
    EXPECT_EQ(*list[0].member("autorestart"), Value(false));
    EXPECT_EQ(*list[0].member("stdout_logfile"), Value("none"));
    EXPECT_EQ(*list[1].member("inuse"), Value(false));
    EXPECT_EQ(*list[1].member("autorestart"), Value(true));
    EXPECT_EQ(*list[2].member("autorestart"), Value("unexpected"));
    EXPECT_EQ(*list[1].member("uid"), Value(33));
    EXPECT_EQ(*list[1].member("exitcodes"), Value(Array{0, 2}));
    EXPECT_EQ(*list[1].member("stdout_logfile"), Value("auto"));
    EXPECT_EQ(*list[1].member("directory"), Value("none"));
    EXPECT_EQ(*list[1].member("stopsignal"), Value(15));
}

// RPC-049 to RPC-053, LOG-063, LOG-065
TEST_F(SupervisorMethods, read_tail_and_clear_logs) {
    config::ProcessConfig config = program("web", 0);
    config.stdout_channel.logfile = {config::LogTarget::Kind::path, folder / "web.log"};
    add(config);
    const std::string path = folder / "web.log";
    EXPECT_EQ(fault_of("supervisor.readProcessLog", {"web", 0, 0}), "20 NO_FILE: " + path);
    EXPECT_EQ(fault_of("supervisor.readProcessStderrLog", {"web", 0, 0}), "20 NO_FILE");
    EXPECT_EQ(reply_of("supervisor.tailProcessLog", {"web", 0, 10}), Outcome(Array{"", 0, false}));
    folder.put("web.log", "caf\xC3\xA9");
    EXPECT_EQ(reply_of("supervisor.readProcessStdoutLog", {"web", 0, 4}), Outcome("caf\xEF\xBF\xBD"));
    EXPECT_EQ(fault_of("supervisor.readProcessStdoutLog", {"web", 0, -1}), "3 BAD_ARGUMENTS");
    EXPECT_EQ(fault_of("supervisor.readProcessStdoutLog", {"web:*", 0, 0}), "10 BAD_NAME: web:*");
    EXPECT_EQ(reply_of("supervisor.tailProcessStdoutLog", {"web", 0, 3}),
              Outcome(Array{"f\xC3\xA9", 5, true}));
    EXPECT_EQ(reply_of("supervisor.clearProcessLogs", {"web"}), Outcome(true));
    EXPECT_EQ(folder.get("web.log"), "");
    EXPECT_EQ(fault_of("supervisor.clearProcessLog", {"nobody"}), "10 BAD_NAME: nobody");
    EXPECT_EQ(reply_of("supervisor.clearAllProcessLogs"), Outcome(Array{result("web", "web", 80, "OK")}));
}

// RPC-049, RPC-050
TEST_F(SupervisorMethods, read_and_tail_what_goes_to_stderr) {
    config::ProcessConfig config = program("web", 0);
    config.stderr_channel.logfile = {config::LogTarget::Kind::path, folder / "web.err"};
    add(config);
    folder.put("web.err", "trouble");
    EXPECT_EQ(reply_of("supervisor.readProcessStderrLog", {"web", -3, 0}), Outcome("ble"));
    EXPECT_EQ(reply_of("supervisor.tailProcessStderrLog", {"web", 0, 4}), Outcome(Array{"uble", 7, true}));
    EXPECT_EQ(fault_of("supervisor.tailProcessStderrLog", {"nobody", 0, 4}), "10 BAD_NAME: nobody");
}

// RPC-049: what is no file is not read, it could block for ever.
TEST_F(SupervisorMethods, read_only_files) {
    config::ProcessConfig config = program("web", 0);
    config.stdout_channel.logfile = {config::LogTarget::Kind::path, folder / "web.log"};
    add(config);
    std::filesystem::remove(folder / "web.log");
    std::filesystem::create_directory(folder / "web.log");
    EXPECT_EQ(fault_of("supervisor.readProcessStdoutLog", {"web", 0, 0}), "30 FAILED");
    EXPECT_EQ(reply_of("supervisor.tailProcessStdoutLog", {"web", 0, 9}), Outcome(Array{"", 0, false}));
}

// RPC-054
TEST_F(SupervisorMethods, send_input) {
    add_running("web");
    add(program("idle"));
    EXPECT_EQ(fault_of("supervisor.sendProcessStdin", {"web", 5}), "2 INCORRECT_PARAMETERS: 5");
    EXPECT_EQ(fault_of("supervisor.sendProcessStdin", {"nobody", "x"}), "10 BAD_NAME: nobody");
    EXPECT_EQ(fault_of("supervisor.sendProcessStdin", {"idle", "x"}), "70 NOT_RUNNING: idle");
}

// RPC-054: everything is taken, or nothing; a program that reads none of it holds no more than so much.
TEST_F(SupervisorMethods, bound_the_input_that_waits) {
    calls.keep_ends = true;
    const process::Process& web = add_running("web");
    const std::string most(process::StdinBuffer::max_waiting, 'x');
    EXPECT_EQ(reply_of("supervisor.sendProcessStdin", {"web", most}), Outcome(true));
    EXPECT_EQ(fault_of("supervisor.sendProcessStdin", {"web", most}),
              "30 FAILED: web does not read its stdin: more than 1048576 bytes would wait");
    EXPECT_EQ(reply_of("supervisor.sendProcessStdin", {"web", "y"}), Outcome(true)) << "there is still room";
    sys::ignore_signals({SIGPIPE});  // as the daemon does
    calls.ends.at(web.pid()).in.reset();
    EXPECT_EQ(fault_of("supervisor.sendProcessStdin", {"web", "x"}), "20 NO_FILE: web") << "it has closed it";
}

// RPC-054: a program that is being stopped gets nothing more.
TEST_F(SupervisorMethods, send_no_input_to_what_is_stopping) {
    add_running("web").stop();
    EXPECT_EQ(fault_of("supervisor.sendProcessStdin", {"web", "x"}), "70 NOT_RUNNING: web");
}

}  // namespace
}  // namespace supervise::rpc
