#include "rpc/dispatcher.hpp"

#include "rpc/daemon_fixture.hpp"
#include "rpc/limits.hpp"

namespace supervise::rpc {
namespace {

using testing::HasSubstr;

class DispatcherTest : public DaemonFixture {};

// RPC-004: two parts, exactly as in the table.
TEST_F(DispatcherTest, knows_exact_names_only) {
    for (const char* name : {"", "getState", "supervisor", "supervisor.", ".getState", "supervisor._update",
                             "a.b.c", "supervisor.getState ", " supervisor.getState", "Supervisor.getState",
                             "supervisor.getstate", "supervisor.supervisord.options", "system.__class__",
                             "unknown.getState", "supervisor.g\xC3\xA9tState"})
        EXPECT_EQ(fault_of(name), "1 UNKNOWN_METHOD") << name;
}

// CFG-208: without its section the namespace is not there; system.* is.
TEST_F(DispatcherTest, has_only_configured_namespaces) {
    Dispatcher bare(daemon, logger, {});
    EXPECT_FALSE(bare.methods().contains("supervisor.getState"));
    EXPECT_TRUE(bare.methods().contains("system.listMethods"));
    Dispatcher renamed(daemon, logger, {{"other", "supervisor.rpcinterface:make_main_rpcinterface", {}}});
    EXPECT_TRUE(renamed.methods().contains("other.getState"));
}

// A change that everybody may make is one whose row was forgotten.
TEST_F(DispatcherTest, changes_need_a_role) {
    const auto twiddler = "supervisor_twiddler.rpcinterface:make_twiddler_rpcinterface";
    const Dispatcher all(daemon, logger, {interfaces[0], {"twiddler", twiddler, {}}});
    for (const auto& [name, method] : all.methods())
        EXPECT_TRUE(!method.changes || method.role >= config::Role::operate) << name;
}

TEST_F(DispatcherTest, roles_hold) {
    add(program("web", 0));
    const Caller reader{"eve", "test", config::Role::read};
    const Caller joe{"joe", "test", config::Role::operate};
    const auto outcome = [&](const Caller& caller, const std::string& method,
                             std::vector<Value> params = {}) {
        Outcome got;
        const auto work = dispatcher.invoke(method, std::move(params), caller,
                                            [&](Outcome given) { got = std::move(given); });
        return got ? std::string("fine") : got.error().text;
    };
    EXPECT_EQ(outcome(reader, "supervisor.getAllProcessInfo"), "fine");
    EXPECT_EQ(outcome(reader, "supervisor.startProcess", {"web"}),
              "FORBIDDEN: eve has the role read, supervisor.startProcess needs operate");
    EXPECT_TRUE(logger.contains("supervisor.startProcess('web') by 'eve' from test: fault 'FORBIDDEN"));
    EXPECT_EQ(daemon.groups().find("web")->find("web")->state(), process::State::stopped);
    EXPECT_EQ(outcome(joe, "supervisor.startProcess", {"web"}), "fine");
    EXPECT_EQ(outcome(joe, "supervisor.shutdown"),
              "FORBIDDEN: joe has the role operate, supervisor.shutdown needs admin");
    EXPECT_EQ(daemon.shutdowns, 0);
    EXPECT_EQ(outcome(reader, "supervisor.none"), "UNKNOWN_METHOD");
}

// What a multicall may not do is a fault in it; the rest is done.
TEST_F(DispatcherTest, roles_hold_inside_a_multicall) {
    Outcome got;
    const auto work = dispatcher.invoke("system.multicall",
                                        {Value(Array{Struct{{"methodName", "supervisor.shutdown"}},
                                                     Struct{{"methodName", "supervisor.getVersion"}}})},
                                        {"eve", "test", config::Role::read},
                                        [&](Outcome given) { got = std::move(given); });
    ASSERT_TRUE(got);
    const Array& results = *got->get_if<Array>();
    ASSERT_EQ(results.size(), 2U);
    EXPECT_EQ(*results[0].member("faultCode"), Value(403));
    EXPECT_EQ(results[1], Value("3.0"));
    EXPECT_EQ(daemon.shutdowns, 0);
}

// RPC-005, RPC-006
TEST_F(DispatcherTest, checks_number_and_types_of_parameters) {
    add(program("web"));
    EXPECT_EQ(fault_of("supervisor.getState", {1}), "2 INCORRECT_PARAMETERS");
    EXPECT_EQ(fault_of("supervisor.getProcessInfo"), "2 INCORRECT_PARAMETERS");
    EXPECT_EQ(fault_of("supervisor.startProcess", {"web", true, 1}), "2 INCORRECT_PARAMETERS");
    EXPECT_EQ(fault_of("supervisor.getProcessInfo", {5}), "2 INCORRECT_PARAMETERS: 5");
    EXPECT_EQ(fault_of("supervisor.getProcessInfo", {Value(Array{})}),
              "2 INCORRECT_PARAMETERS: name is not of type string");
    EXPECT_EQ(fault_of("supervisor.getProcessInfo", {Nil{}}),
              "2 INCORRECT_PARAMETERS: name is not of type string");
    EXPECT_EQ(fault_of("supervisor.readLog", {"x", 0}), "2 INCORRECT_PARAMETERS: offset is not of type int");
    EXPECT_TRUE(reply_of("supervisor.readLog", {"0", 0.0}));
}

// RPC-003: all but one, which there is no reason to refuse.
TEST_F(DispatcherTest, answers_shutdown_state_while_stopping) {
    add(program("web"));
    for (const DaemonState state : {DaemonState::shutdown, DaemonState::restarting}) {
        daemon.current_state = state;
        for (const auto& [name, method] : dispatcher.methods()) {
            if (!name.starts_with("supervisor.") || name == "supervisor.sendRemoteCommEvent")
                continue;
            std::vector<Value> params;
            for (const Param& param : method.params)
                params.push_back(param.type == Type::integer ? Value(0) : Value("web"));
            EXPECT_EQ(fault_of(name, params), "6 SHUTDOWN_STATE") << name;
        }
        EXPECT_TRUE(reply_of("system.listMethods"));
        EXPECT_TRUE(reply_of("supervisor.sendRemoteCommEvent", {1, Array{}}));
    }
    EXPECT_EQ(fault_of("supervisor.getState", {1, 2}), "2 INCORRECT_PARAMETERS");
}

// LOG-007
TEST_F(DispatcherTest, traces_calls) {
    call("supervisor.getState");
    call("supervisor.getProcessInfo", {"nobody"});
    EXPECT_TRUE(logger.contains("XML-RPC method called: supervisor.getState()"));
    EXPECT_TRUE(logger.contains("XML-RPC method supervisor.getState() returned successfully"));
    EXPECT_TRUE(
        logger.contains("XML-RPC method supervisor.getProcessInfo() returned fault: [10] BAD_NAME: nobody"));
    fault_of("x\n2026 CRIT forged", {});
    fault_of("supervisor.getProcessInfo", {"a\nb"});
    EXPECT_TRUE(logger.contains("XML-RPC method called: 'x\\n2026 CRIT forged'()"));
    EXPECT_TRUE(logger.contains("returned fault: [10] 'BAD_NAME: a\\nb'"));
}

Value one_call(const std::string& method, const Array& params) {
    return Struct{{"methodName", method}, {"params", params}};
}

std::vector<std::string> audit_lines(const fake::Logger& logger) {
    std::vector<std::string> lines;
    for (const auto& [level, text] : logger.records)
        if (level == log::Level::info && text.rfind("supervisor.", 0) == 0)
            lines.push_back(text);
    return lines;
}
using Lines = std::vector<std::string>;

TEST_F(DispatcherTest, logs_who_changed_what_and_how_it_ended) {
    add(program("web"));
    call("supervisor.getProcessInfo", {"web"});
    call("supervisor.startProcess", {"web"});
    EXPECT_EQ(audit_lines(logger), Lines{}) << "not before it has ended";
    loop.advance(std::chrono::milliseconds(1100));
    call("supervisor.startProcess", {"web", true});
    call("supervisor.stopProcess", {"x\nINFO y", false});
    call("supervisor.signalProcess", {5, 5});
    EXPECT_EQ(audit_lines(logger), (Lines{"supervisor.startProcess('web') from test: done",
                                          "supervisor.startProcess('web', True) from test: fault "
                                          "'ALREADY_STARTED: web'",
                                          "supervisor.stopProcess('x\\nINFO y', False) from test: fault "
                                          "'BAD_NAME: x\\nINFO y'",
                                          "supervisor.signalProcess(5, 5) from test: fault "
                                          "'INCORRECT_PARAMETERS: 5'"}));
}

TEST_F(DispatcherTest, logs_the_user_and_calls_within_calls) {
    (void)dispatcher.call(
        {"system.multicall",
         {Value(Array{one_call("supervisor.clearLog", {}), one_call("supervisor.getPID", {}),
                      one_call("supervisor.stopProcess", {"nobody"})})}},
        {"ad'min", "127.0.0.1:1"}, [](const Outcome&) {});
    EXPECT_EQ(
        audit_lines(logger),
        (Lines{"supervisor.clearLog() by \"ad'min\" from 127.0.0.1:1: done",
               "supervisor.stopProcess('nobody') by \"ad'min\" from 127.0.0.1:1: fault 'BAD_NAME: nobody'"}));
}

TEST_F(DispatcherTest, does_not_log_secrets_or_long_texts) {
    call("supervisor.sendProcessStdin", {"web", "password\n"});
    call("supervisor.sendProcessStdin", {"web", Binary{"pass"}});
    call("supervisor.sendProcessStdin", {"web", 5});
    call("supervisor.sendProcessStdin", {"web", "x", "password"});
    call("supervisor.stopProcess", {std::string(1000, 'n')});
    EXPECT_FALSE(logger.contains("pass"));
    const Lines lines = audit_lines(logger);
    ASSERT_EQ(lines.size(), 5U);
    EXPECT_THAT(lines[0], HasSubstr("supervisor.sendProcessStdin('web', <9 bytes>) from test: fault"));
    EXPECT_THAT(lines[1], HasSubstr("('web', <4 bytes>)"));
    EXPECT_THAT(lines[2], HasSubstr("('web', <hidden>)"));
    EXPECT_THAT(lines[3], HasSubstr("('web', <1 bytes>, ...)"));
    EXPECT_LT(lines[4].size(), 400U);
}

TEST_F(DispatcherTest, logs_calls_nobody_waited_for) {
    add(program("web"));
    call("supervisor.startProcess", {"web"});
    pending.clear();
    loop.advance(std::chrono::seconds(2));
    EXPECT_EQ(audit_lines(logger),
              Lines{"supervisor.startProcess('web') from test: the caller did not wait for the end"});
}

TEST(DescribeOutcome, counts_what_failed_of_many) {
    const auto result = [](const std::string& name, int status, const std::string& description) {
        return Value(
            Struct{{"name", name}, {"group", name}, {"status", status}, {"description", description}});
    };
    EXPECT_EQ(describe_outcome(Value(Array{result("a", 80, "OK")})), "done");
    EXPECT_EQ(describe_outcome(Value(Array{})), "done");
    Array many = {result("a", 80, "OK"), result("b", 50, "SPAWN_ERROR: b")};
    EXPECT_EQ(describe_outcome(Value(many)), "done, but 1 of 2 failed: 'b' ('SPAWN_ERROR: b')");
    many.insert(many.end(), 10, result("c", 10, "BAD_NAME"));
    EXPECT_EQ(describe_outcome(Value(many)),
              "done, but 11 of 12 failed: 'b' ('SPAWN_ERROR: b') 'c' ('BAD_NAME') 'c' ('BAD_NAME') 'c' "
              "('BAD_NAME') 'c' ('BAD_NAME') ...");
}

// RPC-060: the names of the reference, except for those that need the events.
TEST_F(DispatcherTest, lists_methods) {
    const Outcome names = reply_of("system.listMethods");
    ASSERT_TRUE(names);
    const Array& list = *names->get_if<Array>();
    EXPECT_TRUE(std::is_sorted(list.begin(), list.end(), [](const Value& a, const Value& b) {
        return *a.get_if<std::string>() < *b.get_if<std::string>();
    }));
    EXPECT_EQ(list.front(), Value("supervisor.addProcessGroup"));
    EXPECT_EQ(list.back(), Value("system.multicall"));
}

// RPC-061, RPC-062: the signatures are those of the reference.
TEST_F(DispatcherTest, tells_signatures) {
    const std::vector<std::pair<std::string, Array>> table = {
        {"getAPIVersion", {"string"}},
        {"getState", {"struct"}},
        {"getPID", {"int"}},
        {"readLog", {"string", "int", "int"}},
        {"reloadConfig", {"array"}},
        {"addProcessGroup", {"boolean", "string"}},
        {"startProcess", {"boolean", "string", "boolean"}},
        {"startProcessGroup", {"array", "string", "boolean"}},
        {"stopAllProcesses", {"array", "boolean"}},
        {"signalProcess", {"boolean", "string", "string"}},
        {"signalAllProcesses", {"array", "string"}},
        {"getProcessInfo", {"struct", "string"}},
        {"tailProcessLog", {"array", "string", "int", "int"}},
        {"clearProcessLogs", {"boolean", "string"}},
        {"sendProcessStdin", {"boolean", "string", "string"}},
    };
    for (const auto& [name, signature] : table)
        EXPECT_EQ(reply_of("system.methodSignature", {"supervisor." + name}), Outcome(Value(signature)))
            << name;
    EXPECT_EQ(reply_of("system.methodSignature", {"system.multicall"}),
              Outcome(Value(Array{"array", "array"})));
    EXPECT_EQ(fault_of("system.methodSignature", {"nothing"}), "4 SIGNATURE_UNSUPPORTED");
    EXPECT_EQ(fault_of("system.methodHelp", {"nothing"}), "4 SIGNATURE_UNSUPPORTED");
    EXPECT_THAT(*reply_of("system.methodHelp", {"supervisor.startProcess"})->get_if<std::string>(),
                HasSubstr("@param string name  "));
}

// RPC-063: plain values, in order; a fault is a struct.
TEST_F(DispatcherTest, makes_several_calls) {
    const Outcome results = reply_of(
        "system.multicall",
        {Value(Array{one_call("supervisor.getAPIVersion", {}), one_call("supervisor.getProcessInfo", {"x"}),
                     Struct{{"methodName", "supervisor.getIdentification"}}})});
    EXPECT_EQ(results, Outcome(Value(Array{"3.0", Struct{{"faultCode", 10}, {"faultString", "BAD_NAME: x"}},
                                           "supervisor"})));
}

// RPC-063: a call that waits holds up those behind it.
TEST_F(DispatcherTest, waits_between_calls) {
    add(program("web"));
    call("system.multicall", {Value(Array{one_call("supervisor.startProcess", {"web"}),
                                          one_call("supervisor.stopProcess", {"web", false}),
                                          one_call("supervisor.getAPIVersion", {})})});
    loop.settle();
    EXPECT_TRUE(replies.empty());
    EXPECT_TRUE(calls.signals.empty());
    loop.advance(std::chrono::milliseconds(1100));
    ASSERT_EQ(replies.size(), 1U);
    EXPECT_EQ(replies[0], Outcome(Value(Array{true, true, "3.0"})));
    EXPECT_EQ(calls.signals.size(), 1U);
}

// RPC-064
TEST_F(DispatcherTest, refuses_bad_calls_inside) {
    const Outcome results = reply_of(
        "system.multicall", {Value(Array{Struct{}, one_call("system.multicall", {Value(Array{})}), "text",
                                         Struct{{"methodName", 5}},
                                         Struct{{"methodName", "supervisor.getState"}, {"params", "x"}}})});
    ASSERT_TRUE(results);
    std::vector<std::string> texts;
    for (const Value& result : *results->get_if<Array>())
        texts.push_back(*result.member("faultString")->get_if<std::string>());
    EXPECT_EQ(texts, (std::vector<std::string>{"INCORRECT_PARAMETERS: No methodName",
                                               "INCORRECT_PARAMETERS: Recursive system.multicall forbidden",
                                               "INCORRECT_PARAMETERS: No methodName",
                                               "INCORRECT_PARAMETERS: methodName is not of type string",
                                               "INCORRECT_PARAMETERS: params is not of type array"}));
    EXPECT_EQ(fault_of("system.multicall", {"x"}), "2 INCORRECT_PARAMETERS: calls is not of type array");
    EXPECT_EQ(reply_of("system.multicall", {Value(Array{})}), Outcome(Value(Array{})));
}

// RPC-063: replies that are written straight away are the same inside.
TEST_F(DispatcherTest, tells_structs_inside_a_multicall) {
    add(program("web"));
    const Outcome alone = reply_of("supervisor.getAllProcessInfo");
    const Outcome inside = reply_of(
        "system.multicall",
        {Value(Array{one_call("supervisor.getAllProcessInfo", {}), one_call("supervisor.getPID", {})})});
    EXPECT_EQ(inside->get_if<Array>()->at(0), *alone);
    EXPECT_EQ(inside->get_if<Array>()->size(), 2U);
}

TEST_F(DispatcherTest, bounds_a_multicall) {
    Array many;
    for (std::size_t i = 0; i <= limits::max_multicall; ++i)
        many.push_back(one_call("supervisor.getPID", {}));
    EXPECT_THAT(fault_of("system.multicall", {Value(many)}), HasSubstr("2 INCORRECT_PARAMETERS: more than"));
    many.pop_back();
    call("system.multicall", {Value(many)});
    loop.settle();
    EXPECT_EQ(replies.back()->get_if<Array>()->size(), limits::max_multicall);
}

TEST_F(DispatcherTest, bounds_what_a_multicall_returns) {
    const std::size_t size = 8U * 1024 * 1024;
    folder.put("main.log", std::string(size, 'x'));
    const std::size_t fit = limits::max_multicall_reply / size;
    Outcome outcome;
    pending.push_back(
        dispatcher.call({"system.multicall", {Value(Array(fit + 3, one_call("supervisor.readLog", {0, 0})))}},
                        {"", "test"}, [&](Outcome given) { outcome = std::move(given); }));
    loop.settle();
    const Array& results = *outcome->get_if<Array>();
    ASSERT_EQ(results.size(), fit + 3);
    EXPECT_NE(results[fit - 1].get_if<std::string>(), nullptr);
    EXPECT_EQ(results.back().member("faultString")->get_if<std::string>()->rfind("FAILED: the results", 0),
              0U);
}

TEST_F(DispatcherTest, bounds_the_structs_that_a_multicall_returns) {
    for (int i = 0; i < 100; ++i)
        add(program(fmt::format("p{}", i)));
    const Array many(limits::max_multicall, one_call("supervisor.clearAllProcessLogs", {}));
    call("system.multicall", {Value(many)});
    loop.settle();
    const Array& results = *replies.back()->get_if<Array>();
    ASSERT_EQ(results.size(), limits::max_multicall);
    EXPECT_EQ(results.front().get_if<Array>()->size(), 100U);
    EXPECT_NE(results.back().member("faultString"), nullptr);
}

TEST_F(DispatcherTest, forgets_a_multicall_nobody_waits_for) {
    add(program("web"));
    call("system.multicall", {Value(Array{one_call("supervisor.startProcess", {"web"}),
                                          one_call("supervisor.stopProcess", {"web"})})});
    pending.clear();
    loop.advance(std::chrono::seconds(3));
    EXPECT_TRUE(replies.empty());
    EXPECT_TRUE(calls.signals.empty());
}

}  // namespace
}  // namespace supervise::rpc
