#include "config/password.hpp"

#include <gtest/gtest.h>

#include "fake/config_world.hpp"

namespace supervise::config {
namespace {

using Scheme = Password::Scheme;

// AUTH-006 and the schemes that Supervisor does not have
TEST(ParsePassword, knows_its_schemes) {
    const std::vector<std::pair<std::string, Scheme>> table = {
        {"", Scheme::clear},
        {"secret", Scheme::clear},
        {"{sha}secret", Scheme::clear},
        {"{MD5}secret", Scheme::clear},
        {"{SHA}82ab876d1387bfafe46cc1c8a2ef074eae50cb1d", Scheme::sha1},
        {"{SHA256}85d8fa8fa6bdd3db050005b44ec3c5302b389ced054ec7d59eac2edba2251946", Scheme::sha256},
        {"{SHA256}hdj6j6a909sFAAW0TsPFMCs4nO0FTsfVnqwu26IlGUY=", Scheme::sha256},
        {"{SSHA512}"
         "I1sCn9iOEyJ1nJX7FKvKLR1CjWh6phzMh29vUWLGBOK9GK6H7Nyx7FjNhLrCKY7Q+"
         "zYTXonIgeEnkHBpVVUISHNhbHRzYWx0",
         Scheme::ssha512},
        {"{CRYPT}$5$9UdoUaikyLIUH6QI$xR6w.ossfj0Iad2ifUdJ8kswz/SwiTqs9zAIMjpk3u7", Scheme::crypt},
        {"{CRYPT}$y$j9T$GfP8nrXqZEoHLaxpK3XUz0$lkIafEfNhZpIX2FAqIx5KsQWi.wOSR50SpobxOa9P63", Scheme::crypt},
        {"{CRYPT}$2b$05$9ZC8W5SXH.9VtcfXxE1WR.qJ86sTreiPitjp5huMZrJnYbqfoUFYW", Scheme::crypt},
        {"{CRYPT}$7$CU..../....DgwMx7i53kdyJWX3HSytP0$HIUeCgOGt4SyY5sMjQULpSjjEidT9Q3/sazI019GIS/",
         Scheme::crypt},
        {"{CRYPT}$6$rounds=7000$salt$" + std::string(86, 'x'), Scheme::crypt},
        {"{CRYPT}$1$C97Piy0b$i/nOKhmvzowRb/Wkxvr4B0", Scheme::crypt},
    };
    for (const auto& [text, scheme] : table) {
        const auto parsed = parse_password(text);
        ASSERT_TRUE(parsed) << text;
        EXPECT_EQ(parsed->scheme, scheme) << text;
    }
    EXPECT_EQ(parse_password("secret")->secret, "secret");
    EXPECT_EQ(parse_password(table[4].first)->secret.size(), 20U);
    EXPECT_EQ(parse_password(table[5].first)->secret, parse_password(table[6].first)->secret);
    EXPECT_EQ(parse_password(table[7].first)->secret.size(), 64U);
    EXPECT_EQ(parse_password(table[7].first)->salt, "saltsalt");
    EXPECT_EQ(parse_password(table[13].first)->secret, "$1$C97Piy0b$i/nOKhmvzowRb/Wkxvr4B0");
}

TEST(ParsePassword, refuses_hashes_that_are_none) {
    for (const std::string& text : {std::string("{SHA}"),
                                    std::string("{SHA}82AB876D1387BFAFE46CC1C8A2EF074EAE50CB1D"),
                                    std::string("{SHA}82ab876d1387bfafe46cc1c8a2ef074eae50cb1"),
                                    std::string("{SHA}gKuHbROHv6/kbMHIou8HTq5QyxU="),
                                    std::string("{SHA256}"),
                                    std::string("{SHA256}85d8"),
                                    "{SHA256}" + std::string(64, 'g'),
                                    std::string("{SHA256}hdj6j6a909sFAAW0TsPFMCs4nO0FTsfVnqwu26IlGU=="),
                                    std::string("{SSHA512}"),
                                    std::string("{SSHA512}c2VjcmV0"),
                                    "{SSHA512}" + std::string(84, 'A') + "AA==",
                                    std::string("{CRYPT}"),
                                    std::string("{CRYPT}ab01FAX.bQRSU"),
                                    std::string("{CRYPT}secret"),
                                    std::string("{CRYPT}$6$"),
                                    std::string("{CRYPT}$6$salt$short"),
                                    std::string("{CRYPT}$9$salt$") + std::string(86, 'x'),
                                    "{CRYPT}$6$sa:lt$" + std::string(86, 'x'),
                                    "{CRYPT}$5$salt$" + std::string(44, 'x'),
                                    "{CRYPT}$6" + std::string(86, 'x')}) {
        const auto parsed = parse_password(text);
        ASSERT_FALSE(parsed) << text;
        EXPECT_EQ(parsed.error().text.find("Invalid password value: {"), 0U) << text;
        EXPECT_FALSE(parsed.error().remedy.empty());
        const std::string rest = text.substr(text.find('}') + 1);
        EXPECT_TRUE(rest.size() <= 5 || parsed.error().text.find(rest) == std::string::npos)
            << "a secret is shown";
    }
}

TEST(NamesUnknownScheme, is_for_likely_mistakes) {
    for (const char* text : {"{MD5}x", "{sha}x", "{BCRYPT}x", "{PBKDF2-SHA256}x", "{SSHA}x"})
        EXPECT_TRUE(names_unknown_scheme(text)) << text;
    for (const char* text : {"", "x", "{", "{}", "{}x", "{MD5}", "{a b}x", "{SHA}x", "{CRYPT}x", "x{MD5}"})
        EXPECT_FALSE(names_unknown_scheme(text)) << text;
}

class PasswordKeys : public testing::Test, protected fake::ConfigWorld {
protected:
    LoadResult server(const std::string& keys, Depth depth = Depth::model) {
        return load("[supervisord]\n[inet_http_server]\nport=127.0.0.1:1\n" + keys, depth);
    }
    std::string refused(const std::string& keys) { return server(keys).error.value_or(""); }
};

TEST_F(PasswordKeys, a_bad_hash_ends_the_load) {
    EXPECT_EQ(refused("username=u\npassword={SHA}nonsense\n"),
              "Invalid password value: {SHA} is not followed by 40 hexadecimal digits in lower case");
}

TEST_F(PasswordKeys, a_file_holds_the_password) {
    files.files["/base/secret"] = "the password \r\nanything else";
    EXPECT_EQ(server("username=u\npassword_file=secret\n").model.servers.at(0).password, "the password ");
    EXPECT_EQ(server("username=u\npassword_file=%(here)s/secret\n").model.servers.at(0).password,
              "the password ");
    files.files["/base/secret"] = "{SHA}82ab876d1387bfafe46cc1c8a2ef074eae50cb1d";
    EXPECT_EQ(server("username=u\npassword_file=/base/secret\n").model.servers.at(0).password,
              "{SHA}82ab876d1387bfafe46cc1c8a2ef074eae50cb1d");
}

TEST_F(PasswordKeys, errors_of_a_file) {
    EXPECT_EQ(refused("username=u\npassword_file=/none\n"), "cannot read /none: No such file or directory");
    files.files["/base/secret"] = "secret\n";
    EXPECT_EQ(refused("password_file=secret\n"),
              "Section [inet_http_server] contains incomplete authentication: If a username or a password is "
              "specified, both the username and password must be specified");
    EXPECT_EQ(refused("username=u\npassword=x\npassword_file=secret\n"),
              "Section [inet_http_server] has both a password and a password_file");
    files.exposed.insert("/base/secret");
    EXPECT_EQ(refused("username=u\npassword_file=secret\n"), "/base/secret can be read by others");
    files.exposed.clear();
    files.files["/base/secret"] = "\nsecret\n";
    EXPECT_EQ(refused("username=u\npassword_file=secret\n"), "the first line of /base/secret is empty");
    files.files["/base/secret"] = "{CRYPT}x";
    EXPECT_EQ(
        refused("username=u\npassword_file=secret\n"),
        "Invalid password value: {CRYPT} is not followed by a hash as in /etc/shadow, such as $y$j9T$... or "
        "$6$... (in secret)");
    files.files["/base/secret"] = std::string(5000, 'x');
    EXPECT_EQ(refused("username=u\npassword_file=secret\n"),
              "cannot read /base/secret: the file is too large");
    files.fifos.insert("/base/pipe");
    EXPECT_EQ(refused("username=u\npassword_file=pipe\n"), "cannot read /base/pipe: not a regular file");
}

TEST_F(PasswordKeys, a_check_warns_of_schemes_nobody_knows) {
    const auto checked =
        server("username=u\npassword={MD5}5ebe2294ecd0e0f08eab7690d2a6ee69\n", Depth::everything);
    ASSERT_EQ(checked.diagnostics.size(), 1U);
    EXPECT_EQ(checked.diagnostics[0].key, "password");
    EXPECT_EQ(checked.diagnostics[0].what.find("it begins like a hash"), 0U);
    EXPECT_FALSE(checked.error);
}

}  // namespace
}  // namespace supervise::config
