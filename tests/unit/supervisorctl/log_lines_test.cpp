#include "supervisorctl/log_lines.hpp"

#include <gtest/gtest.h>

#include "supervisorctl/limits.hpp"

namespace supervise::ctl {
namespace {

using Lines = std::vector<std::string>;

TEST(LogLines, are_complete_or_wait) {
    LogLines lines;
    EXPECT_EQ(lines.feed("one\ntw"), Lines{"one"});
    EXPECT_TRUE(lines.has_partial());
    EXPECT_EQ(lines.feed("o\n\nthree\n"), (Lines{"two", "", "three"}));
    EXPECT_FALSE(lines.has_partial());
    EXPECT_EQ(lines.take_partial(), "");
}

// A beginning that was shown is a line; its end alone is not another one.
TEST(LogLines, the_rest_of_a_line_that_was_shown_is_a_line_unless_empty) {
    LogLines lines;
    lines.feed("Password: ");
    EXPECT_EQ(lines.take_partial(), "Password: ");
    EXPECT_EQ(lines.feed("\n"), Lines{});
    EXPECT_EQ(lines.feed("\n"), Lines{""});
    lines.feed("a");
    EXPECT_EQ(lines.take_partial(), "a");
    EXPECT_EQ(lines.feed("b\nc\n"), (Lines{"b", "c"}));
    lines.feed("a");
    lines.take_partial();
    lines.feed("b");
    EXPECT_EQ(lines.take_partial(), "b");
    EXPECT_EQ(lines.feed("\nc\n"), Lines{"c"});
}

TEST(LogLines, without_an_end_are_cut) {
    LogLines lines;
    const std::string full(limits::max_log_line, 'x');
    EXPECT_EQ(lines.feed(full + "yz\n"), (Lines{full, "yz"}));
    EXPECT_EQ(lines.feed(full), Lines{full});
    EXPECT_EQ(lines.feed("\n"), Lines{});
}

TEST(LogLines, the_last_of_a_text) {
    EXPECT_EQ(last_lines("a\nb\nc\n", 2), "b\nc\n");
    EXPECT_EQ(last_lines("a\nb\nc", 2), "b\nc");
    EXPECT_EQ(last_lines("a\nb\n", 2), "a\nb\n");
    EXPECT_EQ(last_lines("a\nb\n", 9), "a\nb\n");
    EXPECT_EQ(last_lines("\n\n\n", 2), "\n\n");
    EXPECT_EQ(last_lines("a\nb\n", 0), "");
    EXPECT_EQ(last_lines("a", 0), "");
    EXPECT_EQ(last_lines("", 1), "");
    EXPECT_EQ(last_lines("\n", 1), "\n");
    EXPECT_EQ(count_lines(""), 0U);
    EXPECT_EQ(count_lines("a"), 1U);
    EXPECT_EQ(count_lines("a\nb\n"), 2U);
}

// What the reading and the stream have in common is shown once.
TEST(LogLines, a_stream_joins_what_was_read) {
    EXPECT_EQ(known_bytes("one\ntwo\nthree\n", "three\n"), 6U);
    EXPECT_EQ(known_bytes("one\ntwo\nthree\n", "two\n"), 10U);  // there has been more when it was read
    EXPECT_EQ(known_bytes("one\ntwo\n", "two\nthree\n"), 4U);   // and less
    EXPECT_EQ(known_bytes("one\n", "quite new\n"), 0U);
    EXPECT_EQ(known_bytes("", "new"), 0U);
    EXPECT_EQ(known_bytes("old", ""), 0U);
    EXPECT_EQ(known_bytes("x\nx\nx\n", "x\n"), 2U);
}

}  // namespace
}  // namespace supervise::ctl
