#include <gtest/gtest.h>

#include "task/wire.hpp"

namespace deployer::task {
namespace {

TEST(Frame, comes_out_as_it_went_in) {
    FrameReader reader;
    ASSERT_TRUE(reader.put(encode(FrameKind::need, "abc") + encode(FrameKind::bye, "")));
    const auto first = reader.take();
    ASSERT_TRUE(first);
    EXPECT_EQ(first->kind, FrameKind::need);
    EXPECT_EQ(first->payload, "abc");
    const auto second = reader.take();
    ASSERT_TRUE(second);
    EXPECT_EQ(second->kind, FrameKind::bye);
    EXPECT_FALSE(reader.take());
}

TEST(Frame, is_given_only_when_all_of_it_has_come) {
    const std::string bytes = encode(FrameKind::data, std::string(3000, 'x'));
    FrameReader reader;
    for (const char byte : bytes.substr(0, bytes.size() - 1)) {
        ASSERT_TRUE(reader.put(std::string_view(&byte, 1)));
        ASSERT_FALSE(reader.take());
    }
    ASSERT_TRUE(reader.put(std::string_view(bytes).substr(bytes.size() - 1)));
    EXPECT_EQ(reader.take()->payload.size(), 3000U);
}

TEST(Frame, that_is_too_long_is_refused_before_it_comes) {
    FrameReader reader;
    EXPECT_FALSE(reader.put(std::string("\xFF\xFF\xFF\xFF", 4)));
    FrameReader empty;
    EXPECT_FALSE(empty.put(std::string(4, '\0')));
}

TEST(Frame, of_an_unknown_kind_is_refused) {
    FrameReader reader;
    EXPECT_FALSE(reader.put(std::string("\0\0\0\1z", 5)));
}

TEST(Frame, that_is_wrong_behind_a_good_one_is_refused) {
    FrameReader reader;
    ASSERT_TRUE(reader.put(encode(FrameKind::bye, "") + std::string("\0\0\0\1z", 5)));
    ASSERT_TRUE(reader.take());
    EXPECT_FALSE(reader.take());
    EXPECT_FALSE(reader.put("more"));
}

TEST(Frame, may_be_as_long_as_the_largest_answer) {
    Answer answer;
    answer.value.assign(max_exchange, '\xFF');
    answer.before = answer.after = std::string(max_diff_text, '\x01');
    const std::string payload = encode_answer(answer);
    EXPECT_LT(payload.size() + 1, max_frame);
    FrameReader reader;
    ASSERT_TRUE(reader.put(encode(FrameKind::answer, payload)));
    EXPECT_EQ(decode_answer(reader.take()->payload)->value, answer.value);
}

}  // namespace
}  // namespace deployer::task
