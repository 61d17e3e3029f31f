#include "workplace.hpp"

namespace deployer::agent {
namespace {

using task::EnsureFolder;
using task::Status;

using Folder = fake::Workplace;

// HD-FLD-01
TEST_F(Folder, is_made_and_enforced) {
    const EnsureFolder operation{root("d"), {"", "", "0750"}};
    EXPECT_EQ(perform(context, operation).status, Status::changed);
    EXPECT_EQ(mode(root("d")), 0750U);
    EXPECT_EQ(perform(context, operation).status, Status::ok);
    std::filesystem::permissions(root("d"), std::filesystem::perms(0700));
    const auto answer = perform(context, operation);
    EXPECT_EQ(answer.status, Status::changed);
    EXPECT_EQ(answer.message, "mode 0700 -> 0750");
    EXPECT_EQ(mode(root("d")), 0750U);
}

// HD-FLD-02
TEST_F(Folder, missing_parents_are_made_alike_and_existing_ones_left_alone) {
    std::filesystem::create_directory(root("a"));
    std::filesystem::permissions(root("a"), std::filesystem::perms(0711));
    EXPECT_EQ(perform(context, EnsureFolder{root("a/b/c"), {"", "", "0701"}}).status, Status::changed);
    EXPECT_EQ(mode(root("a")), 0711U);
    EXPECT_EQ(mode(root("a/b")), 0701U);
    EXPECT_EQ(mode(root("a/b/c")), 0701U);
    EXPECT_TRUE(ledger.has(Made::folder, root("a/b")));
    EXPECT_TRUE(ledger.has(Made::folder, root("a/b/c")));
    EXPECT_FALSE(ledger.has(Made::folder, root("a")));
}

TEST_F(Folder, parents_belong_to_the_owner_too) {
    NEEDS_ROOT();
    EXPECT_EQ(perform(context, EnsureFolder{root("a/b"), {"tsup", "tsup", "0755"}}).status, Status::changed);
    EXPECT_EQ(status(root("a")).st_uid, fake::tsup);
    EXPECT_EQ(status(root("a/b")).st_gid, fake::tsup);
}

// HD-FLD-04
TEST_F(Folder, is_not_put_in_place_of_something_else) {
    folder.put("f", "x");
    EXPECT_NE(perform(context, EnsureFolder{root("f"), {}}).message.find("is not a folder"),
              std::string::npos);
    EXPECT_EQ(perform(context, EnsureFolder{root("f/d"), {}}).status, Status::failed);
}

// HD-FLD-03
TEST_F(Folder, of_an_account_that_is_missing_is_not_made) {
    EXPECT_EQ(perform(context, EnsureFolder{root("d"), {"nobody-here", "", ""}}).message,
              "user 'nobody-here' DOES NOT EXIST");
    EXPECT_FALSE(folder.has("d"));
}

TEST_F(Folder, in_a_prediction_is_not_made) {
    context.begin.check = true;
    EXPECT_EQ(perform(context, EnsureFolder{root("a/b"), {"", "", "0755"}}).status, Status::changed);
    EXPECT_FALSE(folder.has("a"));
    EXPECT_EQ(ledger.size(), 0U);
}

TEST_F(Folder, in_a_prediction_may_belong_to_a_user_that_would_be_created) {
    context.begin.check = true;
    EXPECT_EQ(perform(context, task::EnsureUser{.login = "new"}).status, Status::changed);
    EXPECT_EQ(perform(context, EnsureFolder{root("d"), {"new", "new", "0755"}}).status, Status::changed);
}

TEST_F(Folder, a_link_to_a_folder_is_that_folder) {
    std::filesystem::create_directory(root("real"));
    std::filesystem::create_directory_symlink("real", root("link"));
    EXPECT_EQ(perform(context, EnsureFolder{root("link/x"), {}}).status, Status::changed);
    EXPECT_TRUE(folder.has("real/x"));
}

TEST_F(Folder, links_in_a_circle_fail) {
    std::filesystem::create_directory_symlink(root("b"), root("a"));
    std::filesystem::create_directory_symlink(root("a"), root("b"));
    EXPECT_EQ(perform(context, EnsureFolder{root("a/x"), {}}).status, Status::failed);
}

}  // namespace
}  // namespace deployer::agent
