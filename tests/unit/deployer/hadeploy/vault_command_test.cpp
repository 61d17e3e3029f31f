#include "hadeploy/vault_command.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace deployer::hadeploy {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

struct Shell {
    std::string input;
    std::vector<std::string> typed;
    std::string out, err;

    int run(const std::vector<std::string>& words) {
        out.clear();
        err.clear();
        std::size_t next = 0;
        return run_vault_command(words, {[this]() -> supervise::Result<std::string> { return input; },
                                         [](const std::string& path) -> supervise::Result<vault::Secret> {
                                             if (path == "none")
                                                 return supervise::fail("No such file or directory");
                                             return vault::Secret("of " + path);
                                         },
                                         [this, &next](std::string_view) -> supervise::Result<std::string> {
                                             if (next >= typed.size())
                                                 return supervise::fail("there is no terminal");
                                             return typed[next++];
                                         },
                                         [this](std::string_view text) { out += text; },
                                         [this](std::string_view text) { err += text; }});
    }
};

// HD-VAULT-13
TEST(VaultCommand, there_and_back) {
    Shell shell{"s3cret", {}, {}, {}};
    ASSERT_EQ(shell.run({"encrypt", "--vaultPasswordFile", "a"}), 0) << shell.err;
    EXPECT_THAT(shell.out, StartsWith("$ANSIBLE_VAULT;1.1;AES256\n"));
    shell.input = "    " + shell.out;
    ASSERT_EQ(shell.run({"rekey", "--vaultPasswordFile=a", "--newVaultPasswordFile=b"}), 0) << shell.err;
    shell.input = shell.out;
    EXPECT_EQ(shell.run({"decrypt", "--vaultPasswordFile", "a"}), 1);
    EXPECT_EQ(shell.err, "* * * * ERROR: wrong vault password or damaged value\n");
    EXPECT_EQ(shell.run({"decrypt", "--vaultPasswordFile", "b"}), 0);
    EXPECT_EQ(shell.out, "s3cret");
}

TEST(VaultCommand, a_new_password_is_typed_twice) {
    Shell shell{"s3cret", {"pw", "pw"}, {}, {}};
    ASSERT_EQ(shell.run({"encrypt"}), 0) << shell.err;
    shell.input = shell.out;
    shell.typed = {"pw"};
    EXPECT_EQ(shell.run({"decrypt", "--askVaultPassword"}), 0);
    EXPECT_EQ(shell.out, "s3cret");
    shell.typed = {"pw", "other"};
    EXPECT_EQ(shell.run({"encrypt"}), 1);
    EXPECT_THAT(shell.err, HasSubstr("the two passwords differ"));
    shell.typed = {""};
    EXPECT_EQ(shell.run({"encrypt"}), 1);
    EXPECT_THAT(shell.err, HasSubstr("is empty"));
    shell.typed = {};
    EXPECT_EQ(shell.run({"encrypt"}), 1);
    EXPECT_THAT(shell.err, HasSubstr("there is no terminal; use --vaultPasswordFile"));
}

TEST(VaultCommand, what_is_wrong_is_said) {
    Shell shell{"text\n", {}, {}, {}};
    EXPECT_EQ(shell.run({}), 1);
    EXPECT_THAT(shell.out, StartsWith("usage: hadeploy vault"));
    EXPECT_EQ(shell.run({"peel"}), 1);
    EXPECT_EQ(shell.run({"encrypt", "--nope"}), 1);
    EXPECT_THAT(shell.err, HasSubstr("Unknown parameter --nope"));
    EXPECT_EQ(shell.run({"encrypt", "--vaultPasswordFile"}), 1);
    EXPECT_THAT(shell.err, HasSubstr("Missing value"));
    EXPECT_EQ(shell.run({"encrypt", "--vaultPasswordFile", "none"}), 1);
    EXPECT_EQ(shell.run({"decrypt", "--vaultPasswordFile", "a"}), 1);
    EXPECT_THAT(shell.err, HasSubstr("standard input is no vault"));
    EXPECT_EQ(shell.run({"encrypt", "--vaultPasswordFile", "a"}), 0);
    EXPECT_THAT(shell.err, HasSubstr("ends with a line end"));
}

}  // namespace
}  // namespace deployer::hadeploy
