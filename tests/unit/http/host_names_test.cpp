#include "http/host_names.hpp"

#include <gtest/gtest.h>

namespace supervise::http {
namespace {

config::HttpServerConfig open_server() {
    config::HttpServerConfig config;
    config.host = "box.lan";
    return config;
}

bool allows(const config::HttpServerConfig& config, const std::string& host, bool browser = true) {
    Request request;
    request.headers.emplace_back("Host", host);
    if (browser)
        request.headers.emplace_back("Accept-Language", "en");
    return HostNames(config, "web1.example.com").allow(request);
}

TEST(HostNames, read_the_name_of_a_header) {
    EXPECT_EQ(name_of_host("Example.COM:9001"), "example.com");
    EXPECT_EQ(name_of_host("example.com."), "example.com");
    EXPECT_EQ(name_of_host("[::1]:9001"), "::1");
    EXPECT_EQ(name_of_host("[::1"), "::1");
    EXPECT_EQ(name_of_host("["), "");
    EXPECT_EQ(name_of_host(""), "");
}

// A name of another site that leads here (DNS rebinding) is not ours where nobody is asked for a password.
TEST(HostNames, keep_browsers_from_names_of_others) {
    for (const char* ours : {"localhost", "localhost:9001", "127.0.0.1:9001", "192.0.2.7", "[::1]:9001",
                             "web1", "WEB1.example.com:9001", "box.lan", "x.localhost", ""})
        EXPECT_TRUE(allows(open_server(), ours)) << ours;
    for (const char* others : {"evil.example", "web1.evil.example:9001", "127.0.0.1.evil.example",
                               "localhost.evil.example", "1.2.3.4.5", "a.b.c.d"})
        EXPECT_FALSE(allows(open_server(), others)) << others;
}

TEST(HostNames, let_clients_that_are_no_browsers_be) {
    EXPECT_TRUE(allows(open_server(), "supervisor.example.net", false));
    for (const auto& [name, value] :
         Headers{{"Origin", "x"}, {"Sec-Fetch-Site", "none"}, {"User-Agent", "Mozilla/5.0 (X11)"}}) {
        Request request;
        request.headers = {{"Host", "evil.example"}, {name, value}};
        EXPECT_FALSE(HostNames(open_server(), "web1").allow(request)) << name;
    }
}

TEST(HostNames, are_free_where_a_password_is_asked_for) {
    config::HttpServerConfig config = open_server();
    config.username = "user";
    EXPECT_TRUE(allows(config, "proxy.example.net"));
    config = open_server();
    config.users.push_back({"ann", "x", config::Role::read, "http_user:ann"});
    EXPECT_TRUE(allows(config, "proxy.example.net"));
    config = open_server();
    config.family = config::HttpServerConfig::Family::unix_socket;
    EXPECT_TRUE(allows(config, "proxy.example.net"));
}

TEST(HostNames, that_are_listed_hold_for_everybody) {
    config::HttpServerConfig config = open_server();
    config.username = "user";
    config.allowed_hosts = {"a.example.com", "*.example.org"};
    for (const char* ours :
         {"a.example.com", "x.example.org:80", "x.y.example.org", "localhost", "192.0.2.7"})
        EXPECT_TRUE(allows(config, ours)) << ours;
    for (const char* others : {"example.org", "b.example.com", "web1", "badexample.org"}) {
        EXPECT_FALSE(allows(config, others)) << others;
        EXPECT_FALSE(allows(config, others, false)) << others;
    }
    config.allowed_hosts = {"*"};
    EXPECT_TRUE(allows(config, "evil.example"));
}

}  // namespace
}  // namespace supervise::http
