#include "rpc/twiddler.hpp"

#include "rpc/daemon_fixture.hpp"
#include "rpc/limits.hpp"

namespace supervise::rpc {
namespace {

using process::State;
using testing::HasSubstr;

constexpr const char* factory = "supervisor_twiddler.rpcinterface:make_twiddler_rpcinterface";

/// EXT-005: the interface of supervisor_twiddler 1.0.
class Twiddler : public DaemonFixture {
protected:
    void SetUp() override {
        use({});
        daemon.groups().add(make_group("jobs", {}));
    }
    void use(std::vector<std::pair<std::string, std::string>> settings) {
        dispatcher.add("twiddler", twiddler_methods({"twiddler", factory, std::move(settings)}));
    }
    Struct options(Struct more = {}) {
        Struct all{{"command", "/bin/sleep 100"}, {"stdout_logfile", "NONE"}, {"stderr_logfile", "NONE"}};
        for (auto& member : more)
            all.push_back(std::move(member));
        return all;
    }
    process::Process* find(const std::string& name) { return daemon.groups().find("jobs")->find(name); }
    std::string main_log() { return folder.get("main.log"); }
};

TEST_F(Twiddler, has_the_methods_of_the_package) {
    EXPECT_EQ(reply_of("twiddler.getAPIVersion"), Outcome("1.0"));
    add(program("web"));
    EXPECT_EQ(reply_of("twiddler.getGroupNames"), Outcome(Array{"jobs", "web"}));
    EXPECT_EQ(reply_of("system.methodSignature", {"twiddler.addProgramToGroup"}),
              Outcome(Value(Array{"boolean", "string", "string", "struct"})));
}

TEST_F(Twiddler, adds_a_program_that_runs_as_all_others) {
    EXPECT_EQ(reply_of("twiddler.addProgramToGroup", {"jobs", "ls", options({{"startsecs", "0"}})}),
              Outcome(true));
    EXPECT_EQ(find("ls")->state(), State::stopped);
    EXPECT_EQ(reply_of("supervisor.startProcess", {"jobs:ls"}), Outcome(true));
    EXPECT_EQ(reply_of("supervisor.stopProcess", {"jobs:ls", false}), Outcome(true));
    EXPECT_EQ(*reply_of("supervisor.getProcessInfo", {"jobs:ls"})->member("statename"), Value("STOPPING"));
}

TEST_F(Twiddler, adds_as_many_processes_as_numprocs_says) {
    EXPECT_EQ(
        reply_of("twiddler.addProgramToGroup", {"jobs", "w",
                                                options({{"NumProcs", 3},
                                                         {"process_name", "%(group_name)s-%(process_num)d"},
                                                         {"environment", "A=\"%(process_num)d\""},
                                                         {"autostart", false}})}),
        Outcome(true));
    EXPECT_EQ(daemon.groups().find("jobs")->processes().size(), 3U);
    ASSERT_NE(find("jobs-2"), nullptr);
    EXPECT_FALSE(find("jobs-2")->config().autostart);
    // CFG-166: with the environment of [supervisord] below its own.
    EXPECT_THAT(find("jobs-2")->config().environment,
                testing::UnorderedElementsAre(testing::Pair("GLOBAL", "1"), testing::Pair("A", "2")));
}

// The words are those of the file (CFG-127).
TEST_F(Twiddler, refuses_what_the_file_would_refuse) {
    const auto refusal = [&](Struct given) {
        return fault_of("twiddler.addProgramToGroup", {"jobs", "p", std::move(given)});
    };
    EXPECT_EQ(refusal({}),
              "2 INCORRECT_PARAMETERS: program section program:p does not specify a command in section "
              "'program:p' (file: 'c.conf')");
    EXPECT_THAT(refusal(options({{"startsecs", "soon"}})), HasSubstr("2 INCORRECT_PARAMETERS: "));
    EXPECT_THAT(refusal(options({{"numprocs", 2}})), HasSubstr("%(process_num) must be present"));
    EXPECT_THAT(refusal(options({{"user", "nobody-at-all"}})), HasSubstr("Invalid user name"));
    EXPECT_THAT(refusal(options({{"directory", "%(ENV_NONE)s"}})), HasSubstr("ENV_NONE"));
    EXPECT_EQ(refusal(options({{"environment", Struct{{"A", "b"}}}})),
              "2 INCORRECT_PARAMETERS: the option environment is not of type string, int or boolean");
    EXPECT_THAT(fault_of("twiddler.addProgramToGroup", {"jobs", "a b", options()}),
                HasSubstr("Invalid name"));
    EXPECT_THAT(fault_of("twiddler.addProgramToGroup", {"jobs", "a:b", options()}),
                HasSubstr("Invalid name"));
    EXPECT_EQ(fault_of("twiddler.addProgramToGroup", {"jobs", "p", "command=ls"}),
              "2 INCORRECT_PARAMETERS: program_options is not of type struct");
    EXPECT_EQ(fault_of("twiddler.addProgramToGroup", {"nobody", "p", options()}),
              "10 BAD_NAME: group: nobody");
    EXPECT_TRUE(daemon.groups().find("jobs")->processes().empty());
}

TEST_F(Twiddler, refuses_a_name_that_is_there) {
    EXPECT_TRUE(reply_of("twiddler.addProgramToGroup", {"jobs", "p", options()}));
    EXPECT_EQ(fault_of("twiddler.addProgramToGroup", {"jobs", "p", options()}), "10 BAD_NAME: p");
    EXPECT_EQ(fault_of("twiddler.addProgramToGroup",
                       {"jobs", "q", options({{"numprocs", 2}, {"process_name", "same%(process_num).0s"}})}),
              "10 BAD_NAME: q");
    EXPECT_EQ(daemon.groups().find("jobs")->processes().size(), 1U);
}

// An unknown key is no error in the file, so it is none here; but somebody should hear of it.
TEST_F(Twiddler, says_which_key_it_does_not_know) {
    EXPECT_TRUE(reply_of("twiddler.addProgramToGroup", {"jobs", "p", options({{"startsec", "1"}})}));
    EXPECT_THAT(main_log(),
                HasSubstr("WARN twiddler.addProgramToGroup: [program:p] startsec: there is no such key here, "
                          "it is ignored; did you mean startsecs?"));
}

TEST_F(Twiddler, leaves_listener_pools_alone) {
    auto config = std::make_shared<config::GroupConfig>();
    config->name = "pool";
    config->section = "eventlistener:pool";
    config->listener.emplace();
    daemon.groups().add(config);
    EXPECT_EQ(fault_of("twiddler.addProgramToGroup", {"pool", "p", options()}),
              "2 INCORRECT_PARAMETERS: [eventlistener:pool] is not a group of ordinary programs");
}

TEST_F(Twiddler, removes_a_process_that_does_not_run) {
    EXPECT_TRUE(reply_of("twiddler.addProgramToGroup", {"jobs", "p", options({{"startsecs", 0}})}));
    EXPECT_EQ(fault_of("twiddler.removeProcessFromGroup", {"nobody", "p"}), "10 BAD_NAME: group: nobody");
    EXPECT_EQ(fault_of("twiddler.removeProcessFromGroup", {"jobs", "q"}), "10 BAD_NAME: q");
    EXPECT_TRUE(reply_of("supervisor.startProcess", {"jobs:p"}));
    EXPECT_EQ(fault_of("twiddler.removeProcessFromGroup", {"jobs", "p"}), "91 STILL_RUNNING: p");
    call("supervisor.stopProcess", {"jobs:p"});
    EXPECT_EQ(fault_of("twiddler.removeProcessFromGroup", {"jobs", "p"}), "91 STILL_RUNNING: p");
    find("p")->on_exit(fake::killed_by(SIGTERM));
    // Removed in the turn in which it stopped: the client that waits for the stop has its answer all the
    // same.
    EXPECT_EQ(reply_of("twiddler.removeProcessFromGroup", {"jobs", "p"}), Outcome(true));
    loop.settle();
    EXPECT_EQ(replies.back(), Outcome(true));
    EXPECT_EQ(fault_of("supervisor.getProcessInfo", {"jobs:p"}), "10 BAD_NAME: jobs:p");
}

TEST_F(Twiddler, writes_into_the_log_of_the_daemon) {
    EXPECT_EQ(reply_of("twiddler.log", {"one"}), Outcome(true));
    EXPECT_EQ(reply_of("twiddler.log", {"two", "erro"}), Outcome(true));
    EXPECT_EQ(reply_of("twiddler.log", {"three", 50}), Outcome(true));
    EXPECT_THAT(main_log(), HasSubstr(" INFO one\n"));
    EXPECT_THAT(main_log(), HasSubstr(" ERRO two\n"));
    EXPECT_THAT(main_log(), HasSubstr(" CRIT three\n"));
    for (const Value& level : {Value("LOUD"), Value(21), Value("")})
        EXPECT_THAT(fault_of("twiddler.log", {"x", level}),
                    HasSubstr("2 INCORRECT_PARAMETERS: level is none of"));
    EXPECT_THAT(fault_of("twiddler.log", {std::string(limits::max_log_message + 1, 'x')}),
                HasSubstr("2 INCORRECT_PARAMETERS: a message of more than"));
}

// Nobody writes lines in the daemon's name.
TEST_F(Twiddler, gives_each_line_its_own_time_and_level) {
    EXPECT_TRUE(reply_of("twiddler.log", {Binary{"a\n2026-01-01 00:00:00,000 CRIT forged\r\x1b[2J"}}));
    EXPECT_THAT(main_log(), HasSubstr(" INFO a\n"));
    EXPECT_THAT(main_log(), HasSubstr(" INFO 2026-01-01 00:00:00,000 CRIT forged\\x0d\\x1b[2J\n"));
}

TEST_F(Twiddler, allows_what_the_whitelist_names) {
    use({{"whitelist", "getAPIVersion, log"}});
    EXPECT_TRUE(reply_of("twiddler.getAPIVersion"));
    EXPECT_TRUE(reply_of("twiddler.log", {"x"}));
    EXPECT_EQ(fault_of("twiddler.getGroupNames"), "230 NOT_IN_WHITELIST: getGroupNames");
    EXPECT_EQ(fault_of("twiddler.addProgramToGroup", {"jobs", "p", options()}),
              "230 NOT_IN_WHITELIST: addProgramToGroup");
}

TEST_F(Twiddler, does_nothing_while_the_daemon_stops) {
    daemon.current_state = DaemonState::shutdown;
    EXPECT_EQ(fault_of("twiddler.addProgramToGroup", {"jobs", "p", options()}), "6 SHUTDOWN_STATE");
}

}  // namespace
}  // namespace supervise::rpc
