#include "sys/digest.hpp"

#include <gtest/gtest.h>

#include "sys/base64.hpp"

namespace supervise::sys {
namespace {

TEST(Digest, computes_by_name) {
    const auto sha1 = Digest::load("SHA1");
    ASSERT_TRUE(sha1) << sha1.error().message;
    EXPECT_EQ(encode_base64(sha1->of("")), "2jmj7l5rSw0yVb/vlWAYkK/YBwk=");
    EXPECT_EQ(encode_base64(sha1->of("abc")), "qZk+NkcGgWq6PiVxeFDCbJzQ2J0=");
    EXPECT_EQ(encode_base64(Digest::load("SHA256")->of("abc")),
              "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=");
}

TEST(Digest, refuses_what_openssl_does_not_know) {
    EXPECT_FALSE(Digest::load("SHA7"));
}

TEST(EqualInConstantTime, is_equality) {
    EXPECT_TRUE(equal_in_constant_time("", ""));
    EXPECT_TRUE(equal_in_constant_time("secret", "secret"));
    for (const char* given : {"", "s", "secreT", "Secret", "secrets", "secretsecret"})
        EXPECT_FALSE(equal_in_constant_time(given, "secret")) << given;
    EXPECT_FALSE(equal_in_constant_time("secret", ""));
}

}  // namespace
}  // namespace supervise::sys
