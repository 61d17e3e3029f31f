#include "http/authenticator.hpp"

#include <gtest/gtest.h>

#include "http/limits.hpp"
#include "http/server_fixture.hpp"
#include "rpc/base64.hpp"

namespace supervise::http {
namespace {

Authenticator with(const std::string& username, const std::string& password) {
    config::HttpServerConfig config;
    config.section = "inet_http_server";
    config.username = username;
    config.password = password;
    auto made = Authenticator::make(config);
    EXPECT_TRUE(made) << made.error().message;
    return std::move(*made);
}

/// "" for the user let in, else the status.
std::string answer(const Authenticator& authenticator, const std::string& header) {
    Request request;
    if (!header.empty())
        request.headers.emplace_back("authorization", header);
    const auto user = authenticator.authenticate(request);
    return user ? "in as " + *user : std::to_string(user.error());
}

std::string basic(const std::string& credentials) {
    return "Basic " + rpc::encode_base64(credentials);
}

// EVT-061: a listener without credentials sends empty ones.
TEST(Authentication, lets_everybody_into_an_open_server) {
    const Authenticator open = with("", "");
    EXPECT_EQ(answer(open, ""), "in as ");
    EXPECT_EQ(answer(open, "Basic Og=="), "in as ");
    EXPECT_EQ(answer(open, basic("somebody:else")), "in as ");
    EXPECT_EQ(answer(open, "Basic !"), "in as ");
}

// AUTH-001, AUTH-003 to AUTH-005
TEST(Authentication, wants_the_right_words) {
    const Authenticator locked = with("user", "pa:ss\xC3\xA9");
    const std::vector<std::pair<std::string, std::string>> table = {
        {basic("user:pa:ss\xC3\xA9"), "in as user"},
        {"bAsIc   " + rpc::encode_base64("user:pa:ss\xC3\xA9"), "in as user"},
        {"", "401"},
        {basic("user:"), "401"},
        {basic(":"), "401"},
        {basic(":pa:ss\xC3\xA9"), "401"},
        {basic("user:pa:ss"), "401"},
        {basic("user:pa:ss\xC3\xA9x"), "401"},
        {basic("user:pa:ss\xC3\xA9pa:ss\xC3\xA9"), "401"},
        {basic("User:pa:ss\xC3\xA9"), "401"},
        {basic("user:" + std::string(20'000, 'x')), "401"},
        {basic("no colon"), "400"},
        {"Basic", "400"},
        {"Basic !!!", "400"},
        {"Digest username=\"user\"", "401"},
        {"Bearer abc", "401"},
    };
    for (const auto& [header, expected] : table)
        EXPECT_EQ(answer(locked, header), expected) << header.substr(0, 60);
}

// AUTH-006
TEST(Authentication, compares_sha_hashes) {
    const Authenticator hashed = with("user", "{SHA}82ab876d1387bfafe46cc1c8a2ef074eae50cb1d");
    EXPECT_EQ(answer(hashed, basic("user:thepassword")), "in as user");
    EXPECT_EQ(answer(hashed, basic("user:thepassword2")), "401");
    EXPECT_EQ(answer(hashed, basic("user:82ab876d1387bfafe46cc1c8a2ef074eae50cb1d")), "401");
    EXPECT_EQ(answer(hashed, basic("user:{SHA}82ab876d1387bfafe46cc1c8a2ef074eae50cb1d")), "401");
    EXPECT_EQ(answer(with("user", "{SHA}"), basic("user:")), "401");
}

TEST(Authentication, refuses_repeated_headers) {
    Request request;
    request.headers = {{"Authorization", basic("user:wrong")}, {"authorization", basic("user:right")}};
    EXPECT_EQ(with("user", "right").authenticate(request).error(), 400);
}

class LockedServer : public ServerFixture {
protected:
    void SetUp() override {
        auto section = unix_section(folder / "sock");
        section.username = "user";
        section.password = "secret";
        serve({section});
    }
};

// AUTH-001: before anything of the body is read, and the connection ends as announced.
TEST_F(LockedServer, says_401_and_closes) {
    auto client = connect();
    client->send("POST /echo HTTP/1.1\r\nContent-Length: 1000000\r\n\r\nstart of body");
    run_until([&] { return client->ended; });
    EXPECT_EQ(status_line(client->received), "HTTP/1.1 401 Unauthorized");
    EXPECT_THAT(client->received, testing::HasSubstr("\r\nWWW-Authenticate: Basic realm=\"default\"\r\n"));
    EXPECT_THAT(client->received, testing::HasSubstr("\r\nConnection: close\r\n"));
    EXPECT_THAT(client->received, testing::HasSubstr("\r\nContent-Length: 137\r\n"));
}

TEST_F(LockedServer, lets_the_user_in) {
    EXPECT_THAT(exchange("GET /echo HTTP/1.1\r\nAuthorization: " + basic("user:secret") + "\r\n\r\n"),
                testing::EndsWith("GET /echo "));
}

}  // namespace
}  // namespace supervise::http
