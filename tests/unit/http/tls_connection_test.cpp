// A connection with TLS, on a clock moved by hand; the test plays the client.
#include <csignal>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fake/certificates.hpp"
#include "fake/logger.hpp"
#include "fake/loop.hpp"
#include "fake/tls_pair.hpp"
#include "http/connection.hpp"
#include "http/limits.hpp"
#include "http/tls_keys.hpp"
#include "sys/signals.hpp"

namespace supervise::http {
namespace {

using testing::HasSubstr;
using testing::StartsWith;
using namespace std::chrono_literals;

class TlsConnectionTest : public testing::Test {
protected:
    TlsConnectionTest() {
        sys::ignore_signals({SIGPIPE});
        router.add("/user", Router::Match::exact, [](const Request& request, const Answer& answer) {
            Response response;
            response.body = "user=" + request.user;
            answer(std::move(response));
            return sys::Registration();
        });
        router.add("/large", Router::Match::exact, [](const Request&, const Answer& answer) {
            Response response;
            response.body.assign(large_bytes, 'x');
            answer(std::move(response));
            return sys::Registration();
        });
    }

    static constexpr std::size_t large_bytes = 4 * 1024 * 1024;

    /// A connection, which the test has to start, and its client.
    void open(const sys::TlsFiles& server_files, const sys::TlsFiles& client_files) {
        fake::SocketPair pair;
        server_end = pair.server.get();
        connection = std::make_shared<Connection>(
            *sys::Stream::tls_server(std::move(pair.server), *sys::TlsContext::server(server_files)),
            Peer{"127.0.0.1", 4711, {}}, site, Entrance{authenticator, names},
            [this](Connection&) { ended = true; });
        client = *sys::Stream::tls_client(std::move(pair.client), *sys::TlsContext::client(client_files),
                                          "localhost");
    }
    void open() { open(certificates.server(), certificates.client()); }

    /// Lets the server do what it can.
    void turn() {
        if (loop.watches_readable(server_end))
            loop.readable(server_end);
        else if (loop.watches_writable(server_end))
            loop.writable(server_end);
    }
    bool shake_hands() {
        for (int round = 0; round < 5 && client.negotiating(); ++round) {
            client.shake_hands();
            turn();
        }
        return !client.negotiating();
    }
    /// One byte a second, of what could become a handshake.
    void trickle() {
        client.go_on_without_tls();
        std::string hello("\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", 11);
        hello.resize(29, 'x');
        for (const char byte : hello) {
            send({&byte, 1});
            loop.advance(1s);
            EXPECT_FALSE(ended);
        }
        loop.advance(2s);
        EXPECT_TRUE(ended);
    }
    void send(std::string_view bytes) {
        ASSERT_EQ(client.write_some(bytes.data(), bytes.size()).bytes, bytes.size());
        turn();
    }

