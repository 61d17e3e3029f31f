#include "fake_accounts.hpp"
#include "workplace.hpp"

namespace deployer::agent {
namespace {

using task::EnsureKeys;
using task::Status;

constexpr const char* one = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOne one@here";
constexpr const char* two = "ecdsa-sha2-nistp256 AAAAE2VjZHNhTwo two@here";

/// With a user whose home is in the temporary folder: as root one who is not root, else oneself.
class Keys : public fake::Workplace {
protected:
    Keys() {
        std::filesystem::permissions(folder.path(), std::filesystem::perms(0755));
        std::filesystem::create_directory(root("home"));
        uid = fake::is_root() ? fake::tsup : ::geteuid();
        EXPECT_EQ(::chown(root("home").c_str(), uid, fake::is_root() ? fake::tsup : ::getegid()), 0);
        host.files["/etc/passwd"] = "web:x:" + std::to_string(uid) + ":" +
                                    std::to_string(fake::is_root() ? fake::tsup : ::getegid()) +
                                    "::" + root("home") + ":/bin/sh\n";
    }
    std::string keys() const { return folder.get("home/.ssh/authorized_keys"); }

    unsigned uid = 0;
};

// HD-USR-04
TEST_F(Keys, are_added_with_the_modes_sshd_wants) {
    EXPECT_EQ(perform(context, EnsureKeys{"web", {one}}).status, Status::changed);
    EXPECT_EQ(keys(), std::string(one) + "\n");
    EXPECT_EQ(mode(root("home/.ssh")), 0700U);
    EXPECT_EQ(mode(root("home/.ssh/authorized_keys")), 0600U);
    EXPECT_EQ(status(root("home/.ssh")).st_uid, uid);
    EXPECT_EQ(status(root("home/.ssh/authorized_keys")).st_uid, uid);
    EXPECT_EQ(perform(context, EnsureKeys{"web", {one}}).status, Status::ok);
    EXPECT_EQ(::geteuid(), fake::is_root() ? 0 : uid);
}

TEST_F(Keys, of_others_stay) {
    perform(context, EnsureKeys{"web", {two}});
    EXPECT_EQ(perform(context, EnsureKeys{"web", {std::string(one) + "\n"}}).status, Status::changed);
    EXPECT_EQ(keys(), std::string(two) + "\n" + one + "\n");
}

TEST_F(Keys, are_the_same_whatever_their_options_and_comments) {
    perform(context, EnsureKeys{"web", {std::string("command=\"a b\",no-pty ") + one}});
    EXPECT_EQ(perform(context, EnsureKeys{"web", {"ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOne other comment"}})
                  .status,
              Status::ok);
}

// HD-USR-11
TEST_F(Keys, are_taken_out_and_others_stay) {
    perform(context, EnsureKeys{"web", {std::string(one) + "\n# note\n" + two}});
    EXPECT_EQ(perform(context, EnsureKeys{"web", {one}, false}).status, Status::changed);
    EXPECT_EQ(keys(), std::string(two) + "\n");
    EXPECT_EQ(perform(context, EnsureKeys{"web", {one}, false}).status, Status::ok);
}

TEST_F(Keys, of_nobody_are_taken_out_without_ado) {
    EXPECT_EQ(perform(context, EnsureKeys{"nobody-here", {one}, false}).status, Status::ok);
    EXPECT_EQ(perform(context, EnsureKeys{"web", {one}, false}).status, Status::ok);
    EXPECT_FALSE(folder.has("home/.ssh"));
    EXPECT_EQ(perform(context, EnsureKeys{"nobody-here", {one}}).message,
              "user 'nobody-here' DOES NOT EXIST");
}

TEST_F(Keys, that_are_none_are_refused_and_not_shown) {
    const auto answer = perform(context, EnsureKeys{"web", {"-----BEGIN OPENSSH PRIVATE KEY-----\nb3Blbn"}});
    EXPECT_EQ(answer.status, Status::failed);
    EXPECT_EQ(answer.message.find("b3Blbn"), std::string::npos);
}

TEST_F(Keys, in_a_prediction_are_not_written) {
    context.begin.check = true;
    EXPECT_EQ(perform(context, EnsureKeys{"web", {one}}).status, Status::changed);
    EXPECT_FALSE(folder.has("home/.ssh"));
}

TEST_F(Keys, loose_modes_are_tightened) {
    perform(context, EnsureKeys{"web", {one}});
    std::filesystem::permissions(root("home/.ssh"), std::filesystem::perms(0755));
    std::filesystem::permissions(root("home/.ssh/authorized_keys"), std::filesystem::perms(0644));
    EXPECT_EQ(perform(context, EnsureKeys{"web", {one}}).status, Status::changed);
    EXPECT_EQ(mode(root("home/.ssh")), 0700U);
    EXPECT_EQ(mode(root("home/.ssh/authorized_keys")), 0600U);
}

TEST_F(Keys, a_home_that_leads_elsewhere_harms_nobody_else) {
    NEEDS_ROOT();
    std::filesystem::create_directory(root("roots"));
    std::filesystem::create_directory_symlink(root("roots"), root("home/.ssh"));
    EXPECT_EQ(perform(context, EnsureKeys{"web", {one}}).status, Status::failed);
    EXPECT_FALSE(folder.has("roots/authorized_keys"));
    EXPECT_EQ(::geteuid(), 0U);
}

TEST_F(Keys, a_secret_that_a_link_names_is_not_read_by_root) {
    NEEDS_ROOT();
    folder.put("secret", "ssh-rsa AAAAsecret root\n");
    std::filesystem::permissions(root("secret"), std::filesystem::perms(0600));
    perform(context, EnsureKeys{"web", {two}});
    std::filesystem::remove(root("home/.ssh/authorized_keys"));
    std::filesystem::create_symlink(root("secret"), root("home/.ssh/authorized_keys"));
    EXPECT_EQ(perform(context, EnsureKeys{"web", {one}}).status, Status::failed);
    EXPECT_EQ(folder.get("secret"), "ssh-rsa AAAAsecret root\n");
}

// HD-USR-09
TEST_F(Keys, a_missing_home_is_made) {
    std::filesystem::remove(root("home"));
    EXPECT_EQ(perform(context, EnsureKeys{"web", {one}}).status, Status::changed);
    EXPECT_EQ(status(root("home")).st_uid, uid);
    EXPECT_EQ(keys(), std::string(one) + "\n");
    EXPECT_TRUE(ledger.has(Made::home, "web"));
}

}  // namespace
}  // namespace deployer::agent
