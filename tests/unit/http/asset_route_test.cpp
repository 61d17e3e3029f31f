#include "http/asset_route.hpp"

#include <array>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "http/ok_route.hpp"
#include "http/router.hpp"
#include "http/status.hpp"

namespace supervise::http {
namespace {

constexpr std::array<Asset, 3> assets{{{"/stylesheets/supervisor.css", "body {}"},
                                       {"/images/icon.png", std::string_view("\x89PNG\0", 5)},
                                       {"/a b/plain", "text"}}};
constexpr std::int64_t modified = 784111777;

class AssetRoute : public testing::Test {
protected:
    AssetRoute() {
        router.add("/ok.html", Router::Match::exact, ok_route());
        router.add("/", Router::Match::prefix, asset_route(assets, modified));
    }
    Response ask(const std::string& method, const std::string& target, Headers headers = {}) {
        Request request;
        request.method = method;
        request.target = target;
        request.headers = std::move(headers);
        Response response;
        (void)router.handle(request, [&](Response given) { response = std::move(given); });
        return response;
    }
    static std::string header(const Response& response, const std::string& name) {
        for (const auto& [key, value] : response.headers)
            if (key == name)
                return value;
        return {};
    }

    Router router;
};

// HTTP-014, HTTP-018
TEST_F(AssetRoute, serves_files_with_type_and_time) {
    const Response css = ask("GET", "/stylesheets/supervisor.css?v=2");
    EXPECT_EQ(css.status, 200);
    EXPECT_EQ(css.body, "body {}");
    EXPECT_EQ(header(css, "Content-Type"), "text/css");
    EXPECT_EQ(header(css, "Last-Modified"), "Sun, 06 Nov 1994 08:49:37 GMT");
    EXPECT_EQ(header(css, "ETag").size(), 18U);
    EXPECT_EQ(ask("GET", "/images/icon.png").body.size(), 5U);
    EXPECT_EQ(header(ask("GET", "/images/icon.png"), "Content-Type"), "image/png");
    EXPECT_EQ(header(ask("GET", "/a%20b/plain"), "Content-Type"), "text/plain");
    EXPECT_NE(header(css, "ETag"), header(ask("GET", "/images/icon.png"), "ETag"));
}

// HTTP-014
TEST_F(AssetRoute, says_what_the_client_has_already) {
    const std::string path = "/stylesheets/supervisor.css";
    const std::string tag = header(ask("GET", path), "ETag");
    const std::vector<std::tuple<Headers, int>> table = {
        {{{"If-Modified-Since", "Sun, 06 Nov 1994 08:49:37 GMT"}}, 304},
        {{{"If-Modified-Since", "Sun, 06 Nov 1994 08:49:38 GMT"}}, 304},
        {{{"If-Modified-Since", "Sun, 06 Nov 1994 08:49:36 GMT"}}, 200},
        {{{"If-Modified-Since", "yesterday"}}, 200},
        {{{"If-Modified-Since", ""}}, 200},
        {{{"if-none-match", tag}}, 304},
        {{{"If-None-Match", "\"x\", W/" + tag}}, 304},
        {{{"If-None-Match", "*"}}, 304},
        {{{"If-None-Match", "\"x\""}, {"If-Modified-Since", "Sun, 06 Nov 1994 08:49:37 GMT"}}, 200},
    };
    for (const auto& [headers, status] : table) {
        const Response response = ask("GET", path, headers);
        EXPECT_EQ(response.status, status) << headers[0].second;
        EXPECT_EQ(response.body.empty(), status == 304);
        EXPECT_EQ(header(response, "ETag"), tag);
    }
}

// HTTP-014 to HTTP-016
TEST_F(AssetRoute, refuses_the_rest) {
    for (const char* target : {"/", "/stylesheets", "/stylesheets/", "/../etc/passwd", "/%2e%2e/etc/passwd",
                               "//stylesheets/supervisor.css", "/stylesheets/supervisor.css/",
                               "/images/../stylesheets/supervisor.css"})
        EXPECT_EQ(ask("GET", target).status, 404) << target;
    for (const char* method : {"POST", "PUT", "TRACE", "get", "OPTIONS"}) {
        const Response response = ask(method, "/images/icon.png");
        EXPECT_EQ(response.status, 405) << method;
        EXPECT_EQ(header(response, "Allow"), "GET, HEAD");
    }
}

// WEB-002
TEST_F(AssetRoute, ok_page) {
    for (const char* method : {"GET", "HEAD", "POST"}) {
        EXPECT_EQ(ask(method, "/ok.html").body, "OK") << method;
        EXPECT_EQ(header(ask(method, "/ok.html?x"), "Content-Type"), "text/plain");
    }
    EXPECT_EQ(ask("DELETE", "/ok.html").status, 405);
    EXPECT_EQ(header(ask("DELETE", "/ok.html"), "Allow"), "GET, HEAD, POST");
    EXPECT_EQ(ask("GET", "/ok.html/").status, 404);
}

TEST(ParseHttpDate, reads_what_http_date_writes) {
    EXPECT_EQ(parse_http_date(http_date(modified)), modified);
    for (const char* text : {"", "now", "Sun, 06 Nov 1994 08:49:37",
                             "Sun, 06 Nov 1994 08:49:37 GMT; length=5", "Sun, 99 Nov 1994 08:49:37 GMT"})
        EXPECT_EQ(parse_http_date(text), std::nullopt) << text;
}

}  // namespace
}  // namespace supervise::http
