/// Answers without an end: bytes as they come, and what follows an end.
#include "http/server_fixture.hpp"

namespace supervise::http {
namespace {

using testing::EndsWith;
using testing::HasSubstr;
using testing::StartsWith;

class StreamsTest : public ServerFixture {};

std::string get(const std::string& target, const std::string& headers = "") {
    return "GET " + target + " HTTP/1.1\r\nHost: localhost\r\n" + headers + "\r\n";
}

class Ticker final : public BodySource {
public:
    explicit Ticker(std::function<void()>& ready, std::string& next) : ready_(ready), next_(next) {}
    std::string read(std::size_t) override { return std::exchange(next_, {}); }
    bool ended() const override { return over; }
    void when_ready(std::function<void()> ready) override { ready_ = std::move(ready); }

    static inline bool over = false;

private:
    std::function<void()>& ready_;
    std::string& next_;
};

// HTTP-007, WEB-032, WEB-036
TEST_F(StreamsTest, streams_as_bytes_come) {
    std::function<void()> ready;
    std::string next = "first";
    router.add("/stream", Router::Match::exact, [&](const Request&, const Answer& answer) {
        Response response;
        response.source = std::make_unique<Ticker>(ready, next);
        answer(std::move(response));
        return sys::Registration();
    });
    serve();
    auto client = connect();
    client->send(get("/stream"));
    run_until([&] { return client->received.ends_with("\r\n\r\n5\r\nfirst\r\n"); });
    EXPECT_THAT(client->received, HasSubstr("Transfer-Encoding: chunked\r\n"));
    next = "second, longer";
    ready();
    run_until([&] { return client->received.ends_with("e\r\nsecond, longer\r\n"); });
    client->close();
    run_until([&] { return servers->connections() == 0; });
    next = "old";
    auto old = connect();
    old->send("GET /stream HTTP/1.0\r\n\r\n");
    run_until([&] { return old->received.ends_with("\r\n\r\nold"); });
}

TEST_F(StreamsTest, goes_on_after_a_stream_that_ends) {
    std::function<void()> ready;
    std::string next = "first";
    router.add("/stream", Router::Match::exact, [&](const Request&, const Answer& answer) {
        Response response;
        response.source = std::make_unique<Ticker>(ready, next);
        answer(std::move(response));
        return sys::Registration();
    });
    serve();
    auto client = connect();
    client->send(get("/stream") + get("/echo"));
    run_until([&] { return client->received.ends_with("first\r\n"); });
    Ticker::over = true;
    ready();
    run_until([&] { return client->received.ends_with("GET /echo "); });
    EXPECT_THAT(client->received, HasSubstr("first\r\n0\r\n\r\nHTTP/1.1 200 OK\r\n"));
    next = "at once";
    client->send(get("/stream") + get("/echo"));
    run_until([&] {
        return client->received.ends_with("at once\r\n0\r\n\r\n") ||
               client->received.find("at once\r\n0\r\n\r\nHTTP/1.1 200") != std::string::npos;
    });
    next = "old";
    EXPECT_TRUE(exchange("GET /stream HTTP/1.0\r\n\r\n").ends_with("\r\n\r\nold"));
    Ticker::over = false;
}

}  // namespace
}  // namespace supervise::http
