#include "event/payload.hpp"

#include "process/process_fixture.hpp"

namespace supervise::event {
namespace {

using process::State;

// EVT-001
TEST(EventSets, subscribing_to_a_type_includes_what_is_below) {
    const std::array subscribed = {EventType::process_log, EventType::tick_60};
    const EventSet set = EventSet::of(subscribed);
    EXPECT_TRUE(set.has(EventType::process_log));
    EXPECT_TRUE(set.has(EventType::process_log_stderr));
    EXPECT_TRUE(set.has(EventType::tick_60));
    EXPECT_FALSE(set.has(EventType::tick));
    EXPECT_FALSE(set.has(EventType::tick_5));
    const std::array everything = {EventType::event};
    for (const config::EventKind& kind : config::event_kinds)
        EXPECT_TRUE(EventSet::of(everything).has(kind.type)) << kind.name;
}

/// Notes the payload of each change of state.
class Payloads : public process::ProcessFixture {
protected:
    void on_state(process::Process& process, State from, State to) override {
        told.push_back(
            fmt::format("{}| {}", config::event_name(state_event(to)), state_payload(process, from, to)));
    }
    std::vector<std::string> told;
};

// EVT-002 to EVT-005
TEST_F(Payloads, of_a_life) {
    auto process = make(sleeper("cat"));
    (void)process->start();
    loop.advance(std::chrono::seconds(1));
    process->stop();
    end(*process, fake::killed_by(15));
    const std::string common = "processname:cat groupname:cat from_state:";
    EXPECT_EQ(told, (std::vector<std::string>{
                        "PROCESS_STATE_STARTING| " + common + "STOPPED tries:0",
                        "PROCESS_STATE_RUNNING| " + common + "STARTING pid:1000",
                        "PROCESS_STATE_STOPPING| " + common + "RUNNING pid:1000",
                        "PROCESS_STATE_STOPPED| " + common + "STOPPING pid:1000",
                    }));
}

/// Notes at each change what the kernel had been asked to do by then.
class Order : public process::ProcessFixture {
protected:
    void on_state(process::Process& process, State from, State to) override {
        told.push_back(fmt::format("{}|signals:{}|state:{}", state_payload(process, from, to),
                                   calls.signals.size(), process::state_name(process.state())));
    }
    std::vector<std::string> told;
};

// EVT-014: told before the signal goes out, in the new state, with the values of that moment.
TEST_F(Order, of_a_stop) {
    auto process = make(sleeper("cat"));
    (void)process->start();
    loop.advance(std::chrono::seconds(1));
    told.clear();
    process->stop();
    EXPECT_EQ(calls.signals.size(), 1U);
    end(*process, fake::killed_by(15));
    EXPECT_EQ(told, (std::vector<std::string>{
                        "processname:cat groupname:cat from_state:RUNNING pid:1000|signals:0|state:STOPPING",
                        "processname:cat groupname:cat from_state:STOPPING pid:1000|signals:1|state:STOPPED",
                    }));
}

// EVT-003, EVT-006
TEST_F(Payloads, of_failed_starts) {
    auto config = sleeper("cat");
    config.startretries = 1;
    auto process = make(config);
    (void)process->start();
    end(*process, fake::exit_status(0));
    loop.advance(std::chrono::seconds(1));
    end(*process, fake::exit_status(0));
    const std::string common = "processname:cat groupname:cat from_state:";
    EXPECT_EQ(told, (std::vector<std::string>{
                        "PROCESS_STATE_STARTING| " + common + "STOPPED tries:0",
                        "PROCESS_STATE_BACKOFF| " + common + "STARTING tries:1",
                        "PROCESS_STATE_STARTING| " + common + "BACKOFF tries:1",
                        "PROCESS_STATE_BACKOFF| " + common + "STARTING tries:2",
                        "PROCESS_STATE_FATAL| " + common + "BACKOFF",
                    }));
}

// EVT-004: out of BACKOFF there is no pid, whatever ran before.
TEST_F(Payloads, of_a_stop_in_backoff) {
    auto process = make(sleeper("cat"));
    (void)process->start();
    end(*process, fake::exit_status(0));
    process->stop();
    EXPECT_EQ(told.back(), "PROCESS_STATE_STOPPED| processname:cat groupname:cat from_state:BACKOFF pid:0");
}

// EVT-005
TEST_F(Payloads, of_exits) {
    auto config = sleeper("cat");
    config.startsecs = 0;
    config.autorestart = config::Autorestart::never;
    auto process = make(config);
    (void)process->start();
    end(*process, fake::exit_status(0));
    EXPECT_EQ(told.back(),
              "PROCESS_STATE_EXITED| processname:cat groupname:cat from_state:RUNNING expected:1 pid:1000");
    (void)process->start();
    end(*process, fake::exit_status(3));
    EXPECT_EQ(told.back(),
              "PROCESS_STATE_EXITED| processname:cat groupname:cat from_state:RUNNING expected:0 pid:1001");
}

// EVT-006
TEST_F(Payloads, of_one_that_cannot_be_signalled) {
    auto process = make(sleeper("cat"));
    (void)process->start();
    loop.advance(std::chrono::seconds(1));
    calls.kill_errno = EPERM;
    process->stop();
    EXPECT_EQ(told.back(), "PROCESS_STATE_UNKNOWN| processname:cat groupname:cat from_state:STOPPING");
    end(*process, 0);
}

// EVT-007, EVT-008, EVT-009, EVT-062: a line of words, then the data as it is.
TEST_F(Payloads, of_output) {
    auto process = make(sleeper("cat"));
    (void)process->start();
    EXPECT_EQ(log_payload(*process, Channel::standard_output, "a:b\nc\n"),
              "processname:cat groupname:cat pid:1000 channel:stdout\na:b\nc\n");
    EXPECT_EQ(log_payload(*process, Channel::standard_error, "\xff\n"),
              "processname:cat groupname:cat pid:1000 channel:stderr\nUndecodable: b'\\xff\\n'");
    EXPECT_EQ(communication_payload(*process, "data"), "processname:cat groupname:cat pid:1000\ndata");
    end(*process, 0);
}

// EVT-010, EVT-012, EVT-013
TEST(EventPayloads, others) {
    EXPECT_EQ(remote_payload("kind", "a\nb"), "type:kind\na\nb");
    EXPECT_EQ(tick_payload(1200), "when:1200");
    EXPECT_EQ(group_payload("g"), "groupname:g\n");
}

// EVT-020, EVT-021
TEST(EventPayloads, envelopes) {
    EXPECT_EQ(
        envelope({EventType::remote_communication, 21, "type:x\n\xc3\xb6\xe2\x82\xac"}, "id", "pool", 3),
        "ver:3.0 server:id serial:21 pool:pool poolserial:3 eventname:REMOTE_COMMUNICATION len:9\n"
        "type:x\n\xc3\xb6\xe2\x82\xac");
    EXPECT_EQ(
        envelope({EventType::supervisor_state_change_running, 0, ""}, "id", "p", 0),
        "ver:3.0 server:id serial:0 pool:p poolserial:0 eventname:SUPERVISOR_STATE_CHANGE_RUNNING len:0\n");
}

}  // namespace
}  // namespace supervise::event
