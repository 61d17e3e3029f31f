#include "client/connection.hpp"

#include <csignal>
#include <gtest/gtest.h>

#include <thread>

#include "fake/certificates.hpp"
#include "sys/listener.hpp"
#include "sys/signals.hpp"

namespace supervise::client {
namespace {

using namespace std::chrono_literals;

/// A server that the kernel connects us to; what it does is up to the test.
class ConnectionTest : public testing::Test {
protected:
    ConnectionTest() { sys::ignore_signals({SIGPIPE}); }

    Answer<Connection> open(std::chrono::milliseconds timeout) {
        return Connection::open({certificates.folder / "sock", {}, 0, true}, timeout,
                                *sys::TlsContext::client(certificates.client()));
    }

    fake::Certificates certificates;
    sys::Listener listener = *sys::Listener::unix_socket({certificates.folder / "sock", 0700, {}, {}}, 5);
};

TEST_F(ConnectionTest, gives_up_on_a_server_that_does_not_shake_hands) {
    const auto opened = open(20ms);
    ASSERT_FALSE(opened);
    EXPECT_EQ(opened.error().kind, Error::Kind::timeout);
}

TEST_F(ConnectionTest, says_that_a_server_does_not_speak_tls) {
    std::thread server([this] {
        auto accepted = listener.accept();
        while (accepted && !*accepted)
            accepted = listener.accept();
        char hello[1000];
        while (sys::read_some((*accepted)->fd.get(), hello, sizeof hello).outcome ==
               sys::Transfer::Outcome::would_block)
            std::this_thread::yield();
        EXPECT_TRUE(sys::write_all((*accepted)->fd.get(), "HTTP/1.1 400 Bad Request\r\n\r\n"));
    });
    const auto opened = open(30s);
    server.join();
    ASSERT_FALSE(opened);
    EXPECT_EQ(opened.error().kind, Error::Kind::tls);
    EXPECT_NE(opened.error().text.find("does not speak TLS"), std::string::npos) << opened.error().text;
}

}  // namespace
}  // namespace supervise::client
