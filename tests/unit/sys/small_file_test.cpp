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
    std::string path(const char* name) const { return folder_.path() + "/" + name; }
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
