#include "http/same_site.hpp"

#include <gtest/gtest.h>

namespace supervise::http {
namespace {

bool foreign(const std::string& method, Headers headers) {
    Request request;
    request.method = method;
    request.headers = std::move(headers);
    return from_another_site(request);
}

// field.md G.2, Auth: foreign Origin, form POST from another site.
TEST(FromAnotherSite, looks_at_the_origin) {
    const std::vector<std::tuple<std::string, std::string, bool>> table = {
        {"localhost:9001", "http://localhost:9001", false},
        {"LOCALHOST:9001", "http://localhost:9001", false},
        {"host", "http://host", false},
        {"host", "http://host:80", false},
        {"host:80", "http://host", false},
        {"host", "https://host", false},
        {"host:443", "https://host", false},
        {"[::1]:9001", "http://[::1]:9001", false},
        {"localhost:9001", "http://localhost", true},
        {"localhost:9001", "http://localhost:9002", true},
        {"localhost:9001", "http://evil.example", true},
        {"localhost:9001", "http://localhost:9001.evil.example", true},
        {"localhost:9001", "http://evil.example/localhost:9001", true},
        {"localhost:9001", "null", true},
        {"localhost:9001", "", true},
        {"localhost:9001", "localhost:9001", true},
        {"localhost:9001", "file://", true},
        {"", "http://", true},
        {"host:443", "http://host", true},
    };
    for (const auto& [host, origin, expected] : table)
        for (const char* method : {"GET", "POST"})
            EXPECT_EQ(foreign(method, {{"host", host}, {"origin", origin}}), expected)
                << host << " " << origin;
    EXPECT_TRUE(foreign("POST", {{"Origin", "http://localhost"}})) << "without a Host";
}

TEST(FromAnotherSite, believes_fetch_metadata) {
    const Headers another = {{"Host", "h"}, {"Origin", "http://evil.example"}};
    for (const char* site : {"cross-site", "same-site", "anything", ""}) {
        EXPECT_TRUE(foreign("POST", {{"Sec-Fetch-Site", site}})) << site;
        EXPECT_TRUE(foreign("POST", {{"Sec-Fetch-Site", site}, {"Host", "h"}, {"Origin", "http://h"}}))
            << site;
        EXPECT_TRUE(foreign("GET", {{"Sec-Fetch-Site", site}, another[0], another[1]})) << site;
        EXPECT_FALSE(foreign("GET", {{"Sec-Fetch-Site", site}})) << "a link";
    }
    for (const char* site : {"same-origin", "none", "Same-Origin"}) {
        EXPECT_FALSE(foreign("POST", {{"Sec-Fetch-Site", site}})) << site;
        EXPECT_FALSE(foreign("POST", {{"Sec-Fetch-Site", site}, another[0], another[1]})) << "behind a proxy";
    }
}

TEST(FromAnotherSite, believes_a_proxy) {
    const auto behind = [](const std::string& origin) {
        return foreign(
            "POST",
            {{"Host", "127.0.0.1:9001"}, {"X-Forwarded-Host", "status.example.org"}, {"Origin", origin}});
    };
    EXPECT_FALSE(behind("https://status.example.org"));
    EXPECT_TRUE(behind("https://evil.example"));
}

TEST(FromAnotherSite, leaves_other_clients_alone) {
    EXPECT_FALSE(foreign("POST", {{"Host", "anything"}}));
    EXPECT_FALSE(foreign("POST", {}));
}

}  // namespace
}  // namespace supervise::http
