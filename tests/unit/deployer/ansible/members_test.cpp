#include "ansible/members.hpp"

#include <regex>

#include <gtest/gtest.h>

namespace deployer::ansible {
namespace {

control::Program program(const std::string& name, const std::string& group,
                         const std::string& process_name = "") {
    control::Program result;
    result.name = name;
    result.group = group;
    result.process_name = process_name;
    return result;
}

bool fits(const std::string& pattern, const std::string& line) {
    return std::regex_search(line, std::regex(pattern));
}

// A program of its own, with one process or several.
TEST(Members, of_a_program_in_no_group) {
    const std::string pattern = member_pattern(program("web", "web"));
    EXPECT_TRUE(fits(pattern, "web                              RUNNING   pid 7, uptime 0:00:02"));
    EXPECT_TRUE(fits(pattern, "web:web_00                       STOPPED   Not started"));
    EXPECT_FALSE(fits(pattern, "web2                             RUNNING   pid 7"));
}

TEST(Members, of_a_program_in_a_group) {
    const std::string pattern = member_pattern(program("web", "site"));
    EXPECT_TRUE(fits(pattern, "site:web                         RUNNING   pid 7"));
    EXPECT_TRUE(fits(pattern, "site:web_01                      RUNNING   pid 7"));
    EXPECT_FALSE(fits(pattern, "site:web_a                       RUNNING   pid 7"));
    EXPECT_FALSE(fits(pattern, "site:webber                      RUNNING   pid 7"));
    EXPECT_FALSE(fits(pattern, "other:web                        RUNNING   pid 7"));
}

TEST(Members, of_a_program_that_names_its_processes) {
    const std::string pattern =
        member_pattern(program("web", "site", "%(program_name)s.%(process_num)02d%%%(host_node_name)s"));
    EXPECT_TRUE(fits(pattern, "site:web.07%en1                  RUNNING   pid 7"));
    EXPECT_FALSE(fits(pattern, "site:webx07%en1                  RUNNING   pid 7"));
    EXPECT_FALSE(fits(pattern, "site:web.x%en1                   RUNNING   pid 7"));
}

}  // namespace
}  // namespace deployer::ansible
