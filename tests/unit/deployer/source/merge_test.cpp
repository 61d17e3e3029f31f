#include <gtest/gtest.h>

#include "deployer/source/sources.hpp"

namespace deployer::source {
namespace {

// HD-SRC-02: repeated keys merge at every depth, lists are appended, scalars replaced.
TEST(Merge, repeated_keys_merge_within_a_file) {
    EXPECT_EQ(outcome("users:\n- a\nusers:\n- b\n"), "{'users': ['a', 'b']}");
    EXPECT_EQ(outcome("x: {a: {b: p, c: [q]}}\nx: {a: {b: r, c: [s]}}\n"),
              "{'x': {'a': {'b': 'r', 'c': ['q', 's']}}}");
    EXPECT_EQ(outcome("l:\n- {k: [v], k: [w]}\n"), "{'l': [{'k': ['v', 'w']}]}");
}

TEST(Merge, documents_of_a_file_merge) {
    EXPECT_EQ(outcome("a: [x]\n---\na: [w]\nb: z\n"), "{'a': ['x', 'w'], 'b': 'z'}");
}

// HD-SRC-01, -05
TEST(Merge, files_merge_and_may_be_empty) {
    const Files files{
        {{"a.yml", "l: [x]\nm: {k: v}\n"}, {"b.yml", "# nothing\n"}, {"c.yml", "l: [z]\nm: {j: w}\n"}}};
    const Loaded loaded = load_files(files, {file("a.yml"), file("b.yml"), file("c.yml")});
    EXPECT_EQ(problems(loaded), "");
    EXPECT_EQ(shown(loaded), "{'l': ['x', 'z'], 'm': {'k': 'v', 'j': 'w'}}");
}

// HD-SRC-04: kinds that do not fit are named with both places.
TEST(Merge, different_kinds_are_a_problem_with_both_places) {
    const Files files{{{"a.yml", "k:\n  - x\n"}, {"b.yml", "\nk: {y: z}\n"}}};
    EXPECT_EQ(problems(load_files(files, {file("a.yml"), file("b.yml")})),
              "b.yml:2:4: k: Unable to merge MAP with existing SEQ (the other one is at a.yml:2:3)");
    EXPECT_EQ(outcome("k: [x]\nk: y\n"),
              "app.yml:2:4: k: Unable to merge SCALAR with existing SEQ (the other one is at app.yml:1:4)");
}

// HD-SRC-05
TEST(Merge, the_root_of_a_file_is_a_map) {
    EXPECT_EQ(outcome("- x\n"),
              "app.yml:1:1: Can't merge to document of different type (First is a MAP while other is a SEQ) "
              "(at the top of a file stand keys: 'hosts:', 'users:', ...)");
}

// HD-SRC-18, -19, HD-GAP-19, HD-GAP-54: explicit keys win wherever they stand; a warning where HADeploy did
// otherwise.
TEST(Merge, merge_keys_as_yaml_has_them) {
    EXPECT_EQ(outcome("b: &a {x: p, y: q}\nm: {<<: *a, y: r}\n"),
              "{'b': {'x': 'p', 'y': 'q'}, 'm': {'x': 'p', 'y': 'r'}}");
    EXPECT_EQ(outcome("b: [&a {x: p}, &c {x: q, z: s}]\nm:\n  <<: [*a, *c]\n"),
              "{'b': [{'x': 'p'}, {'x': 'q', 'z': 's'}], 'm': {'x': 'p', 'z': 's'}}");
    EXPECT_EQ(outcome("b: &a {y: q}\nm:\n  \"<<\": *a\n"), "{'b': {'y': 'q'}, 'm': {'<<': {'y': 'q'}}}");
    const Loaded loaded = load_text("b: &a {y: q}\nm:\n  y: r\n  <<: *a\n");
    EXPECT_EQ(shown(loaded), "{'b': {'y': 'q'}, 'm': {'y': 'r'}}");
    EXPECT_EQ(
        problems(loaded),
        "warning: app.yml:3:6: m.y: the key wins over the '<<' below it, as YAML wants; HADeploy took the "
        "merged value (write '<<' first)");
    EXPECT_EQ(outcome("m:\n  <<: 3\n"), "app.yml:2:7: m: '<<' merges maps only (give it *a or [*a, *b])");
}

// HD-SRC-19: aliases stand for scalars, lists and maps, as values and items.
TEST(Merge, aliases_anywhere) {
    EXPECT_EQ(outcome("a: &s text\nb: &l [x]\nc: &m {k: v}\nd: {e: *s, f: [*l, *m]}\n"),
              "{'a': 'text', 'b': ['x'], 'c': {'k': 'v'}, 'd': {'e': 'text', 'f': [['x'], {'k': 'v'}]}}");
    EXPECT_EQ(outcome("a: *nope\n"),
              "app.yml:1:4: Alias nope not found (an anchor &name must stand above its alias *name)");
    EXPECT_NE(outcome("a: &x [*x]\n").find("Alias x not found"), std::string::npos);
}

// HD-SRC-17: the anchors of a load are one table.
TEST(Merge, anchors_of_earlier_documents_and_files) {
    const Files files{
        {{"a.yml", "a: &m {k: v}\n---\nb: *m\n"}, {"b.yml", "c:\n- <<: *m\n  j: w\nd: [*m, {e: *m }]\n"}}};
    const Loaded loaded = load_files(files, {file("a.yml"), file("b.yml")});
    EXPECT_EQ(problems(loaded), "");
    EXPECT_EQ(shown(loaded), "{'a': {'k': 'v'}, 'b': {'k': 'v'}, 'c': [{'k': 'v', 'j': 'w'}], 'd': [{'k': "
                             "'v'}, {'e': {'k': 'v'}}]}");
}

}  // namespace
}  // namespace deployer::source
