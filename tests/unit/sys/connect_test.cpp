#include "sys/connect.hpp"

#include <array>
#include <cerrno>

#include <gtest/gtest.h>

namespace supervise::sys {
namespace {

constexpr std::chrono::seconds plenty{30};

TEST(WaitForAny, marks_what_is_ready) {
    const Pipe quiet = *make_pipe();
    const Pipe ready = *make_pipe();
    ASSERT_TRUE(write_all(ready.write_end.get(), "x"));
    std::array<Interest, 2> interests{{{.fd = quiet.read_end.get()}, {.fd = ready.read_end.get()}}};
    EXPECT_TRUE(*wait_for_any(interests, plenty));
    EXPECT_FALSE(interests[0].ready);
    EXPECT_TRUE(interests[1].ready);
}

TEST(WaitForAny, gives_up_in_time) {
    const Pipe quiet = *make_pipe();
    std::array<Interest, 1> interests{{{.fd = quiet.read_end.get()}}};
    EXPECT_FALSE(*wait_for_any(interests, Duration::zero()));
}

TEST(WaitForAny, is_cancelled_where_nothing_else_is_ready) {
    const Pipe quiet = *make_pipe();
    const Pipe interrupt = *make_pipe();
    ASSERT_TRUE(write_all(interrupt.write_end.get(), "x"));
    std::array<Interest, 1> interests{{{.fd = quiet.read_end.get()}}};
    {
        const CancelWaits cancel(interrupt.read_end.get());
        const auto waited = wait_for_any(interests, plenty);
        ASSERT_FALSE(waited);
        EXPECT_EQ(waited.error().code, ECANCELED);
        EXPECT_EQ(wait_for_any({}, plenty).error().code, ECANCELED);
        ASSERT_TRUE(write_all(quiet.write_end.get(), "x"));
        EXPECT_TRUE(*wait_for_any(interests, plenty));
    }
    const Pipe other = *make_pipe();
    interests[0].fd = other.read_end.get();
    EXPECT_FALSE(*wait_for_any(interests, Duration::zero()));
}

}  // namespace
}  // namespace supervise::sys
