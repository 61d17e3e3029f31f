// Rotated files that are compressed or grow old, by way of the log that they belong to.
#include "log/backups.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <map>

#include <gtest/gtest.h>

#include "fake/files.hpp"
#include "fake/gunzip.hpp"
#include "fake/loop.hpp"
#include "fake/temp_folder.hpp"
#include "log/limits.hpp"
#include "log/rotating_file.hpp"

namespace supervise::log {
namespace {

class BackupsTest : public testing::Test {
protected:
    BackupsTest() {
        spec.path = folder / "a.log";
        spec.maxbytes = 1;
        spec.backups = 3;
        spec.gzip = true;
    }
    void open() {
        file = std::make_unique<RotatingFile>(
            spec, files, loop, [this](Level, const std::string& text) { said.push_back(text); });
        ASSERT_TRUE(file->open());
    }
    /// One rotated file with this content.
    void rotate(const std::string& content) {
        file->append(content);
        ++rotations;
    }
    void rotate_and_settle(const std::string& content) {
        rotate(content);
        loop.settle();
    }
    std::string gunzipped(const std::string& name) {
        return folder.has(name) ? fake::gunzip(folder.get(name)) : "missing";
    }
    /// `NAME=content` of every file but the log, compressed ones opened.
    std::string row() {
        std::map<std::string, std::string> all;
        for (const auto& entry : std::filesystem::directory_iterator(folder.path())) {
            const std::string name = entry.path().filename();
            if (name != "a.log")
                all[name] = name.ends_with(".gz") ? gunzipped(name) : folder.get(name);
        }
        std::string text;
        for (const auto& [name, content] : all)
            text += (text.empty() ? "" : " ") + name.substr(6) + "=" + content;
        return text;
    }
    void make_old(const std::string& name, std::chrono::seconds age) {
        const auto when = std::chrono::system_clock::to_time_t(loop.clock().wall()) - age.count();
        const timespec times[2] = {{when, 0}, {when, 0}};
        ASSERT_EQ(::utimensat(AT_FDCWD, (folder / name).c_str(), times, 0), 0);
    }

