#include "config/added_program.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fake/config_world.hpp"

namespace supervise::config {
namespace {

class AddedProgramTest : public testing::Test, public fake::ConfigWorld {
protected:
    AddedProgram read(std::vector<std::pair<std::string, std::string>> options) {
        return read_added_program({"web", "site", std::move(options)}, "/base/c.conf", around,
                                  {{"G", "global"}});
    }
};

// A program is the same whether it is read from the file or from a client.
TEST_F(AddedProgramTest, is_read_as_from_the_file) {
    const auto added =
        read({{"COMMAND", "run %(here)s %(ENV_G)s %(program_name)s %(group_name)s %(process_num)d"},
              {"numprocs", "2"},
              {"process_name", "%(program_name)s_%(process_num)d"},
              {"environment", "A=\"b\""},
              {"stopsignal", "INT"}});
    ASSERT_FALSE(added.error) << *added.error;
    const auto file =
        load("[supervisord]\nenvironment=G=\"global\"\n[group:site]\nprograms=web\n[program:web]\n"
             "command=run %(here)s %(ENV_G)s %(program_name)s %(group_name)s %(process_num)d\n"
             "numprocs=2\nprocess_name=%(program_name)s_%(process_num)d\nenvironment=A=\"b\"\n"
             "stopsignal=INT\n");
    ASSERT_FALSE(file.error) << *file.error;
    EXPECT_EQ(added.processes, file.model.groups.at(0).processes);
    EXPECT_EQ(added.processes.at(1).command, "run /base global web site 1");
}

// Every byte of a value is the value: there is no syntax around it.
TEST_F(AddedProgramTest, takes_values_as_they_are) {
    const auto added = read({{"command", "sh -c 'a ; b # c\n[x]\nd=e'"}});
    ASSERT_FALSE(added.error);
    EXPECT_EQ(added.processes.at(0).command, "sh -c 'a ; b # c\n[x]\nd=e'");
    EXPECT_TRUE(read({{"command", std::string("a\0b", 3)}}).error);
}

// CFG-094
TEST_F(AddedProgramTest, names_lose_the_blanks_around_them) {
    const auto added = read({{"command", "x"}, {"process_name", " one "}});
    ASSERT_FALSE(added.error);
    EXPECT_EQ(added.processes.at(0).name, "one");
}

TEST_F(AddedProgramTest, says_what_is_wrong_in_the_words_of_the_file) {
    EXPECT_EQ(read({{"command", "x"}, {"autostart", "maybe"}}).error.value_or(""),
              "not a valid boolean value: 'maybe' in section 'program:web' (file: '/base/c.conf')");
    EXPECT_TRUE(
        read({{"command", "x"}, {"process_name", "%(process_num)d"}, {"numprocs", "100000000"}}).error);
}

TEST_F(AddedProgramTest, tells_unknown_keys_and_nothing_of_the_file_itself) {
    const auto added = read({{"command", "x"}, {"comand", "y"}});
    ASSERT_FALSE(added.error);
    ASSERT_EQ(added.diagnostics.size(), 1U);
    EXPECT_EQ(added.diagnostics[0].key, "comand");
}

}  // namespace
}  // namespace supervise::config
