#include <gtest/gtest.h>

#include "report/diff.hpp"
#include "report/edit_script.hpp"

namespace deployer::report {
namespace {

std::string lines(int from, int to) {
    std::string text;
    for (int i = from; i <= to; ++i)
        text += std::to_string(i) + "\n";
    return text;
}

TEST(UnifiedDiff, of_equal_texts_is_empty) {
    EXPECT_EQ(unified_diff("a\n", "a\n", "p"), "");
}

TEST(UnifiedDiff, of_a_new_file) {
    EXPECT_EQ(unified_diff("", "a\nb\n", "/x"), "--- before: /x\n+++ after: /x\n@@ -0,0 +1,2 @@\n+a\n+b\n");
}

TEST(UnifiedDiff, of_a_removed_file) {
    EXPECT_EQ(unified_diff("a\n", "", "/x"), "--- before: /x\n+++ after: /x\n@@ -1 +0,0 @@\n-a\n");
}

TEST(UnifiedDiff, has_three_lines_of_context) {
    EXPECT_EQ(unified_diff(lines(1, 20), lines(1, 9) + "ten\n" + lines(11, 20), "f"),
              "--- before: f\n+++ after: f\n@@ -7,7 +7,7 @@\n 7\n 8\n 9\n-10\n+ten\n 11\n 12\n 13\n");
}

// As diff -u: up to six equal lines between two changes, and they share a hunk.
TEST(UnifiedDiff, near_changes_share_a_hunk) {
    EXPECT_EQ(unified_diff(lines(1, 10), "one\n" + lines(2, 7) + "eight\n" + lines(9, 10), "f"),
              "--- before: f\n+++ after: f\n@@ -1,10 +1,10 @@\n-1\n+one\n 2\n 3\n 4\n 5\n 6\n "
              "7\n-8\n+eight\n 9\n 10\n");
    EXPECT_EQ(unified_diff(lines(1, 10), "one\n" + lines(2, 8) + "nine\n" + lines(10, 10), "f"),
              "--- before: f\n+++ after: f\n@@ -1,4 +1,4 @@\n-1\n+one\n 2\n 3\n 4\n@@ -6,5 +6,5 @@\n 6\n 7\n "
              "8\n-9\n+nine\n 10\n");
}

TEST(UnifiedDiff, says_that_the_last_line_has_no_end) {
    EXPECT_EQ(unified_diff("a", "a\n", "f"),
              "--- before: f\n+++ after: f\n@@ -1 +1 @@\n-a\n\\ No newline at end of file\n+a\n");
}

TEST(UnifiedDiff, of_bytes_is_one_line) {
    EXPECT_EQ(unified_diff(std::string("a\0b", 3), "x", "f"), "the content of f differs and is not text\n");
    EXPECT_EQ(unified_diff("\xff", "x", "f"), "the content of f differs and is not text\n");
}

TEST(EditScript, is_the_shortest) {
    // The example of Myers' paper: ABCABBA to CBABAC takes five edits.
    const std::vector<std::string_view> before{"A", "B", "C", "A", "B", "B", "A"};
    const std::vector<std::string_view> after{"C", "B", "A", "B", "A", "C"};
    int changes = 0;
    std::string from, to;
    for (const Edit& edit : edit_script(before, after)) {
        changes += edit.kind != Edit::Kind::keep ? 1 : 0;
        if (edit.kind != Edit::Kind::insert)
            from += edit.line;
        if (edit.kind != Edit::Kind::remove)
            to += edit.line;
    }
    EXPECT_EQ(changes, 5);
    EXPECT_EQ(from, "ABCABBA");
    EXPECT_EQ(to, "CBABAC");
}

// Both texts come out of the script whatever they are.
TEST(EditScript, leads_from_one_to_the_other) {
    unsigned seed = 1;
    const auto random = [&](unsigned below) { return (seed = seed * 1103515245 + 12345) / 65536 % below; };
    constexpr std::string_view words[] = {"a", "b", "c", "d"};
    for (int round = 0; round < 500; ++round) {
        std::vector<std::string_view> before, after;
        for (unsigned i = random(12); i > 0; --i)
            before.push_back(words[random(4)]);
        for (unsigned i = random(12); i > 0; --i)
            after.push_back(words[random(4)]);
        std::vector<std::string_view> from, to;
        for (const Edit& edit : edit_script(before, after)) {
            if (edit.kind != Edit::Kind::insert)
                from.push_back(edit.line);
            if (edit.kind != Edit::Kind::remove)
                to.push_back(edit.line);
        }
        ASSERT_EQ(from, before);
        ASSERT_EQ(to, after);
    }
}

TEST(EditScript, gives_up_on_texts_that_share_too_little) {
    std::vector<std::string> texts;
    std::vector<std::string_view> before, after;
    for (int i = 0; i < 6000; ++i)
        texts.push_back(std::to_string(i));
    for (int i = 0; i < 3000; ++i) {
        before.push_back(texts[static_cast<std::size_t>(i)]);
        after.push_back(texts[static_cast<std::size_t>(i + 3000)]);
    }
    EXPECT_EQ(edit_script(before, after).size(), 6000U);
}

}  // namespace
}  // namespace deployer::report
