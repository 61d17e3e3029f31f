#include <csignal>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <filesystem>
#include <fstream>

#include <gtest/gtest.h>

#include "sys/child.hpp"
#include "sys/connect.hpp"
#include "sys/own_process.hpp"
#include "sys/private_folder.hpp"
#include "sys/process_table.hpp"

namespace supervise::sys {
namespace {

using namespace std::chrono_literals;

std::string all_of(const Fd& fd) {
    std::string text;
    char buffer[256];
    for (;;) {
        std::array<Interest, 1> interest{{{.fd = fd.get()}}};
        if (!wait_for_any(interest, 30s).value_or(false))
            return text + "(silence)";
        const Transfer got = read_some(fd.get(), buffer, sizeof buffer);
        if (got.outcome != Transfer::Outcome::some)
            return text;
        text.append(buffer, got.bytes);
    }
}

TEST(Child, talks_through_its_pipes_and_is_reaped) {
    auto child = Child::start({"sh", "-c", "read x; echo \"got $x\"; echo oops >&2; exit 3"}, {});
    ASSERT_TRUE(child) << child.error().message;
    ASSERT_TRUE(write_all(child->input.get(), "hello\n"));
    EXPECT_EQ(all_of(child->output), "got hello\n");
    EXPECT_EQ(all_of(child->errors), "oops\n");
    const auto status = child->wait(30s);
    ASSERT_TRUE(status);
    EXPECT_EQ(WEXITSTATUS(*status), 3);
    EXPECT_EQ(::waitpid(child->pid(), nullptr, WNOHANG), -1);
}

TEST(Child, that_cannot_be_started_is_an_error) {
    const auto child = Child::start({"/nowhere/at-all"}, {});
    ASSERT_FALSE(child);
    EXPECT_EQ(child.error().message, "start '/nowhere/at-all': No such file or directory");
}

TEST(Child, that_still_runs_has_no_status_and_ends_with_the_object) {
    pid_t pid = 0;
    {
        auto child = Child::start({"sleep", "1000"}, {});
        ASSERT_TRUE(child);
        pid = child->pid();
        EXPECT_EQ(parent_of(pid), ::getpid());
        EXPECT_FALSE(child->wait(1ms));
    }
    EXPECT_EQ(::kill(pid, 0), -1);
}

// Ctrl-C at the terminal goes to the foreground group.
TEST(Child, has_its_own_process_group) {
    auto child = Child::start({"sleep", "1000"}, {});
    ASSERT_TRUE(child);
    EXPECT_EQ(::getpgid(child->pid()), child->pid());
    child->signal(SIGTERM);
    const auto status = child->wait(30s);
    ASSERT_TRUE(status);
    EXPECT_TRUE(WIFSIGNALED(*status));
}

TEST(OwnProgram, is_named_for_itself_and_for_children) {
    EXPECT_EQ(std::filesystem::path(own_program()).filename(), "test_sys");
    EXPECT_TRUE(std::filesystem::equivalent(own_program(), own_program_for_children()));
    ASSERT_FALSE(own_arguments().empty());
    EXPECT_TRUE(own_arguments().front().ends_with("test_sys"));
}

TEST(PrivateFolder, is_for_its_owner_only_and_goes_with_what_is_in_it) {
    std::string path;
    {
        const auto folder = PrivateFolder::create();
        ASSERT_TRUE(folder);
        path = folder->path();
        struct stat status {};
        ASSERT_EQ(::stat(path.c_str(), &status), 0);
        EXPECT_EQ(status.st_mode & 07777U, 0700U);
        std::ofstream(path + "/x") << "content";
    }
    EXPECT_FALSE(std::filesystem::exists(path));
}

}  // namespace
}  // namespace supervise::sys
