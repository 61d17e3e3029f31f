#include "http/metrics_route.hpp"

#include "fake/process_table.hpp"
#include "http/router.hpp"
#include "rpc/daemon_fixture.hpp"

namespace supervise::http {
namespace {

using testing::EndsWith;
using testing::HasSubstr;

class MetricsRouteTest : public rpc::DaemonFixture {
protected:
    MetricsRouteTest() { router.add("/metrics", Router::Match::exact, metrics_route(scraper)); }

    Response ask(const std::string& method, const std::string& target, const std::string& accept = {}) {
        Request request;
        request.method = method;
        request.target = target;
        if (!accept.empty())
            request.headers.emplace_back("accept", accept);
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
    metrics::HttpCounts counts;
    metrics::ConfigLoads loads;
    metrics::Scraper scraper{metrics::Sources{dispatcher, counts, loads, 7, 0}, machine};
    Router router;
};

TEST_F(MetricsRouteTest, formats_as_accepted) {
    add(program("web"));
    const Response text = ask("GET", "/metrics?x");
    EXPECT_EQ(text.status, 200);
    EXPECT_EQ(header(text, "Content-Type"), "text/plain; version=0.0.4; charset=utf-8");
    EXPECT_EQ(header(text, "Cache-Control"), "no-store");
    EXPECT_EQ(header(text, "Vary"), "Accept");
    EXPECT_THAT(text.body, HasSubstr("\nsupervise_program_up{group=\"web\",name=\"web\"} 0\n"));
    const Response open = ask("GET", "/metrics", "application/openmetrics-text; version=1.0.0");
    EXPECT_EQ(header(open, "Content-Type"), "application/openmetrics-text; version=1.0.0; charset=utf-8");
    EXPECT_THAT(open.body, EndsWith("# EOF\n"));
    EXPECT_EQ(ask("HEAD", "/metrics").status, 200);
}

TEST_F(MetricsRouteTest, nothing_is_changed) {
    for (const char* method : {"POST", "PUT", "DELETE", "OPTIONS", "get"}) {
        const Response response = ask(method, "/metrics");
        EXPECT_EQ(response.status, 405) << method;
        EXPECT_EQ(header(response, "Allow"), "GET, HEAD");
    }
    EXPECT_EQ(machine->reads, 0);
    for (const char* target : {"/metrics/", "/metrics/x", "/Metrics", "/metricsx"})
        EXPECT_EQ(ask("GET", target).status, 404) << target;
}

}  // namespace
}  // namespace supervise::http
