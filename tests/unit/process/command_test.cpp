#include "process/command.hpp"

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include <gtest/gtest.h>

namespace supervise::process {
namespace {

namespace fs = std::filesystem;

class Commands : public testing::Test {
protected:
    Commands() {
        char pattern[] = "/tmp/command_test.XXXXXX";
        folder_ = ::mkdtemp(pattern);
        fs::create_directory(folder_ / "first");
        fs::create_directory(folder_ / "second");
        write(folder_ / "second" / "tool", 0755);
    }
    ~Commands() override { fs::remove_all(folder_); }

    static void write(const fs::path& path, unsigned mode) {
        std::ofstream(path) << "#!/bin/sh\n";
        fs::permissions(path, static_cast<fs::perms>(mode));
    }
    std::string path() const { return (folder_ / "first").string() + ":" + (folder_ / "second").string(); }

    fs::path folder_;
};

// PROC-031, PROC-032
TEST_F(Commands, word_is_searched_along_the_path_and_kept_as_written) {
    const auto command = resolve_command("tool 'a b' c", path());
    ASSERT_TRUE(command);
    EXPECT_EQ(command->path, (folder_ / "second" / "tool").string());
    EXPECT_EQ(command->argv, (std::vector<std::string>{"tool", "a b", "c"}));
}

// PROC-032: the first entry of that name ends the search, even a folder.
TEST_F(Commands, first_entry_ends_the_search) {
    fs::create_directory(folder_ / "first" / "tool");
    const auto command = resolve_command("tool", path());
    ASSERT_FALSE(command);
    EXPECT_EQ(command.error().text,
              "command at '" + (folder_ / "first" / "tool").string() + "' is a directory");
    EXPECT_FALSE(command.error().missing);
}

// PROC-032: without a PATH of anybody.
TEST_F(Commands, usual_folders_are_searched_without_a_path) {
    const auto command = resolve_command("sh", "");
    ASSERT_TRUE(command);
    EXPECT_EQ(command->path, "/bin/sh");
}

// PROC-034
TEST_F(Commands, what_cannot_be_executed) {
    const auto missing = resolve_command("/no/such --x", path());
    ASSERT_FALSE(missing);
    EXPECT_TRUE(missing.error().missing);
    EXPECT_EQ(missing.error().text, "can't find command '/no/such'");

    write(folder_ / "plain", 0644);
    const auto plain = resolve_command((folder_ / "plain").string(), path());
    ASSERT_FALSE(plain);
    EXPECT_FALSE(plain.error().missing);
    EXPECT_EQ(plain.error().text, "command at '" + (folder_ / "plain").string() + "' is not executable");
}

// PROC-033: a relative path is one of the folder the program will run in.
TEST_F(Commands, relative_path_begins_at_the_directory) {
    EXPECT_FALSE(resolve_command("./tool", path()));
    const auto command = resolve_command("./tool", path(), (folder_ / "second").string());
    ASSERT_TRUE(command);
    EXPECT_EQ(command->path, "./tool");
}

// PROC-030
TEST_F(Commands, text_that_cannot_be_split) {
    const auto open = resolve_command("sh -c 'x", path());
    ASSERT_FALSE(open);
    EXPECT_EQ(open.error().text, "can't parse command \"sh -c 'x\": No closing quotation");
    const auto empty = resolve_command("", path());
    ASSERT_FALSE(empty);
    EXPECT_EQ(empty.error().text, "command is empty");
}

}  // namespace
}  // namespace supervise::process
