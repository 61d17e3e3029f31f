#include "config/ini.hpp"

#include <chrono>

#include <gtest/gtest.h>

namespace supervise::config {
namespace {

using namespace std::string_literals;

/// "[a] k=v; k2=v2 [b] ..." with newlines in values shown as |.
std::string sections(std::string_view text) {
    Document document;
    if (const auto fault = read_ini(document, "c.conf", text))
        return "fault: " + fault->text;
    std::string out;
    for (const Section& section : document.sections()) {
        out += "[" + section.name() + "]";
        for (const Entry& entry : section.entries()) {
            std::string value = entry.value;
            std::replace(value.begin(), value.end(), '\n', '|');
            out += " " + entry.key + "=" + value + ";";
        }
    }
    return out;
}

struct Case {
    std::string text;
    std::string expected;
};

void expect_all(const std::vector<Case>& cases) {
    for (const Case& c : cases)
        EXPECT_EQ(sections(c.text), c.expected) << c.text;
}

// CFG-020
TEST(Ini, section_lines) {
    expect_all({{"[supervisord] junk\n", "[supervisord]"},
                {"[ supervisord ]\n", "[ supervisord ]"},
                {"[program:a]b]\n", "[program:a]b]"},
                {"  [a]\nk=1\n", "[a] k=1;"},
                {"[A]\n[a]\n", "[A][a]"},
                {"[]]\n", "[]]"}});
}

// CFG-021, CFG-033
TEST(Ini, option_lines) {
    expect_all({{"[a]\ncommand: x\n", "[a] command=x;"},
                {"[a]\nPRIORITY : 5\n", "[a] priority=5;"},
                {"[a]\nk=a=b:c\n", "[a] k=a=b:c;"},
                {"[a]\nk=\n", "[a] k=;"},
                {"[a]\r\nk=1\r\nj=2\r\n", "[a] k=1; j=2;"},
                {"[a]\rk=1\rj=2", "[a] k=1; j=2;"},
                {"[a]\n\tk\t=\t1\t\n", "[a] k=1;"}});
}

// CFG-022 to CFG-024
TEST(Ini, comments) {
    expect_all({{"# x\n  ; y\n[a]\n\t#z\nk=1\n", "[a] k=1;"},
                {"[a]\nk=a;b#c\n", "[a] k=a;b#c;"},
                {"[a]\nk=a ;b\n", "[a] k=a;"},
                {"[a]\nk=a\t#b\n", "[a] k=a;"},
                {"[a]\nk=;x\n", "[a] k=;x;"},
                {"[a]\nk=bash -c 'foo ; bar'\n", "[a] k=bash -c 'foo;"},
                // Python tries the nth ';' together with the nth '#'.
                {"[a]\nk=a;b ;c #d\n", "[a] k=a;b ;c;"},
                {"[a] ; k\nk=1\n", "[a] k=1;"}});
}

// CFG-025 to CFG-027
TEST(Ini, continuation_lines) {
    expect_all({{"[a]\nk=1\n  2\n\t3\n", "[a] k=1|2|3;"},
                {"[a]\nk=1\n\n  2\n\n\nj=1\n", "[a] k=1||2; j=1;"},
                {"[a]\nk=1\n ; note\n 2\n", "[a] k=1|2;"},
                {"[a]\nk=1\n 2 ; note\n", "[a] k=1|2;"},
                {"[a]\n k=1\nj=2\n", "[a] k=1; j=2;"},
                {"[a]\n  k=1\n  j=2\n   3\n", "[a] k=1; j=2|3;"},
                {"[a]\nk=\n 1\n", "[a] k=|1;"},
                {"[a]\n  x=1\n", "[a] x=1;"}});
}

// CFG-028
TEST(Ini, duplicates_merge_and_the_last_wins) {
    expect_all(
        {{"[a]\nk=1\nj=1\nk=2\n", "[a] k=2; j=1;"}, {"[a]\nk=1\n[b]\n[a]\nj=2\nk=3\n", "[a] k=3; j=2;[b]"}});
    Document document;
    EXPECT_FALSE(read_ini(document, "c.conf", "[a]\nk=1\n\nk=2\n"));
    ASSERT_EQ(document.duplicates().size(), 1U);
    EXPECT_EQ(document.duplicates()[0].first.line, 2U);
    EXPECT_EQ(document.duplicates()[0].second.line, 4U);
}

// CFG-029
TEST(Ini, default_section_is_a_fallback_and_never_listed) {
    Document document;
    EXPECT_FALSE(read_ini(document, "c.conf", "[DEFAULT]\nk=d\n[a]\n[b]\nk=b\n"));
    ASSERT_EQ(document.sections().size(), 2U);
    EXPECT_EQ(document.option(*document.find("a"), "k")->value, "d");
    EXPECT_EQ(document.option(*document.find("b"), "k")->value, "b");
    EXPECT_EQ(document.option(*document.find("a"), "j"), nullptr);
    EXPECT_EQ(document.find("DEFAULT"), nullptr);
}

// CFG-030
TEST(Ini, text_before_the_first_section) {
    EXPECT_EQ(sections("\n[supervisord\nk=1\n"),
              "fault: File contains no section headers.\nfile: 'c.conf', line: 2\n'[supervisord\\n'");
    EXPECT_EQ(sections("x"), "fault: File contains no section headers.\nfile: 'c.conf', line: 1\n'x'");
}

// CFG-007: a byte order mark is part of the first line.
TEST(Ini, byte_order_mark) {
    EXPECT_EQ(sections("\xEF\xBB\xBF[supervisord]\n"),
              "fault: File contains no section headers.\nfile: 'c.conf', line: 1\n'\\ufeff[supervisord]\\n'");
}

// CFG-031
TEST(Ini, all_offending_lines_are_listed) {
    EXPECT_EQ(
        sections("[a]\njunk\nk=1\n=2\n  tail\n"),
        "fault: Source contains parsing errors: 'c.conf'\n\t[line  2]: 'junk\\n'\n\t[line  4]: '=2\\n'\n"
        "\t[line  5]: '  tail\\n'");
}

// CFG-007
TEST(Ini, bytes_that_are_not_utf8) {
    const auto message = [](const char* what) { return "fault: 'utf-8' codec can't decode "s + what; };
    EXPECT_EQ(sections("[supervisord]\nk=12345\xff"),
              message("byte 0xff in position 21: invalid start byte"));
    EXPECT_EQ(sections("[a]\nk=\xc3("), message("byte 0xc3 in position 6: invalid continuation byte"));
    EXPECT_EQ(sections("[a]\nk=\xe2\x82"), message("bytes in position 6-7: unexpected end of data"));
    EXPECT_EQ(sections("[a]\nk=\xed\xa0\x80"), message("byte 0xed in position 6: invalid continuation byte"));
    EXPECT_EQ(sections("[\xc3\xa9]\nk\xc3\xa9=\xe2\x82\xac\n"), "[\xc3\xa9] k\xc3\xa9=\xe2\x82\xac;");
}

TEST(Ini, white_space_is_pythons) {
    // A no-break space and a line separator are white space, but do not end a line.
    expect_all({{"[a]\nk=1\u00a0\n", "[a] k=1;"},
                {"[a]\nk=1\u00a0;c\n", "[a] k=1;"},
                {"[a]\nk=1\u2028j=2\n", "[a] k=1\u2028j=2;"},
                {"[a]\nk=1\n\u00a02\n", "[a] k=1|2;"}});
}

TEST(Ini, nul_bytes_are_kept) {
    EXPECT_EQ(sections("[a]\nk=x\0y\n"s), "[a] k=x\0y;"s);
}

TEST(Ini, places_name_file_and_line) {
    Document document;
    EXPECT_FALSE(read_ini(document, "one", "[a]\n\nk=1\n"));
    EXPECT_FALSE(read_ini(document, "two", "[b]\n[a]\nj=1\n  2\n"));
    const Section& a = *document.find("a");
    EXPECT_EQ(document.files()[a.find("k")->place.file], "one");
    EXPECT_EQ(a.find("k")->place.line, 3U);
    EXPECT_EQ(document.files()[a.find("j")->place.file], "two");
    EXPECT_EQ(a.find("j")->place.line, 3U);
    EXPECT_EQ(document.files()[a.place().file], "one");
}

// CFG-049
TEST(Ini, here_is_replaced_in_what_was_read_since) {
    Document document;
    EXPECT_FALSE(read_ini(document, "one", "[DEFAULT]\nd=%(here)s/d\n[a]\nk=%(here)s %(here)s\n"));
    document.expand_here("/one");
    EXPECT_FALSE(read_ini(document, "two", "[a]\nj=%(here)s\n[b]\n"));
    document.expand_here("/two");
    EXPECT_EQ(document.find("a")->find("k")->value, "/one /one");
    EXPECT_EQ(document.find("a")->find("j")->value, "/two");
    EXPECT_EQ(document.find("a")->find("d")->value, "/one/d");
    EXPECT_EQ(document.find("b")->find("d")->value, "/two/d");
}

// Debian's libinih cuts at 200 bytes; here nothing is cut.
TEST(Ini, lines_of_any_length_survive) {
    const std::string name(10'000, 'n');
    const std::string value(1 << 20, 'v');
    Document document;
    EXPECT_FALSE(read_ini(document, "c.conf", "[" + name + "]\n" + name + "=" + value + "\n"));
    EXPECT_EQ(document.find(name)->find(name)->value, value);
}

// Anything quadratic would take minutes here.
TEST(Ini, large_inputs_take_linear_time) {
    std::string sections_text;
    std::string keys_text = "[a]\n";
    std::string continuation = "[a]\nk=0\n";
    for (int i = 0; i < 100'000; ++i) {
        sections_text += "[s" + std::to_string(i) + "]\nk=1\n";
        keys_text += "k" + std::to_string(i) + "=1\n";
        continuation += " x\n\n";
    }
    for (const std::string& text :
         {sections_text, keys_text, continuation, std::string(1 << 20, '\r'),
          "[a]\nk=" + std::string(1 << 20, ';'), "[a]\nk=" + std::string(1 << 20, ' ')}) {
        Document document;
        const auto start = std::chrono::steady_clock::now();
        EXPECT_FALSE(read_ini(document, "c.conf", text));
        document.expand_here("/x");
        EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(10));
    }
}

}  // namespace
}  // namespace supervise::config
