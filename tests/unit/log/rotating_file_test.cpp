#include "log/rotating_file.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <gtest/gtest.h>

#include "fake/files.hpp"
#include "fake/loop.hpp"
#include "fake/temp_folder.hpp"
#include "log/limits.hpp"

namespace supervise::log {
namespace {

class RotatingFileTest : public testing::Test {
protected:
    RotatingFile& make(std::int64_t maxbytes, int backups, const std::string& name = "a.log") {
        RotatingFileSpec spec;
        spec.path = folder / name;
        spec.maxbytes = maxbytes;
        spec.backups = backups;
        return make(std::move(spec));
    }
    RotatingFile& make(RotatingFileSpec spec) {
        file = std::make_unique<RotatingFile>(
            std::move(spec), files, loop, [this](Level, const std::string& text) { said.push_back(text); });
        return *file;
    }
    void pass_retry_interval() { loop.advance(limits::retry_interval); }
    bool said_only(const std::string& part) const {
        return said.size() == 1 && said[0].find(part) != std::string::npos;
    }

    fake::TempFolder folder;
    fake::Files files;
    fake::Loop loop;
    std::vector<std::string> said;
    std::unique_ptr<RotatingFile> file;
};

// LOG-003: appended to; LOG-034: also over restarts.
TEST_F(RotatingFileTest, appends_to_what_is_there) {
    folder.put("a.log", "old\n");
    make(0, 0).open();
    file->append("new\n");
    file->close();
    file->open();
    file->append("newer\n");
    EXPECT_EQ(folder.get("a.log"), "old\nnew\nnewer\n");
}

TEST_F(RotatingFileTest, counts_what_it_has_written) {
    make(10, 1).open();
    file->append("12345");
    file->append("67890");
    file->append("1");
    EXPECT_EQ(file->written_bytes(), 11U) << "over a rotation";
    files.write_code = ENOSPC;
    file->append("lost");
    EXPECT_EQ(file->written_bytes(), 11U);
    EXPECT_EQ(file->lost_bytes(), 4U);
}

// LOG-020
TEST_F(RotatingFileTest, rotates_after_the_write_that_reaches_the_size) {
    make(10, 2).open();
    file->append("12345");
    EXPECT_FALSE(folder.has("a.log.1"));
    file->append("67890");
    EXPECT_EQ(folder.get("a.log.1"), "1234567890");
    EXPECT_EQ(folder.get("a.log"), "");
}

// LOG-020
TEST_F(RotatingFileTest, keeps_as_many_backups_as_configured) {
    make(1, 2).open();
    for (const char* record : {"a", "b", "c", "d"})
        file->append(record);
    EXPECT_EQ(folder.get("a.log.1"), "d");
    EXPECT_EQ(folder.get("a.log.2"), "c");
    EXPECT_FALSE(folder.has("a.log.3"));
}

// LOG-021
TEST_F(RotatingFileTest, truncates_in_place_without_backups) {
    make(4, 0).open();
    struct stat before {
    }, after{};
    ::stat(file->path().c_str(), &before);
    file->append("abcd");
    ::stat(file->path().c_str(), &after);
    EXPECT_EQ(after.st_size, 0);
    EXPECT_EQ(after.st_ino, before.st_ino);
    file->append("x");
    EXPECT_EQ(folder.get("a.log"), "x");
}

// LOG-021: a large file is emptied off the loop, and nothing written meanwhile is lost.
TEST_F(RotatingFileTest, truncates_a_large_file_before_the_next_write) {
    const std::string large(static_cast<std::size_t>(limits::freed_inline) + 1, 'x');
    make(1, 0).open();
    int relieved = 0;
    file->on_relieved([&] { ++relieved; });
    file->append(large);
    EXPECT_TRUE(file->congested());
    loop.settle();
    EXPECT_FALSE(file->congested());
    EXPECT_EQ(relieved, 1);
    file->append(large);
    file->append("");
    EXPECT_EQ(files.truncations, 2);
}

TEST_F(RotatingFileTest, may_be_destroyed_while_it_is_truncated) {
    make(1, 0).open();
    file->append(std::string(static_cast<std::size_t>(limits::freed_inline) + 1, 'x'));
    file.reset();
    loop.settle();
    EXPECT_EQ(folder.get("a.log"), "");
}

// LOG-022
TEST_F(RotatingFileTest, moves_one_oversized_write_whole) {
    make(4, 3).open();
    file->append("much more than four");
    EXPECT_EQ(folder.get("a.log.1"), "much more than four");
    EXPECT_EQ(folder.get("a.log"), "");
}

// LOG-023
TEST_F(RotatingFileTest, counts_the_size_found_at_opening) {
    folder.put("a.log", "12345678");
    make(10, 1).open();
    file->append("9");
    EXPECT_FALSE(folder.has("a.log.1"));
    file->append("0");
    EXPECT_EQ(folder.get("a.log.1"), "1234567890");
}

// LOG-023
TEST_F(RotatingFileTest, never_rotates_with_maxbytes_zero) {
    make(0, 3).open();
    file->append(std::string(100'000, 'x'));
    EXPECT_FALSE(folder.has("a.log.1"));
}

// LOG-024
TEST_F(RotatingFileTest, shifts_backups_over_gaps) {
    folder.put("a.log.1", "one");
    folder.put("a.log.3", "three");
    make(1, 5).open();
    file->append("x");
    EXPECT_EQ(folder.get("a.log.1"), "x");
    EXPECT_EQ(folder.get("a.log.2"), "one");
    EXPECT_EQ(folder.get("a.log.4"), "three");
    EXPECT_FALSE(folder.has("a.log.3"));
}

TEST_F(RotatingFileTest, a_huge_number_of_backups_costs_nothing) {
    folder.put("a.log.1", "one");
    make(1, 1'000'000'000).open();
    file->append("x");
    EXPECT_EQ(folder.get("a.log.2"), "one");
    EXPECT_EQ(folder.get("a.log.1"), "x");
}

// LOG-025
TEST_F(RotatingFileTest, reopens_by_name) {
    make(0, 0).open();
    file->append("before\n");
    ::rename((folder / "a.log").c_str(), (folder / "moved").c_str());
    file->append("still\n");
    file->reopen();
    file->append("after\n");
    EXPECT_EQ(folder.get("moved"), "before\nstill\n");
    EXPECT_EQ(folder.get("a.log"), "after\n");
}

// LOG-027
TEST_F(RotatingFileTest, two_channels_may_share_a_file) {
    RotatingFileSpec spec;
    spec.path = folder / "a.log";
    spec.maxbytes = 6;
    spec.backups = 1;
    RotatingFile other(spec, files, loop, [](Level, const std::string&) {});
    make(6, 1).open();
    other.open();
    file->append("abc");
    other.append("def");  // sees the true end of the file and rotates
    EXPECT_EQ(folder.get("a.log.1"), "abcdef");
    file->append("123456");  // went to the moved file; finds out and follows the name
    file->append("x");
    EXPECT_EQ(folder.get("a.log.1"), "abcdef123456");
    EXPECT_EQ(folder.get("a.log"), "x");
}

// field.md G.2: copytruncate by logrotate.
TEST_F(RotatingFileTest, goes_on_at_the_start_of_a_file_truncated_by_others) {
    make(10, 1).open();
    file->append("12345678");
    ASSERT_EQ(::truncate(file->path().c_str(), 0), 0);
    file->append("abc");
    EXPECT_EQ(folder.get("a.log"), "abc");
    EXPECT_FALSE(folder.has("a.log.1"));
}

// field.md B.1: rotation with a deleted or replaced file.
TEST_F(RotatingFileTest, a_file_removed_by_others_is_made_anew_at_rotation) {
    folder.put("a.log.1", "kept");
    make(4, 3).open();
    ASSERT_EQ(::unlink(file->path().c_str()), 0);
    file->append("gone");
    file->append("new");
    EXPECT_EQ(folder.get("a.log"), "new");
    EXPECT_EQ(folder.get("a.log.1"), "kept");
    EXPECT_TRUE(said.empty());
}

// field.md B.1: rotation with a deleted or replaced file.
TEST_F(RotatingFileTest, a_file_replaced_by_others_is_not_rotated_away) {
    make(4, 3).open();
    ASSERT_EQ(::unlink(file->path().c_str()), 0);
    folder.put("a.log", "theirs");
    file->append("gone");
    EXPECT_EQ(folder.get("a.log"), "theirs");
    EXPECT_FALSE(folder.has("a.log.1"));
}

// field.md B.1: a folder as log file; it may be removed while we run.
TEST_F(RotatingFileTest, a_folder_in_its_place_costs_only_the_bytes_until_it_is_gone) {
    ::mkdir((folder / "a.log").c_str(), 0700);
    EXPECT_FALSE(make(0, 0).open());
    EXPECT_TRUE(said_only("cannot open '" + file->path() + "': Is a directory"));
    file->append("lost");
    ::rmdir((folder / "a.log").c_str());
    pass_retry_interval();
    file->append("kept");
    EXPECT_EQ(folder.get("a.log"), "kept");
    EXPECT_EQ(file->lost_bytes(), 4U);
    ASSERT_EQ(said.size(), 2U);
    EXPECT_EQ(said[1], "writing to '" + file->path() + "' again; 4 bytes were lost");
}

TEST_F(RotatingFileTest, tries_no_more_than_once_an_interval) {
    files.open_code = EROFS;
    make(0, 0).open();
    for (int i = 0; i < 100; ++i)
        file->append("x");
    EXPECT_EQ(files.opens, 1);
    pass_retry_interval();
    file->append("x");
    file->append("x");
    EXPECT_EQ(files.opens, 2);
    EXPECT_EQ(said.size(), 1U);
    EXPECT_EQ(loop.timers(), 0U);
}

TEST_F(RotatingFileTest, opening_again_after_trouble_writes_at_once) {
    files.open_code = EACCES;
    make(0, 0).open();
    file->append("lost");
    file->close();
    files.open_code = 0;
    file->open();
    file->append("kept");
    EXPECT_EQ(folder.get("a.log"), "kept");
}

// field.md G.2: disk full.
TEST_F(RotatingFileTest, a_full_disk_loses_and_counts_only_what_does_not_fit) {
    make(0, 0).open();
    files.write_code = ENOSPC;
    files.room = 3;
    file->append("abcdef");
    file->append("ghi");
    EXPECT_TRUE(said_only("cannot write to '" + file->path() + "': No space left on device"));
    EXPECT_EQ(file->lost_bytes(), 6U);
    files.write_code = 0;
    pass_retry_interval();
    file->append("jkl");
    EXPECT_EQ(folder.get("a.log"), "abcjkl");
    EXPECT_EQ(said.back(), "writing to '" + file->path() + "' again; 6 bytes were lost");
}

// field.md G.2: disk full within a JSON object, or behind a prefix.
TEST_F(RotatingFileTest, half_a_line_does_not_run_into_the_next) {
    RotatingFileSpec spec;
    spec.path = folder / "a.log";
    spec.whole_lines = true;
    make(std::move(spec)).open();
    files.write_code = ENOSPC;
    files.room = 7;
    file->append("one\ntwo\n");
    file->close();  // the program ends, and comes again
    file->open();
    file->append("lost\n");
    files.write_code = 0;
    pass_retry_interval();
    file->append("three\n");
    file->append("four\n");
    EXPECT_EQ(folder.get("a.log"), "one\ntwo\nthree\nfour\n");
    EXPECT_EQ(file->lost_bytes(), 6U);
}

TEST_F(RotatingFileTest, no_empty_line_is_written_where_none_was_cut) {
    RotatingFileSpec spec;
    spec.path = folder / "a.log";
    spec.whole_lines = true;
    make(std::move(spec)).open();
    files.write_code = ENOSPC;
    files.room = 4;
    file->append("one\ntwo\n");
    files.room = 2;
    pass_retry_interval();
    file->append("cut\n");
    ASSERT_EQ(folder.get("a.log"), "one\ncu");
    ASSERT_EQ(::truncate(file->path().c_str(), 0), 0);
    files.write_code = 0;
    pass_retry_interval();
    file->append("three\n");
    EXPECT_EQ(folder.get("a.log"), "three\n");
}

// field.md G.2: the disk was full because of this file, and somebody removed it.
TEST_F(RotatingFileTest, after_a_full_disk_it_looks_for_its_name_again) {
    make(0, 0).open();
    files.write_code = ENOSPC;
    file->append("a");
    ::unlink(file->path().c_str());
    files.write_code = 0;
    pass_retry_interval();
    file->append("b");
    EXPECT_EQ(folder.get("a.log"), "b");
}

// field.md B.1: partial writes, as after a signal.
TEST_F(RotatingFileTest, writes_on_after_a_partial_write) {
    make(0, 0).open();
    files.longest_write = 3;
    file->append("abcdefgh");
    EXPECT_EQ(folder.get("a.log"), "abcdefgh");
}

// field.md G.2: /dev/full.
TEST_F(RotatingFileTest, writes_to_dev_full_without_harm) {
    RotatingFileSpec spec;
    spec.path = "/dev/full";
    spec.maxbytes = 1;
    make(std::move(spec)).open();
    file->append("abc");
    file->append("def");
    EXPECT_EQ(file->lost_bytes(), 6U);
    EXPECT_EQ(said.size(), 1U);
}

// field.md G.2: rotation when `.1` is a folder.
TEST_F(RotatingFileTest, a_folder_in_place_of_the_backup_never_loses_the_channel) {
    ::mkdir((folder / "a.log.1").c_str(), 0700);
    make(3, 1).open();
    file->append("abc");
    file->append("def");
    EXPECT_EQ(folder.get("a.log"), "abcdef");
    EXPECT_TRUE(said_only("cannot rotate '" + file->path() + "'"));
    ::rmdir((folder / "a.log.1").c_str());
    pass_retry_interval();
    file->append("g");
    EXPECT_EQ(folder.get("a.log.1"), "abcdefg");
    EXPECT_EQ(said.back(), "rotating '" + file->path() + "' again");
}

TEST_F(RotatingFileTest, a_failed_rename_keeps_every_backup) {
    folder.put("a.log.1", "one");
    folder.put("a.log.2", "two");
    make(3, 3).open();
    files.rename_code = EACCES;
    file->append("abc");
    EXPECT_EQ(folder.get("a.log"), "abc");
    EXPECT_EQ(folder.get("a.log.1"), "one");
    EXPECT_EQ(folder.get("a.log.2"), "two");
}

// field.md G.2: rotation that fails. The file may be a mount point of its own, which cannot be renamed.
TEST_F(RotatingFileTest, a_rotation_that_keeps_failing_costs_no_backup) {
    for (const char* number : {"1", "2", "3"})
        folder.put(std::string("a.log.") + number, number);
    make(3, 5).open();
    files.rename_code = EBUSY;
    files.renaming = folder / "a.log";
    for (int attempt = 0; attempt < 10; ++attempt) {
        file->append("abc");
        pass_retry_interval();
    }
    EXPECT_TRUE(said_only("cannot rotate"));
    files.rename_code = 0;
    file->append("d");
    EXPECT_EQ(folder.get("a.log.1").size(), 31U);
    EXPECT_EQ(folder.get("a.log.2") + folder.get("a.log.3") + folder.get("a.log.4"), "123");
    file->append("efg");
    EXPECT_EQ(folder.get("a.log.1") + folder.get("a.log.3") + folder.get("a.log.5"), "efg13");
}

// field.md G.2: no descriptor is left for the new file.
TEST_F(RotatingFileTest, a_new_file_that_cannot_be_made_costs_no_backup) {
    folder.put("a.log.1", "one");
    folder.put("a.log.2", "two");
    make(3, 3).open();
    files.open_code = EMFILE;
    for (int attempt = 0; attempt < 10; ++attempt) {
        file->append("abc");
        pass_retry_interval();
    }
    EXPECT_EQ(folder.get("a.log.2") + folder.get("a.log.3"), "onetwo");
    EXPECT_EQ(folder.get("a.log").size(), 30U);
    EXPECT_EQ(file->lost_bytes(), 0U);
}

// One backup cannot be moved: those behind it move once, not at each attempt.
TEST_F(RotatingFileTest, a_backup_that_stays_costs_no_other) {
    for (const char* number : {"1", "2", "3", "4"})
        folder.put(std::string("a.log.") + number, number);
    make(3, 6).open();
    files.rename_code = EPERM;
    files.renaming = folder / "a.log.2";
    for (int attempt = 0; attempt < 10; ++attempt) {
        file->append("abc");
        pass_retry_interval();
    }
    EXPECT_EQ(folder.get("a.log.1") + folder.get("a.log.2") + folder.get("a.log.4") + folder.get("a.log.5"),
              "1234");
}

// Somebody else, such as another channel with the same file, has put a backup where one was free.
TEST_F(RotatingFileTest, a_backup_that_others_made_meanwhile_moves_up) {
    folder.put("a.log.1", "one");
    make(3, 5).open();
    files.rename_code = EBUSY;
    files.renaming = folder / "a.log";
    file->append("abc");
    folder.put("a.log.1", "theirs");
    files.rename_code = 0;
    pass_retry_interval();
    file->append("d");
    EXPECT_EQ(folder.get("a.log.1"), "abcd");
    EXPECT_EQ(folder.get("a.log.2"), "theirs");
    EXPECT_EQ(folder.get("a.log.3"), "one");
}

TEST_F(RotatingFileTest, takes_its_name_back_when_no_new_file_can_be_made) {
    make(3, 1).open();
    files.open_code = EMFILE;
    file->append("abc");
    file->append("d");
    EXPECT_EQ(folder.get("a.log"), "abcd");
    EXPECT_FALSE(folder.has("a.log.1"));
}

// LOG-011, RPC-051
TEST_F(RotatingFileTest, clear_removes_and_recreates) {
    make(0, 0).open();
    file->append("old");
    EXPECT_TRUE(file->clear());
    EXPECT_EQ(folder.get("a.log"), "");
    file->append("new");
    EXPECT_EQ(folder.get("a.log"), "new");
}

// RPC-052
TEST_F(RotatingFileTest, clear_works_while_closed) {
    folder.put("a.log", "old");
    EXPECT_TRUE(make(0, 0).clear());
    EXPECT_TRUE(folder.has("a.log"));
    EXPECT_EQ(folder.get("a.log"), "");
}

TEST_F(RotatingFileTest, clear_of_a_missing_file_makes_none) {
    EXPECT_TRUE(make(0, 0).clear());
    EXPECT_FALSE(folder.has("a.log"));
}

TEST_F(RotatingFileTest, clear_refuses_a_folder) {
    ::mkdir((folder / "a.log").c_str(), 0700);
    EXPECT_FALSE(make(0, 0).clear());
    EXPECT_TRUE(folder.has("a.log"));
}

TEST_F(RotatingFileTest, makes_missing_folders_when_asked) {
    RotatingFileSpec spec;
    spec.path = folder / "x/y/a.log";
    spec.make_folder = true;
    EXPECT_TRUE(make(std::move(spec)).open());
    file->append("z");
    EXPECT_EQ(folder.get("x/y/a.log"), "z");
}

TEST_F(RotatingFileTest, sets_the_mode_exactly_when_asked) {
    RotatingFileSpec spec;
    spec.path = folder / "a.log";
    spec.mode = 0666;
    const mode_t old = ::umask(077);
    make(std::move(spec)).open();
    ::umask(old);
    struct stat st {};
    ::stat(file->path().c_str(), &st);
    EXPECT_EQ(st.st_mode & 07777U, 0666U);
}

// LOG-030: also after a rotation, in a folder that all may look into.
TEST_F(RotatingFileTest, an_own_file_is_private_whatever_the_mode) {
    RotatingFileSpec spec;
    spec.path = folder / "a.log";
    spec.maxbytes = 1;
    spec.backups = 1;
    spec.mode = 0644;
    spec.own_file = true;
    make(std::move(spec)).open();
    file->append("x");
    for (const char* name : {"a.log", "a.log.1"}) {
        struct stat st {};
        ASSERT_EQ(::stat((folder / name).c_str(), &st), 0);
        EXPECT_EQ(st.st_mode & 07777U, 0600U) << name;
    }
}

// field.md G.2: symlink swap.
TEST_F(RotatingFileTest, an_own_file_is_never_written_through_a_symbolic_link) {
    folder.put("victim", "precious");
    ASSERT_EQ(::symlink((folder / "victim").c_str(), (folder / "a.log").c_str()), 0);
    RotatingFileSpec spec;
    spec.path = folder / "a.log";
    spec.own_file = true;
    EXPECT_FALSE(make(std::move(spec)).open());
    file->append("evil");
    EXPECT_EQ(folder.get("victim"), "precious");
}

// field.md G.2: a fifo without reader must not block the daemon.
TEST_F(RotatingFileTest, a_fifo_without_reader_is_trouble_not_a_wait) {
    ASSERT_EQ(::mkfifo((folder / "a.log").c_str(), 0600), 0);
    EXPECT_FALSE(make(0, 0).open());
    file->append("x");
    EXPECT_EQ(file->lost_bytes(), 1U);
}

}  // namespace
}  // namespace supervise::log
