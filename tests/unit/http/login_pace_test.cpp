#include "http/login_pace.hpp"

#include <gtest/gtest.h>

#include "http/limits.hpp"

namespace supervise::http {
namespace {

using namespace std::chrono_literals;

class Pace : public testing::Test {
protected:
    void fail(unsigned times, const std::string& source = "a") {
        for (unsigned i = 0; i < times; ++i)
            (void)pace.failed(source, now);
    }
    sys::Duration wait(const std::string& source = "a") { return pace.slot(source, now).value() - now; }

    LoginPace pace;
    sys::MonoTime now{1h};
};

TEST_F(Pace, typing_mistakes_cost_nothing) {
    fail(limits::login_failures_without_delay);
    EXPECT_EQ(wait(), 0s);
}

TEST_F(Pace, further_failures_double_the_delay_up_to_a_limit) {
    fail(limits::login_failures_without_delay + 1);
    EXPECT_EQ(wait(), limits::first_login_delay);
    now += 1min;
    fail(1);
    EXPECT_EQ(wait(), 2 * limits::first_login_delay);
    for (int i = 0; i < 100; ++i) {
        now += 1min;
        fail(1);
    }
    EXPECT_EQ(wait(), limits::max_login_delay);
}

TEST_F(Pace, others_do_not_wait) {
    fail(100);
    EXPECT_EQ(wait("b"), 0s);
    EXPECT_EQ(pace.sources(), 1U);
}

TEST_F(Pace, attempts_at_the_same_time_wait_one_behind_the_other) {
    fail(100);
    EXPECT_EQ(wait(), limits::max_login_delay);
    EXPECT_EQ(wait(), 2 * limits::max_login_delay);
    int waiting = 2;
    while (pace.slot("a", now))
        ++waiting;
    EXPECT_LE(waiting, limits::max_login_wait / limits::max_login_delay + 1);
    now += limits::max_login_delay;
    EXPECT_TRUE(pace.slot("a", now));
}

TEST_F(Pace, an_attempt_after_the_delay_does_not_wait) {
    fail(100);
    now += limits::max_login_delay;
    EXPECT_EQ(wait(), 0s);
    EXPECT_EQ(wait(), 0s);
}

TEST_F(Pace, failures_are_forgotten) {
    fail(100);
    now += limits::login_failures_remembered + 1s;
    fail(1);
    EXPECT_EQ(wait(), 0s);
}

TEST_F(Pace, the_table_is_bounded) {
    for (std::size_t i = 0; i < 3 * limits::max_failing_sources; ++i) {
        now += 1ms;
        fail(10, "source " + std::to_string(i));
    }
    EXPECT_EQ(pace.sources(), limits::max_failing_sources);
    EXPECT_GT(wait("source " + std::to_string(3 * limits::max_failing_sources - 1)), 0s);
    EXPECT_EQ(wait("source 0"), 0s);
}

TEST_F(Pace, the_log_hears_of_1_2_4_8_failures) {
    std::vector<unsigned> told;
    for (int i = 0; i < 1000; ++i)
        if (const auto failures = pace.failed("a", now))
            told.push_back(*failures);
    EXPECT_EQ(told, (std::vector<unsigned>{1, 2, 4, 8, 16, 32, 64, 128, 256, 512}));
}

TEST_F(Pace, the_log_is_not_flooded_by_many_sources) {
    unsigned told = 0;
    for (int i = 0; i < 1000; ++i)
        told += pace.failed("source " + std::to_string(i), now) ? 1U : 0U;
    EXPECT_EQ(told, limits::max_login_lines_per_minute);
    now += 1min;
    EXPECT_TRUE(pace.failed("another", now));
}

}  // namespace
}  // namespace supervise::http
