#include "sys/digest.hpp"

#include <gtest/gtest.h>

namespace supervise::sys {
namespace {

TEST(Digest, computes_by_name) {
    const auto sha1 = Digest::load("SHA1");
    ASSERT_TRUE(sha1) << sha1.error().message;
    EXPECT_EQ(sha1->hex(""), "da39a3ee5e6b4b0d3255bfef95601890afd80709");
    EXPECT_EQ(sha1->hex("abc"), "a9993e364706816aba3e25717850c26c9cd0d89d");
    EXPECT_EQ(Digest::load("SHA256")->hex("abc"),
              "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST(Digest, refuses_what_openssl_does_not_know) {
    EXPECT_FALSE(Digest::load("SHA7"));
}

}  // namespace
}  // namespace supervise::sys
