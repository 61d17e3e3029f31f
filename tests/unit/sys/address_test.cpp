#include "sys/address.hpp"

#include <gtest/gtest.h>

namespace supervise::sys {
namespace {

TEST(NetworkOf, is_what_one_party_has_to_itself) {
    EXPECT_EQ(network_of("127.0.0.1"), "127.0.0.1");
    EXPECT_EQ(network_of("2001:db8:1:2:3:4:5:6"), "2001:db8:1:2::/64");
    EXPECT_EQ(network_of("2001:db8:1:2::1"), network_of("2001:db8:1:2:ffff::"));
    EXPECT_EQ(network_of("fe80::1%eth0"), "fe80::/64");
    EXPECT_EQ(network_of("::1"), "::/64");
    EXPECT_EQ(network_of("localhost"), "localhost");
}

}  // namespace
}  // namespace supervise::sys
