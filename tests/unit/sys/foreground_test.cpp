#include "sys/foreground.hpp"

#include <cerrno>
#include <csignal>

#include <gtest/gtest.h>

#include "fake/temp_folder.hpp"
#include "sys/small_file.hpp"

namespace supervise::sys {
namespace {

int shell(const std::string& script, const std::string& folder = "/",
          const std::vector<std::pair<std::string, std::string>>& environment = {}) {
    return run_in_foreground({"sh", "-c", script}, folder, environment).value_or(-1);
}

TEST(Foreground, status_is_the_programs) {
    EXPECT_EQ(shell("exit 0"), 0);
    EXPECT_EQ(shell("exit 4"), 4);
}

TEST(Foreground, a_signal_is_told_as_a_shell_does) {
    EXPECT_EQ(shell("kill -KILL $$"), 128 + SIGKILL);
}

TEST(Foreground, what_is_not_there_is_told_apart) {
    const auto status = run_in_foreground({"no-such-program-here"}, "/", {});
    ASSERT_FALSE(status);
    EXPECT_EQ(status.error().code, ENOENT);
    EXPECT_FALSE(run_in_foreground({"true"}, "/no/such/folder", {}));
}

TEST(Foreground, runs_in_the_folder_with_the_environment) {
    const fake::TempFolder folder;
    EXPECT_EQ(shell("printf '%s %s' \"$WORD\" \"$(pwd)\" >seen", folder.path(), {{"WORD", "a b"}}), 0);
    EXPECT_EQ(read_small_file(folder.path() + "/seen").value_or(""), "a b " + folder.path());
}

// Ctrl-C reaches the program in front, not us.
TEST(Foreground, the_terminals_signals_are_the_programs) {
    EXPECT_EQ(shell("kill -INT $PPID; kill -INT $$; exit 3"), 128 + SIGINT);
    struct sigaction now = {};
    ::sigaction(SIGINT, nullptr, &now);
    EXPECT_EQ(now.sa_handler, SIG_DFL);
}

}  // namespace
}  // namespace supervise::sys
