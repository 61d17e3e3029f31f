#include "config/log_prefix.hpp"

#include <gtest/gtest.h>

namespace supervise::config {
namespace {

using Field = PrefixPart::Field;
using Parts = std::vector<PrefixPart>;

PrefixPart text(const std::string& words) {
    return {Field::text, words, {}};
}

TEST(LogPrefix, fields_and_text) {
    EXPECT_EQ(log_prefix("[{name}:{channel}] {time:iso}").value(), (Parts{text("["),
                                                                          {Field::name, {}, {}},
                                                                          text(":"),
                                                                          {Field::channel, {}, {}},
                                                                          text("] "),
                                                                          {Field::time, {}, TimeFormat::iso},
                                                                          text(" ")}));
    EXPECT_EQ(log_prefix("{{{pid}}}").value(), (Parts{text("{"), {Field::pid, {}, {}}, text("} ")}));
}

// A value loses the blanks at its end.
TEST(LogPrefix, a_blank_follows_unless_it_is_quoted) {
    EXPECT_EQ(log_prefix("x:").value(), Parts{text("x: ")});
    EXPECT_EQ(log_prefix("\"x:\"").value(), Parts{text("x:")});
    EXPECT_EQ(log_prefix("\"x:  \"").value(), Parts{text("x:  ")});
    EXPECT_EQ(log_prefix("\"").value(), Parts{text("\" ")});
    EXPECT_TRUE(log_prefix("").value().empty());
    EXPECT_TRUE(log_prefix("\"\"").value().empty());
}

TEST(LogPrefix, says_what_is_wrong) {
    const auto fault_of = [](const char* prefix) {
        const auto parts = log_prefix(prefix);
        return parts ? std::string("none") : parts.error().text + "; " + parts.error().remedy;
    };
    EXPECT_EQ(fault_of("{tiem}"), "there is no field {tiem}; did you mean {time}?");
    EXPECT_EQ(fault_of("{time:ios}"), "there is no field {time:ios}; did you mean {time:iso}?");
    EXPECT_EQ(fault_of("{x}"),
              "there is no field {x}; known are {time}, {time:iso}, {time:utc}, {time:epoch}, "
              "{name}, {program}, {group}, {channel}, {pid}; a brace itself is {{ or }}");
    EXPECT_EQ(fault_of("a {name"), "'{' without '}'; a field is written {name}, a brace itself {{ or }}");
    EXPECT_EQ(fault_of("a }"), "'}' without '{'; a field is written {name}, a brace itself {{ or }}");
    EXPECT_EQ(fault_of("a\nb"), "it has more than one line; write it on one line");
}

}  // namespace
}  // namespace supervise::config
