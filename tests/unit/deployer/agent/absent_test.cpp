#include <fcntl.h>
#include <sys/mount.h>

#include "agent/guard.hpp"
#include "agent/walk.hpp"
#include "workplace.hpp"

namespace deployer::agent {
namespace {

using task::EnsureAbsent;
using task::EnsureFolder;
using task::Status;

class Absent : public fake::Workplace {
protected:
    EnsureAbsent tree(const std::string& name, bool only_created = true) {
        return {root(name), EnsureAbsent::Kind::tree, only_created};
    }
    void deploy() {
        perform(context, EnsureFolder{root("d/sub"), {"", "", "0755"}});
        perform(context, task::EnsureFile{.path = root("d/sub/f"), .content = content("x")});
    }
};

// HD-FIL-12
TEST_F(Absent, a_file_goes_and_is_forgotten) {
    perform(context, task::EnsureFile{.path = root("f"), .content = content("x")});
    EXPECT_EQ(perform(context, EnsureAbsent{root("f")}).status, Status::changed);
    EXPECT_FALSE(folder.has("f"));
    EXPECT_FALSE(ledger.has(Made::file, root("f")));
    EXPECT_EQ(perform(context, EnsureAbsent{root("f")}).status, Status::ok);
    EXPECT_EQ(perform(context, EnsureAbsent{root("none/f")}).status, Status::ok);
}

TEST_F(Absent, a_folder_is_not_taken_for_a_file) {
    std::filesystem::create_directory(root("d"));
    EXPECT_EQ(perform(context, EnsureAbsent{root("d")}).status, Status::failed);
    EXPECT_TRUE(folder.has("d"));
}

// HD-FLD-05
TEST_F(Absent, what_was_deployed_goes_whole) {
    deploy();
    EXPECT_EQ(perform(context, tree("d")).status, Status::changed);
    EXPECT_FALSE(folder.has("d"));
    EXPECT_EQ(ledger.size(), 0U);
}

// HD-GAP-15
TEST_F(Absent, a_folder_with_what_no_deployment_put_there_is_kept_and_names_it) {
    deploy();
    for (int i = 0; i < 8; ++i)
        folder.put("d/sub/data" + std::to_string(i), "precious");
    const auto answer = perform(context, tree("d"));
    EXPECT_EQ(answer.status, Status::failed);
    EXPECT_NE(answer.message.find("sub/data"), std::string::npos) << answer.message;
    EXPECT_NE(answer.message.find("and 3 more"), std::string::npos) << answer.message;
    EXPECT_TRUE(folder.has("d/sub/f"));
}

TEST_F(Absent, without_the_ledger_nothing_counts_as_created) {
    deploy();
    std::filesystem::remove(root("state/ledger"));
    Ledger lost(state);
    Context after{host, accounts, lost, state, context.fetch, {}, {}, {}};
    EXPECT_EQ(perform(after, tree("d")).status, Status::failed);
    EXPECT_TRUE(folder.has("d/sub/f"));
    EXPECT_EQ(perform(after, tree("d", false)).status, Status::changed);
    EXPECT_FALSE(folder.has("d"));
}

TEST_F(Absent, what_is_told_to_go_goes_with_all_in_it) {
    deploy();
    folder.put("d/log", "lines");
    const auto answer = perform(context, tree("d", false));
    EXPECT_EQ(answer.status, Status::changed);
    EXPECT_NE(answer.message.find("log"), std::string::npos);
    EXPECT_FALSE(folder.has("d"));
}

TEST_F(Absent, links_are_removed_and_not_followed) {
    std::filesystem::create_directory(root("outside"));
    folder.put("outside/f", "x");
    std::filesystem::create_directory(root("d"));
    std::filesystem::create_directory_symlink(root("outside"), root("d/link"));
    EXPECT_EQ(perform(context, tree("d", false)).status, Status::changed);
    EXPECT_FALSE(folder.has("d"));
    EXPECT_TRUE(folder.has("outside/f"));
    std::filesystem::create_directory_symlink(root("outside"), root("link"));
    EXPECT_EQ(perform(context, tree("link")).status, Status::changed);
    EXPECT_TRUE(folder.has("outside/f"));
}

TEST_F(Absent, in_a_prediction_says_what_would_go_and_keeps_it) {
    deploy();
    folder.put("d/log", "lines");
    context.begin.check = true;
    const auto answer = perform(context, tree("d", false));
    EXPECT_EQ(answer.status, Status::changed);
    EXPECT_NE(answer.message.find("log"), std::string::npos);
    EXPECT_TRUE(folder.has("d/sub/f"));
}

// HD-FLD-06. Predictions only: a guard that fails must not cost a machine.
TEST_F(Absent, folders_of_the_system_stay) {
    context.begin.check = true;
    for (const char* path : {"/", "/etc", "/usr", "/var", "/home", "/opt", "/root", "/bin", "/lib",
                             "/var/run", "/usr/bin", "/var/log", "/etc//systemd/", "/proc/self/root/etc"})
        EXPECT_EQ(perform(context, EnsureAbsent{path, EnsureAbsent::Kind::tree, false}).status,
                  Status::failed)
            << path;
    for (const char* path : {"/bin", "/var/run", "/lib"})
        EXPECT_EQ(perform(context, EnsureAbsent{path, EnsureAbsent::Kind::file, false}).status,
                  Status::failed)
            << path;
}

TEST_F(Absent, mount_points_stay) {
    NEEDS_ROOT();
    std::filesystem::create_directories(root("d/mounted"));
    if (::mount("tmpfs", root("d/mounted").c_str(), "tmpfs", 0, "size=64k") != 0)
        GTEST_SKIP() << "no file system can be mounted here";
    folder.put("d/mounted/f", "x");
    folder.put("d/a", "x");
    const auto inside = perform(context, tree("d", false));
    const auto itself = perform(context, tree("d/mounted", false));
    const bool there = folder.has("d/mounted/f") && folder.has("d/a");
    ASSERT_EQ(::umount(root("d/mounted").c_str()), 0);
    EXPECT_EQ(inside.status, Status::failed);
    EXPECT_NE(inside.message.find("mount point"), std::string::npos) << inside.message;
    EXPECT_EQ(itself.status, Status::failed);
    EXPECT_TRUE(there);
}

TEST_F(Absent, folders_too_deep_in_each_other_fail) {
    std::string path = root("d");
    std::filesystem::create_directory(path);
    for (int i = 0; i < limits::max_depth + 5; ++i)
        path += "/d";
    std::filesystem::create_directories(path);
    EXPECT_EQ(perform(context, tree("d", false)).status, Status::failed);
    EXPECT_TRUE(folder.has("d"));
}

}  // namespace
}  // namespace deployer::agent
