#include "config/values.hpp"

#include <limits>

#include <gtest/gtest.h>

#include "config/text.hpp"

namespace supervise::config {
namespace {

/// The value as text, or Supervisor's words.
template <typename T>
std::string shown(const Parsed<T>& value) {
    if (!value)
        return "fault: " + value.error().text;
    if constexpr (std::is_same_v<T, std::string>)
        return *value;
    else
        return std::to_string(static_cast<std::int64_t>(*value));
}

// CFG-080
TEST(Values, booleans) {
    for (const char* text : {"yes", "TRUE", "On", "1"})
        EXPECT_EQ(boolean(text), true) << text;
    for (const char* text : {"no", "False", "OFF", "0"})
        EXPECT_EQ(boolean(text), false) << text;
    EXPECT_EQ(shown(boolean("May'be")), "fault: not a valid boolean value: \"May'be\"");
    EXPECT_EQ(shown(boolean("")), "fault: not a valid boolean value: ''");
}

// CFG-081
TEST(Values, integers) {
    const std::pair<const char*, const char*> cases[] = {
        {"5", "5"},
        {" +7 ", "7"},
        {"-1", "-1"},
        {"1_000", "1000"},
        {"007", "7"},
        {"x", "fault: invalid literal for int() with base 10: 'x'"},
        {"", "fault: invalid literal for int() with base 10: ''"},
        {"0x10", "fault: invalid literal for int() with base 10: '0x10'"},
        {"1.5", "fault: invalid literal for int() with base 10: '1.5'"},
        {"1__0", "fault: invalid literal for int() with base 10: '1__0'"},
        {"_1", "fault: invalid literal for int() with base 10: '_1'"},
        {"99999999999999999999", "2147483647"},
        {"-99999999999999999999", "-2147483648"},
    };
    for (const auto& [text, expected] : cases)
        EXPECT_EQ(shown(integer(text)), expected) << text;
    EXPECT_EQ(*wide_integer("99999999999999999999"), std::numeric_limits<std::int64_t>::max());
    // CPython shows 200 characters.
    EXPECT_EQ(shown(integer(std::string(500, 'x'))),
              "fault: invalid literal for int() with base 10: '" + std::string(199, 'x'));
}

// CFG-082
TEST(Values, durations) {
    const auto of = [](const char* text) { return duration(text).value_or(-1); };
    EXPECT_EQ(of("0"), 0);
    EXPECT_EQ(of("45s"), 45);
    EXPECT_EQ(of("30m"), 1800);
    EXPECT_EQ(of(" 24H "), 86'400);
    EXPECT_EQ(of("7d"), 604'800);
    EXPECT_EQ(of("2w"), 1'209'600);
    EXPECT_EQ(of("99999999999999999999w"), 100LL * 366 * 86'400 / 604'800 * 604'800);
    for (const char* text : {"", "7", "d", "-1d", "1.5h", "2 days", "0x1d"})
        EXPECT_EQ(duration(text).error().remedy,
                  "write a number with s, m, h, d or w, such as 12h or 7d, or 0")
            << text;
}

TEST(Values, compressions) {
    EXPECT_TRUE(compression("GZip").value());
    EXPECT_FALSE(compression("none").value());
    EXPECT_EQ(compression("zstd").error().text, "'zstd' is no compression");
}

TEST(Values, byte_sizes) {
    const std::pair<const char*, const char*> cases[] = {
        {"0", "0"},
        {"50MB", "52428800"},
        {"5 mb", "5242880"},
        {"1KB", "1024"},
        {"2Gb", "2147483648"},
        {"-1", "-1"},
        {"5M", "fault: invalid literal for int() with base 10: '5m'"},
        {"5TB", "fault: invalid literal for int() with base 10: '5tb'"},
        {"1.5MB", "fault: invalid literal for int() with base 10: '1.5'"},
        {"MB", "fault: invalid literal for int() with base 10: ''"},
        {"99999999999GB", "9223372035781033984"},
    };
    for (const auto& [text, expected] : cases)
        EXPECT_EQ(shown(byte_size(text)), expected) << text;
}

// CFG-083
TEST(Values, octal_numbers) {
    for (const char* text : {"022", "22", "0o22", "0O22"})
        EXPECT_EQ(octal(text), 022U) << text;
    for (const char* text : {"8", "x", "", "-22", "77777"})
        EXPECT_EQ(shown(octal(text)),
                  "fault: " + std::string(text) + " can not be converted to an octal type");
}

// CFG-086
TEST(Values, log_levels) {
    EXPECT_EQ(log_level("BLATHER"), 3);
    EXPECT_EQ(log_level("critical"), 50);
    EXPECT_EQ(shown(log_level("Warning")), "fault: bad logging level name 'Warning'");
    EXPECT_EQ(log_level("infos").error().remedy, "did you mean info?");
}

// CFG-087
TEST(Values, signals) {
    for (const char* text : {"TERM", "sigterm", "Term", "15"})
        EXPECT_EQ(signal_number(text), 15) << text;
    EXPECT_EQ(signal_number("0"), 0);
    EXPECT_EQ(signal_number("RTMAX"), 64);
    EXPECT_EQ(signal_number("34"), 34);
    EXPECT_EQ(shown(signal_number("TREM")), "fault: value 'TREM' is not a valid signal name");
    EXPECT_EQ(shown(signal_number("35")), "fault: value '35' is not a valid signal number");
    EXPECT_EQ(shown(signal_number("-1")), "fault: value '-1' is not a valid signal number");
    EXPECT_EQ(signal_number("TREM").error().remedy, "did you mean TERM?");
    // Constants of Python's module are no signals.
    EXPECT_FALSE(signal_number("_DFL"));
}

// CFG-088
TEST(Values, exit_code_lists) {
    EXPECT_EQ(*exit_codes("0, 2 ,255"), (std::vector<int>{0, 2, 255}));
    EXPECT_TRUE(exit_codes("")->empty());
    for (const char* text : {"1,", "256", "-1", "a", " "})
        EXPECT_EQ(exit_codes(text).error().text, "not a valid list of exit codes: " + python_repr(text));
}

// CFG-089
TEST(Values, autorestart_is_a_tristate) {
    EXPECT_EQ(autorestart("Unexpected"), Autorestart::unexpected);
    EXPECT_EQ(autorestart("ON"), Autorestart::always);
    EXPECT_EQ(autorestart("false"), Autorestart::never);
    EXPECT_EQ(autorestart("Maybe").error().text, "invalid 'autorestart' value 'maybe'");
}

// CFG-093
TEST(Values, addresses) {
    const auto address = [](const char* text) {
        const auto parsed = inet_address(text);
        return parsed ? parsed->host + "|" + std::to_string(parsed->port) : "fault: " + parsed.error().text;
    };
    EXPECT_EQ(address("9001"), "|9001");
    EXPECT_EQ(address("*:9001"), "|9001");
    EXPECT_EQ(address(":9001"), "|9001");
    EXPECT_EQ(address("LocalHost:80"), "localhost|80");
    EXPECT_EQ(address("::1:80"), "::1|80");
    EXPECT_EQ(address("[::1]:80"), "::1|80");
    EXPECT_EQ(address("[::]:80"), "::|80");
    EXPECT_EQ(address("x"), "fault: not a valid port number: 'x' ");
    EXPECT_EQ(address("70000"), "fault: not a valid port number: '70000' ");
    EXPECT_EQ(address("h:"), "fault: no port number specified in ''");
    EXPECT_EQ(address("h:x"), "fault: invalid literal for int() with base 10: 'x'");
    EXPECT_EQ(address("h:0"), "fault: 0 is below lower bound (1)");
    EXPECT_EQ(address("h:99999999999999999999"), "fault: 99999999999999999999 is above upper bound (65535)");
}

// CFG-094
TEST(Values, process_and_group_names) {
    EXPECT_EQ(*process_or_group_name(" a "), "a");
    EXPECT_EQ(*process_or_group_name(""), "");
    EXPECT_EQ(shown(process_or_group_name("a/b:c d")),
              "fault: Invalid name: 'a/b:c d' because of character: ' '");
    EXPECT_EQ(shown(process_or_group_name("a/b:c")),
              "fault: Invalid name: 'a/b:c' because of character: ':'");
    EXPECT_EQ(shown(process_or_group_name("a/b")), "fault: Invalid name: 'a/b' because of character: '/'");
}

// CFG-095
TEST(Values, lists) {
    EXPECT_EQ(string_list(" a , b,"), (std::vector<std::string>{"a", "b", ""}));
    EXPECT_TRUE(string_list("").empty());
}

// CFG-096
TEST(Values, urls) {
    for (const char* text : {"http://h:1", "unix:///tmp/x", "x:y", "HTTP://h"})
        EXPECT_EQ(shown(url(text)), text);
    for (const char* text : {"", "h", "/tmp/x", "http:", "http://", "1http://x", "http://?x", "://x"})
        EXPECT_EQ(shown(url(text)), "fault: value " + python_repr(text) + " is not a URL");
    EXPECT_EQ(shown(url("http://[::1]:9001")), "http://[::1]:9001");
    for (const char* text : {"http://[::1", "http://::1]:80/x"})
        EXPECT_EQ(shown(url(text)), "fault: Invalid IPv6 URL");
}

std::string variables(std::string_view text) {
    const auto parsed = environment(text);
    if (!parsed)
        return "fault: " + parsed.error().text;
    std::string out;
    for (const auto& [name, value] : *parsed)
        out += name + "=" + value + ";";
    return out;
}

// CFG-100 to CFG-107
TEST(Values, environment_dictionaries) {
    const std::pair<const char*, const char*> cases[] = {
        {"", ""},
        {"A=1", "A=1;"},
        {"A=1,B=two,", "A=1;B=two;"},
        {"A = \"x y\" ,\n B='z,'", "A=x y;B=z,;"},
        {"A=/a/b.c+d-(e):f_9", "A=/a/b.c+d-(e):f_9;"},
        {"A=\u00e9", "A=\u00e9;"},
        {"A=$HOME", "A=$;"},
        {"A==1", "A==;"},
        {"A=%x", "A=%;"},
        {"A=a\"b\"'c'd", "A=abcd;"},
        {"A=\"a\\\"b\\n\"", "A=a\"b\\n;"},
        {"A=\\a", "A=a;"},
        {"A='\\a'", "A=\\a;"},
        {"A=\"\"", "A=;"},
        {"A=1#x,B=2", "A=1;"},
        {"A=\"1#x\",B=2", "A=1#x;B=2;"},
        {"\"A\"=1,b-c=2", "A=1;b-c=2;"},
        {"A=1,B=2,A=3", "A=3;B=2;"},
        {"A=1;B=2", "A=1;B=2;"},
        {"A", "fault: Unexpected end of key/value pairs in value 'A'"},
        {"A=", "fault: Unexpected end of key/value pairs in value 'A='"},
        {"A=a@b", "fault: Unexpected end of key/value pairs in value 'A=a@b'"},
        {"A=a*b", "fault: Unexpected end of key/value pairs in value 'A=a*b'"},
        {"A=\u00d7\u00d7", "A=\u00d7;"},
        {"A='x", "fault: No closing quotation"},
        {"A=x\\", "fault: No escaped character"},
        {"A=\"x\\", "fault: No escaped character"},
    };
    for (const auto& [text, expected] : cases)
        EXPECT_EQ(variables(text), expected) << text;
}

// Supervisor quotes the whole value. Ours is also read by those who must not see it.
TEST(Values, a_mistake_in_an_environment_tells_nothing_of_it) {
    for (const char* text :
         {"PW=\"s3cret\",MODE=", "PW=\"a\",s3cret", "PW=\"a\" s3cret = =", "PW=x@s3cret"}) {
        const auto parsed = environment(text);
        ASSERT_FALSE(parsed) << text;
        EXPECT_EQ(parsed.error().what.find("s3cret"), std::string::npos) << parsed.error().what;
        EXPECT_EQ(parsed.error().what.find("variable 2 of the list "), 0U) << parsed.error().what;
    }
}

// CFG-166
TEST(Values, own_variables_go_on_top) {
    EXPECT_EQ(merged({{"A", "1"}, {"B", "2"}}, {{"C", "3"}, {"A", "4"}}),
              (Environment{{"A", "4"}, {"B", "2"}, {"C", "3"}}));
    EXPECT_EQ(merged({{"A", "1"}}, {}), (Environment{{"A", "1"}}));
    EXPECT_EQ(merged({}, {{"A", "1"}}), (Environment{{"A", "1"}}));
}

TEST(Values, repr_is_pythons) {
    const std::pair<std::string, const char*> cases[] = {
        {"a", "'a'"},
        {"a'b", "\"a'b\""},
        {"a'b\"", "'a\\'b\"'"},
        {"\n\t\r\\", "'\\n\\t\\r\\\\'"},
        {std::string("\0\x1b\x7f", 3), "'\\x00\\x1b\\x7f'"},
        {"\u00e9\u00a0\u200b\ufeff", "'\u00e9\\xa0\\u200b\\ufeff'"},
        {"\U0001F600\U000E0001", "'\U0001F600\\U000e0001'"},
    };
    for (const auto& [text, expected] : cases)
        EXPECT_EQ(python_repr(text), expected);
}

}  // namespace
}  // namespace supervise::config
