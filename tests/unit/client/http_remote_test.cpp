// The client against a server of bytes: what it sends, what it makes of answers, when it connects anew.
#include "client/http_remote.hpp"

#include <gtest/gtest.h>
#include <sys/socket.h>
#include <sys/un.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <thread>

#include "fake/temp_folder.hpp"
#include "rpc/codec.hpp"
#include "sys/connect.hpp"
#include "sys/fd.hpp"

namespace supervise::client {
namespace {

/// A reply, and whether the connection ends behind it.
struct Scripted {
    std::string bytes;
    bool hang_up = false;
};

/// Answers one request after the other with the next reply, on a thread.
class Server {
public:
    Server(const std::string& path, std::vector<Scripted> script)
        : listener_(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0)), script_(std::move(script)) {
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        std::memcpy(address.sun_path, path.data(), path.size());
        EXPECT_EQ(::bind(listener_.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
        EXPECT_EQ(::listen(listener_.get(), 5), 0);
        thread_ = std::thread([this] { serve(); });
    }
    ~Server() {
        if (thread_.joinable()) {
            thread_.join();
        }
    }

    /// What was asked, each request in full, and how many connections it took. Waits for the script's end.
    const std::vector<std::string>& requests() {
        thread_.join();
        return requests_;
    }
    int connections() const { return connections_; }

private:
    void serve() {
        sys::Fd connection;
        for (const Scripted& reply : script_) {
            std::string request = connection ? read_request(connection.get()) : "";
            while (request.empty()) {
                connection = sys::Fd(::accept4(listener_.get(), nullptr, nullptr, SOCK_CLOEXEC));
                ++connections_;
                request = read_request(connection.get());
            }
            requests_.push_back(request);
            EXPECT_TRUE(sys::write_all(connection.get(), reply.bytes));
            if (reply.hang_up) {
                connection.reset();
            }
        }
    }

    /// Header and body; empty when the client has gone.
    static std::string read_request(int fd) {
        std::string text;
        char buffer[4096];
        for (;;) {
            const std::size_t header = text.find("\r\n\r\n");
            if (header != std::string::npos) {
                const std::size_t field = text.find("Content-Length: ");
                const std::size_t length = field < header ? std::stoul(text.substr(field + 16)) : 0;
                if (text.size() >= header + 4 + length) {
                    return text;
                }
            }
            const auto got = sys::read_some(fd, buffer, sizeof buffer);
            if (got.outcome != sys::Transfer::Outcome::some) {
                return "";
            }
            text.append(buffer, got.bytes);
        }
    }

    sys::Fd listener_;
    std::vector<Scripted> script_;
    std::vector<std::string> requests_;
    int connections_ = 0;
    std::thread thread_;
};

std::string reply(std::string_view body, std::string_view headers = {}) {
    return "HTTP/1.1 200 OK\r\nContent-Length: " + std::to_string(body.size()) + "\r\n" +
           std::string(headers) + "\r\n" + std::string(body);
}

std::string reply_with(rpc::Outcome outcome) {
    return reply(rpc::encode_response(outcome));
}

class HttpRemoteTest : public testing::Test {
protected:
    HttpRemoteTest() { std::signal(SIGPIPE, SIG_IGN); }

    std::string path() const { return folder_ / "s.sock"; }
    HttpRemote remote(std::optional<Credentials> credentials = std::nullopt) const {
        return HttpRemote({.path = path(), .host = {}}, std::move(credentials));
    }
    Error error_of(const Answer<rpc::Value>& answer) const {
        EXPECT_FALSE(answer);
        return answer ? Error() : answer.error();
    }

    fake::TempFolder folder_;
};

TEST_F(HttpRemoteTest, several_calls_share_a_connection) {
    Server server(path(), {{reply_with(rpc::Value(7))}, {reply_with(rpc::Value("x"))}});
    HttpRemote client = remote();
    EXPECT_EQ(*client.call("a.b", {rpc::Value("p"), rpc::Value(1)}), rpc::Value(7));
    EXPECT_EQ(*client.call("c.d", {}), rpc::Value("x"));
    const auto& requests = server.requests();
    EXPECT_EQ(server.connections(), 1);
    EXPECT_TRUE(requests[0].starts_with("POST /RPC2 HTTP/1.1\r\nHost: localhost\r\n"));
    EXPECT_NE(requests[0].find("\r\nContent-Type: text/xml\r\n"), std::string::npos);
    const auto call = rpc::decode_call(requests[0].substr(requests[0].find("\r\n\r\n") + 4));
    ASSERT_TRUE(call);
    EXPECT_EQ(call->method, "a.b");
    EXPECT_EQ(call->params, (rpc::Array{rpc::Value("p"), rpc::Value(1)}));
}

TEST_F(HttpRemoteTest, a_connection_that_ended_meanwhile_is_replaced) {
    Server server(path(), {{reply_with(rpc::Value(1)), true},
                           {reply(rpc::encode_response(rpc::Value(2)), "Connection: close\r\n"), true},
                           {reply_with(rpc::Value(3)), true}});
    HttpRemote client = remote();
    EXPECT_EQ(*client.call("m.m", {}), rpc::Value(1));
    EXPECT_EQ(*client.call("m.m", {}), rpc::Value(2));
    EXPECT_EQ(*client.call("m.m", {}), rpc::Value(3));
    server.requests();
    EXPECT_EQ(server.connections(), 3);
}

// CTL-010
TEST_F(HttpRemoteTest, credentials_are_sent_when_there_are_any) {
    Server server(path(), {{reply_with(rpc::Value(1)), true}, {reply_with(rpc::Value(1)), true}});
    static_cast<void>(remote().call("m.m", {}));
    static_cast<void>(remote(Credentials{"", "a:b"}).call("m.m", {}));
    const auto& requests = server.requests();
    EXPECT_EQ(requests[0].find("Authorization"), std::string::npos);
    EXPECT_NE(requests[1].find("\r\nAuthorization: Basic OmE6Yg==\r\n"), std::string::npos);
}

TEST_F(HttpRemoteTest, faults_and_statuses_are_told_apart) {
    Server server(path(), {{reply_with(tl::unexpected(rpc::Fault{10, "BAD_NAME: x"}))},
                           {"HTTP/1.1 401 Unauthorized\r\nContent-Length: 3\r\n\r\nabc"},
                           {"HTTP/1.1 500 Internal Server Error\r\n\r\n", true},
                           {reply("no xml")},
                           {"", true},
                           {"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc", true},
                           {"SSH-2.0-x\r\n", true}});
    HttpRemote client = remote();
    const Error fault = error_of(client.call("m.m", {}));
    EXPECT_TRUE(fault.is_fault(10));
    EXPECT_EQ(fault.text, "BAD_NAME: x");
    EXPECT_TRUE(error_of(client.call("m.m", {})).is_status(401));
    const Error status = error_of(client.call("m.m", {}));
    EXPECT_TRUE(status.is_status(500));
    EXPECT_EQ(status.text, "Internal Server Error");
    EXPECT_EQ(error_of(client.call("m.m", {})).kind, Error::Kind::unintelligible);
    EXPECT_EQ(error_of(client.call("m.m", {})).kind, Error::Kind::closed);
    EXPECT_EQ(error_of(client.call("m.m", {})).kind, Error::Kind::closed);
    EXPECT_EQ(error_of(client.call("m.m", {})).kind, Error::Kind::not_http);
}

// CTL-004
TEST_F(HttpRemoteTest, servers_that_are_not_there) {
    EXPECT_TRUE(error_of(remote().call("m.m", {})).is_system(ENOENT));
    folder_.put("s.sock", "a file");
    EXPECT_TRUE(error_of(remote().call("m.m", {})).is_system(ECONNREFUSED));
    EXPECT_EQ(
        error_of(HttpRemote({.path = std::string(200, 'x'), .host = {}}, std::nullopt).call("m.m", {})).kind,
        Error::Kind::bad_address);
    EXPECT_TRUE(
        error_of(HttpRemote({.path = {}, .host = "127.0.0.1", .port = 1}, std::nullopt).call("m.m", {}))
            .is_system(ECONNREFUSED));
}

TEST_F(HttpRemoteTest, an_answer_can_be_too_late) {
    sys::Fd listener(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::memcpy(address.sun_path, path().data(), path().size());
    ASSERT_EQ(::bind(listener.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
    ASSERT_EQ(::listen(listener.get(), 5), 0);
    HttpRemote client = remote();
    for (const int milliseconds : {20, 0, -20}) {
        client.set_deadline(std::chrono::steady_clock::now() + std::chrono::milliseconds(milliseconds));
        EXPECT_EQ(error_of(client.call("m.m", {})).kind, Error::Kind::timeout) << milliseconds;
    }
}

/// Waits for the answer.
Answer<rpc::Value> answer_of(PendingCall& call) {
    for (;;) {
        std::array<sys::Interest, 1> interest{{{.fd = call.fd()}}};
        EXPECT_TRUE(sys::wait_for_any(interest, std::nullopt));
        auto value = call.read();
        if (!value) {
            return tl::unexpected(value.error());
        }
        if (*value) {
            return std::move(**value);
        }
    }
}

/// Reads what the client has sent until it hangs up; false when it does not.
bool is_closed(int fd) {
    char buffer[4096];
    for (;;) {
        std::array<sys::Interest, 1> interest{{{.fd = fd}}};
        if (!*sys::wait_for_any(interest, std::chrono::seconds(5))) {
            return false;
        }
        const auto got = sys::read_some(fd, buffer, sizeof buffer);
        if (got.outcome != sys::Transfer::Outcome::some) {
            return got.outcome == sys::Transfer::Outcome::end;
        }
    }
}

// Two calls at once have a connection each, which serve the calls after them.
TEST_F(HttpRemoteTest, calls_can_be_on_their_way_at_the_same_time) {
    sys::Fd listener(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::memcpy(address.sun_path, path().data(), path().size());
    ASSERT_EQ(::bind(listener.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
    ASSERT_EQ(::listen(listener.get(), 5), 0);
    HttpRemote client = remote();
    auto first = client.begin("m.first", {});
    auto second = client.begin("m.second", {});
    ASSERT_TRUE(first && second);
    const sys::Fd one(::accept4(listener.get(), nullptr, nullptr, SOCK_CLOEXEC));
    const sys::Fd two(::accept4(listener.get(), nullptr, nullptr, SOCK_CLOEXEC));
    EXPECT_FALSE(*(*first)->read());
    ASSERT_TRUE(sys::write_all(two.get(), reply_with(rpc::Value("2"))));
    EXPECT_EQ(answer_of(**second), rpc::Value("2"));
    EXPECT_FALSE(*(*first)->read());
    ASSERT_TRUE(sys::write_all(one.get(), reply_with(tl::unexpected(rpc::Fault{10, "BAD_NAME"}))));
    EXPECT_TRUE(error_of(answer_of(**first)).is_fault(10));
    first->reset();
    second->reset();
    // The connection that came free first is kept, the other ends.
    EXPECT_TRUE(is_closed(one.get()));
    auto third = client.begin("m.third", {});
    ASSERT_TRUE(third);
    ASSERT_TRUE(sys::write_all(two.get(), reply_with(rpc::Value("3"))));
    EXPECT_EQ(answer_of(**third), rpc::Value("3"));
}

/// Everything a stream gives until it ends.
Answer<std::string> read_all(LogStream& stream) {
    std::string text;
    for (;;) {
        const auto more = stream.read([&text](std::string_view bytes) { text += bytes; });
        if (!more) {
            return tl::unexpected(more.error());
        }
        if (!*more) {
            return text;
        }
    }
}

// CTL-035
TEST_F(HttpRemoteTest, streams_give_what_arrives_until_the_server_ends_them) {
    Server server(
        path(),
        {{"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\none\r\n4\r\n\xfftwo\r\n", true}});
    HttpRemote client = remote(Credentials{"u", "p"});
    auto stream = client.follow("/logtail/caf\xc3\xa9 %/stdout");
    ASSERT_TRUE(stream);
    EXPECT_EQ(*read_all(**stream), "one\xfftwo");
    const auto& requests = server.requests();
    EXPECT_TRUE(requests[0].starts_with("GET /logtail/caf%C3%A9%20%25/stdout HTTP/1.1\r\n"));
    EXPECT_NE(requests[0].find("\r\nAuthorization: Basic dTpw\r\n"), std::string::npos);
    for (const char* header :
         {"\r\nHost: localhost\r\n", "\r\nAccept: */*\r\n", "\r\nUser-Agent: supervisorctl/"})
        EXPECT_NE(requests[0].find(header), std::string::npos) << header;
}

// CTL-034
TEST_F(HttpRemoteTest, streams_that_are_refused_say_so_when_read) {
    Server server(path(), {{"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n", true}, {"", true}});
    HttpRemote client = remote();
    for (const Error::Kind kind : {Error::Kind::status, Error::Kind::closed}) {
        auto stream = client.follow("/mainlogtail");
        ASSERT_TRUE(stream);
        const auto text = read_all(**stream);
        ASSERT_FALSE(text);
        EXPECT_EQ(text.error().kind, kind);
    }
}

}  // namespace
}  // namespace supervise::client
