#include "http/authenticator.hpp"

#include <gtest/gtest.h>

#include "fake/logger.hpp"
#include "fake/loop.hpp"
#include "http/credentials.hpp"
#include "http/limits.hpp"
#include "http/server_fixture.hpp"
#include "sys/base64.hpp"
#include "sys/users.hpp"

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

/// Attempts to log in, on a clock moved by hand.
class Door {
public:
    explicit Door(Authenticator authenticator_) : authenticator(std::move(authenticator_)) {}

    /// "in as ..." or the status, now or in one of `later`.
    std::string knock(const std::string& header, const std::string& source = "192.0.2.1",
                      const std::string& proven = "") {
        Request request;
        if (!header.empty())
            request.headers.emplace_back("authorization", header);
        const Peer peer{source, 4711, {}, source};
        auto decision = authenticator.authenticate({request, peer, proven}, loop, logger,
                                                   [this](const Verdict& v) { later.push_back(text(v)); });
        if (decision.verdict)
            return text(*decision.verdict);
        pending.push_back(std::move(decision.pending));
        return "later";
    }
    static std::string text(const Verdict& verdict) {
        return verdict ? "in as " + verdict->user : std::to_string(verdict.error());
    }

    fake::Loop loop;
    fake::Logger logger;
    Authenticator authenticator;
    std::vector<std::string> later;
    std::vector<sys::Registration> pending;
};

/// "" for the user let in, else the status; from a source that has not been seen before.
std::string answer(const Authenticator& authenticator, const std::string& header) {
    Door door(authenticator);
    static int source = 0;
    return door.knock(header, std::to_string(++source));
}

