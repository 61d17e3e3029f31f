#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <unistd.h>

#include "fake/logger.hpp"
#include "fake/temp_folder.hpp"
#include "http/server.hpp"

namespace supervise::http {
namespace {

using testing::HasSubstr;

class OpenServers : public testing::Test {
protected:
    config::HttpServerConfig unix_section(const std::string& file) const {
        config::HttpServerConfig config;
        config.family = config::HttpServerConfig::Family::unix_socket;
        config.section = "unix_http_server";
        config.file = folder / file;
        return config;
    }
    static config::HttpServerConfig inet_section(const std::string& host, std::uint16_t port) {
        config::HttpServerConfig config;
        config.section = "inet_http_server:two";
        config.host = host;
        config.port = port;
        return config;
    }
    static std::string error_of(const std::vector<config::HttpServerConfig>& sections) {
        const auto opened = open_servers(sections);
        return opened ? "opened" : opened.error().message;
    }

    fake::TempFolder folder;
};

// DAEMON-033
TEST_F(OpenServers, say_when_the_place_is_taken) {
    const auto first = open_servers({unix_section("sock")});
    ASSERT_TRUE(first);
    EXPECT_EQ(error_of({unix_section("other"), unix_section("sock")}),
              "Another program is already listening on a port that one of our HTTP servers is configured to "
              "use.  Shut "
              "this program down first before starting supervisord.");
    EXPECT_FALSE(folder.has("other"));
}

// DAEMON-034
TEST_F(OpenServers, say_what_the_system_said) {
    EXPECT_EQ(error_of({unix_section("missing/sock")}),
              "Cannot open an HTTP server: socket.error reported errno.ENOENT (2)");
    EXPECT_EQ(error_of({inet_section("192.0.2.1", 19347)}),
              "Cannot open an HTTP server: socket.error reported errno.EADDRNOTAVAIL (99)");
    EXPECT_EQ(error_of({inet_section("no such host", 19347)}),
              "Cannot open an HTTP server: socket.error reported -2");
    EXPECT_EQ(error_of({unix_section(std::string(200, 'x'))}),
              "Cannot open an HTTP server: socket.error reported AF_UNIX path too long");
}

// DAEMON-032
TEST_F(OpenServers, do_not_delete_files) {
    folder.put("sock", "precious");
    EXPECT_THAT(error_of({unix_section("sock")}), HasSubstr("exists and is not a socket; remove it"));
    EXPECT_EQ(folder.get("sock"), "precious");
}

// DAEMON-035
TEST_F(OpenServers, say_when_the_owner_cannot_be_set) {
    if (::geteuid() == 0)
        GTEST_SKIP() << "root may give files away";
    auto section = unix_section("sock");
    section.uid = section.gid = 0;
    EXPECT_THAT(error_of({section}),
                HasSubstr("Not permitted to chown " + section.file +
                          " to uid/gid (0, 0); adjust "
                          "\"sockchown\" value in config file or on command line to values that "
                          "the current user ("));
    EXPECT_FALSE(folder.has("sock"));
}

// field.md B.1, "Address in use on internal restart": the same socket serves on, also with another password.
TEST_F(OpenServers, take_over_what_stays) {
    auto first = open_servers({unix_section("stays"), unix_section("goes"), unix_section("moves")});
    ASSERT_TRUE(first);
    const int fd = first->endpoints[0].listener.fd();
    std::filesystem::remove(folder / "moves");
    auto stays = unix_section("stays");
    stays.username = "user";
    stays.password = "secret";
    const auto second =
        open_servers({unix_section("moves"), unix_section("new"), stays}, std::move(first->endpoints));
    ASSERT_TRUE(second) << second.error().message;
    EXPECT_EQ(second->endpoints[2].listener.fd(), fd);
    EXPECT_FALSE(second->endpoints[2].authenticator.open());
    EXPECT_TRUE(second->endpoints[0].listener.reachable());
    EXPECT_TRUE(folder.has("new"));
    EXPECT_FALSE(folder.has("goes"));
}

// DAEMON-037 to DAEMON-039
TEST_F(OpenServers, are_announced_in_the_log) {
    auto locked = unix_section("locked");
    locked.section = "unix_http_server:b";
    locked.username = "user";
    locked.password = "secret";
    const auto opened = open_servers({unix_section("open"), locked});
    ASSERT_TRUE(opened);
    fake::Logger logger;
    log_servers(logger, opened->endpoints, {{"supervisor", "", {}}}, sys::WallTime());
    ASSERT_EQ(logger.records.size(), 5U);
    EXPECT_EQ(logger.records[0].first, log::Level::trace);
    EXPECT_THAT(logger.records[0].second,
                HasSubstr("\n\tHostname: <unix domain socket>\n\tPort:" + folder / "open"));
    EXPECT_EQ(logger.records[1],
              std::pair(log::Level::info, std::string("RPC interface 'supervisor' initialized")));
    EXPECT_EQ(logger.records[2], std::pair(log::Level::critical,
                                           std::string("Server 'unix_http_server' running without any HTTP "
                                                       "authentication checking")));
    EXPECT_EQ(logger.records[4].second, "RPC interface 'supervisor' initialized");
}

// DAEMON-077: what could not be opened is found before anything is stopped for it.
TEST_F(OpenServers, passwords_that_cannot_be_checked_are_found_beforehand) {
    auto section = unix_section("locked");
    section.username = "user";
    section.password = "plain";
    EXPECT_TRUE(check_servers({section}));
    section.password = "{SHA}no hash";
    const auto checked = check_servers({section});
    ASSERT_FALSE(checked);
    EXPECT_NE(checked.error().message.find("[" + section.section + "]"), std::string::npos);
}

TEST_F(OpenServers, sockets_that_cannot_be_made_are_found_beforehand) {
    EXPECT_EQ(check_servers({unix_section("no/sock")}).error().message,
              "[unix_http_server] file=" + folder / "no/sock" +
                  ": Cannot open an HTTP server: socket.error reported errno.ENOENT (2)");
    EXPECT_EQ(check_servers({inet_section("192.0.2.1", 19347)}).error().message,
              "[inet_http_server:two] port=192.0.2.1:19347: Cannot open an HTTP server: socket.error "
              "reported errno.EADDRNOTAVAIL (99)");
    EXPECT_EQ(check_servers({unix_section("sock"), unix_section("sock")}).error().code, EADDRINUSE);
    EXPECT_TRUE(check_servers({unix_section("sock")}));
    EXPECT_FALSE(folder.has("sock")) << "it was tried only";
}

TEST_F(OpenServers, what_is_open_is_in_nobodys_way) {
    const auto opened = open_servers({unix_section("a"), unix_section("b")});
    ASSERT_TRUE(opened);
    const std::vector<const Endpoint*> open{&opened->endpoints[0], &opened->endpoints[1]};
    EXPECT_TRUE(check_servers({unix_section("b"), unix_section("a")}, open));
    auto other_mode = unix_section("a");
    other_mode.chmod = 0770;
    EXPECT_TRUE(check_servers({other_mode}, open)) << "the old one will be closed first";
    EXPECT_EQ(check_servers({unix_section("a"), other_mode}, open).error().code, EADDRINUSE);
    EXPECT_TRUE(opened->endpoints[0].listener.reachable());
}

}  // namespace
}  // namespace supervise::http
