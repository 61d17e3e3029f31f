#include <gtest/gtest.h>

#include "deployer/source/sources.hpp"

namespace deployer::source {
namespace {

// HD-SRC-06 to -08, HD-SEED-08
TEST(Include, files_are_read_where_they_are_named) {
    const Files files{{{"conf/init.yml", "vars: {on_: yes}\ninclude: sup.yml\nk: ${from_sup}\n"},
                       {"conf/sup.yml", "l:\n- managed: ${on_}\nvars: {from_sup: s}\n"}}};
    const Loaded loaded = load_files(files, {file("conf/init.yml")});
    EXPECT_EQ(problems(loaded), "");
    EXPECT_EQ(shown(loaded), "{'vars': {'on_': True, 'from_sup': 's'}, 'l': [{'managed': True}], 'k': 's'}");
    EXPECT_EQ(loaded.document.root.find("l")->place.text(), "conf/sup.yml:2:1");
}

// HD-SRC-07, -09, -13
TEST(Include, lists_variables_and_repetition) {
    const Files files{
        {{"app.yml",
          "vars: {env: prod}\ninclude: [a.yml, ./envs/<<env>>.yml]\ninclude:\n- a.yml\n- ~/h.yml\n"},
         {"a.yml", "l: [a]\n"},
         {"envs/prod.yml", "l: [p]\n"},
         {"/home/me/h.yml", "l: [h]\n"}}};
    const Loaded loaded = load_files(files, {file("app.yml")});
    EXPECT_EQ(problems(loaded), "");
    EXPECT_EQ(shown(loaded), "{'vars': {'env': 'prod'}, 'l': ['a', 'p', 'a', 'h']}");
}

// HD-SRC-10
TEST(Include, files_that_cannot_be_read) {
    EXPECT_EQ(outcome("include: no.yml\n"),
              "app.yml:1:10: include: '/base/no.yml' is not a readable file! (No such file or directory)");
    EXPECT_EQ(outcome("include: ''\n"),
              "app.yml:1:10: include: '/base/' is not a readable file! (it is a folder)");
    EXPECT_EQ(problems(load_files({}, {file("x/no.yml")})),
              "'x/no.yml' is not a readable file! (No such file or directory)");
}

// HD-SRC-11
TEST(Include, cycles_are_named) {
    const Files files{{{"a.yml", "include: d/b.yml\n"}, {"d/b.yml", "include: ../a.yml\n"}}};
    EXPECT_EQ(problems(load_files(files, {file("a.yml")})),
              "d/b.yml:1:10: include: include cycle: a.yml -> d/b.yml -> a.yml");
}

// HD-SRC-12: only at the root.
TEST(Include, deeper_it_is_a_key) {
    EXPECT_EQ(outcome("m: {include: x.yml}\n"), "{'m': {'include': 'x.yml'}}");
    EXPECT_EQ(outcome("include: {a: b}\n"),
              "app.yml:1:10: include: 'include' takes a file name or a list of them");
}

// HD-SRC-14 to -16
TEST(Include, paths_are_relative_to_the_file_they_stand_in) {
    const LoadContext context = Files{}.context();
    const auto in = [](const char* file) { return Place{std::make_shared<const std::string>(file), 1, 1}; };
    EXPECT_EQ(resolve("keys/id", in("app.yml"), context), "/base/keys/id");
    EXPECT_EQ(resolve("../keys/id", in("conf/app.yml"), context), "/base/keys/id");
    EXPECT_EQ(resolve("./t", in("/etc/app.yml"), context), "/etc/t");
    EXPECT_EQ(resolve("/abs//x", in("app.yml"), context), "/abs/x");
    EXPECT_EQ(resolve("~/x", in("conf/app.yml"), context), "/home/me/x");
    EXPECT_EQ(resolve("x", in("--var a/b=c"), context), "/base/x");
}

TEST(Include, problems_of_several_files_are_told_together) {
    const Files files{{{"a.yml", "k: ${nope}\ninclude: no.yml\n"}, {"b.yml", "k: [\n"}}};
    const Loaded loaded = load_files(files, {file("a.yml"), file("b.yml")});
    EXPECT_EQ(loaded.problems.size(), 3U) << problems(loaded);
}

}  // namespace
}  // namespace deployer::source
