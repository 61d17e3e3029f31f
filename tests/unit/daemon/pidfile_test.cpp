#include "daemon/pidfile.hpp"

#include <unistd.h>

#include <filesystem>

#include <gtest/gtest.h>

#include "fake/logger.hpp"
#include "fake/temp_folder.hpp"
#include "sys/small_file.hpp"

namespace supervise::daemon {
namespace {

// DAEMON-024, DAEMON-041
TEST(Pidfile, holds_the_pid_and_goes_with_the_daemon) {
    const fake::TempFolder folder;
    fake::Logger logger;
    const std::string path = folder.path() + "/d.pid";
    {
        Pidfile pidfile;
        ASSERT_TRUE(pidfile.write(path, logger));
        EXPECT_EQ(*sys::read_small_file(path), std::to_string(::getpid()) + "\n");
    }
    EXPECT_FALSE(std::filesystem::exists(path));
}

// field.md B.1 "second instance removed the running pidfile"
TEST(Pidfile, of_another_daemon_stays) {
    const fake::TempFolder folder;
    fake::Logger logger;
    const std::string path = folder.path() + "/d.pid";
    {
        Pidfile pidfile;
        ASSERT_TRUE(pidfile.write(path, logger));
        ASSERT_TRUE(sys::write_whole_file(path, "4711\n"));
    }
    EXPECT_EQ(*sys::read_small_file(path), "4711\n");
}

TEST(Pidfile, that_cannot_be_written_is_not_fatal) {
    fake::Logger logger;
    Pidfile pidfile;
    EXPECT_FALSE(pidfile.write("/no/such/folder/d.pid", logger));
    EXPECT_TRUE(logger.contains("could not write pidfile /no/such/folder/d.pid"));
}

}  // namespace
}  // namespace supervise::daemon
