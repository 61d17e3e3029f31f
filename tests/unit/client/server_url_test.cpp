#include "client/server_url.hpp"

#include <gtest/gtest.h>

namespace supervise::client {
namespace {

std::string error_of(std::string_view url) {
    const auto parsed = parse_server_url(url);
    return parsed ? "" : parsed.error().text;
}

TEST(ServerUrl, names_a_host_and_port_or_a_socket) {
    EXPECT_EQ(parse_server_url("http://localhost:9001")->host, "localhost");
    EXPECT_EQ(parse_server_url("http://localhost:9001")->port, 9001);
    EXPECT_EQ(parse_server_url("http://h")->port, 80);
    EXPECT_EQ(parse_server_url("http://h:/x")->port, 80);
    EXPECT_EQ(parse_server_url("http://h:1/path?q#f")->port, 1);
    EXPECT_EQ(parse_server_url("http://u:p@h:2")->host, "h");
    EXPECT_EQ(parse_server_url("http://[::1]:3")->host, "::1");
    EXPECT_EQ(parse_server_url("http://[::1]:3")->port, 3);
    EXPECT_FALSE(parse_server_url("http://h")->is_unix());
    EXPECT_EQ(parse_server_url("unix:///run/s.sock")->path, "/run/s.sock");
    EXPECT_EQ(parse_server_url("unix://relative")->path, "relative");
}

TEST(ServerUrl, may_ask_for_tls) {
    EXPECT_FALSE(parse_server_url("http://h")->tls);
    EXPECT_FALSE(parse_server_url("unix:///s")->tls);
    EXPECT_TRUE(parse_server_url("https://h")->tls);
    EXPECT_EQ(parse_server_url("https://h")->port, 443);
    EXPECT_EQ(parse_server_url("https://h:9001/RPC2")->port, 9001);
    EXPECT_EQ(parse_server_url("https://[::1]:3")->host, "::1");
    EXPECT_EQ(error_of("https:/h"), "Unknown protocol for serverurl https:/h");
}

// CTL-011
TEST(ServerUrl, has_one_of_two_protocols) {
    EXPECT_EQ(error_of("ftp://x"), "Unknown protocol for serverurl ftp://x");
    EXPECT_EQ(error_of("HTTP://x"), "Unknown protocol for serverurl HTTP://x");
    EXPECT_EQ(error_of("unix:/x"), "Unknown protocol for serverurl unix:/x");
    EXPECT_EQ(error_of("http://h:99999"), "Port out of range 0-65535");
    EXPECT_EQ(error_of("http://h:x"), "Port could not be cast to integer value as 'x'");
    EXPECT_EQ(error_of("http://[::1:9001"), "Invalid IPv6 URL");
    EXPECT_EQ(error_of("http://::1]:9001"), "Invalid IPv6 URL");
    EXPECT_EQ(error_of("unix://"), "Connection refused");
}

TEST(ServerUrl, scheme_is_lower_case) {
    EXPECT_EQ(url_scheme("HTTP://x"), "http");
    EXPECT_EQ(url_scheme("unix:x"), "unix");
    EXPECT_EQ(url_scheme("x"), "");
    EXPECT_EQ(url_scheme("1x:y"), "");
    EXPECT_EQ(url_scheme("a b:c"), "");
    EXPECT_EQ(url_scheme(":"), "");
}

}  // namespace
}  // namespace supervise::client
