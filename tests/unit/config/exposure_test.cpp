#include "config/exposure.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "config/check.hpp"
#include "config/tls_words.hpp"
#include "config/values.hpp"
#include "fake/config_world.hpp"

namespace supervise::config {
namespace {

using testing::HasSubstr;

HttpServerConfig server(const std::string& host) {
    HttpServerConfig config;
    config.section = "inet_http_server";
    config.host = host;
    config.port = 9001;
    return config;
}

TEST(Exposure, this_machine_alone) {
    for (const char* host : {"127.0.0.1", "127.8.9.1", "::1", "localhost", "a.localhost"})
        EXPECT_FALSE(exposure_of(server(host))) << host;
    for (const char* host : {"", "0.0.0.0", "::", "10.0.0.1", "box", "127.example.org", "localhost.example"})
        EXPECT_TRUE(exposure_of(server(host))) << host;
    HttpServerConfig unix_socket = server("");
    unix_socket.family = HttpServerConfig::Family::unix_socket;
    EXPECT_FALSE(exposure_of(unix_socket));
}

TEST(Exposure, nobody_is_asked) {
    const auto exposure = exposure_of(server(""));
    ASSERT_TRUE(exposure);
    EXPECT_EQ(exposure->kind, Exposure::Kind::nobody_is_asked);
    EXPECT_THAT(exposure->what, HasSubstr("*:9001 (every address of this machine) is reachable"));
    EXPECT_THAT(exposure->remedy, HasSubstr("set username, password and certfile, or client_cafile, or "
                                            "port=127.0.0.1:9001"));
    HttpServerConfig encrypted = server("10.0.0.1");
    encrypted.tls = sys::TlsFiles{"c", "k", ""};
    EXPECT_EQ(exposure_of(encrypted)->kind, Exposure::Kind::nobody_is_asked);
    encrypted.tls->authorities = "ca";
    EXPECT_FALSE(exposure_of(encrypted));
}

TEST(Exposure, password_in_clear) {
    HttpServerConfig config = server("10.0.0.1");
    config.username = "u";
    ASSERT_TRUE(exposure_of(config));
    EXPECT_EQ(exposure_of(config)->kind, Exposure::Kind::password_in_clear);
    EXPECT_THAT(exposure_of(config)->what, HasSubstr("to 10.0.0.1:9001 unencrypted"));
    config.tls = sys::TlsFiles{"c", "k", ""};
    EXPECT_FALSE(exposure_of(config));
}

TEST(TlsWords, name_the_key) {
    using Part = sys::TlsFault::Part;
    const sys::TlsFiles one_file{"c.pem", "", ""};
    const sys::TlsFiles two_files{"c.pem", "c.key", ""};
    const TlsKeys keys{.section = "inet_http_server:x"};
    EXPECT_EQ(key_of({Part::key, "", ""}, one_file, keys), "certfile");
    EXPECT_EQ(key_of({Part::key, "", ""}, two_files, keys), "keyfile");
    EXPECT_EQ(key_of({Part::certificate, "", ""}, two_files, keys), "certfile");
    EXPECT_EQ(key_of({Part::library, "", ""}, two_files, keys), "certfile");
    EXPECT_EQ(key_of({Part::authorities, "", ""}, two_files, keys), "client_cafile");
    EXPECT_EQ(key_of({Part::authorities, "", ""}, two_files, {"supervisorctl", "cafile"}), "cafile");
    EXPECT_EQ(in_words({Part::key, "it is wet", "dry it"}, two_files, keys).text,
              "[inet_http_server:x] keyfile: it is wet; dry it");
}

class ServerCheck : public testing::Test, protected fake::ConfigWorld {
protected:
    std::string report(const std::string& keys) {
        return check_report(
            load("[supervisord]\n[inet_http_server]\nport=127.0.0.1:1\n" + keys, Depth::everything)
                .diagnostics);
    }
};

TEST_F(ServerCheck, looks_into_certificates) {
    EXPECT_EQ(report("certfile=a.pem\n"), "");
    certificates.faults["/base/a.pem"] = {sys::TlsFault::Part::key, "'/base/a.pem' holds no private key",
                                          "name it"};
    EXPECT_EQ(report("certfile=a.pem\n"),
              "c.conf:4: [inet_http_server] certfile: '/base/a.pem' holds no private key; name it\n"
              "1 error, 0 warnings\n");
    certificates.faults.clear();
    certificates.faults["/base/ca.pem"] = {sys::TlsFault::Part::authorities, "it is empty", "fill it"};
    EXPECT_EQ(report("certfile=a.pem\nclient_cafile=ca.pem\n"),
              "c.conf:5: [inet_http_server] client_cafile: it is empty; fill it\n1 error, 0 warnings\n");
}

TEST_F(ServerCheck, minds_keys_that_anybody_may_read) {
    files.readable = {"/base/a.pem"};
    EXPECT_EQ(report("certfile=a.pem\nkeyfile=a.key\n"), "");
    EXPECT_EQ(
        report("certfile=a.pem\n"),
        "c.conf:4: [inet_http_server] certfile: anybody on this machine may read the key in '/base/a.pem'; "
        "chmod o-r it, and make a new key if others may have read it (warning)\n0 errors, 1 warning\n");
    files.readable = {"/base/a.key"};
    EXPECT_THAT(report("certfile=a.pem\nkeyfile=a.key\n"),
                HasSubstr("c.conf:5: [inet_http_server] keyfile: "));
}

TEST(TlsWords, mind_the_end_of_a_certificate) {
    using std::chrono::hours;
    EXPECT_FALSE(expiry_in_words(hours(24 * 15)));
    EXPECT_EQ(expiry_in_words(hours(30))->text, "the certificate expires in 30 h");
    EXPECT_EQ(expiry_in_words(hours(0))->text, "the certificate has expired");
    EXPECT_EQ(expiry_in_words(hours(-1))->text, "the certificate has expired");
}

TEST_F(ServerCheck, minds_the_end_of_a_certificate) {
    certificates.life = std::chrono::hours(1);
    EXPECT_EQ(report("certfile=a.pem\n"),
              "c.conf:4: [inet_http_server] certfile: the certificate expires in 1 h; renew it: clients "
              "refuse one that has expired (warning)\n0 errors, 1 warning\n");
}

TEST_F(ServerCheck, minds_who_reaches_a_server) {
    const std::string report =
        check_report(load("[supervisord]\n[inet_http_server]\nport=9001\n", Depth::everything).diagnostics);
    EXPECT_THAT(report, HasSubstr("c.conf:3: [inet_http_server] port: *:9001 (every address"));
    EXPECT_THAT(report, HasSubstr("(warning)\n0 errors, 1 warning\n"));
}

TEST_F(ServerCheck, without_anybody_who_looks_into_certificates) {
    around.tls = nullptr;
    files.readable = {"/base/a.pem"};
    certificates.faults["/base/a.pem"] = {sys::TlsFault::Part::key, "x", "y"};
    EXPECT_EQ(report("certfile=a.pem\n"), "");
}

}  // namespace
}  // namespace supervise::config
