#include "http/connection.hpp"

#include <csignal>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/socket.h>

#include "fake/logger.hpp"
#include "fake/loop.hpp"
#include "http/limits.hpp"
#include "sys/signals.hpp"

namespace supervise::http {
namespace {

using testing::HasSubstr;
using namespace std::chrono_literals;

/// A connection on a clock moved by hand; the test holds the client's end of the socket.
class ConnectionTest : public testing::Test {
protected:
    ConnectionTest() {
        sys::ignore_signals({SIGPIPE});
        int ends[2];
        EXPECT_EQ(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, ends), 0);
        client = sys::Fd(ends[0]);
        server_end = ends[1];
        router.add("/ok", Router::Match::exact, [](const Request&, const Answer& answer) {
            Response response;
            response.body = "ok";
            answer(std::move(response));
            return sys::Registration();
        });
        router.add("/medium", Router::Match::exact, [](const Request&, const Answer& answer) {
            Response response;
            response.body.assign(64 * 1024, 'x');
            answer(std::move(response));
            return sys::Registration();
        });
        router.add("/large", Router::Match::exact, [this](const Request&, const Answer& answer) {
            ++larges;
            Response response;
            response.body.assign(8 * 1024 * 1024, 'x');
            answer(std::move(response));
            return sys::Registration();
        });
        router.add("/never", Router::Match::exact,
                   [](const Request&, const Answer&) { return sys::Registration(); });
        connection = std::make_shared<Connection>(sys::Fd(server_end), Peer{"localhost", 0, {}}, site,
                                                  Entrance{authenticator, names},
                                                  [this](Connection&) { ended = true; });
        connection->start();
    }

    void send(std::string_view bytes) {
        ASSERT_TRUE(sys::write_all(client.get(), bytes));
        loop.readable(server_end);
    }
    std::string received() {
        std::string all;
        char buffer[65536];
        for (auto got = sys::read_some(client.get(), buffer, sizeof buffer);
             got.outcome == sys::Transfer::Outcome::some;
             got = sys::read_some(client.get(), buffer, sizeof buffer))
            all.append(buffer, got.bytes);
        return all;
    }

