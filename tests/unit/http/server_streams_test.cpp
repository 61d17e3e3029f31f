/// Answers without an end: bytes as they come, and what follows an end.
#include "http/server_fixture.hpp"

namespace supervise::http {
namespace {

using testing::EndsWith;
using testing::HasSubstr;
using testing::StartsWith;

std::string get(const std::string& target, const std::string& headers = "") {
    return "GET " + target + " HTTP/1.1\r\nHost: localhost\r\n" + headers + "\r\n";
}

/// What a stream has to say, and whom it tells of more.
struct Tick {
    std::function<void()> ready;
    std::string next = "first";
    bool over = false;
};

class Ticker final : public BodySource {
public:
    explicit Ticker(Tick& tick) : tick_(tick) {}
    std::string read(std::size_t) override { return std::exchange(tick_.next, {}); }
    bool ended() const override { return tick_.over; }
    void when_ready(std::function<void()> ready) override { tick_.ready = std::move(ready); }

private:
    Tick& tick_;
};

class StreamsTest : public ServerFixture {
protected:
    StreamsTest() {
        router.add("/stream", Router::Match::exact, [this](const Request&, const Answer& answer) {
            Response response;
            response.source = std::make_unique<Ticker>(tick);
            answer(std::move(response));
            return sys::Registration();
        });
    }

    Tick tick;
};

// HTTP-007, WEB-032, WEB-036
TEST_F(StreamsTest, streams_as_bytes_come) {
    serve();
    auto client = connect();
    client->send(get("/stream"));
    run_until([&] { return client->received.ends_with("\r\n\r\n5\r\nfirst\r\n"); });
    EXPECT_THAT(client->received, HasSubstr("Transfer-Encoding: chunked\r\n"));
    tick.next = "second, longer";
    tick.ready();
    run_until([&] { return client->received.ends_with("e\r\nsecond, longer\r\n"); });
    client->close();
    run_until([&] { return servers->connections() == 0; });
    tick.next = "old";
    auto old = connect();
    old->send("GET /stream HTTP/1.0\r\n\r\n");
    run_until([&] { return old->received.ends_with("\r\n\r\nold"); });
}

TEST_F(StreamsTest, goes_on_after_a_stream_that_ends) {
    serve();
    auto client = connect();
    client->send(get("/stream") + get("/echo"));
    run_until([&] { return client->received.ends_with("first\r\n"); });
    tick.over = true;
    tick.ready();
    run_until([&] { return client->received.ends_with("GET /echo "); });
    EXPECT_THAT(client->received, HasSubstr("first\r\n0\r\n\r\nHTTP/1.1 200 OK\r\n"));
    tick.next = "at once";
    client->send(get("/stream") + get("/echo"));
    run_until([&] {
        return client->received.ends_with("at once\r\n0\r\n\r\n") ||
               client->received.find("at once\r\n0\r\n\r\nHTTP/1.1 200") != std::string::npos;
    });
    tick.next = "old";
    EXPECT_TRUE(exchange("GET /stream HTTP/1.0\r\n\r\n").ends_with("\r\n\r\nold"));
}

}  // namespace
}  // namespace supervise::http
