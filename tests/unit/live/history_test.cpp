#include "live/history.hpp"

#include <csignal>

#include "live/limits.hpp"
#include "process/process_fixture.hpp"

namespace supervise::live {
namespace {

using process::State;

class HistoryTest : public process::ProcessFixture {
protected:
    void on_state(process::Process& process, State from, State to) override {
        past.state_changed(process, from, to, ++time);
    }

    History past;
    std::int64_t time = 100;
};

TEST_F(HistoryTest, tells_changes_and_ends) {
    config::ProcessConfig config = sleeper("a");
    config.startsecs = 0;
    config.autorestart = config::Autorestart::never;
    const auto process = make(config);
    EXPECT_EQ(past.of(*process), nullptr);
    (void)process->start();
    process->on_exit(3 << 8);
    (void)process->start();
    process->stop();
    process->on_exit(SIGTERM);
    const History::Record& record = *past.of(*process);
    ASSERT_EQ(record.exits.size(), 2U);
    EXPECT_EQ(record.exits[0].text, "exit status 3");
    EXPECT_FALSE(record.exits[0].expected);
    EXPECT_FALSE(record.exits[0].asked);
    EXPECT_TRUE(record.exits[1].asked);
    EXPECT_EQ(record.exits[1].text, "terminated by SIGTERM");
    EXPECT_LT(record.exits[0].time, record.exits[1].time);
    EXPECT_EQ(record.changes.front().from, State::stopped);
    EXPECT_EQ(record.changes.front().to, State::starting);
    EXPECT_EQ(record.changes.back().to, State::stopped);
    EXPECT_EQ(record.changes.back().text, "terminated by SIGTERM");
}

TEST_F(HistoryTest, a_start_that_fails_is_no_end) {
    config::ProcessConfig config = sleeper("a");
    config.startretries = 0;
    const auto process = make(config);
    calls.fail_next = sys::SpawnFailure{sys::SpawnFailure::Stage::fork, 11};
    (void)process->start();
    const History::Record& record = *past.of(*process);
    EXPECT_TRUE(record.exits.empty());
    EXPECT_FALSE(record.changes.back().text.empty());
}

TEST_F(HistoryTest, is_bounded_and_forgotten_with_its_group) {
    config::ProcessConfig config = sleeper("a");
    config.startsecs = 0;
    config.autorestart = config::Autorestart::never;
    const auto process = make(config);
    for (std::size_t i = 0; i < limits::max_changes_kept; ++i) {
        (void)process->start();
        process->on_exit(0);
    }
    EXPECT_EQ(past.of(*process)->changes.size(), limits::max_changes_kept);
    EXPECT_EQ(past.of(*process)->exits.size(), limits::max_exits_kept);
    EXPECT_EQ(past.of(*process)->changes.back().time, time);
    past.group_removed("other");
    EXPECT_NE(past.of(*process), nullptr);
    past.group_removed("a");
    EXPECT_EQ(past.of(*process), nullptr);
}

// One that gets the name afterwards has no past.
TEST_F(HistoryTest, is_forgotten_with_its_process) {
    const auto a = make(sleeper("a")), b = make(sleeper("b"));
    (void)a->start();
    (void)b->start();
    past.process_removed(*a);
    EXPECT_EQ(past.of(*a), nullptr);
    EXPECT_NE(past.of(*b), nullptr);
}

}  // namespace
}  // namespace supervise::live