std::string basic(const std::string& credentials) {
    return "Basic " + sys::encode_base64(credentials);
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
        {"bAsIc   " + sys::encode_base64("user:pa:ss\xC3\xA9"), "in as user"},
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

TEST(Authentication, knows_users_of_their_own_sections) {
    config::HttpServerConfig config;
    config.section = "inet_http_server";
    config.users = {
        {"eve", "one", config::Role::read, "http_user:eve"},
        {"joe", "{SHA}82ab876d1387bfafe46cc1c8a2ef074eae50cb1d", config::Role::operate, "http_user:joe"}};
    for (const bool with_username : {false, true}) {
        config.username = with_username ? "user" : "";
        config.password = with_username ? "own" : "";
        const Authenticator several = *Authenticator::make(config);
        EXPECT_FALSE(several.open());
        EXPECT_EQ(answer(several, basic("eve:one")), "in as eve");
        EXPECT_EQ(answer(several, basic("joe:thepassword")), "in as joe");
        EXPECT_EQ(answer(several, basic("user:own")), with_username ? "in as user" : "401");
        for (const char* wrong : {"eve:thepassword", "joe:one", "eve:own", "user:one", ":", "eve:", "x:one"})
            EXPECT_EQ(answer(several, basic(wrong)), "401") << wrong;
    }
    fake::Loop loop;
    fake::Logger logger;
    Request request;
    request.headers.emplace_back("Authorization", basic("joe:thepassword"));
    const Authenticator several = *Authenticator::make(config);
    const auto decision = several.authenticate({request, {}, {}}, loop, logger, [](const Verdict&) {});
    ASSERT_TRUE(decision.verdict && *decision.verdict);
    EXPECT_EQ((*decision.verdict)->role, config::Role::operate);
}

// AUTH-006
TEST(Authentication, compares_sha_hashes) {
    const Authenticator hashed = with("user", "{SHA}82ab876d1387bfafe46cc1c8a2ef074eae50cb1d");
    EXPECT_EQ(answer(hashed, basic("user:thepassword")), "in as user");
    EXPECT_EQ(answer(hashed, basic("user:thepassword2")), "401");
    EXPECT_EQ(answer(hashed, basic("user:82ab876d1387bfafe46cc1c8a2ef074eae50cb1d")), "401");
    EXPECT_EQ(answer(hashed, basic("user:{SHA}82ab876d1387bfafe46cc1c8a2ef074eae50cb1d")), "401");
}

TEST(Authentication, compares_other_hashes) {
    const std::string digest =
        "I1sCn9iOEyJ1nJX7FKvKLR1CjWh6phzMh29vUWLGBOK9GK6H7Nyx7FjNhLrCKY7Q+zYTXonIgeEnkHBpVVUISHNhbHRzYWx0";
    for (const std::string& hash :
         {std::string("{SHA256}85d8fa8fa6bdd3db050005b44ec3c5302b389ced054ec7d59eac2edba2251946"),
          std::string("{SHA256}hdj6j6a909sFAAW0TsPFMCs4nO0FTsfVnqwu26IlGUY="), "{SSHA512}" + digest}) {
        EXPECT_EQ(answer(with("user", hash), basic("user:thepassword")), "in as user") << hash;
        EXPECT_EQ(answer(with("user", hash), basic("user:thepassworD")), "401") << hash;
        EXPECT_EQ(answer(with("user", hash), basic("user:thepasswordsaltsalt")), "401") << hash;
        EXPECT_EQ(answer(with("user", hash), basic("user:" + hash)), "401") << hash;
        EXPECT_EQ(answer(with("user", hash), basic("other:thepassword")), "401") << hash;
    }
}

TEST(Authentication, says_why_a_hash_cannot_be_used) {
    config::HttpServerConfig config;
    config.section = "inet_http_server";
    config.username = "user";
    config.password = "{SHA}82ab";
    EXPECT_THAT(Authenticator::make(config).error().message,
                testing::StartsWith("[inet_http_server] Invalid password value: {SHA} is not followed by"));
}

TEST(Authentication, refuses_repeated_headers) {
    Request request;
    request.headers = {{"Authorization", basic("user:wrong")}, {"authorization", basic("user:right")}};
    EXPECT_EQ(credentials_of(request).error(), 400);
}

const std::string crypt_hash = "{CRYPT}$6$O3xkt8TfzcF2IZSB$k2bNrtsVGjKKgZiK8fBQLV5jzwsUsK9u1nky/"
                               "sVlXWSmyiAj.fY9S0bkebLVewI67p.bXMCTqSQJP/p3hLFNe.";

TEST(SlowHashes, are_computed_off_the_loop_and_once) {
    Door door(with("user", crypt_hash));
    EXPECT_EQ(door.knock(basic("user:thepassword")), "later");
    EXPECT_TRUE(door.later.empty());
    door.loop.settle();
    EXPECT_EQ(door.later, std::vector<std::string>{"in as user"});
    EXPECT_EQ(door.knock(basic("user:thepassword")), "in as user");
    EXPECT_EQ(door.knock(basic("other:thepassword")), "401");
    EXPECT_EQ(door.knock(basic("user:wrong")), "later");
    door.loop.settle();
    EXPECT_EQ(door.later.back(), "401");
    EXPECT_EQ(door.knock(basic("user:thepassword")), "in as user");
}

// Who waited longer would know whose name there is.
TEST(SlowHashes, are_computed_whoever_is_named) {
    config::HttpServerConfig config;
    config.section = "inet_http_server";
    config.users = {{"eve", "one", config::Role::read, "http_user:eve"},
                    {"joe", crypt_hash, config::Role::admin, "http_user:joe"}};
    for (const char* wrong : {"eve:two", "eve:thepassword", "joe:one", "nobody:one", "nobody:thepassword"}) {
        Door door(*Authenticator::make(config));
        EXPECT_EQ(door.knock(basic(wrong)), "later") << wrong;
        door.loop.settle();
        EXPECT_EQ(door.later, std::vector<std::string>{"401"}) << wrong;
    }
    Door door(*Authenticator::make(config));
    EXPECT_EQ(door.knock(basic("eve:one")), "in as eve");
}

TEST(SlowHashes, that_wait_are_bounded) {
    Door door(with("user", crypt_hash));
    for (std::size_t i = 0; i < limits::max_password_checks; ++i)
        EXPECT_EQ(door.knock(basic("user:wrong" + std::to_string(i)), std::to_string(i)), "later");
    EXPECT_EQ(door.knock(basic("user:thepassword")), "503");
    door.loop.settle();
    EXPECT_EQ(door.later, std::vector<std::string>(limits::max_password_checks, "401"));
    EXPECT_EQ(door.knock(basic("user:thepassword")), "later");
}

// After a start of the daemon, say, when all its clients come at once.
TEST(SlowHashes, of_the_same_password_are_computed_once) {
    Door door(with("user", crypt_hash));
    for (std::size_t i = 0; i < 3 * limits::max_password_checks; ++i)
        EXPECT_EQ(door.knock(basic("user:thepassword")), "later");
    door.loop.settle();
    EXPECT_EQ(door.later, std::vector<std::string>(3 * limits::max_password_checks, "in as user"));
}

TEST(SlowHashes, of_clients_that_have_gone_count_all_the_same) {
    Door door(with("user", crypt_hash));
    for (unsigned i = 0; i < limits::login_failures_without_delay + 1; ++i) {
        EXPECT_EQ(door.knock(basic("user:wrong")), "later");
        door.pending.clear();
        door.loop.settle();
    }
    EXPECT_TRUE(door.later.empty());
    EXPECT_EQ(door.knock(basic("user:thepassword")), "later");
    door.loop.settle();
    EXPECT_TRUE(door.later.empty());
    door.loop.advance(limits::first_login_delay);
    door.loop.settle();
    EXPECT_EQ(door.later, std::vector<std::string>{"in as user"});
}

// field.md G.2, Auth: brute force pace.
TEST(Guessing, is_slowed_down_for_the_one_who_does_it) {
    Door door(with("user", "right"));
    for (unsigned i = 0; i < limits::login_failures_without_delay + 1; ++i)
        EXPECT_EQ(door.knock(basic("user:wrong")), "401");
    EXPECT_EQ(door.knock(basic("user:right")), "later");
    EXPECT_EQ(door.knock(basic("user:right"), "192.0.2.2"), "in as user") << "another address";
    EXPECT_EQ(door.knock(basic("user:right"), "192.0.2.1", "user"), "in as user")
        << "a connection that has proven it";
    EXPECT_EQ(door.knock(basic("user:wrong"), "192.0.2.1", "other"), "later")
        << "a connection of another user proves nothing";
    door.pending.pop_back();
    EXPECT_EQ(door.knock(""), "401") << "no guess";
    door.loop.advance(limits::first_login_delay - std::chrono::milliseconds(1));
    EXPECT_TRUE(door.later.empty());
    door.loop.advance(std::chrono::milliseconds(1));
    EXPECT_EQ(door.later, std::vector<std::string>{"in as user"});
    EXPECT_EQ(door.loop.timers(), 0U);
}

TEST(Guessing, in_parallel_gains_nothing) {
    Door door(with("user", "right"));
    for (unsigned i = 0; i < 100; ++i)
        (void)door.knock(basic("user:wrong"));
    EXPECT_EQ(door.knock(basic("user:right")), "429");
    door.loop.advance(limits::max_login_wait + limits::max_login_delay);
    EXPECT_LT(door.later.size(), 20U);
    EXPECT_GT(door.later.size(), 2U);
    for (const std::string& verdict : door.later)
        EXPECT_EQ(verdict, "401");
    EXPECT_EQ(door.loop.timers(), 0U);
}

TEST(Guessing, that_is_given_up_leaves_nothing) {
    Door door(with("user", "right"));
    for (unsigned i = 0; i < limits::login_failures_without_delay + 3; ++i)
        (void)door.knock(basic("user:wrong"));
    EXPECT_GT(door.loop.timers(), 0U);
    door.pending.clear();
    EXPECT_EQ(door.loop.timers(), 0U);
    door.loop.advance(std::chrono::minutes(1));
    EXPECT_TRUE(door.later.empty());
}

TEST(Guessing, is_logged_without_the_password) {
    Door door(with("user", "right"));
    (void)door.knock(basic("us\ner:hunter2"));
    (void)door.knock(basic(std::string(200, 'u') + ":hunter2"));
    (void)door.knock("");
    ASSERT_EQ(door.logger.records.size(), 2U);
    EXPECT_EQ(door.logger.records[0].second, "login failed: user 'us\\ner' from 192.0.2.1:4711");
    EXPECT_EQ(door.logger.records[1].second, "login failed: user '" + std::string(64, 'u') +
                                                 "'... from 192.0.2.1:4711, 2 failures from there");
    EXPECT_EQ(door.logger.records[0].first, log::Level::warn);
    EXPECT_FALSE(door.logger.contains("hunter2"));
}

// Browsers forget a password when they have been refused another one; the page makes them try one that is
// nobody's.
TEST(LoggingOut, is_no_failure) {
    Door door(with("user", "right"));
    for (unsigned i = 0; i < limits::login_failures_without_delay + 3; ++i)
        EXPECT_EQ(door.knock(basic("logged-out:-")), "401");
    EXPECT_TRUE(door.logger.records.empty());
    EXPECT_EQ(door.knock(basic("user:right")), "in as user");
    EXPECT_EQ(door.knock(basic("logged-out:x")), "401");
    EXPECT_EQ(door.logger.records.size(), 1U);
}

TEST(LoggingOut, is_guessing_where_somebody_has_that_name) {
    Door door(with("logged-out", "right"));
    EXPECT_EQ(door.knock(basic("logged-out:-")), "401");
    EXPECT_EQ(door.logger.records.size(), 1U);
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

// Nobody else waits while somebody guesses.
TEST_F(LockedServer, slows_guessing_down_on_the_loop) {
    for (unsigned i = 0; i < limits::login_failures_without_delay + 1; ++i)
        EXPECT_THAT(exchange("GET /echo HTTP/1.1\r\nAuthorization: " + basic("user:wrong") + "\r\n\r\n"),
                    testing::StartsWith("HTTP/1.1 401"));
    auto client = connect();
    client->send("GET /echo HTTP/1.1\r\nAuthorization: " + basic("user:secret") + "\r\n\r\n");
    auto other = connect();
    other->send("GET /echo HTTP/1.1\r\n\r\n");
    run_until([&] { return other->ended; });
    EXPECT_EQ(client->received, "");
    run_until([&] { return client->received.ends_with("GET /echo "); });
    client->received.clear();
    client->send("GET /echo?2 HTTP/1.1\r\nAuthorization: " + basic("user:secret") + "\r\n\r\n");
    run_until([&] { return client->received.ends_with("GET /echo?2 "); });
    const auto account = sys::SystemUsers().by_uid(::getuid());
    EXPECT_TRUE(logger.contains(fmt::format("from a unix socket ({}, uid {}, pid {})",
                                            account ? account->name : std::to_string(::getuid()), ::getuid(),
                                            ::getpid())));
}

TEST_F(LockedServer, forgets_a_waiting_client_that_goes) {
    for (unsigned i = 0; i < limits::login_failures_without_delay + 1; ++i)
        exchange("GET /echo HTTP/1.1\r\nAuthorization: " + basic("user:wrong") + "\r\n\r\n");
    auto client = connect();
    client->send("GET /echo HTTP/1.1\r\nAuthorization: " + basic("user:secret") + "\r\n\r\n");
    run_until([&] { return servers->connections() == 1; });
    client->close();
    run_until([&] { return servers->connections() == 0; });
}

TEST_F(LockedServer, lets_the_user_in) {
    EXPECT_THAT(exchange("GET /echo HTTP/1.1\r\nAuthorization: " + basic("user:secret") + "\r\n\r\n"),
                testing::EndsWith("GET /echo "));
}

}  // namespace
}  // namespace supervise::http
