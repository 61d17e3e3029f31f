#include "vault/vault.hpp"

#include <filesystem>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fake/temp_folder.hpp"
#include "vault/cipher.hpp"
#include "vault/hex.hpp"
#include "vault/limits.hpp"

namespace deployer::vault {
namespace {

using ::testing::HasSubstr;

constexpr std::string_view known = R"($ANSIBLE_VAULT;1.1;AES256
30303031303230333034303530363037303830393061306230633064306530663130313131323133
3134313531363137313831393161316231633164316531660a656263643133343038366439653736
34333965326138353566633465373433613931363539653531626534623039383230643939356464
3934316439623135650a636366343731346133623065643636363938303837343530393836666337
6163
)";

std::string decrypted(std::string_view text, const char* password = "vaultpw") {
    const auto secret = decrypt(text, Secret(password));
    return secret ? secret->text() : "error: " + secret.error().message;
}

std::string replaced(std::string_view from, std::string_view to) {
    std::string text(known);
    return text.replace(text.find(from), from.size(), to);
}

std::string hex(const auto& bytes) {
    return to_hex({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
}

// HD-VAULT-06, -08
TEST(Vault, keys_of_the_known_answer) {
    std::string salt;
    for (char c = 0; c < 32; ++c)
        salt += c;
    const auto keys = derive_keys("vaultpw", salt);
    ASSERT_TRUE(keys);
    EXPECT_EQ(hex(keys->cipher), "2b1276405e65413a212953ac277122d15749b20dda83da1a5caf96e4e5c1485c");
    EXPECT_EQ(hex(keys->hmac), "a884c22483ab7c2f965bcccf0db4ce82534ee24f9d9655fe87e97a46bdd23adb");
    EXPECT_EQ(hex(keys->counter), "2ee2bb79427b5314352fb0ffedc174c2");
}

// HD-VAULT-05, -07, -08
TEST(Vault, the_known_answer) {
    EXPECT_EQ(decrypted(known), "admin");
}

// HD-VAULT-04
TEST(Vault, headers) {
    EXPECT_EQ(decrypted(replaced("1.1;AES256", "1.2;AES256;dev")), "admin");
    EXPECT_EQ(decrypted(replaced("1.1;AES256", " 1.1 ; AES256 \r")), "admin");
    EXPECT_EQ(decrypted("  " + std::string(known)), "admin");
    EXPECT_THAT(decrypted(replaced("1.1", "1.0")), HasSubstr("version '1.0'"));
    EXPECT_THAT(decrypted(replaced("AES256", "AES")), HasSubstr("cipher 'AES'"));
    EXPECT_THAT(decrypted("hello"), HasSubstr("no vault"));
    EXPECT_TRUE(is_vault(known));
    EXPECT_FALSE(is_vault("admin"));
}

// HD-VAULT-09
TEST(Vault, wrong_passwords_and_damage_look_alike) {
    const std::string message = "error: wrong vault password or damaged value";
    EXPECT_EQ(decrypted(known, "other"), message);
    EXPECT_EQ(decrypted(known, ""), message);
    EXPECT_EQ(decrypted(replaced("6163\n", "6164\n")), message);
    EXPECT_EQ(decrypted(replaced("6163\n", "")), message);
    EXPECT_EQ(decrypted(replaced("6163\n", "616\n")), message);
    EXPECT_EQ(decrypted(replaced("6163\n", "zz\n")), message);
    EXPECT_EQ(decrypted("$ANSIBLE_VAULT;1.1;AES256\n"), message);
}

// HD-VAULT-09: who knows the password can still have made something that is no text.
TEST(Vault, padding_that_is_wrong) {
    const std::string salt(32, 's');
    const auto keys = derive_keys("vaultpw", salt);
    ASSERT_TRUE(keys);
    for (const std::string_view text : {"", "no padding here!", "padding of \x01\x02\x03\x04\x05", "\x02"}) {
        const std::string encrypted = *apply_cipher(*keys, text);
        const std::string inner =
            to_hex(salt) + "\n" + hex(*hmac(*keys, encrypted)) + "\n" + to_hex(encrypted);
        EXPECT_EQ(decrypted("$ANSIBLE_VAULT;1.1;AES256\n" + to_hex(inner)),
                  "error: wrong vault password or damaged value")
            << text;
    }
}

TEST(Vault, sizes_have_a_limit) {
    const std::string large(limits::max_text_bytes + 1, '0');
    EXPECT_THAT(decrypted("$ANSIBLE_VAULT;1.1;AES256\n" + large), HasSubstr("a vault of more than"));
    EXPECT_THAT(encrypt(large, Secret("x")).error().message, HasSubstr("do not go into a vault"));
}

// HD-VAULT-07: a full block of padding when the length is a multiple of 16.
TEST(Vault, what_is_encrypted_comes_back) {
    const Secret password("p\xC3\xA4ss word");
    for (const std::size_t size : {0U, 1U, 15U, 16U, 17U, 1000U}) {
        const std::string text(size, 'x');
        const auto vault = encrypt(text, password);
        ASSERT_TRUE(vault);
        EXPECT_TRUE(vault->starts_with("$ANSIBLE_VAULT;1.1;AES256\n"));
        const auto back = decrypt(*vault, password);
        ASSERT_TRUE(back) << size;
        EXPECT_EQ(back->text(), text);
    }
    EXPECT_NE(*encrypt("x", password), *encrypt("x", password)) << "the salt is random";
}

TEST(Vault, lines_are_wrapped_at_80) {
    const std::string vault = *encrypt("admin", Secret("x"));
    const std::string first = vault.substr(vault.find('\n') + 1);
    EXPECT_EQ(first.find('\n'), 80U);
}

TEST(Vault, a_moved_secret_leaves_nothing_behind) {
    Secret first("secret");
    const Secret second(std::move(first));
    EXPECT_EQ(second.text(), "secret");
    EXPECT_TRUE(first.empty());  // NOLINT(bugprone-use-after-move): that is the test
}

TEST(Vault, a_secret_that_is_replaced_leaves_nothing_behind) {
    Secret first("secret");
    Secret second("another, which is longer than what a string holds in itself");
    second = std::move(first);
    EXPECT_EQ(second.text(), "secret");
    EXPECT_TRUE(first.empty());  // NOLINT(bugprone-use-after-move): that is the test
    Secret& itself = second;
    second = std::move(itself);
    EXPECT_EQ(second.text(), "secret");
}

// HD-VAULT-10
TEST(Vault, password_files) {
    const supervise::fake::TempFolder folder;
    folder.put("plain", " \n my password \n\n");
    EXPECT_EQ(read_password_file(folder / "plain")->text(), "my password");
    folder.put("empty", "\n");
    EXPECT_THAT(read_password_file(folder / "empty").error().message, HasSubstr("holds no password"));
    EXPECT_THAT(read_password_file(folder / "none").error().message, HasSubstr("none': "));
    const auto script = [&](const char* name, const char* text) {
        folder.put(name, text);
        std::filesystem::permissions(folder / name, std::filesystem::perms::owner_all);
        return read_password_file(folder / name);
    };
    EXPECT_EQ(script("run", "#!/bin/sh\necho ' of a program '\n")->text(), " of a program ");
    EXPECT_THAT(script("fails", "#!/bin/sh\necho x; exit 3\n").error().message,
                HasSubstr("ended with status 3"));
    EXPECT_THAT(script("endless", "#!/bin/sh\nexec yes\n").error().message, HasSubstr("prints more than"));
}

}  // namespace
}  // namespace deployer::vault
