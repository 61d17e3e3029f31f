#include "sys/local_time.hpp"

#include <gtest/gtest.h>

using namespace supervise;

TEST(LocalTime, is_the_moment_that_was_given) {
    EXPECT_EQ(sys::local_time(1'000'000'000, "%s"), "1000000000");
}

TEST(LocalTime, has_the_form_that_was_given) {
    const std::string text = sys::local_time(1'000'000'000, "%Y-%m-%d");
    EXPECT_TRUE(text == "2001-09-09" || text == "2001-09-08") << text;  // by the zone of where this runs
}

TEST(LocalTime, of_more_bytes_than_there_is_room_for_is_nothing) {
    EXPECT_EQ(sys::local_time(0, std::string(64, 'x').c_str()), "");
}
