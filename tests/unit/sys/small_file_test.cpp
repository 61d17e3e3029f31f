#include "sys/small_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <fstream>

#include <gtest/gtest.h>

#include "fake/temp_folder.hpp"
#include "sys/fd.hpp"

namespace supervise::sys {
namespace {

namespace fs = std::filesystem;

class SmallFile : public testing::Test {
protected:
    fake::TempFolder folder_;
    std::string path(const std::string& name) const { return folder_.path() + "/" + name; }
};

TEST_F(SmallFile, what_is_written_can_be_read) {
    ASSERT_TRUE(write_whole_file(path("a"), "first, longer\n"));
    ASSERT_TRUE(write_whole_file(path("a"), "second\n"));
    EXPECT_EQ(*read_small_file(path("a")), "second\n");
    EXPECT_EQ(std::distance(fs::directory_iterator(folder_.path()), fs::directory_iterator{}), 1);
}

TEST_F(SmallFile, is_as_private_as_asked) {
    std::ofstream(path("a")) << "open to all";
    ASSERT_TRUE(write_whole_file(path("a"), "mine\n", 0600));
    EXPECT_EQ(fs::status(path("a")).permissions(), fs::perms(0600));
}

// A daemon of another account reads it.
TEST_F(SmallFile, is_as_public_as_asked) {
    const mode_t before = ::umask(077);
    ASSERT_TRUE(write_whole_file(path("a"), "all\n", 0644, Umask::ignored));
    ASSERT_TRUE(write_whole_file(path("b"), "mine\n", 0644));
    ::umask(before);
    EXPECT_EQ(fs::status(path("a")).permissions(), fs::perms(0644));
    EXPECT_EQ(fs::status(path("b")).permissions(), fs::perms(0600));
}

// A link planted in a shared folder is replaced, never followed.
TEST_F(SmallFile, a_link_is_not_followed) {
    std::ofstream(path("victim")) << "precious";
    fs::create_symlink(path("victim"), path("pid"));
    ASSERT_TRUE(write_whole_file(path("pid"), "42\n"));
    EXPECT_EQ(*read_small_file(path("victim")), "precious");
    EXPECT_EQ(*read_small_file(path("pid")), "42\n");
    EXPECT_FALSE(fs::is_symlink(path("pid")));
}

// pidfile=/dev/null, as root.
TEST_F(SmallFile, what_is_no_file_stays_what_it_is) {
    ASSERT_EQ(::mkfifo(path("fifo").c_str(), 0600), 0);
    EXPECT_EQ(write_whole_file(path("fifo"), "42\n").error().code, ENXIO) << "nobody reads it";
    const Fd reader(::open(path("fifo").c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC));
    ASSERT_TRUE(write_whole_file(path("fifo"), "42\n"));
    std::string got(10, '\0');
    EXPECT_EQ(read_some(reader.get(), got.data(), got.size()).bytes, 3U);
    EXPECT_TRUE(fs::is_fifo(path("fifo")));
}

// A file of somebody's, which root may write for him: a history in a home.
class Rewritten : public SmallFile {
protected:
    static constexpr uid_t somebody = 12345, another = 12346;

    static bool is_root() { return ::geteuid() == 0; }
    static std::pair<uid_t, gid_t> owner(const std::string& file) {
        struct stat status {};
        EXPECT_EQ(::lstat(file.c_str(), &status), 0);
        return {status.st_uid, status.st_gid};
    }
};

TEST_F(Rewritten, a_link_stays_one) {
    std::ofstream(path("file")) << "longer than what comes\n";
    fs::create_symlink("file", path("link"));
    ASSERT_TRUE(rewrite_file(path("link"), "short\n", 0600));
    EXPECT_TRUE(fs::is_symlink(path("link")));
    EXPECT_EQ(*read_small_file(path("file")), "short\n");
    fs::create_symlink("nothing", path("to_nothing"));
    ASSERT_TRUE(rewrite_file(path("to_nothing"), "new\n", 0600));
    EXPECT_EQ(*read_small_file(path("nothing")), "new\n");
    EXPECT_EQ(fs::status(path("nothing")).permissions(), fs::perms(0600));
    fs::create_symlink(folder_.path(), path("to_folder"));
    EXPECT_FALSE(rewrite_file(path("to_folder"), "x", 0600));
}

TEST_F(Rewritten, a_file_without_link_is_replaced_in_one_step) {
    std::ofstream(path("a")) << "old";
    const fs::path other = path("b");
    fs::create_hard_link(path("a"), other);
    ASSERT_TRUE(rewrite_file(path("a"), "new", 0600));
    EXPECT_EQ(*read_small_file(path("a")), "new");
    EXPECT_EQ(*read_small_file(path("b")), "old");
    ASSERT_TRUE(rewrite_file(path("c"), "first", 0600));
    EXPECT_EQ(fs::status(path("c")).permissions(), fs::perms(0600));
}

TEST_F(Rewritten, keeps_its_owner) {
    if (!is_root())
        GTEST_SKIP() << "only root writes the files of others";
    std::ofstream(path("a")) << "his";
    ASSERT_EQ(::chown(path("a").c_str(), somebody, another), 0);
    ASSERT_TRUE(rewrite_file(path("a"), "his still", 0600));
    EXPECT_EQ(owner(path("a")), std::pair(somebody, gid_t{another}));
    EXPECT_EQ(*read_small_file(path("a")), "his still");
}

TEST_F(Rewritten, a_link_of_somebody_leads_to_his_files_only) {
    if (!is_root())
        GTEST_SKIP() << "only root follows the links of others to where they may not write";
    std::ofstream(path("precious")) << "ours";
    std::ofstream(path("his")) << "old";
    ASSERT_EQ(::chown(path("his").c_str(), somebody, somebody), 0);
    for (const char* target : {"precious", "his", "nothing"}) {
        const std::string link = path("to_") + target;
        fs::create_symlink(target, link);
        ASSERT_EQ(::lchown(link.c_str(), somebody, somebody), 0);
    }
    const auto refused = rewrite_file(path("to_precious"), "spoilt", 0600);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, EPERM);
    EXPECT_EQ(*read_small_file(path("precious")), "ours");
    EXPECT_FALSE(rewrite_file(path("to_nothing"), "x", 0600));
    EXPECT_FALSE(fs::exists(path("nothing")));
    ASSERT_TRUE(rewrite_file(path("to_his"), "new", 0600));
    EXPECT_EQ(*read_small_file(path("his")), "new");
    EXPECT_EQ(owner(path("his")).first, somebody);
}

TEST_F(SmallFile, errors_keep_their_errno) {
    EXPECT_EQ(write_whole_file(path("no/such"), "x").error().code, ENOENT);
    EXPECT_EQ(read_small_file(path("none")).error().code, ENOENT);
    EXPECT_EQ(read_small_file(folder_.path()).error().code, EINVAL);
    ASSERT_TRUE(write_whole_file(path("big"), std::string(100, 'x')));
    EXPECT_EQ(read_small_file(path("big"), 99).error().code, EFBIG);
}

TEST_F(SmallFile, a_fifo_does_not_block) {
    ASSERT_EQ(::mkfifo(path("fifo").c_str(), 0600), 0);
    EXPECT_EQ(read_small_file(path("fifo")).error().code, EINVAL);
}

}  // namespace
}  // namespace supervise::sys
