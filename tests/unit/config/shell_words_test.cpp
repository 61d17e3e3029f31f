#include "config/shell_words.hpp"

#include <gtest/gtest.h>

namespace supervise::config {
namespace {

using Words = std::vector<std::string>;

// PROC-030, CFG-026
TEST(ShellWords, split_like_a_shell_without_expansion) {
    const std::pair<const char*, Words> cases[] = {
        {"/bin/cat -n", {"/bin/cat", "-n"}},
        {"  a \t b\n c  ", {"a", "b", "c"}},
        {"sh -c 'echo \"$HOME\" *'", {"sh", "-c", "echo \"$HOME\" *"}},
        {"a\"b c\"'d e'f", {"ab cd ef"}},
        {"a '' b", {"a", "", "b"}},
        {"\\a \\  \"\\\"\\\\\\n\"", {"a", " ", "\"\\\\n"}},
        {"a #b", {"a", "#b"}},
        {"", {}},
        {" \n", {}},
    };
    for (const auto& [text, words] : cases)
        EXPECT_EQ(*shell_words(text), words) << text;
    EXPECT_EQ(shell_words("a 'b").error().message, "No closing quotation");
    EXPECT_EQ(shell_words("a \"b").error().message, "No closing quotation");
    EXPECT_EQ(shell_words("a \\").error().message, "No escaped character");
}

// PROC-030
TEST(ShellWords, a_bad_command_is_a_spawn_error) {
    EXPECT_EQ(*command_words("a 'b c'"), (Words{"a", "b c"}));
    EXPECT_EQ(command_words("a 'b").error().message, "can't parse command \"a 'b\": No closing quotation");
    EXPECT_EQ(command_words(" ").error().message, "command is empty");
}

}  // namespace
}  // namespace supervise::config
