#include "cli/option_parser.hpp"

#include <gtest/gtest.h>

namespace supervise::cli {
namespace {

Result<void> check_level(std::string_view text) {
    if (text == "info" || text == "debug") {
        return {};
    }
    return fail("bad logging level name '" + std::string(text) + "'");
}

constexpr Option table[] = {
    {.setting = "help",
     .short_name = 'h',
     .long_name = "help",
     .help = "print this and exit",
     .ends_reading = true},
    {.setting = "help", .short_name = '?', .ends_reading = true},
    {.setting = "configuration",
     .short_name = 'c',
     .long_name = "configuration",
     .argument = "FILE",
     .help = "where to read the configuration"},
    {.setting = "nodaemon", .short_name = 'n', .long_name = "nodaemon", .help = "stay in the foreground"},
    {.setting = "logfile", .short_name = 'l', .long_name = "logfile", .argument = "FILE", .help = "main log"},
    {.setting = "logfile_maxbytes",
     .long_name = "logfile_maxbytes",
     .argument = "BYTES",
     .help = "its limit"},
    {.setting = "loglevel",
     .short_name = 'e',
     .long_name = "loglevel",
     .argument = "LEVEL",
     .check = check_level},
};

Result<CommandLine> read(std::vector<std::string> arguments, Words words = Words::allowed) {
    return parse(table, arguments, words);
}

std::string error_of(std::vector<std::string> arguments, Words words = Words::allowed) {
    const auto line = read(std::move(arguments), words);
    return line ? "" : line.error().message;
}

std::string value_of(const Result<CommandLine>& line, std::string_view setting) {
    const std::string* value = line ? line->value(setting) : nullptr;
    return value != nullptr ? *value : "(none)";
}

TEST(OptionParser, arguments_are_taken_attached_separate_or_behind_an_equals_sign) {
    EXPECT_EQ(value_of(read({"-cx"}), "configuration"), "x");
    EXPECT_EQ(value_of(read({"-c", "x"}), "configuration"), "x");
    EXPECT_EQ(value_of(read({"-nc", "x"}), "configuration"), "x");
    EXPECT_EQ(value_of(read({"--configuration=x"}), "configuration"), "x");
    EXPECT_EQ(value_of(read({"--configuration", "x"}), "configuration"), "x");
    EXPECT_EQ(value_of(read({"--configuration="}), "configuration"), "");
    EXPECT_EQ(value_of(read({"-c", "-n"}), "configuration"), "-n");
    EXPECT_EQ(value_of(read({"-n"}), "configuration"), "(none)");
}

// CLI-001: options stop at the first word that is not one; a lone dash is a word.
TEST(OptionParser, words_end_the_options) {
    const auto line = read({"-n", "status", "-c", "x"});
    ASSERT_TRUE(line);
    EXPECT_EQ(line->words(), (std::vector<std::string>{"status", "-c", "x"}));
    EXPECT_FALSE(line->has("configuration"));
    EXPECT_EQ(read({"-", "-n"})->words(), (std::vector<std::string>{"-", "-n"}));
    EXPECT_EQ(read({"--", "-n"})->words(), std::vector<std::string>{"-n"});
}

// CLI-001: unique prefixes; an exact name wins over longer ones.
TEST(OptionParser, long_options_can_be_abbreviated) {
    EXPECT_EQ(value_of(read({"--conf=x"}), "configuration"), "x");
    EXPECT_EQ(value_of(read({"--logfile=x"}), "logfile"), "x");
    EXPECT_EQ(value_of(read({"--logfile_", "5"}), "logfile_maxbytes"), "5");
    EXPECT_EQ(error_of({"--log=x"}), "option --log not a unique prefix");
    EXPECT_EQ(error_of({"--=x"}), "option -- not a unique prefix");
}

TEST(OptionParser, dashes_stand_for_underscores) {
    EXPECT_EQ(value_of(read({"--logfile-maxbytes=5"}), "logfile_maxbytes"), "5");
}

// CLI-003
TEST(OptionParser, malformed_options_are_named) {
    EXPECT_EQ(error_of({"-x"}), "option -x not recognized");
    EXPECT_EQ(error_of({"-nx"}), "option -x not recognized");
    EXPECT_EQ(error_of({"-\xc3\xa9"}), "option -\xc3\xa9 not recognized");
    EXPECT_EQ(error_of({"--x"}), "option --x not recognized");
    EXPECT_EQ(error_of({"-c"}), "option -c requires argument");
    EXPECT_EQ(error_of({"--conf"}), "option --configuration requires argument");
    EXPECT_EQ(error_of({"--nod=1"}), "option --nodaemon must not have an argument");
}

// CLI-004: the spelling shown is the second one's, in full.
TEST(OptionParser, a_setting_given_twice_conflicts) {
    EXPECT_EQ(error_of({"-n", "-n"}), "conflicting command line option '-n'");
    EXPECT_EQ(error_of({"-n", "--nod"}), "conflicting command line option '--nodaemon'");
    EXPECT_EQ(error_of({"-c", "", "-c", "x"}), "conflicting command line option '-c'");
}

// CLI-005
TEST(OptionParser, arguments_are_checked) {
    EXPECT_EQ(error_of({"-e", "foo"}), "invalid value for -e 'foo': bad logging level name 'foo'");
    EXPECT_EQ(error_of({"--logl=it's"}),
              "invalid value for --loglevel \"it's\": bad logging level name 'it's'");
    EXPECT_EQ(value_of(read({"-e", "info"}), "loglevel"), "info");
}

// CLI-006, CLI-008: help acts in order of appearance, but an unreadable line comes first.
TEST(OptionParser, help_ends_reading) {
    EXPECT_EQ(read({"-h", "-n", "-n"})->ended_by(), "help");
    EXPECT_EQ(read({"-?"})->ended_by(), "help");
    EXPECT_EQ(error_of({"-n", "-n", "-h"}), "conflicting command line option '-n'");
    EXPECT_EQ(error_of({"-h", "-x"}), "option -x not recognized");
    EXPECT_EQ(read({"-n"})->ended_by(), "");
}

// CLI-039
TEST(OptionParser, words_can_be_refused) {
    EXPECT_EQ(error_of({"-n", "foo", "it's"}, Words::refused),
              "positional arguments are not supported: ['foo', \"it's\"]");
    EXPECT_EQ(error_of({"-n"}, Words::refused), "");
}

// CLI-002
TEST(OptionParser, usage_errors_take_two_lines) {
    EXPECT_EQ(usage_error("./x", "option -q not recognized"),
              "Error: option -q not recognized\nFor help, use ./x -h\n");
}

TEST(OptionParser, help_is_made_from_the_table) {
    EXPECT_EQ(option_help(table), "-h/--help -- print this and exit\n"
                                  "-c/--configuration FILE -- where to read the configuration\n"
                                  "-n/--nodaemon -- stay in the foreground\n"
                                  "-l/--logfile FILE -- main log\n"
                                  "--logfile_maxbytes BYTES -- its limit\n");
}

TEST(OptionParser, long_help_is_wrapped) {
    const Option one[] = {
        {.setting = "x",
         .short_name = 'x',
         .help = "a text of many words, so many that a line of seventy-nine columns cannot hold it"}};
    EXPECT_EQ(option_help(one),
              "-x -- a text of many words, so many that a line of seventy-nine columns cannot\n"
              "     hold it\n");
}

}  // namespace
}  // namespace supervise::cli
