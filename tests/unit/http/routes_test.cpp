#include "http/limits.hpp"
#include "http/log_route.hpp"
#include "http/router.hpp"
#include "http/rpc_route.hpp"
#include "http/status.hpp"
#include "rpc/daemon_fixture.hpp"

namespace supervise::http {
namespace {

using testing::EndsWith;
using testing::HasSubstr;

/// The routes of a daemon of fakes, asked without a server.
class RoutesTest : public rpc::DaemonFixture {
protected:
    RoutesTest() {
        router.add("/RPC2", Router::Match::prefix, rpc_route(dispatcher, logger));
        router.add("/logtail", Router::Match::prefix, logtail_route(daemon, followers));
        router.add("/mainlogtail", Router::Match::prefix, mainlogtail_route(daemon, followers));
        config::ProcessConfig web = program("web", 0);
        web.stdout_channel.logfile = {config::LogTarget::Kind::path, folder / "web.log"};
        make_active("g", web);
    }
    void make_active(const std::string& group, const config::ProcessConfig& member) {
        daemon.groups().add(make_group(group, {member}));
    }

    Response& ask(const std::string& method, const std::string& target, const std::string& body = "") {
        Request request;
        request.method = method;
        request.target = target;
        request.body = body;
        request.role = role;
        request.user = role == config::Role::admin ? "" : "eve";
        answered = false;
        work = router.handle(request, [this](Response given) {
            response = std::move(given);
            answered = true;
        });
        return response;
    }
    static std::string call_xml(const std::string& method) { return rpc::encode_call({method, {}}); }
    const std::string* header(const std::string& name) const {
        for (const auto& [key, value] : response.headers)
            if (key == name)
                return &value;
        return nullptr;
    }

