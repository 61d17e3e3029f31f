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
        const auto ok = [](const Request&, const Answer& answer) {
            Response response;
            response.body = "ok";
            answer(std::move(response));
            return sys::Registration();
        };
        router.add("/ok", Router::Match::exact, ok);
        router.add("/body", Router::Match::exact, ok, limits::max_body_bytes);
        router.add("/order", Router::Match::exact, ok, 100'000);
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
        make_connection();
    }

    void make_connection() {
        int ends[2];
        EXPECT_EQ(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, ends), 0);
        client = sys::Fd(ends[0]);
        server_end = ends[1];
        ended = false;
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
    send("POST /body HTTP/1.1\r\nContent-Length: 100000\r\n\r\n");
    for (auto spent = 0s; spent < limits::body_time - 2s; spent += 1s) {
        send("x");
        loop.advance(1s);
    }
    EXPECT_EQ(received(), "");
    loop.advance(3s);
    EXPECT_THAT(received(), HasSubstr("HTTP/1.1 408 Request Timeout"));
}

// Nobody looks at it: it is neither waited for nor kept, and what comes of it is no request.
TEST_F(ConnectionTest, answers_without_a_large_body_that_does_not_belong) {
    for (const char* head : {"GET /ok", "GET /body", "PUT /body", "POST /ok", "POST /nowhere"}) {
        make_connection();
        send(fmt::format("{} HTTP/1.1\r\nContent-Length: 8388608\r\nExpect: 100-continue\r\n\r\n"
                         "GET /large HTTP/1.1\r\n\r\n",
                         head));
        const std::string answer = received();
        const char* status = head == std::string_view("POST /nowhere") ? "HTTP/1.1 404" : "HTTP/1.1 200";
        EXPECT_THAT(answer, testing::StartsWith(status)) << head;
        EXPECT_THAT(answer, HasSubstr("Connection: close\r\n")) << head;
        EXPECT_EQ(larges, 0) << head;
        loop.advance(limits::linger_time);
        EXPECT_TRUE(ended) << head;
    }
}

TEST_F(ConnectionTest, reads_a_small_body_that_does_not_belong) {
    send("GET /ok HTTP/1.1\r\nContent-Length: 5\r\n\r\nhelloGET /ok HTTP/1.1\r\n\r\n");
    EXPECT_THAT(received(), testing::EndsWith("\r\n\r\nok"));
    EXPECT_EQ(counts.answers[1], 2U);
    EXPECT_FALSE(ended);
}

TEST_F(ConnectionTest, takes_no_larger_body_than_its_handler) {
    send("POST /order HTTP/1.1\r\nContent-Length: 100001\r\n\r\n");
    EXPECT_THAT(received(), testing::StartsWith("HTTP/1.1 413 Content Too Large\r\n"));
    make_connection();
    send("POST /order HTTP/1.1\r\nContent-Length: 100000\r\n\r\n" + std::string(100'000, 'x'));
    loop.readable(server_end);
    EXPECT_THAT(received(), testing::EndsWith("\r\n\r\nok"));
}

// Bodies of all connections together are bounded; calls as they are usual go on all the same.
TEST_F(ConnectionTest, has_room_for_so_many_large_bodies) {
    site.bodies = BodyBudget(200'000);
    const std::string large = "POST /body HTTP/1.1\r\nContent-Length: 100000\r\n\r\n";
    std::vector<std::pair<std::shared_ptr<Connection>, sys::Fd>> others;
    for (int i = 0; i < 2; ++i) {
        send(large);
        EXPECT_EQ(received(), "");
        others.emplace_back(connection, std::move(client));
        make_connection();
    }
    send(large);
    EXPECT_THAT(received(), HasSubstr("HTTP/1.1 503 Service Unavailable\r\n"));
    make_connection();
    send("POST /body HTTP/1.1\r\nContent-Length: 5\r\n\r\nhello");
    EXPECT_THAT(received(), testing::EndsWith("\r\n\r\nok"));
    others.pop_back();
    for (int i = 0; i < 3; ++i) {
        send(large + std::string(100'000, 'x'));
        loop.readable(server_end);
        EXPECT_THAT(received(), testing::EndsWith("\r\n\r\nok")) << i;
    }
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
