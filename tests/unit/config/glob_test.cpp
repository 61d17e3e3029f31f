#include "config/glob.hpp"

#include <gtest/gtest.h>

#include "fake/config_world.hpp"

namespace supervise::config {
namespace {

// CFG-042
TEST(Glob, patterns_are_pythons) {
    const std::tuple<const char*, const char*, bool> cases[] = {
        {"a.conf", "*.conf", true},
        {"a.conf", "?.conf", true},
        {"ab.conf", "?.conf", false},
        {"a", "[abc]", true},
        {"d", "[a-c]", false},
        {"d", "[!a-c]", true},
        {"^", "[^a]", true},
        {"b", "[^a]", false},
        {"]", "[]]", true},
        {"-", "[a-]", true},
        {"[", "[", true},
        {"[a", "[a", true},
        {"\\a", "\\a", true},
        {"a", "\\a", false},
        {"{a,b}", "{a,b}", true},
        {"\u00e9", "?", true},
        {"", "*", true},
        {"abc", "a*b*c*", true},
        {"aXbYc", "a*b*d", false},
        {"b", "[c-a]", false},
        {"abc", "abc?", false},
    };
    for (const auto& [name, pattern, expected] : cases)
        EXPECT_EQ(name_matches(name, pattern), expected) << name << " " << pattern;
}

TEST(Glob, many_stars_take_no_exponential_time) {
    const std::string name(2000, 'a');
    std::string pattern;
    for (int i = 0; i < 50; ++i)
        pattern += "a*";
    EXPECT_FALSE(name_matches(name, pattern + "b"));
}

// CFG-042, CFG-043
TEST(Glob, walks_folders_and_sorts) {
    fake::FileSource files;
    files.folders.insert({"/c", "/c/d1", "/c/d2", "/c/.d"});
    for (const char* path :
         {"/c/b.conf", "/c/a.conf", "/c/.h.conf", "/c/x", "/c/d1/a.conf", "/c/d2/a.conf", "/c/.d/a"})
        files.files[path] = "";
    using Paths = std::vector<std::string>;
    EXPECT_EQ(glob("/c/*.conf", files), (Paths{"/c/a.conf", "/c/b.conf"}));
    EXPECT_EQ(glob("/c/.*", files), (Paths{"/c/.d", "/c/.h.conf"}));
    EXPECT_EQ(glob("/c/*/a*", files), (Paths{"/c/d1/a.conf", "/c/d2/a.conf"}));
    EXPECT_EQ(glob("/c/**/a.conf", files), (Paths{"/c/d1/a.conf", "/c/d2/a.conf"}));
    EXPECT_EQ(glob("/c/d?/", files), (Paths{"/c/d1/", "/c/d2/"}));
    EXPECT_EQ(glob("/c/x", files), (Paths{"/c/x"}));
    EXPECT_EQ(glob("/c/nope", files), Paths{});
    EXPECT_EQ(glob("/nope/*", files), Paths{});
}

}  // namespace
}  // namespace supervise::config
