#include "sys/crypt.hpp"

#include <gtest/gtest.h>

namespace supervise::sys {
namespace {

const std::string sha512 = "$6$O3xkt8TfzcF2IZSB$k2bNrtsVGjKKgZiK8fBQLV5jzwsUsK9u1nky/"
                           "sVlXWSmyiAj.fY9S0bkebLVewI67p.bXMCTqSQJP/p3hLFNe.";

TEST(Crypt, hashes_like_the_hash_it_is_given) {
    const auto crypt = Crypt::load();
    ASSERT_TRUE(crypt) << crypt.error().message;
    EXPECT_TRUE(crypt->knows(sha512));
    EXPECT_EQ(crypt->hash("thepassword", sha512), sha512);
    EXPECT_NE(crypt->hash("thepasswordx", sha512), sha512);
}

TEST(Crypt, gives_nothing_for_what_it_cannot_hash) {
    const auto crypt = Crypt::load();
    ASSERT_TRUE(crypt);
    EXPECT_FALSE(crypt->knows("$99$salt$hash"));
    EXPECT_EQ(crypt->hash("thepassword", "$99$salt$hash"), "");
    EXPECT_EQ(crypt->hash(std::string(100'000, 'x'), sha512), "");
    EXPECT_EQ(crypt->hash(std::string("a\0b", 3), sha512), "");
}

}  // namespace
}  // namespace supervise::sys
