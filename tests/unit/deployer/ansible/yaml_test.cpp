#include "ansible/yaml.hpp"

#include <gtest/gtest.h>

namespace deployer::ansible {
namespace {

std::string of(const std::string& value) {
    return to_yaml(map({{"k", text(value)}}));
}

TEST(Yaml, plain_words_stand_as_they_are) {
    EXPECT_EQ(of("/opt/app-1/run.sh"), "---\nk: /opt/app-1/run.sh\n");
    EXPECT_EQ(of("tsup"), "---\nk: tsup\n");
}

// Each of these would be something else to a reader of YAML 1.1.
TEST(Yaml, texts_stay_texts) {
    for (const char* value :
         {"yes", "No", "NULL", "~",  "on", "y",  "true", "0755", "1.5", "1e3", "-", "",  " a", "a: b", "a #b",
          "*a",  "&a", "!a",   "%a", "@a", "`a", "[a",   "{a",   "- a", "? a", "|", ">", "'a", "12:30"})
        EXPECT_EQ(of(value), std::string("---\nk: \"") + value + "\"\n") << value;
}

TEST(Yaml, what_cannot_be_printed_is_escaped) {
    EXPECT_EQ(of("a\"b\\c"), "---\nk: \"a\\\"b\\\\c\"\n");
    EXPECT_EQ(of("a\nb\tc\r"), "---\nk: \"a\\nb\\tc\\u000d\"\n");
    EXPECT_EQ(of(std::string("\0\x7f", 2)), "---\nk: \"\\u0000\\u007f\"\n");
    EXPECT_EQ(of("\xc2\x85\xe2\x80\xa8\xef\xbb\xbf"), "---\nk: \"\\u0085\\u2028\\ufeff\"\n");
    EXPECT_EQ(of("größe"), "---\nk: \"größe\"\n");
}

// Ansible renders every text that looks like a template, unless it is marked.
TEST(Yaml, texts_are_never_templates) {
    EXPECT_EQ(of("a {{ b }}"), "---\nk: !unsafe \"a {{ b }}\"\n");
    EXPECT_EQ(of("{% if %}"), "---\nk: !unsafe \"{% if %}\"\n");
    EXPECT_EQ(of("${#list}{#"), "---\nk: !unsafe \"${#list}{#\"\n");
    EXPECT_EQ(to_yaml(expression("{{ ours }}")), "---\n\"{{ ours }}\"\n");
}

TEST(Yaml, lists_and_maps_nest) {
    const Value value =
        list({map({{"name", text("a")}, {"list", texts({"b", "c"})}, {"empty", list({})}}),
              map({{"deep", map({{"flag", boolean(true)}, {"number", number(7)}})}, {"nothing", map({})}})});
    EXPECT_EQ(to_yaml(value), "---\n"
                              "- name: a\n"
                              "  list:\n"
                              "    - b\n"
                              "    - c\n"
                              "  empty: []\n"
                              "- deep:\n"
                              "    flag: true\n"
                              "    number: 7\n"
                              "  nothing: {}\n");
}

}  // namespace
}  // namespace deployer::ansible
