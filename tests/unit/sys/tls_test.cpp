#include <csignal>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fake/certificates.hpp"
#include "fake/tls_pair.hpp"
#include "sys/shared_library.hpp"
#include "sys/signals.hpp"

namespace supervise::sys {
namespace {

using testing::HasSubstr;
using testing::MatchesRegex;
using Outcome = Transfer::Outcome;
using Kind = TlsFailure::Kind;

/// Both sides, and how far they got.
class TlsTest : public testing::Test {
protected:
    TlsTest() { ignore_signals({SIGPIPE}); }

    void open(const TlsFiles& server_files, const TlsFiles& client_files,
              const std::string& host = "localhost") {
        const auto server_context = TlsContext::server(server_files);
        const auto client_context = TlsContext::client(client_files);
        ASSERT_TRUE(server_context) << server_context.error().what;
        ASSERT_TRUE(client_context) << client_context.error().what;
        fake::SocketPair pair;
        server = *Stream::tls_server(std::move(pair.server), *server_context);
        client = *Stream::tls_client(std::move(pair.client), *client_context, host);
    }
    /// Lets both work until neither gets further.
    void negotiate() {
        for (int round = 0; round < 5; ++round) {
            on_client = client.shake_hands();
            on_server = server.shake_hands();
        }
        char byte = 0;
        if (on_client.outcome == Outcome::some && on_server.outcome == Outcome::failed)
            on_client = client.read_some(&byte, 1);  // TLS 1.3: the client learns it later
    }
    Kind client_kind() const { return client.failure().kind; }
    Kind server_kind() const { return server.failure().kind; }

