#include "http/live_route.hpp"

#include "fake/process_table.hpp"
#include "http/router.hpp"
#include "live/limits.hpp"
#include "rpc/daemon_fixture.hpp"

namespace supervise::http {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

class LiveRouteTest : public rpc::DaemonFixture {
protected:
    LiveRouteTest() {
        router.add("/api/status", Router::Match::exact, status_route(feed));
        router.add("/api/live", Router::Match::exact, live_route(feed));
    }

    Response ask(const std::string& method, const std::string& target) {
        Request request;
        request.method = method;
        request.target = target;
        std::optional<Response> response;
        const auto work = router.handle(request, [&](Response given) { response.emplace(std::move(given)); });
        loop.settle();
        return std::move(response.value());
    }
    static std::string header(const Response& response, std::string_view name) {
        for (const auto& [key, value] : response.headers)
            if (key == name)
                return value;
        return "none";
    }

    std::shared_ptr<fake::ProcessTable> machine = std::make_shared<fake::ProcessTable>();
    live::Feed feed{daemon, machine, live::Itself{7, loop.clock().mono()}};
    Router router;
};

TEST_F(LiveRouteTest, status_is_a_document) {
    const Response response = ask("GET", "/api/status?x");
    EXPECT_EQ(response.status, 200);
    EXPECT_EQ(header(response, "Content-Type"), "application/json");
    EXPECT_EQ(header(response, "Cache-Control"), "no-store");
    EXPECT_THAT(response.body, StartsWith(R"({"schema":1,"daemon":{"identifier":"supervisor")"));
    EXPECT_EQ(ask("HEAD", "/api/status").status, 200);
}

TEST_F(LiveRouteTest, live_is_a_stream) {
    const Response response = ask("GET", "/api/live");
    EXPECT_EQ(response.status, 200);
    EXPECT_EQ(header(response, "Content-Type"), "text/event-stream");
    ASSERT_NE(response.source, nullptr);
    EXPECT_THAT(response.source->read(64), StartsWith("event: snapshot\ndata: {"));
}

TEST_F(LiveRouteTest, nothing_is_changed) {
    for (const char* method : {"POST", "PUT", "DELETE", "OPTIONS", "get"})
        for (const char* target : {"/api/status", "/api/live"}) {
            const Response response = ask(method, target);
            EXPECT_EQ(response.status, 405) << method << target;
            EXPECT_THAT(header(response, "Allow"), StartsWith("GET"));
        }
    EXPECT_EQ(ask("HEAD", "/api/live").status, 405);
    EXPECT_EQ(machine->reads, 0);
}

TEST_F(LiveRouteTest, too_many_followers_are_turned_away) {
    std::vector<Response> streams;
    for (std::size_t i = 0; i < live::limits::max_followers; ++i)
        streams.push_back(ask("GET", "/api/live"));
    EXPECT_EQ(streams.back().status, 200);
    EXPECT_EQ(ask("GET", "/api/live").status, 503);
    EXPECT_EQ(ask("GET", "/api/status").status, 200);
}

TEST_F(LiveRouteTest, other_paths_are_none) {
    for (const char* target : {"/api", "/api/", "/api/status/", "/api/live/x", "/API/status"})
        EXPECT_EQ(ask("GET", target).status, 404) << target;
}

}  // namespace
}  // namespace supervise::http