    FollowerCount followers = std::make_shared<Followers>(20);
    Router router;
    Response response;
    bool answered = false;
    config::Role role = config::Role::admin;
    sys::Registration work;
};

// HTTP-009 to HTTP-011
TEST_F(RoutesTest, answer_calls) {
    for (const char* target : {"/RPC2", "/RPC2/", "/RPC2/x?y"}) {
        EXPECT_EQ(ask("POST", target, call_xml("supervisor.getState")).status, 200);
        EXPECT_EQ(*header("Content-Type"), "text/xml");
        EXPECT_THAT(response.body,
                    HasSubstr("<name>statename</name>\n<value><string>RUNNING</string></value>"));
        response = {};
    }
    EXPECT_EQ(ask("GET", "/RPC2").status, 405);
    EXPECT_EQ(ask("PUT", "/RPC2", call_xml("supervisor.getState")).status, 405);
}

// A call by itself is refused by HTTP, in words that clients show.
TEST_F(RoutesTest, refuse_calls_of_lower_roles) {
    role = config::Role::read;
    EXPECT_EQ(ask("POST", "/RPC2", call_xml("supervisor.getState")).status, 200);
    response = {};
    EXPECT_EQ(ask("POST", "/RPC2", call_xml("supervisor.shutdown")).status, 403);
    EXPECT_EQ(response.reason, "Forbidden: eve has the role read, supervisor.shutdown needs admin");
    EXPECT_EQ(daemon.shutdowns, 0);
    EXPECT_TRUE(logger.contains("supervisor.shutdown() by 'eve'"));
}

// RPC-007
TEST_F(RoutesTest, refuse_what_is_no_call) {
    EXPECT_EQ(ask("POST", "/RPC2", "<methodCall/>").status, 400);
    EXPECT_TRUE(logger.contains("XML-RPC request data '<methodCall/>' is invalid: no method name"));
    EXPECT_EQ(ask("POST", "/RPC2", "it's not XML").status, 400);
    EXPECT_TRUE(logger.contains("XML-RPC request data \"it's not XML\" is invalid: unmarshallable"));
    EXPECT_EQ(ask("POST", "/RPC2", std::string(100'000, 'x')).status, 400);
    EXPECT_LT(logger.records.back().second.size(), 1'300U);
    EXPECT_EQ(ask("POST", "/RPC2").status, 400);
}

// RPC-014
TEST_F(RoutesTest, drop_a_wait_with_its_client) {
    ask("POST", "/RPC2", rpc::encode_call({"supervisor.startProcess", {"g:web"}}));
    EXPECT_TRUE(answered);
    ask("POST", "/RPC2", rpc::encode_call({"supervisor.stopProcess", {"g:web"}}));
    EXPECT_FALSE(answered);
    work.reset();
    daemon.groups().find("g")->find("web")->on_exit(0);
    loop.settle();
    EXPECT_FALSE(answered);
}

// WEB-030, WEB-032, WEB-033
TEST_F(RoutesTest, stream_the_end_of_a_log) {
    folder.put("web.log", std::string(2000, 'a') + "end");
    for (const char* target : {"/logtail/g:web", "/logtail/g%3Aweb/stdout", "/logtail/g:web/stdout?x"}) {
        ASSERT_EQ(ask("GET", target).status, 200) << target;
        ASSERT_NE(response.source, nullptr);
        EXPECT_EQ(*header("Content-Type"), "text/plain;charset=utf-8");
        EXPECT_EQ(*header("X-Accel-Buffering"), "no");
        EXPECT_THAT(*header("Last-Modified"), EndsWith(" GMT"));
        const std::string bytes = response.source->read(1 << 16);
        EXPECT_EQ(bytes, std::string(1021, 'a') + "end");
        EXPECT_EQ(response.source->read(1 << 16), "");
    }
}

// WEB-034, WEB-035: nothing of a log that is rotated is lost; a log that shrinks says so.
TEST_F(RoutesTest, follow_a_log_through_its_changes) {
    folder.put("web.log", "one\n");
    ask("GET", "/logtail/g:web");
    ASSERT_NE(response.source, nullptr);
    BodySource& source = *response.source;
    EXPECT_EQ(source.read(100), "one\n");
    std::ofstream(folder / "web.log", std::ios::app) << "two\n";
    std::filesystem::rename(folder / "web.log", folder / "web.log.1");
    folder.put("web.log", "three\n");
    EXPECT_EQ(source.read(100), "two\n");
    EXPECT_EQ(source.read(100), "three\n");
    std::filesystem::resize_file(folder / "web.log", 0);
    EXPECT_EQ(source.read(100), "==> File truncated <==\n");
    std::ofstream(folder / "web.log", std::ios::app) << "new\n";
    EXPECT_EQ(source.read(100), "new\n");
    std::filesystem::remove(folder / "web.log");
    EXPECT_EQ(source.read(100), "");
}

// What is followed is the program's output, also where a line has a prefix in the file.
TEST_F(RoutesTest, follow_lines_without_their_prefix) {
    config::ProcessConfig web = program("named", 0);
    web.stdout_channel.logfile = {config::LogTarget::Kind::path, folder / "named.log"};
    web.log_prefix = "{name}:";
    make_active("n", web);
    // The stream begins 1024 bytes before the end: there in a prefix.
    folder.put("named.log", "named: zero\nnamed: one\n" + std::string(1024 - 9, 'x') + "\n");
    ask("GET", "/logtail/n:named");
    ASSERT_NE(response.source, nullptr);
    BodySource& source = *response.source;
    EXPECT_EQ(source.read(1 << 16), "one\n" + std::string(1024 - 9, 'x') + "\n");
    std::ofstream(folder / "named.log", std::ios::app) << "nam";
    EXPECT_EQ(source.read(1 << 16), "");
    std::ofstream(folder / "named.log", std::ios::app) << "ed: two\nnamed: thr";
    EXPECT_EQ(source.read(1 << 16), "two\nthr");
    std::filesystem::rename(folder / "named.log", folder / "named.log.1");
    folder.put("named.log", "named: four\nna");
    EXPECT_EQ(source.read(1 << 16), "four\n");
    std::filesystem::rename(folder / "named.log", folder / "named.log.1");
    folder.put("named.log", "named: five\n");
    EXPECT_EQ(source.read(1 << 16), "na");
    EXPECT_EQ(source.read(1 << 16), "five\n");
    std::filesystem::resize_file(folder / "named.log", 0);
    EXPECT_EQ(source.read(1 << 16), "==> File truncated <==\n");
    std::ofstream(folder / "named.log", std::ios::app) << "named: new\n";
    EXPECT_EQ(source.read(1 << 16), "new\n");
}

TEST_F(RoutesTest, hear_of_new_bytes_without_asking) {
    ask("GET", "/mainlogtail/anything");
    ASSERT_NE(response.source, nullptr);
    int times = 0;
    response.source->when_ready([&] { ++times; });
    daemon.main_log().info("hello");
    EXPECT_EQ(times, 1);
    EXPECT_THAT(response.source->read(1000), EndsWith("INFO hello\n"));
    EXPECT_EQ(header("X-Accel-Buffering"), nullptr);
    response = {};
    daemon.main_log().info("again");
    EXPECT_EQ(times, 1);
}

// WEB-030, WEB-034: `update` removes a program and adds it again.
TEST_F(RoutesTest, follow_the_program_that_takes_the_place_of_another) {
    folder.put("web.log", "one\n");
    ask("GET", "/logtail/g:web");
    BodySource& source = *response.source;
    int times = 0;
    source.when_ready([&] { ++times; });
    EXPECT_EQ(source.read(100), "one\n");
    daemon.groups().remove("g");
    std::ofstream(folder / "web.log", std::ios::app) << "by others\n";
    EXPECT_EQ(source.read(100), "by others\n");
    config::ProcessConfig next = program("web", 0);
    next.stdout_channel.logfile = {config::LogTarget::Kind::path, folder / "web.log"};
    next.log_prefix = "{name}:";
    times = 0;
    make_active("g", next);
    EXPECT_EQ(times, 1);
    EXPECT_EQ(source.read(100), "");
    std::ofstream(folder / "web.log", std::ios::app) << "web: two\n";
    EXPECT_EQ(source.read(100), "two\n");
    std::ofstream(folder / "web.log", std::ios::app) << "web: rest\n";
    daemon.groups().remove("g");
    next.stdout_channel.logfile.path = folder / "elsewhere.log";
    next.log_prefix.clear();
    make_active("g", next);
    EXPECT_EQ(times, 2);
    EXPECT_EQ(source.read(100), "rest\n");
    EXPECT_EQ(source.read(100), "");
    folder.put("elsewhere.log", "web: three\n");
    EXPECT_EQ(source.read(100), "web: three\n");
    EXPECT_FALSE(source.ended());
}

// WEB-030, WEB-031
TEST_F(RoutesTest, refuse_logs_that_are_not_there) {
    for (const char* target :
         {"/logtail", "/logtail/", "/logtail/nobody", "/logtail/g", "/logtail/g:*",
          "/logtail/g:", "/logtail/g:web", "/logtail/g:web/stderr", "/logtail/g:web/nothing",
          "/logtail/g:web/", "/logtail/../etc/passwd", "/logtail/%2e%2e/main.log"})
        EXPECT_EQ(ask("GET", target).status, 404) << target;
    for (const char* target : {"/logtail/g:web", "/mainlogtail"}) {
        EXPECT_EQ(ask("POST", target).status, 405);
        EXPECT_EQ(*header("Allow"), "GET, HEAD");
    }
    std::filesystem::remove(folder / "main.log");
    EXPECT_EQ(ask("GET", "/mainlogtail").status, 404);
}

TEST_F(RoutesTest, bound_the_followers_of_logs) {
    folder.put("web.log", "x");
    std::vector<Response> streams;
    for (std::size_t i = 0; i < followers->most; ++i) {
        ask("GET", i % 2 == 0 ? "/logtail/g:web" : "/mainlogtail");
        ASSERT_EQ(response.status, 200);
        streams.push_back(std::move(response));
    }
    EXPECT_EQ(ask("GET", "/logtail/g:web").status, 503);
    EXPECT_EQ(response.reason,
              "20 logs are being followed or downloaded, as many as can be: try again when one is not, or "
              "raise minfds");
    EXPECT_EQ(*header("Retry-After"), "5");
    EXPECT_EQ(ask("GET", "/mainlogtail").status, 503);
    streams.pop_back();
    EXPECT_EQ(ask("GET", "/mainlogtail").status, 200);
    streams.clear();
    response = {};
    EXPECT_EQ(followers->now, 0U);
}

// HTTP-018
TEST(DecodePercent, decodes_what_is_an_escape) {
    EXPECT_EQ(decode_percent("/a%3Ab%20c%2f"), "/a:b c/");
    EXPECT_EQ(decode_percent("%%%4%zz%4g%"), "%%%4%zz%4g%");
    EXPECT_EQ(decode_percent("%41%c3%a9"), "A\xC3\xA9");
}

TEST(HttpDate, is_rfc_1123) {
    EXPECT_EQ(http_date(784111777), "Sun, 06 Nov 1994 08:49:37 GMT");
}

}  // namespace
}  // namespace supervise::http
