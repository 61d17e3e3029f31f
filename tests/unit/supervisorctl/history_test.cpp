#include "supervisorctl/history.hpp"

#include <gtest/gtest.h>

#include <filesystem>

#include "fake/temp_folder.hpp"
#include "supervisorctl/limits.hpp"

namespace supervise::ctl {
namespace {

TEST(HistoryLines, secrets_and_what_begins_with_a_blank_are_forgotten) {
    for (const char* line : {"status", "start token-server", "tail -f secret", "open http://host:9001",
                             "open http://user@host:9001", "status a@b:c", "help  x", "?"}) {
        EXPECT_TRUE(is_worth_keeping(line)) << line;
    }
    for (const char* line :
         {"", " status", "\tstatus", "open http://user:secret@host:9001", "open https://:x@host",
          "x --password y", "x --PASSWORD=y", "DB_PASSWORD=x", "set api_key=1", "start \x1b[31m", "a\x7f"}) {
        EXPECT_FALSE(is_worth_keeping(line)) << line;
    }
    EXPECT_FALSE(is_worth_keeping(std::string(limits::max_history_line_bytes + 1, 'x')));
}

TEST(HistoryLines, of_too_many_the_last_are_kept) {
    std::string text = "_HiStOrY_V2_\n";
    for (std::size_t i = 0; i < limits::max_history_lines + 5; ++i) {
        text += "pid " + std::to_string(i) + "\n";
    }
    const auto lines = history_lines(text);
    ASSERT_EQ(lines.size(), limits::max_history_lines);
    EXPECT_EQ(lines.front(), "pid 5");
    EXPECT_EQ(history_lines("a\n\nb"), (std::vector<std::string>{"a", "b"}));
    EXPECT_EQ(history_lines("_HiStOrY_V2_\na\n"), (std::vector<std::string>{"a"}));
}

class HistoryFile : public ::testing::Test {
protected:
    fake::TempFolder folder_;
    std::string path_ = folder_ / "history";
};

// CTL-083
TEST_F(HistoryFile, every_line_is_written_at_once) {
    History history(path_);
    EXPECT_EQ(*history.read(), std::vector<std::string>());
    ASSERT_TRUE(history.add("status"));
    ASSERT_TRUE(history.add("status"));
    ASSERT_TRUE(history.add("pid"));
    EXPECT_EQ(folder_.get("history"), "status\npid\n");
    EXPECT_EQ(std::filesystem::status(path_).permissions(), std::filesystem::perms(0600));
}

TEST_F(HistoryFile, a_link_to_it_stays_one) {
    folder_.put("elsewhere", "status\n");
    std::filesystem::create_symlink("elsewhere", path_);
    History history(path_);
    ASSERT_TRUE(history.add("pid"));
    EXPECT_TRUE(std::filesystem::is_symlink(path_));
    EXPECT_EQ(folder_.get("elsewhere"), "status\npid\n");
}

TEST_F(HistoryFile, two_shells_at_once_keep_both) {
    History one(path_), other(path_);
    ASSERT_TRUE(one.add("a"));
    ASSERT_TRUE(other.add("b"));
    ASSERT_TRUE(one.add("c"));
    EXPECT_EQ(folder_.get("history"), "a\nb\nc\n");
}

TEST_F(HistoryFile, what_cannot_be_read_is_not_overwritten) {
    folder_.put("history", std::string(limits::max_history_bytes + 1, 'x'));
    History history(path_);
    EXPECT_FALSE(history.read());
    EXPECT_TRUE(history.add("status"));
    EXPECT_EQ(folder_.get("history").size(), limits::max_history_bytes + 1);
}

TEST_F(HistoryFile, a_failure_is_told_once) {
    History history(folder_ / "no/such/folder");
    EXPECT_FALSE(history.add("a"));
    EXPECT_TRUE(history.add("b"));
}

TEST_F(HistoryFile, without_a_file_there_is_nothing_to_do) {
    History history("");
    EXPECT_EQ(*history.read(), std::vector<std::string>());
    EXPECT_TRUE(history.add("a"));
}

}  // namespace
}  // namespace supervise::ctl