    fake::Loop loop;
    fake::Logger logger;
    Router router;
    metrics::HttpCounts counts;
    Site site{loop, logger, router, counts};
    Authenticator authenticator = *Authenticator::make({});
    HostNames names{{}, {}};
    sys::Fd client;
    int server_end = -1;
    std::shared_ptr<Connection> connection;
    bool ended = false;
    int larges = 0;
};

TEST_F(ConnectionTest, gives_a_silent_client_the_time_for_headers) {
    loop.advance(limits::header_time - 1s);
    EXPECT_FALSE(ended);
    loop.advance(2s);
    EXPECT_TRUE(ended);
}

// field.md G.2: one byte a second.
TEST_F(ConnectionTest, gives_up_on_headers_that_trickle) {
    for (const char c : std::string_view("GET /ok HTTP/1.1\r\nHost: ")) {
        send({&c, 1});
        loop.advance(1s);
    }
    EXPECT_FALSE(ended);
    for (int i = 0; i < 10 && !ended; ++i)
        loop.advance(1s);
    EXPECT_THAT(received(), HasSubstr("HTTP/1.1 408 Request Timeout"));
    loop.advance(limits::linger_time);
    EXPECT_TRUE(ended);
}

TEST_F(ConnectionTest, gives_up_on_a_body_that_trickles) {
    send("POST /ok HTTP/1.1\r\nContent-Length: 100000\r\n\r\n");
    for (auto spent = 0s; spent < limits::body_time - 2s; spent += 1s) {
        send("x");
        loop.advance(1s);
    }
    EXPECT_EQ(received(), "");
    loop.advance(3s);
    EXPECT_THAT(received(), HasSubstr("HTTP/1.1 408 Request Timeout"));
}

// HTTP-019
TEST_F(ConnectionTest, keeps_an_idle_client_for_long) {
    send("GET /ok HTTP/1.1\r\n\r\n");
    EXPECT_THAT(received(), HasSubstr("200 OK"));
    loop.advance(limits::idle_time - 1s);
    EXPECT_FALSE(ended);
    send("GET /ok HTTP/1.1\r\n\r\n");
    EXPECT_THAT(received(), HasSubstr("200 OK"));
    loop.advance(limits::idle_time - 1s);
    EXPECT_FALSE(ended);
    loop.advance(2s);
    EXPECT_TRUE(ended);
    EXPECT_EQ(received(), "");
}

TEST_F(ConnectionTest, counts_the_time_of_each_request_anew) {
    send("GET /ok HTTP/1.1\r\n\r\n");
    loop.advance(limits::header_time * 2);
    send("GET /ok HT");
    loop.advance(limits::header_time - 1s);
    EXPECT_FALSE(ended);
    send("TP/1.1\r\n\r\nPOST /ok HTTP/1.1\r\nContent-Length: 5\r\n\r\n");
    loop.advance(limits::body_time - 1s);
    send("hello");
    EXPECT_FALSE(ended);
    EXPECT_THAT(received(), testing::EndsWith("ok"));
}

// RPC-014: there is no limit to how long a start or a stop may take.
TEST_F(ConnectionTest, waits_for_an_answer_without_limit) {
    send("GET /never HTTP/1.1\r\n\r\n");
    loop.advance(std::chrono::hours(100));
    EXPECT_FALSE(ended);
    EXPECT_EQ(loop.timers(), 0U);
}

TEST_F(ConnectionTest, gives_up_on_a_client_that_takes_nothing) {
    send("GET /large HTTP/1.1\r\n\r\n");
    EXPECT_TRUE(loop.watches_writable(server_end));
    EXPECT_FALSE(loop.watches_readable(server_end));
    loop.advance(limits::write_time - 1s);
    EXPECT_FALSE(ended);
    EXPECT_GT(received().size(), 0U);
    loop.writable(server_end);
    loop.advance(limits::write_time - 1s);
    EXPECT_FALSE(ended);
    loop.advance(2s);
    EXPECT_TRUE(ended);
}

// Little enough waits for further requests to be looked at: that gives nobody the time of an idle client.
TEST_F(ConnectionTest, gives_up_on_a_client_that_takes_nothing_of_small_answers) {
    for (int i = 0; i < 1000 && loop.watches_readable(server_end); ++i)
        send("GET /medium HTTP/1.1\r\n\r\n");
    ASSERT_TRUE(loop.watches_writable(server_end));
    loop.advance(limits::write_time - 1s);
    EXPECT_FALSE(ended);
    while (loop.watches_writable(server_end)) {
        EXPECT_GT(received().size(), 0U);
        loop.writable(server_end);
    }
    loop.advance(limits::idle_time - 1s);
    EXPECT_FALSE(ended);
    for (int i = 0; i < 1000 && loop.watches_readable(server_end); ++i)
        send("GET /medium HTTP/1.1\r\n\r\n");
    ASSERT_TRUE(loop.watches_writable(server_end));
    loop.advance(limits::write_time + 1s);
    EXPECT_TRUE(ended);
}

TEST_F(ConnectionTest, answers_no_further_request_while_too_much_output_waits) {
    send("GET /large HTTP/1.1\r\n\r\nGET /large HTTP/1.1\r\n\r\n");
    EXPECT_EQ(larges, 1);
    std::size_t taken = 0;
    while (larges == 1 && taken < 8U * 1024 * 1024) {
        taken += received().size();
        EXPECT_TRUE(larges == 1);
        loop.writable(server_end);
    }
    EXPECT_EQ(larges, 2);
    EXPECT_GT(taken, 8U * 1024 * 1024 - 2 * limits::max_waiting_output);
}

TEST_F(ConnectionTest, reads_no_further_than_it_can_answer) {
    send("GET /never HTTP/1.1\r\n\r\n");
    const std::string more(limits::read_bytes, 'x');
    for (std::size_t sent = 0; sent <= limits::max_pipelined_bytes; sent += more.size())
        send(more);
    EXPECT_FALSE(loop.watches_readable(server_end));
}

TEST_F(ConnectionTest, does_not_wait_for_ever_for_the_client_to_close) {
    send("GET /ok HTTP/1.0\r\n\r\n");
    EXPECT_THAT(received(), testing::EndsWith("ok"));
    EXPECT_FALSE(ended);
    loop.advance(limits::linger_time);
    EXPECT_TRUE(ended);
}

TEST_F(ConnectionTest, does_not_read_for_ever_from_a_client_that_was_refused) {
    send("nonsense\r\n\r\n");
    const std::string more(limits::read_bytes, 'x');
    for (std::size_t sent = 0; sent <= limits::max_linger_bytes && !ended; sent += more.size())
        send(more);
    EXPECT_TRUE(ended);
}

}  // namespace
}  // namespace supervise::http
