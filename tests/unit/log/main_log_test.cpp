#include "log/main_log.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>

#include <gtest/gtest.h>

#include "fake/files.hpp"
#include "fake/journal.hpp"
#include "fake/loop.hpp"
#include "fake/syslog.hpp"
#include "fake/temp_folder.hpp"
#include "log/limits.hpp"
#include "log/line_prefix.hpp"

namespace supervise::log {
namespace {

class MainLogTest : public testing::Test {
protected:
    MainLogTest() {
        ::setenv("TZ", "UTC", 1);
        ::tzset();
        spec.path = folder / "main.log";
    }
    void open() {
        auto opened = MainLog::open(spec, files, loop, syslog);
        ASSERT_TRUE(opened);
        log = std::move(*opened);
    }

    fake::TempFolder folder;
    fake::Files files;
    fake::Loop loop;
    fake::Syslog syslog;
    MainLogSpec spec;
    std::unique_ptr<MainLog> log;
};

// LOG-001
TEST_F(MainLogTest, writes_supervisors_line_format) {
    spec.level = Level::blather;
    open();
    loop.fake_clock().wall_ += std::chrono::milliseconds(42);
    log->critical("a {}", 1);
    log->error("b");
    log->warn("c");
    log->info("d");
    log->debug("e");
    log->trace("f");
    log->blather("g");
    EXPECT_EQ(folder.get("main.log"), "2023-11-14 22:13:20,042 CRIT a 1\n"
                                      "2023-11-14 22:13:20,042 ERRO b\n"
                                      "2023-11-14 22:13:20,042 WARN c\n"
                                      "2023-11-14 22:13:20,042 INFO d\n"
                                      "2023-11-14 22:13:20,042 DEBG e\n"
                                      "2023-11-14 22:13:20,042 TRAC f\n"
                                      "2023-11-14 22:13:20,042 BLAT g\n");
}

// LOG-001
TEST_F(MainLogTest, filters_by_level_which_may_change) {
    open();
    log->debug("no");
    EXPECT_FALSE(log->enabled(Level::debug));
    log->set_level(Level::debug);
    log->debug("yes");
    EXPECT_EQ(folder.get("main.log"), "2023-11-14 22:13:20,000 DEBG yes\n");
}

// LOG-002
TEST_F(MainLogTest, prefixes_only_the_first_line_of_a_message) {
    open();
    log->info("one\ntwo\n");
    EXPECT_EQ(folder.get("main.log"), "2023-11-14 22:13:20,000 INFO one\ntwo\n\n");
}

// field.md B.1: bytes that are not UTF-8 broke the log.
TEST_F(MainLogTest, takes_any_bytes) {
    open();
    const std::string bytes("\xff\0{}%s", 6);
    log->write(Level::info, bytes);
    EXPECT_EQ(folder.get("main.log"), "2023-11-14 22:13:20,000 INFO " + bytes + "\n");
}

// field.md B.1: the clock set back or forward must not disturb anything.
TEST_F(MainLogTest, follows_the_wall_clock_both_ways) {
    open();
    log->info("a");
    loop.fake_clock().wall_ -= std::chrono::hours(24 * 365);
    log->info("b");
    loop.fake_clock().wall_ = sys::WallTime(std::chrono::milliseconds(-1));
    log->info("c");
    EXPECT_EQ(folder.get("main.log"), "2023-11-14 22:13:20,000 INFO a\n"
                                      "2022-11-14 22:13:20,000 INFO b\n"
                                      "1969-12-31 23:59:59,999 INFO c\n");
}

// LOG-020
TEST_F(MainLogTest, rotates) {
    spec.maxbytes = 10;
    spec.backups = 1;
    open();
    log->info("a");
    log->info("b");
    EXPECT_EQ(folder.get("main.log"), "");
    EXPECT_EQ(folder.get("main.log.1"), "2023-11-14 22:13:20,000 INFO b\n");
}

// DAEMON-011
TEST_F(MainLogTest, opening_failure_is_the_callers) {
    spec.path = folder / "missing/main.log";
    const auto opened = MainLog::open(spec, files, loop, syslog);
    ASSERT_FALSE(opened);
    EXPECT_EQ(opened.error().message, "'" + spec.path + "': No such file or directory");
    EXPECT_TRUE(syslog.lines.empty());
}

// LOG-025
TEST_F(MainLogTest, reopens_by_name) {
    open();
    ::rename((folder / "main.log").c_str(), (folder / "old").c_str());
    log->reopen();
    log->info("new");
    EXPECT_EQ(folder.get("old"), "2023-11-14 22:13:20,000 INFO supervisord logreopen\n");
    EXPECT_EQ(folder.get("main.log"), "2023-11-14 22:13:20,000 INFO new\n");
}

// LOG-011
TEST_F(MainLogTest, clear_says_so_in_the_old_file_and_starts_an_empty_one) {
    open();
    ASSERT_EQ(::link((folder / "main.log").c_str(), (folder / "old").c_str()), 0);
    int heard = 0;
    const auto follower = log->followed()->follow([&] { ++heard; });
    EXPECT_TRUE(log->clear());
    EXPECT_EQ(folder.get("main.log"), "");
    EXPECT_EQ(folder.get("old"), "2023-11-14 22:13:20,000 INFO reopening log file\n");
    EXPECT_EQ(heard, 2);
}

// LOG-010
TEST_F(MainLogTest, sends_each_line_to_syslog_with_time_and_level) {
    spec.path.clear();
    spec.to_syslog = true;
    open();
    log->warn("one\ntwo\n");
    EXPECT_EQ(syslog.lines, (std::vector<std::string>{"2023-11-14 22:13:20,000 WARN one",
                                                      "2023-11-14 22:13:20,000 WARN two"}));
    EXPECT_EQ(log->path(), "");
    EXPECT_TRUE(log->clear());
}

// DAEMON-026
TEST_F(MainLogTest, writes_to_stdout_too_when_asked) {
    auto pipe = sys::make_pipe();
    const sys::Fd saved(::dup(1));
    ::dup2(pipe->write_end.get(), 1);
    spec.to_stdout = true;
    open();
    log->info("both");
    ::dup2(saved.get(), 1);
    char seen[100];
    const sys::Transfer got = sys::read_some(pipe->read_end.get(), seen, sizeof seen);
    EXPECT_EQ(std::string(seen, got.bytes), "2023-11-14 22:13:20,000 INFO both\n");
    EXPECT_EQ(folder.get("main.log"), "2023-11-14 22:13:20,000 INFO both\n");
}

TEST_F(MainLogTest, sends_each_message_to_the_journal_with_its_level) {
    spec.path.clear();
    fake::Journal journal;
    spec.journal = &journal;
    open();
    log->warn("one\ntwo");
    log->critical("three");
    EXPECT_EQ(journal.entries,
              (std::vector<std::string>{std::string("MESSAGE\n\7\0\0\0\0\0\0\0one\ntwo\n", 24) +
                                            "PRIORITY=4\nSYSLOG_IDENTIFIER=supervisord\n",
                                        "MESSAGE=three\nPRIORITY=2\nSYSLOG_IDENTIFIER=supervisord\n"}));
}

TEST_F(MainLogTest, says_in_syslog_that_the_journal_is_away) {
    spec.path.clear();
    fake::Journal journal;
    journal.code = ENOENT;
    spec.journal = &journal;
    open();
    log->warn("one");
    log->warn("two");
    ASSERT_EQ(syslog.lines.size(), 1U);
    EXPECT_NE(syslog.lines[0].find("cannot write to the journal: No such file"), std::string::npos);
}

// field.md G.2: disk full under the daemon's own log.
TEST_F(MainLogTest, survives_a_full_disk_and_says_so_in_syslog) {
    open();
    files.write_code = ENOSPC;
    log->info("lost");
    log->info("lost too");
    ASSERT_EQ(syslog.lines.size(), 1U);
    EXPECT_NE(syslog.lines[0].find("No space left on device"), std::string::npos);
    files.write_code = 0;
    loop.advance(limits::retry_interval);
    log->info("back");
    EXPECT_NE(folder.get("main.log").find("INFO back\n"), std::string::npos);
    EXPECT_NE(folder.get("main.log").find("bytes were lost"), std::string::npos);
}

TEST(LinePrefix, is_computed_for_each_second_and_level) {
    ::setenv("TZ", "UTC", 1);
    ::tzset();
    LinePrefix prefix;
    const sys::WallTime start{std::chrono::milliseconds(1'700'000'000'999)};
    EXPECT_EQ(prefix.at(start, Level::info), "2023-11-14 22:13:20,999 INFO ");
    EXPECT_EQ(prefix.at(start + std::chrono::milliseconds(1), Level::trace), "2023-11-14 22:13:21,000 TRAC ");
}

}  // namespace
}  // namespace supervise::log
