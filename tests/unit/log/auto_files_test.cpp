#include "log/auto_files.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fake/files.hpp"
#include "fake/logger.hpp"
#include "fake/loop.hpp"
#include "fake/temp_folder.hpp"

namespace supervise::log {
namespace {

const std::string process = "web", channel = "stdout", identifier = "supervisor";

class AutoFiles : public testing::Test {
protected:
    void clean(const std::string& name = identifier) {
        clean_auto_files(files, loop, folder.path(), name, logger);
    }
    fake::TempFolder folder;
    fake::Files files;
    fake::Loop loop;
    fake::Logger logger;
};

// LOG-030
TEST_F(AutoFiles, are_named_and_created_as_supervisor_does) {
    const auto path = create_auto_file(files, {folder.path(), process, channel, identifier});
    ASSERT_TRUE(path);
    const std::string name = path->substr(folder.path().size() + 1);
    EXPECT_THAT(name, testing::MatchesRegex("web-stdout---supervisor-[a-z0-9_]*\\.log"));
    EXPECT_EQ(name.size(), std::string("web-stdout---supervisor-12345678.log").size());
    struct stat st {};
    ASSERT_EQ(::stat(path->c_str(), &st), 0);
    EXPECT_EQ(st.st_mode & 07777U, 0600U);
    EXPECT_EQ(st.st_size, 0);
}

// A name may have got slashes from a variable.
TEST_F(AutoFiles, stay_in_their_folder) {
    const std::string outside = "../up/web", other = "a/b";
    const auto path = create_auto_file(files, {folder.path(), outside, channel, other});
    ASSERT_TRUE(path);
    EXPECT_TRUE(path->starts_with(folder / ".._up_web-stdout---a_b-")) << *path;
    EXPECT_TRUE(is_auto_file(path->substr(folder.path().size() + 1), other));
}

TEST_F(AutoFiles, never_share_a_name) {
    const auto first = create_auto_file(files, {folder.path(), process, channel, identifier});
    const auto second = create_auto_file(files, {folder.path(), process, channel, identifier});
    EXPECT_NE(*first, *second);
}

TEST_F(AutoFiles, in_a_missing_folder_are_an_error) {
    const std::string missing = folder / "missing";
    const auto path = create_auto_file(files, {missing, process, channel, identifier});
    ASSERT_FALSE(path);
    EXPECT_EQ(path.error().code, ENOENT);
}

// DAEMON-012
TEST_F(AutoFiles, are_told_from_other_files) {
    for (const char* name : {"web-stdout---supervisor-abcdefgh.log", "web-stdout---supervisor-abcdefgh.log.1",
                             "web-stdout---supervisor-abcdefgh.log.10", "web-stdout---supervisor-x.logfoo",
                             "a---supervisor-b---supervisor-c.log"})
        EXPECT_TRUE(is_auto_file(name, "supervisor")) << name;
    for (const char* name : {"web.log", "---supervisor-abc.log", "web-stdout---other-abc.log",
                             "web-stdout---supervisor-.log", "web-stdout---supervisor-a b.log",
                             "web-stdout---supervisor-abc.txt", "web-stdout---supervisorx-abc.log"})
        EXPECT_FALSE(is_auto_file(name, "supervisor")) << name;
}

// DAEMON-012: the identifier is no pattern.
TEST_F(AutoFiles, identifier_is_taken_literally) {
    EXPECT_FALSE(is_auto_file("web-stdout---aXb-abc.log", "a.b"));
    EXPECT_TRUE(is_auto_file("web-stdout---a.b-abc.log", "a.b"));
    EXPECT_TRUE(is_auto_file("web-stdout---a(b-abc.log", "a(b"));
}

// DAEMON-012
TEST_F(AutoFiles, of_this_identifier_are_cleaned) {
    folder.put("web-stdout---supervisor-abcdefgh.log", "x");
    folder.put("web-stdout---supervisor-abcdefgh.log.1", "x");
    folder.put("web-stdout---other-abcdefgh.log", "x");
    folder.put("keep.log", "x");
    clean();
    EXPECT_FALSE(folder.has("web-stdout---supervisor-abcdefgh.log"));
    EXPECT_FALSE(folder.has("web-stdout---supervisor-abcdefgh.log.1"));
    EXPECT_TRUE(folder.has("web-stdout---other-abcdefgh.log"));
    EXPECT_TRUE(folder.has("keep.log"));
    EXPECT_TRUE(logger.records.empty());
}

// field.md G.2: symlink swap.
TEST_F(AutoFiles, that_are_symbolic_links_cost_only_the_link) {
    folder.put("victim", std::string(2'000'000, 'x'));
    ASSERT_EQ(::symlink((folder / "victim").c_str(), (folder / "w---supervisor-a.log").c_str()), 0);
    clean();
    EXPECT_FALSE(std::filesystem::is_symlink(folder / "w---supervisor-a.log"));
    EXPECT_EQ(folder.get("victim").size(), 2'000'000U);
}

// DAEMON-012
TEST_F(AutoFiles, that_cannot_be_removed_are_said) {
    ::mkdir((folder / "w---supervisor-a.log").c_str(), 0700);
    clean();
    EXPECT_TRUE(logger.contains("Failed to clean up '" + folder.path() + "/w---supervisor-a.log'"));
}

// DAEMON-012
TEST_F(AutoFiles, in_an_unreadable_folder_are_said) {
    clean_auto_files(files, loop, folder / "missing", identifier, logger);
    EXPECT_TRUE(logger.contains("Could not clear childlog dir"));
}

}  // namespace
}  // namespace supervise::log
