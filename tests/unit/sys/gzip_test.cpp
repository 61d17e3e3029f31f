#include "sys/gzip.hpp"

#include <gtest/gtest.h>

#include "fake/gunzip.hpp"

namespace supervise::sys {
namespace {

TEST(Gzip, what_goes_in_in_pieces_comes_out) {
    auto gzip = Gzip::begin();
    ASSERT_TRUE(gzip);
    std::string in, out;
    for (int i = 0; i < 50'000; ++i) {
        const std::string piece = std::to_string(i * 7919 % 104'729);
        in += piece;
        ASSERT_TRUE(gzip->add(piece, out));
    }
    EXPECT_EQ(fake::gunzip(out), "not gzip");
    ASSERT_TRUE(gzip->finish(out));
    EXPECT_LT(out.size(), in.size());
    EXPECT_EQ(fake::gunzip(out), in);
}

TEST(Gzip, of_nothing) {
    std::string out;
    ASSERT_TRUE(Gzip::begin()->finish(out));
    EXPECT_FALSE(out.empty());
    EXPECT_EQ(fake::gunzip(out), "");
}

}  // namespace
}  // namespace supervise::sys
