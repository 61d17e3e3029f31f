#include "plan/environment_text.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "config/values.hpp"

namespace deployer::plan {
namespace {

using testing::HasSubstr;

/// Supervisor's reading of one value, its quotes included: no escapes, and quotes of both kinds stripped.
std::string supervisor_reads(const std::string& quoted) {
    const std::size_t end = quoted.find(quoted.front(), 1);
    EXPECT_EQ(end, quoted.size() - 1) << quoted;
    const std::size_t begin = quoted.find_first_not_of("'\"");
    return begin == std::string::npos ? "" : quoted.substr(begin, quoted.find_last_not_of("'\"") - begin + 1);
}

const char* const values[] = {"",           "plain",     " blanks ",       "a,b=c;d#e", "C:\\dir",
                              "C:\\dir\\",  "a\\\\b",    "say \"hi\" now", "it's mine", "x\",INJ=\"1",
                              "{\"a\": 1}", "$HOME `x`", "\xc3\xbc"};

// CFG-100 to -103
TEST(EnvironmentText, every_daemon_reads_what_was_meant) {
    for (const char* value : values) {
        const auto text = environment_text({{"A", value}, {"B", "2"}}, Reader::any);
        ASSERT_TRUE(text) << value;
        const auto read = supervise::config::environment(*text);
        ASSERT_TRUE(read) << *text;
        EXPECT_EQ(*read, (supervise::config::Environment{{"A", value}, {"B", "2"}})) << *text;
        EXPECT_EQ(supervisor_reads(text->substr(2, text->size() - 8)), value) << *text;
    }
}

TEST(EnvironmentText, what_only_ours_can_be_given_is_refused_elsewhere) {
    for (const char* value : {"\"", "-Dx=\"a b\"", "'", "it's \"both\" of them", "it's a\\\\b"}) {
        const auto refused = environment_text({{"A", "1"}, {"KEY", value}}, Reader::any);
        ASSERT_FALSE(refused) << value;
        EXPECT_THAT(refused.error().message, HasSubstr("environment.KEY"));
        EXPECT_THAT(refused.error().message, testing::Not(HasSubstr(value)));
        const auto text = environment_text({{"KEY", value}}, Reader::ours);
        ASSERT_TRUE(text);
        EXPECT_EQ(*supervise::config::environment(*text), (supervise::config::Environment{{"KEY", value}}));
    }
}

}  // namespace
}  // namespace deployer::plan
