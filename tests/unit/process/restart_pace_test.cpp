#include "process/restart_pace.hpp"

#include <gtest/gtest.h>

namespace supervise::process {
namespace {

using namespace std::chrono_literals;
const sys::MonoTime start{std::chrono::hours(1)};

TEST(RestartPace, one_death_is_answered_at_once) {
    RestartPace pace;
    EXPECT_EQ(pace.next(start), start);
}

// field.md B.1 "startretries ignored with startsecs=0": a program that dies all the time does not eat a core.
TEST(RestartPace, a_burst_is_followed_by_a_pause) {
    RestartPace pace;
    for (std::size_t i = 0; i < RestartPace::burst; ++i) {
        EXPECT_EQ(pace.next(start + 1ms * i), start + 1ms * i);
        pace.note(start + 1ms * i, 0);
    }
    EXPECT_EQ(pace.next(start + 20ms), start + RestartPace::burst_window);
    EXPECT_EQ(pace.next(start + 2s), start + 2s);
}

// restart_limit, restart_window
TEST(RestartPace, limit_within_window) {
    RestartPace pace;
    for (int i = 0; i < 3; ++i)
        pace.note(start + 1s * i, 3);
    EXPECT_TRUE(pace.exhausted(start + 3s, 3, 60s));
    EXPECT_FALSE(pace.exhausted(start + 61s, 3, 60s));
    EXPECT_FALSE(pace.exhausted(start + 3s, 4, 60s));
    EXPECT_FALSE(pace.exhausted(start + 3s, 0, 60s));
}

TEST(RestartPace, remembers_no_more_than_it_needs) {
    RestartPace pace;
    for (int i = 0; i < 100'000; ++i)
        pace.note(start + 1ms * i, 20);
    EXPECT_TRUE(pace.exhausted(start + 100s, 20, 60s));
    EXPECT_FALSE(pace.exhausted(start + 100s, 21, 60s));
}

}  // namespace
}  // namespace supervise::process