    fake::Certificates certificates;
    Stream server, client;
    Transfer on_server, on_client;
};

TEST_F(TlsTest, carries_bytes_both_ways) {
    open(certificates.server(), certificates.client());
    EXPECT_TRUE(server.negotiating());
    negotiate();
    EXPECT_EQ(on_client.outcome, Outcome::some);
    EXPECT_EQ(on_server.outcome, Outcome::some);
    EXPECT_FALSE(server.negotiating());
    EXPECT_EQ(client.write_some("question", 8).bytes, 8U);
    EXPECT_EQ(fake::read_arrived(server), "question");
    EXPECT_EQ(server.write_some("answer", 6).bytes, 6U);
    EXPECT_EQ(fake::read_arrived(client), "answer");
    EXPECT_EQ(server.peer_name(), "");
}

TEST_F(TlsTest, writes_as_much_as_fits_and_goes_on_later) {
    open(certificates.server(), certificates.client());
    negotiate();
    const std::string large(4 * 1024 * 1024, 'x');
    std::size_t written = 0;
    std::size_t received = 0;
    while (written < large.size()) {
        const Transfer put = server.write_some(large.data() + written, large.size() - written);
        ASSERT_NE(put.outcome, Outcome::failed);
        written += put.bytes;
        EXPECT_EQ(server.waits_for_output(), put.outcome == Outcome::would_block);
        received += fake::read_arrived(client).size();
    }
    EXPECT_EQ(received, large.size());
}

TEST_F(TlsTest, tells_an_end_from_a_cut) {
    open(certificates.server(), certificates.client());
    negotiate();
    char byte = 0;
    server.shut_down_writing();
    fake::read_arrived(client);
    EXPECT_EQ(client.read_some(&byte, 1).outcome, Outcome::end);
    open(certificates.server(), certificates.client());
    negotiate();
    server.go_on_without_tls();
    server.close();
    fake::read_arrived(client);
    EXPECT_EQ(client.read_some(&byte, 1).outcome, Outcome::failed);
    EXPECT_EQ(client_kind(), Kind::cut_off);
}

TEST_F(TlsTest, the_server_must_be_who_it_should_be) {
    open(certificates.server(), certificates.client(), "127.0.0.1");
    negotiate();
    EXPECT_EQ(on_client.outcome, Outcome::some);
    for (const char* host : {"elsewhere", "127.0.0.2", "::1", "localhost.example"}) {
        open(certificates.server(), certificates.client(), host);
        negotiate();
        EXPECT_EQ(client_kind(), Kind::wrong_name) << host;
    }
    TlsFiles stranger = certificates.client();
    stranger.authorities = certificates.folder / "other.pem";
    open(certificates.server(), stranger);
    negotiate();
    EXPECT_EQ(client_kind(), Kind::untrusted);
    EXPECT_FALSE(client.failure().reason.empty());
    EXPECT_EQ(on_server.outcome, Outcome::failed);
}

TEST_F(TlsTest, the_client_must_show_a_certificate) {
    open(certificates.strict_server(), certificates.client_with_certificate());
    negotiate();
    EXPECT_EQ(on_server.outcome, Outcome::some);
    EXPECT_EQ(server.peer_name(), "ann");
    open(certificates.strict_server(), certificates.client());
    negotiate();
    EXPECT_EQ(server_kind(), Kind::certificate_wanted);
    EXPECT_EQ(client_kind(), Kind::certificate_wanted);
}

TEST_F(TlsTest, the_oldest_version_can_be_raised) {
    TlsFiles modern = certificates.client();
    modern.min_version = TlsVersion::tls1_3;
    TlsFiles server_files = certificates.server();
    server_files.min_version = TlsVersion::tls1_3;
    open(server_files, modern);
    negotiate();
    EXPECT_EQ(on_client.outcome, Outcome::some);
}

TEST_F(TlsTest, knows_clients_and_servers_without_tls) {
    open(certificates.server(), certificates.client());
    client.go_on_without_tls();
    const std::string_view request = "POST /RPC2 HTTP/1.1\r\n\r\n";
    client.write_some(request.data(), request.size());
    EXPECT_EQ(server.shake_hands().outcome, Outcome::failed);
    EXPECT_EQ(server_kind(), Kind::plain_http);
    server.go_on_without_tls();
    server.write_some("plain", 5);
    EXPECT_EQ(fake::read_arrived(client), "plain");

    open(certificates.server(), certificates.client());
    server.go_on_without_tls();
    server.write_some("HTTP/1.0 400 Bad Request\r\n\r\n", 28);
    client.shake_hands();
    EXPECT_EQ(client.shake_hands().outcome, Outcome::failed);
    EXPECT_EQ(client_kind(), Kind::not_tls);
}

TEST_F(TlsTest, a_broken_session_stays_broken) {
    open(certificates.server(), certificates.client());
    client.go_on_without_tls();
    client.write_some("nonsense nonsense", 17);
    char byte = 0;
    EXPECT_EQ(server.read_some(&byte, 1).outcome, Outcome::failed);
    EXPECT_EQ(server.read_some(&byte, 1).outcome, Outcome::failed);
    EXPECT_EQ(server.write_some("x", 1).outcome, Outcome::failed);
    EXPECT_EQ(server_kind(), Kind::not_tls);
}

class TlsContextTest : public testing::Test {
protected:
    std::string fault(const TlsFiles& files, TlsFault::Part part) const {
        const auto made = TlsContext::server(files);
        EXPECT_FALSE(made);
        EXPECT_EQ(made.error().part, part);
        EXPECT_FALSE(made.error().remedy.empty());
        return made.error().what;
    }
    fake::Certificates certificates;
};

TEST_F(TlsContextTest, says_which_file_is_wrong) {
    using Part = TlsFault::Part;
    TlsFiles files = certificates.server();
    EXPECT_GT(*SystemTlsCheck().look_into(files), std::chrono::hours(24 * 365 * 10));
    files.key = certificates.folder / "other.key";
    EXPECT_THAT(fault(files, Part::key),
                MatchesRegex("the key in '.*other.key' does not match .*server.pem'"));
    files.key = certificates.folder / "none";
    EXPECT_THAT(fault(files, Part::key), HasSubstr("none' cannot be read: No such file or directory"));
    files.key = "";
    EXPECT_THAT(fault(files, Part::key), HasSubstr("server.pem' holds no private key"));
    files = certificates.server();
    files.certificate = files.key;
    EXPECT_THAT(fault(files, Part::certificate), HasSubstr("server.key' holds no certificate"));
    files.certificate = certificates.folder.path();
    EXPECT_THAT(fault(files, Part::certificate), HasSubstr("is not a regular file"));
    files = certificates.server();
    files.authorities = files.key;
    EXPECT_THAT(fault(files, Part::authorities), HasSubstr("server.key' holds no usable certificate"));
}

TEST_F(TlsContextTest, key_and_certificate_may_share_a_file) {
    certificates.folder.put("both.pem", std::string(fake::server_pem) + fake::server_key);
    EXPECT_TRUE(TlsContext::server({certificates.folder / "both.pem", "", ""}));
}

TEST_F(TlsContextTest, a_stamp_tells_changes) {
    const TlsFiles files = certificates.server();
    const TlsStamp before = stamp_of(files);
    EXPECT_EQ(stamp_of(files), before);
    certificates.folder.put("server.key", fake::other_key);
    EXPECT_NE(stamp_of(files), before);
}

struct NoSuchLibrary : SharedLibrary {
    NoSuchLibrary() : SharedLibrary("libsupervise-test.so.0") {}
    void (*function)() = symbol("function");
};
struct NoSuchFunction : SharedLibrary {
    NoSuchFunction() : SharedLibrary("libssl.so.3") {}
    void (*function)() = symbol("SSL_supervise");
};

TEST(SharedLibraryTest, says_what_is_missing) {
    EXPECT_THAT(NoSuchLibrary().complete().error().message,
                HasSubstr("libsupervise-test.so.0 cannot be loaded: "));
    EXPECT_EQ(NoSuchFunction().complete().error().message, "this libssl.so.3 has no SSL_supervise");
    EXPECT_EQ(NoSuchFunction().function, nullptr);
}

}  // namespace
}  // namespace supervise::sys
