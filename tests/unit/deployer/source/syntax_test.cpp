#include <gtest/gtest.h>

#include <fmt/core.h>

#include "deployer/source/sources.hpp"
#include "source/limits.hpp"

namespace deployer::source {
namespace {

// HD-SRC-27
TEST(Syntax, errors_say_where_and_what_to_do) {
    EXPECT_EQ(outcome("a: b: c\n"), "app.yml:1:5: a ':' where no key can stand (quote a value that holds ': "
                                    "', and indent the keys of one "
                                    "map alike)");
    EXPECT_EQ(outcome("a:\n\tb: c\n").find("app.yml:2:3: a tab where blanks are wanted"), 0U);
    EXPECT_EQ(outcome("a: {b: c\n").find("app.yml:"), 0U);
    EXPECT_EQ(outcome("a: 'it''s\n"), "app.yml:1:4: a quote is not closed");
    EXPECT_EQ(outcome("a: @x\n"), "app.yml:1:4: no value can begin with this character (quote the value)");
}

// HD-VAR-19
TEST(Syntax, a_bare_expression_in_flow_style_is_explained) {
    EXPECT_NE(outcome("l:\n- { name: x, managed: ${flag} }\n").find("write <<x>> or \"${x}\" there"),
              std::string::npos);
    EXPECT_EQ(outcome("l:\n- { name: x, managed: ${flag} }\n").find("app.yml:2:"), 0U);
    EXPECT_EQ(outcome("k: [a\n").find("<<x>>"), std::string::npos);
}

TEST(Syntax, bytes_that_are_no_text) {
    EXPECT_EQ(
        outcome("a: b\nc: \xFF\n"),
        "app.yml:2:4: byte 0xFF cannot stand in YAML (save the file as UTF-8, without control characters)");
    EXPECT_EQ(outcome("a: \xC3\xA4\x01\n").find("app.yml:1:5: byte 0x01"), 0U);
    EXPECT_EQ(outcome("a: \xED\xA0\x80\n").find("app.yml:1:4: byte 0xED"), 0U);
}

TEST(Syntax, documents_before_the_error_are_read) {
    const Loaded loaded = load_text("k: ${nope}\n---\n[\n");
    EXPECT_EQ(loaded.problems.size(), 2U) << problems(loaded);
}

// A few lines that stand for billions of values.
TEST(Syntax, alias_bombs_are_stopped) {
    std::string text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n";
    for (int i = 1; i < 12; ++i)
        text += fmt::format("a{0}: &a{0} [*a{1}, *a{1}, *a{1}, *a{1}, *a{1}, *a{1}, *a{1}, *a{1}, *a{1}]\n",
                            i, i - 1);
    EXPECT_NE(outcome(text).find("the description grows beyond"), std::string::npos);
}

TEST(Syntax, includes_that_double_are_stopped) {
    Files files;
    for (int i = 0; i < 20; ++i)
        files.by_path[fmt::format("{}.yml", i)] = fmt::format("include: [{0}.yml, {0}.yml]\n", i + 1);
    files.by_path["20.yml"] = "";
    EXPECT_NE(problems(load_files(files, {file("0.yml")})).find("files are included"), std::string::npos);
}

TEST(Syntax, depth_and_size_have_limits) {
    EXPECT_NE(
        outcome("k: " + std::string(5000, '[') + std::string(5000, ']') + "\n").find("nested deeper than"),
        std::string::npos);
    EXPECT_NE(outcome(std::string(limits::max_file_bytes + 1, '#')).find("larger than 4 MiB"),
              std::string::npos);
    std::string many;
    for (std::size_t i = 0; i <= limits::max_keys; ++i)
        many += fmt::format("k{}: x\n", i);
    EXPECT_NE(outcome(many).find("a map of more than"), std::string::npos);
}

}  // namespace
}  // namespace deployer::source