    fake::Certificates certificates;
    fake::Loop loop;
    fake::Logger logger;
    Router router;
    metrics::HttpCounts counts;
    Site site{loop, logger, router, counts};
    Authenticator authenticator = *Authenticator::make({});
    HostNames names{{}, {}};
    std::shared_ptr<Connection> connection;
    sys::Stream client;
    int server_end = -1;
    bool ended = false;
};

TEST_F(TlsConnectionTest, answers) {
    open();
    connection->start();
    ASSERT_TRUE(shake_hands());
    send("GET /user HTTP/1.1\r\n\r\n");
    EXPECT_THAT(fake::read_arrived(client), testing::EndsWith("user="));
    loop.advance(limits::idle_time - 1s);
    EXPECT_FALSE(ended);
}

TEST_F(TlsConnectionTest, sends_large_answers_at_the_pace_of_the_client) {
    open();
    connection->start();
    ASSERT_TRUE(shake_hands());
    send("GET /large HTTP/1.1\r\n\r\n");
    EXPECT_TRUE(loop.watches_writable(server_end));
    EXPECT_FALSE(loop.watches_readable(server_end));
    std::size_t received = 0;
    for (int i = 0; i < 1000 && received < large_bytes; ++i) {
        received += fake::read_arrived(client).size();
        turn();
    }
    EXPECT_GT(received, large_bytes);
    EXPECT_TRUE(loop.watches_readable(server_end));
}

// The time for headers holds for the handshake as well.
TEST_F(TlsConnectionTest, gives_up_on_a_silent_client) {
    open();
    connection->start();
    loop.advance(limits::header_time - 1s);
    EXPECT_FALSE(ended);
    loop.advance(2s);
    EXPECT_TRUE(ended);
}

TEST_F(TlsConnectionTest, gives_up_on_a_handshake_that_trickles) {
    open();
    connection->start();
    trickle();
}

TEST_F(TlsConnectionTest, gives_up_on_a_client_that_stops_in_the_middle) {
    open();
    connection->start();
    client.shake_hands();
    turn();
    loop.advance(limits::header_time + 1s);
    EXPECT_TRUE(ended);
}

TEST_F(TlsConnectionTest, turns_away_in_tls) {
    open();
    connection->turn_away();
    ASSERT_TRUE(shake_hands());
    turn();
    EXPECT_THAT(fake::read_arrived(client), StartsWith("HTTP/1.1 503 "));
}

TEST_F(TlsConnectionTest, turns_away_who_trickles_in_the_same_time) {
    open();
    connection->turn_away();
    trickle();
}

TEST_F(TlsConnectionTest, answers_plain_http_in_plain_words) {
    open();
    connection->start();
    client.go_on_without_tls();
    send("POST /RPC2 HTTP/1.1\r\nContent-Length: 10\r\n\r\n");
    EXPECT_THAT(fake::read_arrived(client), StartsWith("HTTP/1.1 400 This port speaks HTTPS only"));
    send("0123456789");
    EXPECT_FALSE(ended);
    loop.advance(limits::linger_time);
    EXPECT_TRUE(ended);
}

TEST_F(TlsConnectionTest, a_certificate_names_the_caller) {
    open(certificates.strict_server(), certificates.client_with_certificate());
    connection->start();
    ASSERT_TRUE(shake_hands());
    send("GET /user HTTP/1.1\r\n\r\n");
    EXPECT_THAT(fake::read_arrived(client), testing::EndsWith("user=ann"));
}

// A name that was given with its password counts more.
TEST_F(TlsConnectionTest, a_user_counts_more_than_a_certificate) {
    config::HttpServerConfig config;
    config.username = "bob";
    config.password = "secret";
    authenticator = *Authenticator::make(config);
    open(certificates.strict_server(), certificates.client_with_certificate());
    connection->start();
    ASSERT_TRUE(shake_hands());
    send("GET /user HTTP/1.1\r\nAuthorization: Basic Ym9iOnNlY3JldA==\r\n\r\n");
    EXPECT_THAT(fake::read_arrived(client), testing::EndsWith("user=bob"));
    send("GET /user HTTP/1.1\r\n\r\n");
    EXPECT_THAT(fake::read_arrived(client), StartsWith("HTTP/1.1 401 "));
}

// The alert says what is wrong; closing at once could take it away from the client.
TEST_F(TlsConnectionTest, without_a_certificate_the_client_learns_why) {
    open(certificates.strict_server(), certificates.client());
    connection->start();
    shake_hands();
    turn();
    EXPECT_EQ(fake::read_arrived(client), "");
    EXPECT_EQ(client.failure().kind, sys::TlsFailure::Kind::certificate_wanted);
    EXPECT_TRUE(logger.contains("TLS with 127.0.0.1:4711 failed: "));
    EXPECT_FALSE(ended);
    loop.advance(limits::linger_time);
    EXPECT_TRUE(ended);
}

class TlsKeysTest : public testing::Test {
protected:
    fake::Certificates certificates;
    fake::Logger logger;
    sys::MonoTime now{std::chrono::hours(1)};
};

TEST_F(TlsKeysTest, are_taken_up_when_their_files_change) {
    auto keys = TlsKeys::load(certificates.server(), "inet_http_server");
    ASSERT_TRUE(keys);
    const auto* const first = keys->current(now, logger).native();
    certificates.folder.put("server.key", fake::other_key);
    certificates.folder.put("server.pem", fake::other_pem);
    EXPECT_EQ(keys->current(now, logger).native(), first) << "looked at too soon";
    now += limits::key_check_time;
    EXPECT_NE(keys->current(now, logger).native(), first);
    EXPECT_TRUE(logger.contains("[inet_http_server] certfile: the certificate has been renewed"));
    EXPECT_EQ(logger.records.size(), 1U);
}

TEST_F(TlsKeysTest, stay_when_the_new_ones_cannot_be_used) {
    auto keys = TlsKeys::load(certificates.server(), "inet_http_server");
    ASSERT_TRUE(keys);
    const auto* const first = keys->current(now, logger).native();
    certificates.folder.put("server.pem", fake::other_pem);
    for (int i = 0; i < 5; ++i) {
        now += limits::key_check_time;
        EXPECT_EQ(keys->current(now, logger).native(), first);
    }
    EXPECT_TRUE(logger.contains("the old one stays: [inet_http_server] keyfile: the key in"));
    EXPECT_EQ(logger.records.size(), 1U) << "said once";
    certificates.folder.put("server.key", fake::other_key);
    now += limits::key_check_time;
    EXPECT_NE(keys->current(now, logger).native(), first);
}

TEST_F(TlsKeysTest, that_cannot_be_used_are_refused_in_words) {
    const auto keys = TlsKeys::load({certificates.folder / "none.pem", "", ""}, "inet_http_server:x");
    ASSERT_FALSE(keys);
    EXPECT_THAT(keys.error().message, StartsWith("[inet_http_server:x] certfile: '"));
    EXPECT_THAT(keys.error().message, HasSubstr("No such file or directory; correct the path"));
}

}  // namespace
}  // namespace supervise::http
