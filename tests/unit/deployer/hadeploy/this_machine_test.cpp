/// What is read and written of this machine.
#include <filesystem>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fake/temp_folder.hpp"
#include "hadeploy/installation.hpp"
#include "hadeploy/local_files.hpp"
#include "hadeploy/working_folder.hpp"

namespace deployer::hadeploy {
namespace {

using supervise::fake::TempFolder;
using supervise::sys::SystemFiles;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

TEST(LocalFiles, trees_are_listed_with_their_folders) {
    const TempFolder folder;
    std::filesystem::create_directories(folder / "a/b");
    folder.put("z", "");
    folder.put("a/f", "");
    EXPECT_THAT(*list_local(SystemFiles(), folder.path()), ElementsAre("a/", "a/b/", "a/f", "z"));
    EXPECT_THAT(list_local(SystemFiles(), folder / "z").error().message, HasSubstr("is no folder"));
}

TEST(LocalFiles, links_that_lead_back_end) {
    const TempFolder folder;
    std::filesystem::create_directory_symlink(folder.path(), folder / "loop");
    EXPECT_THAT(list_local(SystemFiles(), folder.path()).error().message,
                HasSubstr("does a link lead back?"));
}

TEST(LocalFiles, what_a_path_is) {
    using Found = model::ReadContext::Found;
    const TempFolder folder;
    folder.put("f", "x");
    EXPECT_EQ(look_at(folder / "f"), Found::file);
    EXPECT_EQ(look_at(folder.path()), Found::folder);
    EXPECT_EQ(look_at(folder / "none"), Found::nothing);
}

TEST(Installation, finds_the_agent_and_the_tree) {
    const TempFolder folder;
    for (const char* name : {"bin", "lib/supervise", "lib/hadeploy/tree/lib/supervise", "libexec/supervise"})
        std::filesystem::create_directories(folder / name);
    const auto find = [&] { return find_installation(SystemFiles(), folder / "bin/hadeploy"); };
    EXPECT_EQ(find().folder, folder / "bin");
    EXPECT_EQ(find().agent_file, "");
    EXPECT_EQ(find().distribution_folder, "");
    folder.put("libexec/supervise/hadeploy-agent", "");
    folder.put("lib/hadeploy/tree/lib/supervise/MANIFEST", "");
    EXPECT_EQ(find().distribution_folder, folder / "lib/hadeploy/tree");
    folder.put("lib/supervise/MANIFEST", "");
    EXPECT_EQ(find().agent_file, folder / "libexec/supervise/hadeploy-agent");
    EXPECT_EQ(find().distribution_folder, folder.path());
    folder.put("bin/hadeploy-agent", "");
    EXPECT_EQ(find().agent_file, folder / "bin/hadeploy-agent");
}

// HD-CLI-12, -13
TEST(WorkingFolder, is_made_anew_and_private) {
    const TempFolder folder;
    const std::string path = folder / "hadeploy-work";
    std::filesystem::create_directory(path);
    folder.put("hadeploy-work/old", "");
    ASSERT_TRUE(write_working_folder(path, {{"a.conf", "text"}, {"../x/y", "flat"}}));
    using std::filesystem::perms;
    EXPECT_EQ(std::filesystem::status(path).permissions(), perms::owner_all);
    EXPECT_EQ(std::filesystem::status(path + "/a.conf").permissions(),
              perms::owner_read | perms::owner_write);
    EXPECT_EQ(folder.get("hadeploy-work/a.conf"), "text");
    EXPECT_EQ(folder.get("hadeploy-work/.._x_y"), "flat");
    EXPECT_FALSE(folder.has("hadeploy-work/old"));
    EXPECT_TRUE(write_working_folder(folder / "new/below/hadeploy-work", {}));
}

TEST(WorkingFolder, does_not_follow_a_link) {
    const TempFolder folder;
    std::filesystem::create_directory(folder / "precious");
    folder.put("precious/file", "x");
    std::filesystem::create_directory_symlink(folder / "precious", folder / "hadeploy-work");
    EXPECT_THAT(write_working_folder(folder / "hadeploy-work", {}).error().message,
                HasSubstr("is no folder"));
    EXPECT_TRUE(folder.has("precious/file"));
}

}  // namespace
}  // namespace deployer::hadeploy
