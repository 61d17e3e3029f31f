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

}  // namespace
}  // namespace supervise::sys
