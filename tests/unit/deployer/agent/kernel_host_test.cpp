#include <gtest/gtest.h>

#include <cstdlib>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "agent/kernel_host.hpp"
#include "fake/temp_folder.hpp"
#include "sys/fd.hpp"

namespace deployer::agent {
namespace {

class KernelHostTest : public ::testing::Test {
protected:
    int worked = 0;
    KernelHost host{[this] { ++worked; }};
};

TEST_F(KernelHostTest, runs_programs_and_keeps_what_they_print) {
    const auto finished = host.run({.argv = {"sh", "-c", "cat; echo wrong >&2; exit 3"}, .input = "hello"});
    ASSERT_TRUE(finished);
    EXPECT_EQ(finished->status, 3);
    EXPECT_EQ(finished->output, "hello");
    EXPECT_EQ(finished->errors, "wrong\n");
    EXPECT_EQ(reason(*finished), "wrong");
}

TEST_F(KernelHostTest, knows_through_whom_it_was_started) {
    ::unsetenv("SUDO_UID");
    const auto callers = host.callers();
    struct stat parent = {};
    ASSERT_EQ(::stat(("/proc/" + std::to_string(::getppid())).c_str(), &parent), 0);
    EXPECT_TRUE(callers.contains(parent.st_uid));
    EXPECT_FALSE(callers.contains(61237));
    ::setenv("SUDO_UID", "61237", 1);
    EXPECT_TRUE(host.callers().contains(61237));
    ::unsetenv("SUDO_UID");
}

TEST_F(KernelHostTest, input_is_a_regular_file_of_any_length) {
    const auto finished =
        host.run({.argv = {"sh", "-c", "test -f /dev/stdin && wc -c"}, .input = std::string(1 << 20, 'x')});
    ASSERT_TRUE(finished);
    EXPECT_EQ(one_line(finished->output), "1048576");
}

TEST_F(KernelHostTest, a_program_that_is_not_there_is_told_apart) {
    const auto finished = host.run({.argv = {"no-such-program"}});
    ASSERT_FALSE(finished);
    EXPECT_EQ(finished.error().code, ENOENT);
    EXPECT_FALSE(host.has_program("no-such-program"));
    EXPECT_TRUE(host.has_program("sh"));
}

TEST_F(KernelHostTest, a_program_that_takes_too_long_ends) {
    const auto finished = host.run({.argv = {"sh", "-c", "sleep 600"}, .timeout = std::chrono::seconds(0)});
    ASSERT_TRUE(finished);
    EXPECT_TRUE(finished->timed_out);
    EXPECT_FALSE(finished->good());
    EXPECT_GE(worked, 1);
}

TEST_F(KernelHostTest, what_is_printed_is_bounded) {
    const auto finished = host.run({.argv = {"sh", "-c", "head -c 5000000 /dev/zero"}});
    ASSERT_TRUE(finished);
    EXPECT_TRUE(finished->good());
    EXPECT_EQ(finished->output.size(), limits::max_command_output);
}

TEST_F(KernelHostTest, a_daemon_that_keeps_the_pipes_is_not_waited_for) {
    const auto finished = host.run({.argv = {"sh", "-c", "sleep 5 & echo started"}});
    ASSERT_TRUE(finished);
    EXPECT_EQ(finished->output, "started\n");
}

TEST_F(KernelHostTest, output_may_go_to_a_file) {
    const supervise::fake::TempFolder folder;
    const supervise::sys::Fd fd(::open((folder / "f").c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600));
    const auto finished = host.run({.argv = {"echo", "in it"}, .output = fd.get()});
    ASSERT_TRUE(finished);
    EXPECT_EQ(finished->output, "");
    EXPECT_EQ(folder.get("f"), "in it\n");
}

TEST_F(KernelHostTest, programs_get_a_plain_environment) {
    ::setenv("SECRET_OF_THE_LOGIN", "x", 1);
    const auto finished = host.run({.argv = {"env"}});
    ::unsetenv("SECRET_OF_THE_LOGIN");
    ASSERT_TRUE(finished);
    EXPECT_EQ(finished->output.find("SECRET_OF_THE_LOGIN"), std::string::npos);
    EXPECT_NE(finished->output.find("LC_ALL=C"), std::string::npos);
}

TEST_F(KernelHostTest, a_signal_is_the_reason) {
    const auto finished = host.run({.argv = {"sh", "-c", "kill -9 $$"}});
    ASSERT_TRUE(finished);
    EXPECT_EQ(reason(*finished), "ended by signal 9");
}

TEST_F(KernelHostTest, files_are_read_whole_or_not_at_all) {
    const supervise::fake::TempFolder folder;
    folder.put("f", "0123456789");
    EXPECT_EQ(host.read_file(folder / "f", 10).value(), "0123456789");
    EXPECT_EQ(host.read_file(folder / "f", 9).error().code, EFBIG);
    EXPECT_EQ(host.read_file(folder / "none", 9).error().code, ENOENT);
    EXPECT_TRUE(host.read_file("/proc/self/stat", 4096));
}

TEST(OneLine, has_no_line_ends_and_an_end) {
    EXPECT_EQ(one_line("a\n\n  \nb\tc\x1B[0m\r\n"), "a; b c [0m ");
    EXPECT_EQ(one_line(std::string(50, 'x'), 10), std::string(10, 'x') + "...");
}

}  // namespace
}  // namespace deployer::agent
