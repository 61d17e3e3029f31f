#include "supervisorctl/command_options.hpp"

#include <gtest/gtest.h>

namespace supervise::ctl {
namespace {

using Words = std::vector<std::string>;

Result<void> even(std::string_view value) {
    return value.size() % 2 == 0 ? Result<void>() : Result<void>(fail("it is odd"));
}

constexpr CommandOption options[] = {
    {.name = "--lines", .alias = "-n", .argument = "LINES", .help = "how many", .check = even},
    {.name = "--follow", .alias = "-f", .help = "go on"},
    {.name = "--json", .help = "for programs"},
};
constexpr Command command{.name = "x", .help = "x", .run = nullptr, .options = options};
constexpr Command plain{.name = "y", .help = "y", .run = nullptr};

Result<Arguments> take(const std::string& line, const Command& from = command) {
    return take_options(from, parse_line("x " + line).arguments);
}

std::string error_of(const std::string& line) {
    const auto taken = take(line);
    return taken ? "none" : taken.error().message;
}

TEST(CommandOptions, stand_anywhere_among_the_words) {
    const auto taken = take("a --json b --lines 10 -f c");
    ASSERT_TRUE(taken);
    EXPECT_EQ(taken->words, (Words{"a", "b", "c"}));
    EXPECT_EQ(taken->text, "a b c");
    EXPECT_TRUE(taken->has("--json"));
    EXPECT_TRUE(taken->has("--follow"));
    ASSERT_NE(taken->value("--lines"), nullptr);
    EXPECT_EQ(*taken->value("--lines"), "10");
    EXPECT_FALSE(take("a")->has("--json"));
    EXPECT_EQ(take("a")->value("--lines"), nullptr);
}

TEST(CommandOptions, take_their_value_in_any_spelling) {
    for (const char* line :
         {"--lines 20", "--lines=20", "-n 20", "-n20", "-fn20", "-fn 20", "-n 1111 -n 20"}) {
        const auto taken = take(line);
        ASSERT_TRUE(taken) << line;
        ASSERT_TRUE(taken->has("--lines")) << line;
        EXPECT_EQ(*taken->value("--lines"), "20") << line;
        EXPECT_TRUE(taken->words.empty()) << line;
    }
    EXPECT_EQ(*take("--lines=")->value("--lines"), "");
    EXPECT_EQ(*take("--lines --json")->value("--lines"), "--json");
}

TEST(CommandOptions, what_the_command_does_not_have_stays_a_word) {
    EXPECT_EQ(take("--jso --jsonx=1 -x -fx -5 - web")->words,
              (Words{"--jso", "--jsonx=1", "-x", "-fx", "-5", "-", "web"}));
    const auto taken = take("--json  --  -f", plain);
    EXPECT_EQ(taken->words, (Words{"--json", "--", "-f"}));
    EXPECT_EQ(taken->text, "--json  --  -f");
}

TEST(CommandOptions, two_dashes_end_them) {
    const auto taken = take("--json -- --json -- -f");
    EXPECT_TRUE(taken->has("--json"));
    EXPECT_FALSE(taken->has("--follow"));
    EXPECT_EQ(taken->words, (Words{"--json", "--", "-f"}));
}

TEST(CommandOptions, wrong_values_are_explained) {
    EXPECT_EQ(error_of("--lines"), "option --lines requires a value: --lines LINES");
    EXPECT_EQ(error_of("-fn"), "option --lines requires a value: --lines LINES");
    EXPECT_EQ(error_of("--lines it's"), "none");
    EXPECT_EQ(error_of("--lines odd"), "invalid value for --lines 'odd': it is odd");
    EXPECT_EQ(error_of("--json=yes"), "option --json takes no value");
}

TEST(CommandOptions, are_listed_in_columns) {
    EXPECT_EQ(command_option_help(command), "  -n, --lines LINES  how many\n"
                                            "  -f, --follow       go on\n"
                                            "  --json             for programs\n");
    EXPECT_EQ(command_option_help(plain), "");
}

// Names that a script could give to a program must not be taken for something else by accident, and what
// stands in a row must be possible to type.
TEST(CommandOptions, of_the_table_are_well_formed) {
    for (const Command& row : command_table()) {
        for (const CommandOption& option : row.options) {
            EXPECT_TRUE(option.name.starts_with("--") && option.name.size() > 3) << option.name;
            EXPECT_EQ(option.name.find('='), std::string_view::npos) << option.name;
            EXPECT_TRUE(option.alias.empty() || (option.alias.size() == 2 && option.alias[0] == '-'))
                << option.alias;
            EXPECT_FALSE(option.help.empty()) << option.name;
        }
    }
}

}  // namespace
}  // namespace supervise::ctl
