#include "config/expand.hpp"

#include <gtest/gtest.h>

namespace supervise::config {
namespace {

class Expand : public testing::Test {
protected:
    Expand() {
        names_.set("HOME", "/home/ann");
        names_.set("PCT", "50%");
    }
    std::string expanded(std::string_view text) {
        const Scope scope =
            Scope(names_).add("here", "/etc").add("process_num", std::int64_t{7}).add("c", "x");
        auto result = expand(text, scope, "program:x.command");
        return result ? *result : "fault: " + result.error().text;
    }
    EnvironmentNames names_;
};

// CFG-060
TEST_F(Expand, names_numbers_and_percent_signs) {
    const std::pair<const char*, const char*> cases[] = {
        {"plain", "plain"},
        {"%(here)s/x", "/etc/x"},
        {"%(ENV_HOME)s", "/home/ann"},
        {"%(process_num)d %(process_num)02d %(process_num)s", "7 07 7"},
        {"%%", "%"},
        {"100%% of %(c)s", "100% of x"},
        {"%(process_num)5d|%(process_num)-5d|%(process_num)+d|%(process_num)05d", "    7|7    |+7|00007"},
        {"%(process_num).3d %(process_num)x %(process_num)#o", "007 7 0o7"},
        {"%(here)6s|%(here)-6s|%(here).2s", "  /etc|/etc  |/e"},
        {"%(here)r", "'/etc'"},
        {"%(process_num).2f", "7.00"},
        {"%(c)c", "x"},
        {"%(here)ls", "/etc"},
    };
    for (const auto& [text, expected] : cases)
        EXPECT_EQ(expanded(text), expected) << text;
}

// CFG-060: what a configuration seldom says is as in Python, too.
TEST_F(Expand, every_conversion_of_numbers) {
    const std::pair<const char*, const char*> cases[] = {
        {"%(negative)d %(negative)05d %(negative)x %(negative)+d", "-5 -0005 -5 -5"},
        {"%(process_num)X %(process_num)#X %(process_num)i %(process_num)u", "7 0X7 7 7"},
        {"%(process_num) d|%(negative) d", " 7|-5"},
        {"%(process_num)e %(process_num).1E", "7.000000e+00 7.0E+00"},
        {"%(process_num)F %(process_num)g %(negative)G", "7.000000 7 -5"},
        {"%(process_num)08.2f|%(process_num)-8.2f|%(process_num)#.0f", "00007.00|7.00    |7."},
        {"%(process_num)a %(process_num)r", "7 7"},
        {"%(e_acute)c%(euro)c%(face)c%(tilde)c", "\u00e9\u20ac\U0001f600~"},
        {"%(e_acute)5c|%(e_acute)-3c|", "    \u00e9|\u00e9  |"},
    };
    const Scope scope = Scope(names_)
                            .add("process_num", std::int64_t{7})
                            .add("negative", std::int64_t{-5})
                            .add("tilde", std::int64_t{'~'})
                            .add("e_acute", std::int64_t{0xE9})
                            .add("euro", std::int64_t{0x20AC})
                            .add("face", std::int64_t{0x1F600});
    for (const auto& [text, expected] : cases) {
        const auto result = expand(text, scope, "x");
        EXPECT_EQ(result ? *result : result.error().text, expected) << text;
    }
}

// CFG-060: `%a` is `%r` in ASCII; widths and precisions count characters.
TEST_F(Expand, every_conversion_of_text) {
    const Scope scope =
        Scope(names_).add("word", "\u00e9\n").add("wide", "\u4e2d\U0001f600").add("broken", "a\xff");
    const std::pair<const char*, const char*> cases[] = {
        {"%(word)r", "'\u00e9\\n'"},
        {"%(word)a", "'\\xe9\\n'"},
        {"%(wide)a", "'\\u4e2d\\U0001f600'"},
        {"%(broken)a", "'a\\udcff'"},
        {"%(wide)5s|%(wide).1s", "   \u4e2d\U0001f600|\u4e2d"},
    };
    for (const auto& [text, expected] : cases) {
        const auto result = expand(text, scope, "x");
        EXPECT_EQ(result ? *result : result.error().text, expected) << text;
    }
}

// CFG-062
TEST_F(Expand, numbers_that_are_no_characters) {
    for (const std::int64_t number : {std::int64_t{-1}, std::int64_t{0x110000}}) {
        const Scope scope = Scope(names_).add("number", number);
        const auto result = expand("%(number)c", scope, "x");
        ASSERT_FALSE(result) << number;
        EXPECT_TRUE(result.error().text.ends_with("%c arg not in range(0x110000)")) << result.error().text;
    }
}

// Python makes a NUL byte, and fails when it starts the program or opens the file.
TEST_F(Expand, no_nul_byte_is_made) {
    const Scope scope = Scope(names_).add("process_num", std::int64_t{0});
    const auto result = expand("run %(process_num)c", scope, "x");
    ASSERT_FALSE(result);
    EXPECT_TRUE(result.error().text.ends_with("%c of 0 is a NUL byte, which no value can hold"))
        << result.error().text;
}

// CFG-073: what a variable holds is not expanded again.
TEST_F(Expand, values_are_not_expanded_again) {
    EXPECT_EQ(expanded("%(ENV_PCT)s"), "50%");
}

// CFG-061
TEST_F(Expand, unknown_name) {
    EXPECT_EQ(
        expanded("a %(nope)s"),
        "fault: Format string 'a %(nope)s' for 'program:x.command' contains names ('nope') which cannot be "
        "expanded. Available names: ENV_HOME, ENV_PCT, c, here, process_num");
}

// CFG-062
TEST_F(Expand, bad_formats) {
    const std::pair<const char*, const char*> cases[] = {
        {"%", "incomplete format"},
        {"a%(here)", "incomplete format"},
        {"%(here", "incomplete format key"},
        {"%(here)b", "unsupported format character 'b' (0x62) at index 7"},
        {"\u00e9%(here)b", "unsupported format character 'b' (0x62) at index 8"},
        {"%x", "%x format: an integer is required, not dict"},
        {"%d", "%d format: a real number is required, not dict"},
        {"%(here)d", "%d format: a real number is required, not str"},
        {"%(here)x", "%x format: an integer is required, not str"},
        {"%(here)f", "must be real number, not str"},
        {"%(here)c", "%c requires int or char"},
        {"%(here)*d", "* wants int"},
        {"%(process_num)*d", "not enough arguments for format string"},
        {"%*d", "* wants int"},
        {"%(here).*s", "* wants int"},
        {"%(process_num).*d", "not enough arguments for format string"},
        {"%e", "must be real number, not dict"},
        {"%c", "%c requires int or char"},
        {"%(process_num).99999999999999999999d", "precision too big"},
        {"%(process_num).99999999999d", "precision too big"},
        {"% %", "unsupported format character '%' (0x25) at index 2"},
        {"%(here)99999999999999999999s", "width too big"},
        // Supervisor puts the whole environment here.
        {"date +%s", "%s needs a name in parentheses, or write %%"},
    };
    for (const auto& [text, reason] : cases) {
        const std::string message = expanded(text);
        EXPECT_TRUE(message.ends_with(std::string("' for 'program:x.command' is badly formatted: ") + reason))
            << text << ": " << message;
    }
}

TEST_F(Expand, a_result_has_a_limit) {
    EXPECT_NE(expanded("%(here)999999999s").find("the result is longer than"), std::string::npos);
    std::string many;
    for (int i = 0; i < 20; ++i)
        many += "%(here)1000000s";
    EXPECT_NE(expanded(many).find("the result is longer than"), std::string::npos);
}

// CFG-067
TEST_F(Expand, a_programs_own_variables_come_first) {
    const Environment own{{"HOME", "/own"}, {"A", "1"}};
    Scope scope(names_);
    scope.put_on_top(own);
    EXPECT_EQ(*expand("%(ENV_HOME)s %(ENV_A)s %(ENV_PCT)s", scope, "x"), "/own 1 50%");
}

// CFG-061
TEST_F(Expand, a_programs_own_variables_are_available_names) {
    const Environment own{{"A", "1"}};
    Scope scope(names_);
    scope.put_on_top(own);
    const auto result = expand("%(nope)s", scope, "x");
    ASSERT_FALSE(result);
    EXPECT_TRUE(result.error().text.ends_with("Available names: ENV_A, ENV_HOME, ENV_PCT"))
        << result.error().text;
}

TEST_F(Expand, suggests_the_name_that_was_meant) {
    const Scope scope = Scope(names_).add("here", "/etc").add("program_name", "x");
    EXPECT_EQ(expand("%(programname)s", scope, "x").error().remedy, "did you mean %(program_name)s?");
    EXPECT_EQ(expand("%(ENV_HOMEE)s", scope, "x").error().remedy, "did you mean %(ENV_HOME)s?");
    EXPECT_EQ(expand("%(ENV_QQQQQQQ)s", scope, "x").error().remedy,
              "set QQQQQQQ in the environment of supervisord or in [supervisord] environment");
}

}  // namespace
}  // namespace supervise::config
