#include "event/pool.hpp"

#include <csignal>

#include "event/event_fixture.hpp"
#include "event/limits.hpp"
#include "sys/signals.hpp"

namespace supervise::event {
namespace {

using namespace std::chrono_literals;
using OnViolation = config::ListenerConfig::OnViolation;

class Pools : public EventFixture {
protected:
    static config::GroupConfig remote_listener(int processes = 1) {
        return listener("l", {EventType::remote_communication}, processes);
    }
    /// The messages among what was heard.
    static std::string messages(const std::string& heard) {
        std::string result;
        for (std::size_t at = heard.find("type:t\n"); at != std::string::npos;
             at = heard.find("type:t\n", at + 1)) {
            const std::size_t begin = at + 7;
            result += heard.substr(begin, heard.find("ver:", begin) - begin) + " ";
        }
        return result;
    }
};

// EVT-032, EVT-050
TEST_F(Pools, an_event_goes_to_a_ready_listener_and_the_next_after_its_answer) {
    process::Process& process = first(ready(remote_listener()));
    remote("one");
    remote("two");
    EXPECT_EQ(heard(process), "ver:3.0 server:id serial:0 pool:l poolserial:0 eventname:REMOTE_COMMUNICATION "
                              "len:10\ntype:t\none");
    EXPECT_EQ(state(), ListenerState::busy);
    EXPECT_TRUE(logger.contains("event 0 sent to listener l"));
    ok(process);
    EXPECT_TRUE(logger.contains("l: event was processed"));
    EXPECT_EQ(messages(heard(process)), "two ");
    ok(process);
    EXPECT_EQ(state(), ListenerState::ready);
    EXPECT_EQ(pool().counts().processed, 2u);
}

// EVT-032: READY comes before RUNNING when startsecs is not over.
TEST_F(Pools, nothing_is_sent_before_running) {
    auto config = remote_listener();
    config.processes[0].startsecs = 5;
    process::Process& process = first(ready(config));
    remote("one");
    EXPECT_EQ(heard(process), "");
    loop.advance(5s);
    EXPECT_EQ(messages(heard(process)), "one ");
}

// EVT-050
TEST_F(Pools, the_first_ready_listener_in_order_takes_it) {
    process::Group& group = ready(remote_listener(3));
    for (const char* message : {"a", "b"})
        remote(message);
    loop.settle();
    ok(*group.processes()[0]);
    remote("c");
    EXPECT_EQ(messages(heard(*group.processes()[0])), "a c ");
    EXPECT_EQ(messages(heard(*group.processes()[1])), "b ");
    EXPECT_EQ(heard(*group.processes()[2]), "");
}

// One that leaves (removeProcessFromGroup) is asked no more; the others go on, in their order.
TEST_F(Pools, a_listener_that_leaves_gets_nothing_more) {
    process::Group& group = ready(remote_listener(3));
    process::Process& gone = *group.processes()[0];
    gone.stop();
    end(gone, 0);
    events.process_leaves(gone);
    EXPECT_EQ(pool().listeners().size(), 2u);
    for (const char* message : {"a", "b", "c"})
        remote(message);
    EXPECT_EQ(messages(heard(*group.processes()[1])), "a ");
    EXPECT_EQ(messages(heard(*group.processes()[2])), "b ");
    ok(*group.processes()[2]);
    EXPECT_EQ(messages(heard(*group.processes()[2])), "c ");
    events.process_leaves(gone);
    EXPECT_EQ(pool().listeners().size(), 2u) << "the second time there is nothing to do";
}

// EVT-022, TOL-007
TEST_F(Pools, serials_count_per_daemon_and_per_pool) {
    process::Process& a = first(ready(listener("a", {EventType::remote_communication, EventType::tick_5})));
    process::Process& b = first(ready(listener("b", {EventType::remote_communication})));
    loop.advance(5s);
    ok(a);
    (void)heard(a);
    remote("x");
    EXPECT_NE(heard(a).find("serial:1 pool:a poolserial:1"), std::string::npos);
    EXPECT_NE(heard(b).find("serial:1 pool:b poolserial:0"), std::string::npos);
    events.daemon_runs();
    EXPECT_EQ(next_serial, 2u) << "nobody wanted it";
}

// EVT-023, better: once, also when several subscriptions match.
TEST_F(Pools, two_subscriptions_that_match_deliver_once) {
    process::Process& process = first(
        ready(listener("l", {EventType::event, EventType::remote_communication, EventType::process_group})));
    EXPECT_NE(heard(process).find("eventname:PROCESS_GROUP_ADDED len:12\ngroupname:l\n"), std::string::npos)
        << "a pool sees its own";
    EXPECT_EQ(pool().counts().accepted, 3u) << "added, STARTING, RUNNING";
}

// EVT-034, EVT-051, EVT-053, EVT-022
TEST_F(Pools, a_rejected_event_is_sent_again_first_with_its_serials) {
    process::Process& process = first(ready(remote_listener()));
    remote("one");
    remote("two");
    (void)heard(process);
    say(process, "RESULT 4\nFAILREADY\n");
    EXPECT_EQ(heard(process), "ver:3.0 server:id serial:0 pool:l poolserial:0 eventname:REMOTE_COMMUNICATION "
                              "len:10\ntype:t\none");
    EXPECT_TRUE(logger.contains("l: event was rejected"));
    EXPECT_TRUE(logger.contains("rebuffering event 0 for pool l (buf size=1, max=1000)"));
    EXPECT_EQ(pool().counts().rejected, 1u);
}

TEST_F(Pools, one_that_rejects_for_ever_is_asked_ever_more_slowly) {
    process::Process& process = first(ready(remote_listener()));
    remote("one");
    int asked = 0;
    for (auto left = 60s; left > 0s; left -= 1s) {
        for (int i = 0; i < 100; ++i) {
            if (heard(process).empty())
                break;
            ++asked;
            say(process, "RESULT 4\nFAILREADY\n");
        }
        loop.advance(1s);
    }
    EXPECT_GT(asked, 30);
    EXPECT_LT(asked, 80);
}

// EVT-053: nor does the pool stand still for it.
TEST_F(Pools, one_event_that_is_rejected_keeps_up_no_other) {
    process::Group& group = ready(remote_listener(2));
    process::Process& one = *group.processes()[0];
    process::Process& two = *group.processes()[1];
    const auto reject = [&](const process::Process& process) { say(process, "RESULT 4\nFAILREADY\n"); };
    remote("bad");
    EXPECT_EQ(messages(heard(one)), "bad ");
    reject(one);
    EXPECT_EQ(messages(heard(one)), "bad ") << "at once, the first time";
    reject(one);
    EXPECT_EQ(pool().waiting(), 1u);
    for (const char* message : {"a", "b", "c"})
        remote(message);
    EXPECT_EQ(messages(heard(one)), "a ");
    EXPECT_EQ(messages(heard(two)), "b ");
    loop.advance(limits::first_retry_wait);
    ok(two);
    EXPECT_EQ(messages(heard(two)), "bad ") << "when it is due it is the first";
    ok(one);
    EXPECT_EQ(messages(heard(one)), "c ");
    ok(two);
    EXPECT_EQ(pool().waiting(), 0u);
    EXPECT_EQ(pool().waiting_bytes(), 0u);
}

TEST_F(Pools, one_that_rejects_everything_is_not_asked_about_all_of_it) {
    process::Process& process = first(ready(remote_listener()));
    for (int i = 0; i < 500; ++i)
        remote(std::to_string(i));
    std::size_t asked = 0;
    for (auto left = 60s; left > 0s; left -= 1s) {
        while (!heard(process).empty()) {
            ++asked;
            say(process, "RESULT 4\nFAILREADY\n");
        }
        loop.advance(1s);
    }
    EXPECT_GT(asked, limits::rejected_at_once);
    EXPECT_LT(asked, 80 * limits::rejected_at_once);
    EXPECT_GE(pool().waiting(), 499u) << "all but the one in its hands";
    for (int rounds = 0; pool().counts().processed < 500 && rounds < 2000; ++rounds)
        if (heard(process).empty())
            loop.advance(1s);
        else
            ok(process);
    EXPECT_EQ(pool().counts().processed, 500u);
}

// EVT-052: also while it waits to be tried again it is in the buffer, and the oldest there.
TEST_F(Pools, a_rejected_event_is_discarded_as_the_oldest) {
    auto config = remote_listener();
    config.listener->buffer_size = 2;
    process::Process& process = first(ready(config));
    remote("bad");
    while (!heard(process).empty())
        say(process, "RESULT 4\nFAILREADY\n");
    for (const char* message : {"1", "2", "3"}) {
        remote(message);
        loop.settle();
    }
    EXPECT_TRUE(logger.contains("pool l event buffer overflowed, discarding event 0"));
    loop.advance(1s);
    for (const char* message : {"1 ", "2 ", "3 "}) {
        EXPECT_EQ(messages(heard(process)), message);
        ok(process);
    }
    EXPECT_EQ(heard(process), "");
}

// EVT-037
TEST_F(Pools, an_event_in_the_hands_of_one_that_ends_is_sent_to_the_next) {
    process::Process& process = first(ready(remote_listener()));
    remote("one");
    EXPECT_EQ(messages(heard(process)), "one ");
    end(process, fake::exit_status(1));
    loop.advance(1s);
    ASSERT_EQ(process.state(), process::State::running);
    EXPECT_EQ(heard(process), "");
    say(process, "READY\n");
    EXPECT_EQ(messages(heard(process)), "one ");
}

// EVT-039
TEST_F(Pools, one_that_has_closed_its_input_is_passed_over) {
    process::Group& group = ready(remote_listener(2));
    sys::ignore_signals({SIGPIPE});  // as the daemon does
    calls.ends.at(group.processes()[0]->pid()).in.reset();
    remote("one");
    EXPECT_EQ(messages(heard(*group.processes()[1])), "one ");
    EXPECT_TRUE(
        logger.contains("epipe occurred while sending event 0 to listener l0, listener state unchanged"));
    EXPECT_EQ(state(), ListenerState::ready);
}

// EVT-054, better: what one pool rejects is no concern of another.
TEST_F(Pools, a_rejected_event_stays_in_its_pool) {
    process::Process& a = first(ready(listener("a", {EventType::remote_communication})));
    process::Process& b = first(ready(listener("b", {EventType::remote_communication})));
    process::Process& c = first(ready(listener("c", {EventType::tick_3600})));
    remote("one");
    EXPECT_EQ(messages(heard(a)), "one ");
    EXPECT_EQ(messages(heard(b)), "one ");
    ok(b);
    say(a, "RESULT 4\nFAILREADY\n");
    EXPECT_EQ(messages(heard(a)), "one ");
    EXPECT_EQ(heard(b), "");
    EXPECT_EQ(heard(c), "");
}

// LOG-073: what is sent to a listener's input stands between the events; whoever does that breaks its
// protocol.
TEST_F(Pools, input_from_elsewhere_reaches_a_listener) {
    process::Process& process = first(ready(remote_listener()));
    EXPECT_EQ(process.write_stdin("hello\n"), process::StdinBuffer::Outcome::queued);
    EXPECT_EQ(heard(process), "hello\n");
}

// CFG-190: the output of a listener is its protocol, whatever the keys say.
TEST_F(Pools, keys_about_standard_output_do_not_touch_the_protocol) {
    auto config = remote_listener();
    config.processes[0].stdout_channel.capture_maxbytes = 100;
    config.processes[0].stdout_channel.events_enabled = true;
    config.processes[0].stdout_channel.syslog = true;
    process::Process& told =
        first(ready(listener("told", {EventType::process_log, EventType::process_communication})));
    process::Process& process = first(ready(config));
    remote("one");
    EXPECT_EQ(messages(heard(process)), "one ");
    ok(process);
    EXPECT_EQ(heard(told), "");
    EXPECT_TRUE(syslog.lines.empty());
    say(process, "<!--XSUPERVISOR:BEGIN-->");
    EXPECT_TRUE(logger.contains("l: has entered the UNKNOWN state and will no longer receive events, this "
                                "usually indicates the process violated the eventlistener protocol"));
}

// EVT-052, EVT-056: what is in a listener's hands does not count.
TEST_F(Pools, a_full_buffer_discards_the_oldest_and_says_so_once) {
    auto config = remote_listener();
    config.listener->buffer_size = 2;
    process::Process& process = first(ready(config));
    for (const char* message : {"0", "1", "2", "3", "4"}) {
        remote(message);
        loop.settle();
    }
    EXPECT_TRUE(logger.contains("pool l event buffer overflowed, discarding event 1"));
    EXPECT_FALSE(logger.contains("discarding event 2"));
    EXPECT_EQ(messages(heard(process)), "0 ");
    ok(process);
    EXPECT_EQ(messages(heard(process)), "3 ");
    ok(process);
    EXPECT_EQ(messages(heard(process)), "4 ");
    EXPECT_TRUE(
        logger.contains("pool l discarded 2 events while its buffer was full: 2 REMOTE_COMMUNICATION"));
    EXPECT_EQ(pool().counts().discarded[static_cast<std::size_t>(EventType::remote_communication)], 2u);
}

TEST_F(Pools, bytes_are_bounded_as_well) {
    process::Process& process = first(ready(remote_listener()));
    for (int i = 0; i < 40; ++i) {
        remote(std::string(1024 * 1024, 'x'));
        loop.settle();
        EXPECT_LE(pool().waiting_bytes(), limits::pool_bytes);
    }
    EXPECT_EQ(pool().waiting(), 15u);
    EXPECT_NE(heard(process), "");
}

// EVT-036 and on_violation=restart
TEST_F(Pools, one_that_breaks_the_protocol_is_killed_and_started_again) {
    process::Process& process = first(ready(remote_listener()));
    const pid_t pid = process.pid();
    say(process, "hello");
    EXPECT_EQ(state(), ListenerState::unknown);
    EXPECT_TRUE(logger.contains("l: READY -> UNKNOWN"));
    EXPECT_TRUE(
        logger.contains("l: has entered the UNKNOWN state and will no longer receive events, this usually "
                        "indicates the process violated the eventlistener protocol"));
    EXPECT_EQ(calls.signals, (std::vector<std::pair<pid_t, int>>{{pid, SIGKILL}}));
    end(process, fake::killed_by(SIGKILL));
    loop.advance(0s);
    EXPECT_EQ(process.state(), process::State::running);
    EXPECT_EQ(state(), ListenerState::acknowledged);
}

// EVT-036: to kill it would be no restart.
TEST_F(Pools, one_that_breaks_it_and_would_not_be_started_again_is_left_alone) {
    auto config = remote_listener();
    config.processes[0].autorestart = config::Autorestart::never;
    process::Process& process = first(ready(config));
    say(process, "hello");
    EXPECT_EQ(state(), ListenerState::unknown);
    EXPECT_TRUE(calls.signals.empty());
    EXPECT_TRUE(logger.contains(fmt::format("'l' ({}) is left alone all the same: with autorestart=false "
                                            "nothing would start it again (on_violation)",
                                            process.pid())));
}

TEST_F(Pools, one_that_breaks_it_at_every_start_becomes_fatal) {
    auto config = remote_listener();
    config.processes[0].startsecs = 1;
    config.processes[0].startretries = 2;
    process::Process& process = first(add(config));
    (void)process.start();
    for (int i = 0; i < 10 && process.pid() != 0; ++i) {
        say(process, "Listening!\n");
        end(process, fake::killed_by(SIGKILL));
        loop.advance(std::chrono::seconds(i + 1));  // the back-off
    }
    EXPECT_EQ(process.state(), process::State::fatal);
    EXPECT_EQ(calls.signals.size(), 3u);
}

// EVT-036
TEST_F(Pools, with_ignore_it_runs_on_without_events) {
    auto config = remote_listener();
    config.listener->on_violation = OnViolation::ignore;
    process::Process& process = first(ready(config));
    say(process, "hello");
    say(process, std::string(60000, 'x'));
    say(process, "READY\n");
    remote("one");
    EXPECT_EQ(heard(process), "");
    EXPECT_EQ(state(), ListenerState::unknown);
    EXPECT_TRUE(calls.signals.empty());
}

// EVT-033
TEST_F(Pools, a_bad_result_line_rejects_the_event) {
    auto config = remote_listener(2);
    config.listener->on_violation = OnViolation::ignore;
    process::Group& group = ready(config);
    remote("one");
    loop.settle();
    say(*group.processes()[0], "RESULT -1\n");
    EXPECT_TRUE(logger.contains("l0: bad result line: 'RESULT -1'"));
    EXPECT_EQ(messages(heard(*group.processes()[1])), "one ");
}

TEST_F(Pools, what_is_logged_of_a_bad_line_is_one_line) {
    process::Process& process = first(ready(remote_listener()));
    remote("one");
    loop.settle();
    say(process, "\x1b[2J\r\t\n");
    EXPECT_TRUE(logger.contains("l: bad result line: '\\x1b[2J\\r\\t'"));
}

TEST_F(Pools, one_that_does_not_answer_within_result_timeout_loses_the_event) {
    auto config = remote_listener(2);
    config.listener->result_timeout = 10;
    process::Group& group = ready(config);
    process::Process& process = *group.processes()[0];
    remote("one");
    loop.settle();
    loop.advance(6s);
    ok(process);
    remote("two");
    loop.settle();
    loop.advance(9s);
    EXPECT_EQ(state(), ListenerState::busy);
    loop.advance(1s);
    EXPECT_TRUE(logger.contains("l0: has not answered event 1 within 10 seconds (result_timeout)"));
    EXPECT_EQ(calls.signals, (std::vector<std::pair<pid_t, int>>{{process.pid(), SIGKILL}}));
    EXPECT_EQ(messages(heard(*group.processes()[1])), "two ");
}

TEST_F(Pools, without_result_timeout_there_is_no_timer) {
    process::Process& process = first(ready(remote_listener()));
    remote("one");
    (void)heard(process);
    EXPECT_EQ(loop.timers(), 0u);
}

// A listener that logs what it receives must not receive that.
TEST_F(Pools, what_its_own_processes_print_is_not_told_to_it) {
    auto config = listener("l", {EventType::process_log});
    config.processes[0].stderr_channel.events_enabled = true;
    process::Process& process = first(ready(config));
    ASSERT_TRUE(sys::write_all(calls.ends.at(process.pid()).err.get(), "log"));
    loop.look_everywhere();
    EXPECT_EQ(heard(process), "");
    EXPECT_EQ(next_serial, 0u);
}

}  // namespace
}  // namespace supervise::event
