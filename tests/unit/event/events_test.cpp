#include "event/events.hpp"

#include "event/event_fixture.hpp"

namespace supervise::event {
namespace {

using namespace std::chrono_literals;

class EventsOf : public EventFixture {
protected:
    /// The names and payloads of all that one listener hears, answering each.
    Strings all_heard(process::Process& process) {
        Strings result;
        for (std::string text = heard(process); !text.empty(); text = heard(process)) {
            const std::size_t name = text.find("eventname:") + 10;
            std::string shown =
                text.substr(name, text.find(' ', name) - name) + "|" + text.substr(text.find('\n') + 1);
            result.push_back(std::move(shown));
            ok(process);
        }
        return result;
    }
    void print(const process::Process& process, std::string_view text, bool on_stderr = false) {
        const auto& ends = calls.ends.at(process.pid());
        ASSERT_TRUE(sys::write_all((on_stderr ? ends.err : ends.out).get(), text));
        loop.look_everywhere();
    }
};

// EVT-008
TEST_F(EventsOf, output_when_it_is_enabled) {
    process::Process& listening = first(ready(listener("l", {EventType::process_log})));
    auto config = sleeper("cat");
    config.stdout_channel.events_enabled = true;
    process::Process& cat = program(config);
    (void)cat.start();
    print(cat, "one\ntwo\n");
    print(cat, "silent", true);
    EXPECT_EQ(
        all_heard(listening),
        (Strings{"PROCESS_LOG_STDOUT|processname:cat groupname:cat pid:1001 channel:stdout\none\ntwo\n"}));
}

// EVT-009, better: a read that ends within a character makes no bytes of text.
TEST_F(EventsOf, a_character_in_two_reads_is_told_whole) {
    process::Process& listening = first(ready(listener("l", {EventType::process_log})));
    auto config = sleeper("cat");
    config.stdout_channel.events_enabled = true;
    process::Process& cat = program(config);
    (void)cat.start();
    print(cat, "1 \xe2\x82");
    print(cat, "\xac 2\xf0");
    print(cat, "\x9f\x98");
    print(cat, "\x80");
    print(cat, "\xff");
    print(cat, "3\xc3");
    end(cat, 0);
    const std::string head = "PROCESS_LOG_STDOUT|processname:cat groupname:cat pid:1001 channel:stdout\n";
    EXPECT_EQ(all_heard(listening),
              (Strings{head + "1 ", head + "\xe2\x82\xac 2", head + "\xf0\x9f\x98\x80",
                       head + "Undecodable: b'\\xff'", head + "3", head + "Undecodable: b'\\xc3'"}));
}

TEST_F(EventsOf, last_words_have_the_pid_of_who_said_them) {
    process::Process& listening =
        first(ready(listener("l", {EventType::process_log, EventType::process_state_exited})));
    auto config = sleeper("cat");
    config.startsecs = 0;
    config.autorestart = config::Autorestart::never;
    config.stderr_channel.events_enabled = true;
    process::Process& cat = program(config);
    (void)cat.start();
    ASSERT_TRUE(sys::write_all(calls.ends.at(cat.pid()).err.get(), "bye"));
    end(cat, 0);
    EXPECT_EQ(all_heard(listening),
              (Strings{"PROCESS_LOG_STDERR|processname:cat groupname:cat pid:1001 channel:stderr\nbye",
                       "PROCESS_STATE_EXITED|processname:cat groupname:cat from_state:RUNNING expected:1 "
                       "pid:1001"}));
}

// EVT-007, LOG-050 to LOG-055
TEST_F(EventsOf, what_is_captured) {
    process::Process& listening = first(ready(listener("l", {EventType::process_communication})));
    auto config = sleeper("cat");
    config.stdout_channel.capture_maxbytes = 10;
    process::Process& cat = program(config);
    (void)cat.start();
    print(cat, "x<!--XSUPERVISOR:BEG");
    print(cat, "IN-->data<!--XSUPER");
    print(cat, "VISOR:END-->y<!--XSUPERVISOR:END--><!--XSUPERVISOR:BEGIN-->0123456789abc");
    print(cat, "<!--XSUPERVISOR:END--><!--XSUPERVISOR:BEGIN-->unfinished");
    end(cat, 0);
    const std::string head = "PROCESS_COMMUNICATION_STDOUT|processname:cat groupname:cat pid:1001\n";
    EXPECT_EQ(all_heard(listening), (Strings{head + "data", head + "3456789abc"}));
}

// What joins a group that runs (addProgramToGroup) is listened to as all others, until it leaves.
TEST_F(EventsOf, output_of_a_process_that_joins_a_group) {
    process::Process& listening = first(ready(listener("l", {EventType::process_log})));
    program("old");
    process::Group& group = *groups.find("old");
    auto config = sleeper("new");
    config.stdout_channel.events_enabled = true;
    ASSERT_TRUE(groups.add_processes(group, {config}));
    process::Process& joined = *group.find("new");
    events.process_added(joined);
    (void)joined.start();
    print(joined, "hello");
    EXPECT_EQ(all_heard(listening),
              Strings{"PROCESS_LOG_STDOUT|processname:new groupname:old pid:1001 channel:stdout\nhello"});
    end(joined, 0);
    joined.stop();
    events.process_leaves(joined);
    EXPECT_EQ(all_heard(listening), Strings{});
}

// EVT-011, EVT-013, EVT-024, EVT-025
TEST_F(EventsOf, the_daemon_and_its_groups) {
    process::Process& listening =
        first(ready(listener("l", {EventType::supervisor_state_change, EventType::process_group})));
    program("cat");
    events.daemon_runs();
    events.group_leaves(*groups.find("cat"));
    groups.remove("cat");
    events.group_removed("cat");
    events.daemon_stops();
    EXPECT_EQ(all_heard(listening),
              (Strings{"PROCESS_GROUP_ADDED|groupname:l\n", "PROCESS_GROUP_ADDED|groupname:cat\n",
                       "SUPERVISOR_STATE_CHANGE_RUNNING|", "PROCESS_GROUP_REMOVED|groupname:cat\n",
                       "SUPERVISOR_STATE_CHANGE_STOPPING|"}));
}

// EVT-012: the fake wall clock begins at 1'700'000'000, of which 20 is the rest by 60 and 800 by 3600.
TEST_F(EventsOf, time) {
    EXPECT_EQ(loop.timers(), 0u) << "nobody subscribes";
    process::Process& listening = first(ready(listener("l", {EventType::tick_5, EventType::tick_60})));
    loop.advance(4s);
    EXPECT_EQ(all_heard(listening), Strings{});
    loop.advance(1s);
    EXPECT_EQ(all_heard(listening), (Strings{"TICK_5|when:1700000005"}));
    loop.advance(35s);
    const Strings told = all_heard(listening);
    ASSERT_EQ(told.size(), 8u);
    EXPECT_EQ(told[6], "TICK_5|when:1700000040");
    EXPECT_EQ(told[7], "TICK_60|when:1700000040");
}

TEST_F(EventsOf, time_that_is_set_is_noticed) {
    process::Process& listening = first(ready(listener("l", {EventType::tick_3600})));
    loop.fake_clock().wall_ += std::chrono::hours(5);
    loop.advance(60s);
    EXPECT_EQ(all_heard(listening), (Strings{"TICK_3600|when:1700017200"}));
}

TEST_F(EventsOf, time_costs_no_timer_once_the_pool_is_gone) {
    process::Group& group = ready(listener("l", {EventType::tick}));
    EXPECT_EQ(loop.timers(), 1u);
    end(first(group), 0);
    first(group).stop();
    events.group_leaves(group);
    EXPECT_EQ(loop.timers(), 0u);
}

// EVT-015
TEST_F(EventsOf, listeners_are_processes_too) {
    process::Process& listening = first(ready(listener("l", {EventType::process_state})));
    EXPECT_EQ(all_heard(listening),
              (Strings{"PROCESS_STATE_STARTING|processname:l groupname:l from_state:STOPPED tries:0",
                       "PROCESS_STATE_RUNNING|processname:l groupname:l from_state:STARTING pid:1000"}));
}

TEST_F(EventsOf, a_pool_can_be_replaced) {
    process::Group& group = ready(listener("l", {EventType::remote_communication}));
    remote("one");
    loop.settle();
    first(group).stop();
    end(first(group), 0);
    events.group_leaves(group);
    groups.remove("l");
    events.group_removed("l");
    process::Process& listening = first(ready(listener("l", {EventType::remote_communication})));
    remote("two");
    EXPECT_EQ(all_heard(listening), (Strings{"REMOTE_COMMUNICATION|type:t\ntwo"}));
}

}  // namespace
}  // namespace supervise::event
