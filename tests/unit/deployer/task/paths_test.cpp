#include "task/paths.hpp"

#include <gtest/gtest.h>

namespace deployer::task {
namespace {

TEST(Paths, within_a_folder_are_itself_and_what_is_below) {
    EXPECT_TRUE(is_within("/opt/app", "/opt/app"));
    EXPECT_TRUE(is_within("/opt/app/data", "/opt/app"));
    EXPECT_FALSE(is_within("/opt/app2", "/opt/app"));
    EXPECT_FALSE(is_within("/opt", "/opt/app"));
}

TEST(Paths, as_patterns_stand_for_themselves) {
    EXPECT_EQ(literal_pattern("/a b/c.d"), "/a b/c.d");
    EXPECT_EQ(literal_pattern("/a*[b]?\\"), "/a\\*\\[b]\\?\\\\");
}

}  // namespace
}  // namespace deployer::task
