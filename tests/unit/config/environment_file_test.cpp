#include "config/environment_file.hpp"

#include <gtest/gtest.h>

namespace supervise::config {
namespace {

struct Case {
    const char* text;
    Environment expected;
};

TEST(EnvironmentFile, values) {
    const Case cases[] = {
        {"", {}},
        {"A=1\nB=two\n", {{"A", "1"}, {"B", "two"}}},
        {"# note\n; note\n\n  A = 1  \r\n", {{"A", "1"}}},
        {"A=a b\tc ", {{"A", "a b\tc"}}},
        {"A=\"a  b \"", {{"A", "a  b "}}},
        {"A='$x \"y\" \\n'", {{"A", "$x \"y\" \\n"}}},
        {"A=\"q\\\"q \\$x \\n\"", {{"A", "q\"q $x \\n"}}},
        {"A=one\\\ntwo\nB=3", {{"A", "onetwo"}, {"B", "3"}}},
        {"A=\"in\"'side' tail ", {{"A", "insidetail"}}},
        {"A=-Dx=\"a b\"", {{"A", "-Dx=\"a b\""}}},
        {"A=\nB=", {{"A", ""}, {"B", ""}}},
        {"A=x#y", {{"A", "x#y"}}},
        {"A=1\nA=2", {{"A", "2"}}},
        {"A=\"two\nlines\"", {{"A", "two\nlines"}}},
        {"A=b=c", {{"A", "b=c"}}},
        {"A=\"one\\\ntwo\"", {{"A", "onetwo"}}},
        {"A=a\\ \\b", {{"A", "a b"}}},
        {"A=x\\", {{"A", "x"}}},
    };
    for (const Case& c : cases) {
        const auto parsed = parse_environment_file(c.text);
        ASSERT_TRUE(parsed) << c.text << ": " << parsed.error().message;
        EXPECT_EQ(*parsed, c.expected) << c.text;
    }
}

// A line of a file of secrets may be one, or a part of it: nothing of it is told.
TEST(EnvironmentFile, errors_name_the_line) {
    EXPECT_EQ(parse_environment_file("A=1\njunk\n").error().message,
              "line 2: no '=' found; write NAME=value");
    EXPECT_EQ(parse_environment_file("\n1A=x").error().message,
              "line 2: what stands before '=' is not a variable name; write NAME=value, NAME of letters, "
              "digits and _");
    EXPECT_EQ(parse_environment_file("A='x\n\n").error().message, "line 1: the quote is never closed");
    EXPECT_EQ(parse_environment_file(std::string_view("A=x\0y", 5)).error().message,
              "line 1: a NUL byte cannot be in a variable");
}

}  // namespace
}  // namespace supervise::config
