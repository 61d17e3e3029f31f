#include <gtest/gtest.h>

#include "deployer/source/sources.hpp"

namespace deployer::source {
namespace {

Node value(const std::string& text) {
    const Loaded loaded = load_text("k: " + text + "\n");
    EXPECT_EQ(problems(loaded), "");
    const Node* node = loaded.document.root.find("k");
    return node == nullptr ? Node() : *node;
}

std::string repr(const std::string& text) {
    return value(text).value.repr();
}

// HD-VAR-11
TEST(Scalars, booleans) {
    for (const char* word : {"y", "Y", "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON"})
        EXPECT_EQ(repr(word), "True") << word;
    for (const char* word : {"n", "N", "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF"})
        EXPECT_EQ(repr(word), "False") << word;
    EXPECT_EQ(repr("tRue"), "'tRue'");
}

// HD-VAR-12, -13: Python's numbers, with the text they were written as.
TEST(Scalars, numbers) {
    EXPECT_EQ(value("0755").value.integer(), 755);
    EXPECT_EQ(value("0755").text, "0755");
    EXPECT_EQ(value("+5").value.integer(), 5);
    EXPECT_EQ(value("-7").value.integer(), -7);
    EXPECT_EQ(value("1e3").value.number(), 1000.0);
    EXPECT_EQ(value("1.10").value.number(), 1.1);
    EXPECT_EQ(value("1.10").value.text(), "1.10");
    EXPECT_EQ(value("Infinity").value.kind(), jinja::Value::Kind::floating);
    EXPECT_EQ(value("nan").value.kind(), jinja::Value::Kind::floating);
    for (const char* word :
         {"0x1F", "1_000", "2020-01-31", "-x", "+-5", "e", "99999999999999999999999", "1.2.3"})
        EXPECT_TRUE(value(word).value.is_text()) << word;
}

// HD-VAR-09
TEST(Scalars, quoted_ones_are_strings) {
    EXPECT_EQ(repr("\"12\""), "'12'");
    EXPECT_EQ(repr("'no'"), "'no'");
    EXPECT_EQ(value("'no'").style, Node::Style::quoted);
    EXPECT_EQ(repr("!!str 12"), "12") << "explicit tags are ignored (HD-VAR-12)";
    EXPECT_EQ(repr("&a '12'"), "'12'");
}

// HD-VAR-16
TEST(Scalars, blocks_keep_their_final_newline) {
    EXPECT_EQ(value("|\n  a {b}\n  c").text, "a {b}\nc\n");
    EXPECT_EQ(value("|\n  a {b}\n  c").style, Node::Style::block);
    EXPECT_EQ(value(">-\n  a\n  b").text, "a b");
    EXPECT_EQ(value("&x |\n  12").style, Node::Style::block);
}

// HD-SRC-21: there is no null.
TEST(Scalars, nothing_is_an_empty_text) {
    EXPECT_EQ(value("").text, "");
    EXPECT_EQ(value("null").text, "null");
    EXPECT_EQ(value("~").text, "~");
    EXPECT_EQ(outcome("a:\nnull: x\n"), "{'a': '', 'null': 'x'}");
    EXPECT_EQ(outcome("a:\n~ : x\nb: [null, ~, Null]\n"), "{'a': '', '~': 'x', 'b': ['null', '~', 'Null']}");
    EXPECT_EQ(outcome("l:\n-\n- x\n"), "{'l': ['', 'x']}");
    EXPECT_EQ(outcome("m: {a: , b: x}\n"), "{'m': {'a': '', 'b': 'x'}}");
}

// HD-SRC-20
TEST(Scalars, keys_are_taken_literally) {
    EXPECT_EQ(outcome("1: a\nyes: b\n'${x}': c\n"), "{'1': 'a', 'yes': 'b', '${x}': 'c'}");
    EXPECT_EQ(
        outcome("? [a]\n: b\n"),
        "app.yml:1:3: a key must be a text, not a list or a map (quote a key that begins with '{' or '[')");
}

// HD-SEED-09
TEST(Scalars, blanks_around_them_go) {
    EXPECT_EQ(outcome("- name: tsupv \n").find("app.yml:1:1"), 0U);
    EXPECT_EQ(outcome("h:\n- name: tsupv \n- { scope: all,  mode: \"0755\" } \n"),
              "{'h': [{'name': 'tsupv'}, {'scope': 'all', 'mode': '0755'}]}");
}

TEST(Scalars, places_count_characters) {
    const Loaded loaded = load_text("\xEF\xBB\xBFk: [\"\xC3\xA4\", x,\n  y]\n");
    const Node* list = loaded.document.root.find("k");
    ASSERT_NE(list, nullptr);
    EXPECT_EQ(list->items.at(1).place.text(), "app.yml:1:10");
    EXPECT_EQ(list->items.at(2).place.text(), "app.yml:2:3");
    EXPECT_EQ(loaded.document.root.entries.at(0).place.text(), "app.yml:1:1");
}

}  // namespace
}  // namespace deployer::source
