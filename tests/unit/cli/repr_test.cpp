#include "cli/repr.hpp"

#include <gtest/gtest.h>

#include <array>

namespace supervise::cli {
namespace {

TEST(Repr, quotes_as_python_does) {
    EXPECT_EQ(repr("foo"), "'foo'");
    EXPECT_EQ(repr("it's"), "\"it's\"");
    EXPECT_EQ(repr("it's \"x\""), "'it\\'s \"x\"'");
    EXPECT_EQ(repr("a\\b"), "'a\\\\b'");
    EXPECT_EQ(repr("\t\n\r\x1b\x7f"), "'\\t\\n\\r\\x1b\\x7f'");
}

TEST(Repr, keeps_printable_utf8_and_escapes_the_rest) {
    EXPECT_EQ(repr("\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80"), "'\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80'");
    EXPECT_EQ(repr("\xc2\x85"), "'\\x85'");
    EXPECT_EQ(repr("\xe2\x80\xa8"), "'\\u2028'");
    EXPECT_EQ(repr("\xff"), "'\\udcff'");
    EXPECT_EQ(repr("\xc3"), "'\\udcc3'");
}

TEST(Repr, lists_and_bytes) {
    const std::array<std::string, 2> two{"a", "b"};
    EXPECT_EQ(repr_list(two), "['a', 'b']");
    EXPECT_EQ(repr_list({}), "[]");
    EXPECT_EQ(repr_bytes("a\xff\n'"), "b\"a\\xff\\n'\"");
}

TEST(Repr, counts_characters) {
    EXPECT_EQ(utf8_count("a\xc3\xa9\xe2\x82\xac"), 3U);
    EXPECT_EQ(utf8_count("a\xff\xff"), 3U);
    EXPECT_EQ(utf8_length("\xed\xa0\x80"), 0U);  // a surrogate
    EXPECT_EQ(utf8_length("\xc0\xaf"), 0U);      // overlong
    EXPECT_EQ(utf8_length(""), 0U);
}

}  // namespace
}  // namespace supervise::cli
