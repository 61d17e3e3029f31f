#include "sys/base64.hpp"

#include <utility>

#include <gtest/gtest.h>

namespace supervise::sys {
namespace {

// RFC 4648, section 10
TEST(Base64, goes_there_and_back) {
    const std::pair<std::string_view, std::string_view> cases[] = {
        {"", ""},
        {"f", "Zg=="},
        {"fo", "Zm8="},
        {"foo", "Zm9v"},
        {"foob", "Zm9vYg=="},
        {"fooba", "Zm9vYmE="},
        {"foobar", "Zm9vYmFy"},
        {"\xFB\xEF\xFF", "++//"},
        {std::string_view("\0\0", 2), "AAA="},
    };
    for (const auto& [bytes, text] : cases) {
        EXPECT_EQ(encode_base64(bytes), text);
        EXPECT_EQ(decode_base64(text), bytes) << text;
    }
}

TEST(Base64, lines_end_after_the_length_that_is_asked_for) {
    EXPECT_EQ(encode_base64("foobar", 4), "Zm9v\nYmFy\n");
    EXPECT_EQ(encode_base64("fooba", 8), "Zm9vYmE=\n");
    EXPECT_EQ(encode_base64("f", 76), "Zg==\n");
    EXPECT_EQ(encode_base64("", 76), "");
}

TEST(Base64, white_space_does_not_count) {
    EXPECT_EQ(decode_base64(" Zm9v\r\n\tYg=\n= "), "foob");
    EXPECT_EQ(decode_base64(" \n"), "");
}

TEST(Base64, what_is_no_base64_is_refused) {
    for (const std::string_view text : {"Zg", "Zg=", "Z", "Z===", "Zg==Zg==", "Zm9v=", "Zm9v====", "====",
                                        "Zm-_", "Zm9\xC3", "Zm9v!", "=Zg="})
        EXPECT_EQ(decode_base64(text), std::nullopt) << text;
}

}  // namespace
}  // namespace supervise::sys