    fake::TempFolder folder;
    fake::Files files;
    fake::Loop loop;
    std::vector<std::string> said;
    RotatingFileSpec spec;
    std::unique_ptr<RotatingFile> file;
    int rotations = 0;
};

TEST_F(BackupsTest, are_compressed_and_shift) {
    open();
    for (const char* content : {"one", "two", "three", "four"})
        rotate_and_settle(content);
    EXPECT_EQ(row(), "1.gz=four 2.gz=three 3.gz=two");
    EXPECT_TRUE(said.empty());
}

TEST_F(BackupsTest, have_the_mode_and_time_of_the_log) {
    spec.mode = 0640;
    open();
    file->append("x");
    make_old("a.log.1", std::chrono::hours(5));
    loop.settle();
    struct stat st {};
    ASSERT_EQ(::stat((folder / "a.log.1.gz").c_str(), &st), 0);
    EXPECT_EQ(st.st_mode & 0777U, 0640U);
}

// A rotation while the previous one is still compressed.
TEST_F(BackupsTest, a_rotation_during_a_compression_moves_what_it_makes) {
    open();
    rotate("one");
    rotate("two");
    rotate("three");
    EXPECT_EQ(row().substr(0, 13), "1=three 2=two");
    loop.settle();
    EXPECT_EQ(row(), "1.gz=three 2.gz=two 3.gz=one");
}

TEST_F(BackupsTest, a_storm_ends_with_the_last_ones_compressed) {
    open();
    for (int i = 0; i < 50; ++i)
        rotate(std::to_string(i));
    EXPECT_TRUE(folder.has("a.log.3"));
    loop.settle();
    EXPECT_EQ(row(), "1.gz=49 2.gz=48 3.gz=47");
    EXPECT_TRUE(said.empty());
}

TEST_F(BackupsTest, of_which_one_is_kept) {
    spec.backups = 1;
    open();
    rotate_and_settle("one");
    rotate("two");
    EXPECT_FALSE(folder.has("a.log.1.gz"));
    rotate("three");
    loop.settle();
    EXPECT_EQ(row(), "1.gz=three");
}

TEST_F(BackupsTest, large_ones_take_several_steps) {
    open();
    std::string large;
    while (large.size() < 2 * limits::compressed_at_once + 5)
        large += std::to_string(large.size()) + "\n";
    rotate(large);
    EXPECT_EQ(gunzipped("a.log.1.gz"), "missing");
    loop.settle();
    EXPECT_TRUE(gunzipped("a.log.1.gz") == large);
    EXPECT_FALSE(folder.has("a.log.1"));
}

TEST_F(BackupsTest, plain_ones_of_earlier_days_are_compressed_at_start) {
    folder.put("a.log.1", "one");
    folder.put("a.log.3", "three");
    open();
    loop.settle();
    EXPECT_EQ(row(), "1.gz=one 3.gz=three");
}

// The daemon died while it compressed.
TEST_F(BackupsTest, an_unfinished_copy_is_made_anew) {
    folder.put("a.log.1", "one");
    folder.put("a.log.gz.tmp", "half a co");
    open();
    loop.settle();
    EXPECT_EQ(row(), "1.gz=one");
}

// The daemon died between the renaming of the copy and the removal of its source.
TEST_F(BackupsTest, a_source_whose_copy_is_complete_is_removed) {
    open();
    rotate_and_settle("one");
    folder.put("a.log.1", "one");
    make_old("a.log.1", std::chrono::seconds(50));
    make_old("a.log.1.gz", std::chrono::seconds(50));
    open();
    loop.settle();
    EXPECT_EQ(row(), "1.gz=one");
}

TEST_F(BackupsTest, a_source_with_the_copy_of_something_else_is_compressed) {
    open();
    rotate_and_settle("old");
    folder.put("a.log.1", "new");
    make_old("a.log.1.gz", std::chrono::seconds(50));
    open();
    loop.settle();
    EXPECT_EQ(row(), "1.gz=new");
}

TEST_F(BackupsTest, the_log_may_go_while_one_is_compressed) {
    open();
    rotate("one");
    file.reset();
    loop.settle();
    EXPECT_EQ(row(), "1=one");
}

// Nothing is lost for want of room, and what is wrong is said once.
TEST_F(BackupsTest, a_full_disk_leaves_them_as_they_are) {
    open();
    file->append("");
    files.write_code = ENOSPC;
    files.room = 3;
    rotate_and_settle("one");
    EXPECT_EQ(row(), "1=one");
    ASSERT_EQ(said.size(), 1U);
    EXPECT_NE(said[0].find("cannot compress '" + (folder / "a.log.1") + "': "), std::string::npos);
    EXPECT_NE(said[0].find("No space left on device"), std::string::npos);
    files.room = 3;
    rotate_and_settle("two");
    EXPECT_EQ(said.size(), 1U);
    files.write_code = 0;
    rotate_and_settle("three");
    EXPECT_EQ(row(), "1.gz=three 2.gz=two 3.gz=one");
}

// Of the row one cannot be read: the others are compressed, and it is said once.
TEST_F(BackupsTest, one_that_cannot_be_compressed_keeps_no_other_from_it) {
    spec.backups = 6;
    folder.put("elsewhere", "precious");
    ASSERT_EQ(::symlink((folder / "elsewhere").c_str(), (folder / "a.log.1").c_str()), 0);
    folder.put("a.log.2", "two");
    std::filesystem::create_directory(folder / "a.log.3.gz");  // in the place of a copy
    folder.put("a.log.3", "three");
    folder.put("a.log.4", "four");
    open();
    loop.settle();
    EXPECT_EQ(gunzipped("a.log.2.gz") + gunzipped("a.log.4.gz"), "twofour");
    EXPECT_EQ(folder.get("a.log.3"), "three");
    EXPECT_EQ(said.size(), 2U);
    std::filesystem::remove(folder / "a.log.3.gz");
    rotate_and_settle("new");
    rotate_and_settle("newer");
    EXPECT_EQ(gunzipped("a.log.1.gz") + gunzipped("a.log.5.gz"), "newerthree");
    EXPECT_EQ(said.size(), 2U) << said.back();
}

TEST_F(BackupsTest, symbolic_links_are_not_followed) {
    folder.put("elsewhere", "precious");
    ASSERT_EQ(::symlink((folder / "elsewhere").c_str(), (folder / "a.log.gz.tmp").c_str()), 0);
    ASSERT_EQ(::symlink((folder / "elsewhere").c_str(), (folder / "a.log.2").c_str()), 0);
    open();
    loop.settle();
    rotate_and_settle("one");
    EXPECT_EQ(folder.get("elsewhere"), "precious");
    EXPECT_EQ(gunzipped("a.log.1.gz"), "one");
    EXPECT_FALSE(folder.has("a.log.gz.tmp"));
    EXPECT_TRUE(std::filesystem::is_symlink(folder / "a.log.3"));
}

// LOG-011 and RPC-052: clearing concerns the log; backups stay.
TEST_F(BackupsTest, clearing_the_log_leaves_them_alone) {
    open();
    rotate("one");
    ASSERT_TRUE(file->clear());
    loop.settle();
    EXPECT_EQ(row(), "1.gz=one");
    EXPECT_EQ(folder.get("a.log"), "");
}

TEST_F(BackupsTest, what_was_written_to_meanwhile_is_not_replaced) {
    open();
    rotate("one");
    folder.put("a.log.1", "one and more");
    loop.settle();
    EXPECT_EQ(row(), "1=one and more");
}

TEST_F(BackupsTest, without_compression_those_of_somebody_else_are_left_alone) {
    spec.gzip = false;
    folder.put("a.log.1.gz", "of logrotate");
    folder.put("a.log.gz.tmp", "somebody's");
    open();
    for (const char* content : {"one", "two", "three", "four"})
        rotate_and_settle(content);
    EXPECT_EQ(folder.get("a.log.1.gz"), "of logrotate");
    EXPECT_EQ(folder.get("a.log.gz.tmp"), "somebody's");
    EXPECT_EQ(folder.get("a.log.3"), "two");
}

TEST_F(BackupsTest, old_ones_are_removed_at_start_and_at_rotation) {
    spec.gzip = false;
    spec.backups = 10;
    spec.max_age = std::chrono::hours(24);
    for (const char* name : {"a.log.1", "a.log.2", "a.log.3.gz", "a.log.4"})
        folder.put(name, name);
    make_old("a.log.1", std::chrono::hours(23));
    for (const char* name : {"a.log.2", "a.log.3.gz", "a.log.4"})
        make_old(name, std::chrono::hours(25));
    open();
    EXPECT_EQ(row(), "1=a.log.1");
    loop.advance(std::chrono::hours(2));
    EXPECT_TRUE(folder.has("a.log.1"));
    rotate("two");
    make_old("a.log.1", std::chrono::hours(0));
    EXPECT_FALSE(folder.has("a.log.2"));
}

TEST_F(BackupsTest, one_that_grows_too_old_while_it_is_compressed_is_gone) {
    spec.max_age = std::chrono::hours(24);
    open();
    rotate("one");
    make_old("a.log.1", std::chrono::hours(25));
    rotate("two");
    make_old("a.log.1", std::chrono::hours(0));
    loop.settle();
    EXPECT_EQ(row(), "1.gz=two");
}

}  // namespace
}  // namespace supervise::log
