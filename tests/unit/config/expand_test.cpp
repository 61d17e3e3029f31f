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

TEST_F(Expand, suggests_the_name_that_was_meant) {
    const Scope scope = Scope(names_).add("here", "/etc").add("program_name", "x");
    EXPECT_EQ(expand("%(programname)s", scope, "x").error().remedy, "did you mean %(program_name)s?");
    EXPECT_EQ(expand("%(ENV_HOMEE)s", scope, "x").error().remedy, "did you mean %(ENV_HOME)s?");
    EXPECT_EQ(expand("%(ENV_QQQQQQQ)s", scope, "x").error().remedy,
              "set QQQQQQQ in the environment of supervisord or in [supervisord] environment");
}

}  // namespace
}  // namespace supervise::config
