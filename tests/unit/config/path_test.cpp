#include "config/path.hpp"

#include <gtest/gtest.h>

namespace supervise::config {
namespace {

TEST(Path, parts_are_those_of_os_path) {
    EXPECT_EQ(directory_of("c.conf"), "");
    EXPECT_EQ(directory_of("/c.conf"), "/");
    EXPECT_EQ(directory_of("a//b/c.conf"), "a//b");
    EXPECT_EQ(directory_of("a/b//"), "a/b");
    EXPECT_EQ(last_part("a/b"), "b");
    EXPECT_EQ(last_part("a/"), "");
    EXPECT_EQ(join_path("/a", "b"), "/a/b");
    EXPECT_EQ(join_path("/a/", "b"), "/a/b");
    EXPECT_EQ(join_path("/a", "/b"), "/b");
    EXPECT_EQ(join_path("", "b"), "b");
}

TEST(Path, absolute_paths_are_normal) {
    EXPECT_EQ(absolute_path("x", "/w"), "/w/x");
    EXPECT_EQ(absolute_path("../x/./y//z", "/w/v"), "/w/x/y/z");
    EXPECT_EQ(absolute_path("../../..", "/w"), "/");
    EXPECT_EQ(absolute_path("", "/w"), "/w");
    EXPECT_EQ(absolute_path("//x//y", "/w"), "//x/y");
    EXPECT_EQ(absolute_path("///x", "/w"), "/x");
}

TEST(Path, home_folders) {
    const HomeOf home_of = [](std::string_view user) -> std::optional<std::string> {
        if (user.empty())
            return "/home/me/";
        return user == "ann" ? std::optional<std::string>("/home/ann") : std::nullopt;
    };
    EXPECT_EQ(expand_home("~", home_of), "/home/me");
    EXPECT_EQ(expand_home("~/x", home_of), "/home/me/x");
    EXPECT_EQ(expand_home("~ann/x", home_of), "/home/ann/x");
    EXPECT_EQ(expand_home("~bob/x", home_of), "~bob/x");
    EXPECT_EQ(expand_home("a/~", home_of), "a/~");
}

}  // namespace
}  // namespace supervise::config
