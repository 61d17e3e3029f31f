#include "sys/number.hpp"

#include <cstdint>

#include <gtest/gtest.h>

using namespace supervise;

TEST(Number, all_of_the_text_is_the_number) {
    EXPECT_EQ(whole_number<int>("42"), 42);
    EXPECT_EQ(whole_number<int>("-42"), -42);
    EXPECT_EQ(whole_number<double>("2.5"), 2.5);
    for (const char* other : {"", " 42", "42 ", "+42", "42x", "x", "-", "4 2"})
        EXPECT_EQ(whole_number<int>(other), std::nullopt) << other;
}

TEST(Number, has_the_base_that_is_asked_for) {
    EXPECT_EQ(whole_number<unsigned>("755", 8), 0755U);
    EXPECT_EQ(whole_number<unsigned>("fF", 16), 255U);
    EXPECT_EQ(whole_number<unsigned>("8", 8), std::nullopt);
}

TEST(Number, fits_into_its_type) {
    EXPECT_EQ(whole_number<std::uint16_t>("65535"), 65535);
    EXPECT_EQ(whole_number<std::uint16_t>("65536"), std::nullopt);
    EXPECT_EQ(whole_number<unsigned>("-1"), std::nullopt);
}

TEST(Number, of_a_beginning_says_where_it_ends) {
    const auto port = leading_number<int>("80/tcp");
    EXPECT_TRUE(port.fits);
    EXPECT_EQ(port.value, 80);
    EXPECT_EQ(port.length, 2U);

    const auto none = leading_number<int>("tcp");
    EXPECT_FALSE(none.fits);
    EXPECT_FALSE(none.is_out_of_range());
    EXPECT_EQ(none.length, 0U);

    const auto large = leading_number<std::uint8_t>("300,");
    EXPECT_FALSE(large.fits);
    EXPECT_TRUE(large.is_out_of_range());
    EXPECT_EQ(large.length, 3U);
}
