#include "http/server.hpp"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>

#include "http/limits.hpp"
#include "http/server_fixture.hpp"

namespace supervise::http {
namespace {

using testing::EndsWith;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

class ServerTest : public ServerFixture {};

std::string get(const std::string& target, const std::string& headers = "") {
    return "GET " + target + " HTTP/1.1\r\nHost: localhost\r\n" + headers + "\r\n";
}
std::string post(const std::string& body, const std::string& headers = "") {
    return "POST /echo HTTP/1.1\r\nHost: localhost\r\n" + headers +
           "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}
std::size_t count(const std::string& text, const std::string& part) {
    std::size_t times = 0;
    for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + part.size()))
        ++times;
    return times;
}

// HTTP-004, HTTP-005
TEST_F(ServerTest, answers_with_length_and_keeps_the_connection) {
    serve();
    auto client = connect();
    client->send(post("hello"));
    run_until([&] { return client->received.ends_with("hello"); });
    EXPECT_THAT(client->received, StartsWith("HTTP/1.1 200 OK\r\nServer: Supervise/"));
    EXPECT_THAT(client->received, HasSubstr("\r\nDate: "));
    EXPECT_THAT(client->received, HasSubstr("\r\nContent-Length: 16\r\n"));
    EXPECT_THAT(client->received, Not(HasSubstr("Connection:")));
    client->received.clear();
    client->send(get("/echo?again"));
    run_until([&] { return client->received.ends_with("GET /echo?again "); });
    EXPECT_FALSE(client->ended);
}

// HTTP-005, HTTP-006
TEST_F(ServerTest, closes_when_asked_and_says_so) {
    serve();
    for (const std::string& request :
         {get("/echo", "Connection: close\r\n"), get("/echo", "connection: Close\r\n"),
          std::string("GET /echo HTTP/1.0\r\n\r\n")}) {
        auto client = connect();
        client->send(request);
        run_until([&] { return client->ended; });
        EXPECT_THAT(client->received, HasSubstr("\r\nConnection: close\r\n")) << request;
        EXPECT_THAT(client->received, EndsWith("GET /echo "));
    }
}

// HTTP-005
TEST_F(ServerTest, keeps_an_old_client_that_asks_for_it) {
    serve();
    auto client = connect();
    client->send("GET /echo HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
    run_until([&] { return client->received.ends_with("GET /echo "); });
    EXPECT_THAT(client->received, StartsWith("HTTP/1.0 200 OK"));
    EXPECT_THAT(client->received, HasSubstr("\r\nConnection: Keep-Alive\r\n"));
    EXPECT_FALSE(client->ended);
}

// HTTP-013
TEST_F(ServerTest, answers_pipelined_requests_in_order) {
    serve();
    std::string requests;
    for (int i = 0; i < 1000; ++i)
        requests += get("/echo/" + std::to_string(i));
    const std::string answers = exchange(requests);
    EXPECT_EQ(count(answers, "HTTP/1.1 200 OK"), 1000U);
    EXPECT_LT(answers.find("GET /echo/1 "), answers.find("GET /echo/2 "));
    EXPECT_THAT(answers, EndsWith("GET /echo/999 "));
}

// HTTP-012: a client reads as many bytes as it was told.
TEST_F(ServerTest, counts_bytes_not_characters) {
    serve();
    const std::string answer = exchange(post("h\xC3\xA9"));
    EXPECT_THAT(answer, HasSubstr("\r\nContent-Length: 14\r\n"));
    EXPECT_THAT(answer, EndsWith("\r\n\r\nPOST /echo h\xC3\xA9"));
}

TEST_F(ServerTest, takes_a_request_byte_by_byte) {
    serve();
    auto client = connect();
    for (const char c : post("slow body")) {
        client->send({&c, 1});
        run_until([] { return true; });
    }
    run_until([&] { return client->received.ends_with("POST /echo slow body"); });
}

// HTTP-011
TEST_F(ServerTest, invites_a_client_that_waits_to_send) {
    serve();
    auto client = connect();
    client->send("POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n");
    run_until([&] { return client->received == "HTTP/1.1 100 Continue\r\n\r\n"; });
    client->send("ok");
    run_until([&] { return client->received.ends_with("POST /echo ok"); });
}

// HTTP-008, HTTP-009
TEST_F(ServerTest, tells_what_is_not_there) {
    serve();
    const std::string answer = exchange(get("/nowhere"));
    EXPECT_EQ(status_line(answer), "HTTP/1.1 404 Not Found");
    EXPECT_THAT(answer, HasSubstr("Content-Length: 134\r\n"));
    EXPECT_THAT(answer, EndsWith("<p>Error code 404.\r\n<p>Message: Not Found.\r\n</body>\r\n"));
    for (const char* target : {"http://localhost/echo", "*", "//echo", "/%65cho", "/../echo", "/ech%6f"})
        EXPECT_EQ(status_line(exchange(get(target))), "HTTP/1.1 404 Not Found") << target;
}

// HTTP-016
TEST_F(ServerTest, sends_no_body_for_head) {
    serve();
    const std::string answer = exchange("HEAD /echo HTTP/1.1\r\nHost: x\r\n\r\n");
    EXPECT_EQ(status_line(answer), "HTTP/1.1 200 OK");
    EXPECT_THAT(answer, HasSubstr("Content-Length: 11\r\n"));
    EXPECT_THAT(answer, EndsWith("\r\n\r\n"));
}

TEST_F(ServerTest, has_a_head_for_a_stream_without_the_stream) {
    router.add("/stream", Router::Match::exact, [](const Request&, const Answer& answer) {
        class Endless final : public BodySource {
            std::string read(std::size_t) override { return "more"; }
            void when_ready(std::function<void()>) override {}
        };
        Response response;
        response.source = std::make_unique<Endless>();
        answer(std::move(response));
        return sys::Registration();
    });
    serve();
    const std::string answers = exchange("HEAD /stream HTTP/1.1\r\nHost: x\r\n\r\n" + get("/echo"));
    EXPECT_THAT(answers, StartsWith("HTTP/1.1 200 OK"));
    EXPECT_THAT(answers, EndsWith("GET /echo "));
    EXPECT_THAT(answers, Not(HasSubstr("more")));
}

// A request of a page of another site is refused before anything else is looked at.
TEST_F(ServerTest, refuses_what_another_site_sends) {
    serve();
    EXPECT_EQ(status_line(exchange(get("/echo", "Origin: http://evil.example\r\n"))),
              "HTTP/1.1 403 Forbidden");
    EXPECT_EQ(status_line(exchange(post("x", "Sec-Fetch-Site: cross-site\r\n"))), "HTTP/1.1 403 Forbidden");
    EXPECT_EQ(status_line(exchange(post("x", "Origin: http://localhost\r\nSec-Fetch-Site: same-origin\r\n"))),
              "HTTP/1.1 200 OK");
}

TEST_F(ServerTest, bounds_the_requests_that_are_sent_ahead) {
    serve();
    std::string requests;
    for (std::size_t i = 0; i < limits::max_pipelined_requests + 10; ++i)
        requests += "GET /echo HTTP/1.1\r\n\r\n";
    ASSERT_LT(requests.size(), limits::read_bytes);
    auto client = connect();
    client->send(requests);
    run_until([&] { return client->ended; });
    EXPECT_EQ(count(client->received, "HTTP/1.1 200 OK"), limits::max_pipelined_requests);
    EXPECT_EQ(count(client->received, "HTTP/1.1 429 Too Many Requests"), 1U);
    EXPECT_EQ(count(client->received, "HTTP/1.1 "), limits::max_pipelined_requests + 1);
}

TEST_F(ServerTest, does_not_count_requests_that_wait_for_their_answers) {
    serve();
    auto client = connect();
    for (std::size_t i = 0; i < limits::max_pipelined_requests + 10; ++i) {
        client->received.clear();
        client->send(get("/echo"));
        run_until([&] { return client->received.ends_with("GET /echo "); });
    }
    EXPECT_FALSE(client->ended);
}

/// A server on the loopback interface, and clients with several of its addresses.
class TcpServer : public ServerFixture {
protected:
    void SetUp() override {
        config::HttpServerConfig section;
        section.section = "inet_http_server";
        section.host = "127.0.0.1";
        auto opened = open_servers({section});
        ASSERT_TRUE(opened) << opened.error().message;
        sockaddr_in own{};
        socklen_t size = sizeof own;
        ::getsockname(opened->endpoints[0].listener.fd(), reinterpret_cast<sockaddr*>(&own), &size);
        port = ntohs(own.sin_port);
        servers = std::make_unique<Servers>(Site{loop, logger, router, counts}, std::move(opened->endpoints));
    }
    std::unique_ptr<Client> connect_from(const std::string& address) {
        sys::Fd fd(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
        sockaddr_in own{};
        own.sin_family = AF_INET;
        ::inet_pton(AF_INET, address.c_str(), &own.sin_addr);
        EXPECT_EQ(::bind(fd.get(), reinterpret_cast<sockaddr*>(&own), sizeof own), 0);
        sockaddr_in server = own;
        ::inet_pton(AF_INET, "127.0.0.1", &server.sin_addr);
        server.sin_port = htons(port);
        EXPECT_EQ(::connect(fd.get(), reinterpret_cast<sockaddr*>(&server), sizeof server), 0);
        ::fcntl(fd.get(), F_SETFL, O_NONBLOCK);
        return std::make_unique<Client>(loop, std::move(fd));
    }

    std::uint16_t port = 0;
};

TEST_F(TcpServer, lets_no_address_take_all_connections) {
    auto other = connect_from("127.0.0.2");
    std::vector<std::unique_ptr<Client>> many;
    for (std::size_t i = 0; i < Capacity().per_source(); ++i)
        many.push_back(connect_from("127.0.0.1"));
    run_until([&] { return servers->connections() == Capacity().per_source() + 1; });
    many.push_back(connect_from("127.0.0.1"));
    run_until([&] { return many.front()->ended; });  // idle longest of its own
    EXPECT_FALSE(other->ended);
    for (auto& client : many)
        client->send(get("/later"));
    run_until([&] { return waiting.size() == Capacity().per_source(); });
    auto refused = connect_from("127.0.0.1");
    run_until([&] { return refused->ended; });
    EXPECT_EQ(status_line(refused->received), "HTTP/1.1 503 Service Unavailable");
    auto welcome = connect_from("127.0.0.2");
    welcome->send(get("/echo"));
    run_until([&] { return welcome->received.ends_with("GET /echo "); });
}

TEST_F(TcpServer, forgets_connections_of_an_address_that_have_gone) {
    for (int round = 0; round < 2; ++round) {
        std::vector<std::unique_ptr<Client>> many;
        for (std::size_t i = 0; i < Capacity().per_source(); ++i)
            many.push_back(connect_from("127.0.0.1"));
        run_until([&] { return servers->connections() == Capacity().per_source(); });
        for (auto& client : many)
            EXPECT_FALSE(client->ended);
        many.clear();
        run_until([&] { return servers->connections() == 0; });
    }
}

// HTTP-001, HTTP-002, HTTP-003, HTTP-010; field.md G.2, HTTP: each is refused with the right status, and the
// connection ends.
TEST_F(ServerTest, refuses_hostile_requests) {
    serve();
    std::string many_headers;
    for (std::size_t i = 0; i <= limits::max_headers; ++i)
        many_headers += "A: b\r\n";
    const std::string post_line = "POST /echo HTTP/1.1\r\nHost: x\r\n";
    const std::vector<std::pair<std::string, std::string>> table = {
        {"nonsense\r\n\r\n", "400 Bad Request"},
        {"\r\n\r\n", "400 Bad Request"},
        {"GET /echo\r\n\r\n", "400 Bad Request"},
        {"GET  /echo HTTP/1.1\r\n\r\n", "400 Bad Request"},
        {"GET /echo HTTP/2.0\r\n\r\n", "505 HTTP Version Not Supported"},
        {"GET /echo HTTP/1.1\n\n", "505 HTTP Version Not Supported"},
        {"GET /echo HTTP/1.1\r\nno colon\r\n\r\n", "400 Bad Request"},
        {std::string("GET /echo HTTP/1.1\r\nA: b\0c\r\n\r\n", 31), "400 Bad Request"},
        {"GET /echo HTTP/1.1\r\nA: b\rc\r\n\r\n", "400 Bad Request"},
        {"GET /ec ho HTTP/1.1\r\n\r\n", "505 HTTP Version Not Supported"},
        {"GET /echo HTTP/1.1\r\nA: " + std::string(limits::max_header_bytes, 'x') + "\r\n\r\n",
         "431 Request Header Fields Too Large"},
        {"GET /" + std::string(limits::max_header_bytes, 'x') + " HTTP/1.1\r\n\r\n",
         "431 Request Header Fields Too Large"},
        {"GET /echo HTTP/1.1\r\n" + many_headers + "\r\n", "431 Request Header Fields Too Large"},
        {post_line + "\r\nbody", "411 Length Required"},
        {post_line + "Content-Length: -1\r\n\r\n", "400 Bad Request"},
        {post_line + "Content-Length: +5\r\n\r\nhello", "400 Bad Request"},
        {post_line + "Content-Length: 0x10\r\n\r\n", "400 Bad Request"},
        {post_line + "Content-Length: 99999999999999999999\r\n\r\n", "400 Bad Request"},
        {post_line + "Content-Length: 99999999999\r\n\r\n", "413 Content Too Large"},
        {post_line + "Content-Length: 1\r\nContent-Length: 2\r\n\r\nx", "400 Bad Request"},
        {post_line + "Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\nx", "400 Bad Request"},
        {post_line + "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n", "411 Length Required"},
        {post_line + "Transfer-Encoding: chunked\r\n\r\n0\r\nendless", "411 Length Required"},
    };
    for (const auto& [request, status] : table) {
        auto client = connect();
        client->send(request);
        run_until([&] { return client->ended; });
        EXPECT_EQ(status_line(client->received), "HTTP/1.1 " + status) << request.substr(0, 60);
        EXPECT_THAT(client->received, HasSubstr("Connection: close\r\n")) << request.substr(0, 60);
        EXPECT_EQ(count(client->received, "HTTP/1.1"), 1U) << request.substr(0, 60);
    }
    run_until([&] { return servers->connections() == 0; });
}

TEST_F(ServerTest, closes_without_a_word_when_the_client_ends_inside_a_request) {
    serve();
    EXPECT_EQ(exchange("GET /echo HT"), "");
    EXPECT_EQ(exchange("POST /echo HTTP/1.1\r\nContent-Length: 10\r\n\r\nhalf"), "");
}

// RPC-014
TEST_F(ServerTest, holds_a_connection_until_its_answer) {
    serve();
    auto client = connect();
    client->send(get("/later") + get("/echo"));
    run_until([&] { return waiting.size() == 1; });
    auto other = connect();
    other->send(get("/echo"));
    run_until([&] { return other->received.ends_with("GET /echo "); });
    EXPECT_EQ(client->received, "");
    waiting[0](error_response(500));
    waiting[0](error_response(400));
    run_until([&] { return client->received.ends_with("GET /echo "); });
    EXPECT_EQ(status_line(client->received), "HTTP/1.1 500 Internal Server Error");
    EXPECT_EQ(count(client->received, "HTTP/1.1"), 2U);
}

TEST_F(ServerTest, cancels_the_work_of_a_client_that_goes) {
    serve();
    auto client = connect();
    client->send(get("/later"));
    run_until([&] { return waiting.size() == 1; });
    EXPECT_EQ(dropped, 0);
    client->close();
    run_until([&] { return dropped == 1; });
    waiting[0](error_response(500));
    run_until([&] { return servers->connections() == 0; });
}

TEST_F(ServerTest, feeds_a_slow_reader) {
    serve();
    auto client = connect();
    client->stop_reading();
    client->send(get("/large") + get("/large") + get("/echo"));
    auto other = connect();
    other->send(get("/echo"));
    run_until([&] { return other->received.ends_with("GET /echo "); });
    client->read();
    run_until([&] { return client->received.ends_with("GET /echo "); });
    EXPECT_GT(client->received.size(), 8U * 1024 * 1024);
}

TEST_F(ServerTest, survives_a_client_that_goes_during_an_answer) {
    serve();
    auto client = connect();
    client->stop_reading();
    client->send(get("/large"));
    run_until([&] { return servers->connections() == 1; });
    client->close();
    run_until([&] { return servers->connections() == 0; });
}

TEST_F(ServerTest, makes_room_by_closing_the_longest_idle) {
    serve();
    auto first = connect();
    first->send(get("/echo"));
    run_until([&] { return first->received.ends_with("GET /echo "); });
    std::vector<std::unique_ptr<Client>> others;
    for (std::size_t i = 0; i < Capacity().connections; ++i)
        others.push_back(connect());
    run_until([&] { return first->ended; });
    EXPECT_EQ(servers->connections(), Capacity().connections);
    others.back()->send(get("/echo"));
    run_until([&] { return others.back()->received.ends_with("GET /echo "); });
}

TEST_F(ServerTest, turns_newcomers_away_when_all_are_busy) {
    serve();
    std::vector<std::unique_ptr<Client>> busy;
    for (std::size_t i = 0; i < Capacity().connections; ++i) {
        busy.push_back(connect());
        busy.back()->send(get("/later"));
    }
    run_until([&] { return waiting.size() == Capacity().connections; });
    auto newcomer = connect();
    run_until([&] { return newcomer->ended; });
    EXPECT_EQ(status_line(newcomer->received), "HTTP/1.1 503 Service Unavailable");
    EXPECT_THAT(newcomer->received, HasSubstr("\r\nRetry-After: 5\r\n"));
    EXPECT_EQ(counts.turned_away, 1U);
}

TEST_F(ServerTest, counts_answers_and_connections) {
    serve();
    {
        auto client = connect();
        client->send(get("/echo") + get("/none") + get("/echo"));
        run_until([&] { return counts.answers[1] + counts.answers[3] == 3; });
        EXPECT_EQ(counts.answers, (std::array<std::uint64_t, 5>{0, 2, 0, 1, 0}));
        EXPECT_EQ(counts.accepted, 1U);
        EXPECT_EQ(counts.open, 1U);
        client->close();
    }
    run_until([&] { return counts.open == 0; });
    EXPECT_EQ(counts.accepted, 1U);
    EXPECT_EQ(counts.turned_away, 0U);
}

TEST_F(ServerTest, says_what_a_browser_may_do) {
    router.add("/xml", Router::Match::exact, [](const Request&, const Answer& answer) {
        Response response;
        response.headers.emplace_back("Content-Type", "text/xml");
        answer(std::move(response));
        return sys::Registration();
    });
    serve();
    for (const char* target : {"/echo", "/none", "/large"}) {
        const std::string answer = exchange("HEAD " + std::string(target) + " HTTP/1.1\r\n\r\n");
        EXPECT_THAT(answer,
                    HasSubstr("\r\nContent-Security-Policy: default-src 'none'; script-src 'self'; "));
        EXPECT_THAT(answer, HasSubstr("\r\nX-Frame-Options: DENY\r\n"));
    }
    EXPECT_THAT(exchange("GET /xml HTTP/1.1\r\n\r\n"), Not(HasSubstr("X-Frame-Options")));
}

TEST_F(ServerTest, is_not_called_by_names_of_others) {
    config::HttpServerConfig section = unix_section(folder / "sock");
    section.allowed_hosts = {"ours.example"};
    serve({section});
    EXPECT_EQ(status_line(exchange("GET /echo HTTP/1.1\r\nHost: ours.example:9\r\n\r\n")), "HTTP/1.1 200 OK");
    const std::string refused = exchange("GET /echo HTTP/1.1\r\nHost: evil.example\r\n\r\n");
    EXPECT_EQ(status_line(refused), "HTTP/1.1 421 Misdirected Request");
    EXPECT_THAT(refused, HasSubstr("'evil.example'"));
    EXPECT_THAT(refused, HasSubstr("allowed_hosts"));
}

// LOG-008, and LOG-009: whatever is in the request, a line about it is no error of ours.
TEST_F(ServerTest, traces_requests) {
    serve();
    exchange(get("/echo"));
    EXPECT_THAT(logger.records.back().second, StartsWith("localhost:0 - - ["));
    EXPECT_THAT(logger.records.back().second, HasSubstr("] \"GET /echo HTTP/1.1\" 200 "));
    exchange(get("/echo/error"));
    EXPECT_THAT(logger.records.back().second, HasSubstr("] \"GET /echo/error HTTP/1.1\" 200 "));
    EXPECT_EQ(logger.records.back().first, log::Level::trace);
}

TEST_F(ServerTest, keeps_its_sockets_over_a_restart) {
    serve();
    auto before = connect();
    run_until([&] { return servers->connections() == 1; });
    Endpoints kept = servers->release();
    servers.reset();
    auto meanwhile = connect();
    meanwhile->send(get("/echo"));
    auto opened = open_servers({unix_section(folder / "sock")}, std::move(kept));
    ASSERT_TRUE(opened) << opened.error().message;
    servers = std::make_unique<Servers>(Site{loop, logger, router, counts}, std::move(opened->endpoints));
    run_until([&] { return before->ended && meanwhile->received.ends_with("GET /echo "); });
}

}  // namespace
}  // namespace supervise::http
