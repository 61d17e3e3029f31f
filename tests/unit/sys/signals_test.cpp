#include "sys/signals.hpp"

#include <csignal>

#include <gtest/gtest.h>

namespace supervise::sys {
namespace {

TEST(Signals, arrive_as_something_to_read_once_each) {
    auto source = SignalSource::open({SIGUSR1, SIGUSR2});
    ASSERT_TRUE(source);
    EXPECT_TRUE(source->take().empty());
    ::raise(SIGUSR2);
    ::raise(SIGUSR2);
    ::raise(SIGUSR1);
    const std::vector<int> taken = source->take();
    EXPECT_EQ(std::set<int>(taken.begin(), taken.end()), (std::set<int>{SIGUSR1, SIGUSR2}));
    EXPECT_EQ(taken.size(), 2u);
    EXPECT_TRUE(source->take().empty());
}

// nohup and careless parents leave signals ignored.
TEST(Signals, arrive_even_when_they_were_ignored) {
    ::signal(SIGUSR1, SIG_IGN);
    auto source = SignalSource::open({SIGUSR1});
    ASSERT_TRUE(source);
    ::raise(SIGUSR1);
    EXPECT_EQ(source->take(), std::vector<int>{SIGUSR1});
}

volatile std::sig_atomic_t alarms = 0;

class Held : public testing::Test {
protected:
    void SetUp() override {
        alarms = 0;
        ::signal(SIGALRM, [](int) { alarms = alarms + 1; });
    }
    void TearDown() override { ::signal(SIGALRM, SIG_DFL); }
};

TEST_F(Held, signals_have_their_effect_at_the_end) {
    {
        const auto held = HeldSignals::hold({SIGALRM});
        ASSERT_TRUE(held);
        ::raise(SIGALRM);
        EXPECT_EQ(alarms, 0);
    }
    EXPECT_EQ(alarms, 1);
}

TEST_F(Held, signals_that_were_taken_do_not) {
    {
        auto held = HeldSignals::hold({SIGALRM});
        ASSERT_TRUE(held);
        ::raise(SIGALRM);
        EXPECT_EQ(held->take(), std::vector<int>{SIGALRM});
        held->let_through(SIGALRM);
        EXPECT_EQ(alarms, 1);
        ::raise(SIGALRM);
        EXPECT_EQ(alarms, 1);
        held->take();
    }
    EXPECT_EQ(alarms, 1);
}

TEST_F(Held, an_ignored_signal_stays_ignored) {
    ::signal(SIGALRM, SIG_IGN);
    auto held = HeldSignals::hold({SIGALRM});
    ASSERT_TRUE(held);
    ::raise(SIGALRM);
    EXPECT_TRUE(held->take().empty());
}

}  // namespace
}  // namespace supervise::sys
