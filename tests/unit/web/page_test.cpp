#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "http/router.hpp"
#include "web/assets.hpp"
#include "web/page_routes.hpp"

namespace supervise::web {
namespace {

using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

http::Request request_for(const std::string& target, http::Headers headers = {}) {
    http::Request request;
    request.method = "GET";
    request.target = target;
    request.headers = std::move(headers);
    return request;
}

http::Response ask(const http::Request& request) {
    std::optional<http::Response> response;
    const auto work =
        asset_route()(request, [&](http::Response given) { response.emplace(std::move(given)); });
    return std::move(response.value());
}

std::string header(const http::Response& response, std::string_view name) {
    for (const auto& [key, value] : response.headers)
        if (key == name)
            return value;
    return "none";
}

std::string address_of(std::string_view file) {
    return fmt::format("/assets/{}/{}", assets_hash(), file);
}

// WEB-003
TEST(Page, names_its_files_by_their_hash) {
    const http::Response response = page(request_for("/"));
    EXPECT_EQ(header(response, "Content-Type"), "text/html; charset=utf-8");
    EXPECT_EQ(header(response, "Cache-Control"), "no-cache");
    EXPECT_THAT(response.body, HasSubstr(assets_hash()));
    EXPECT_THAT(response.body, Not(HasSubstr("@ASSETS@")));
}

TEST(Page, has_no_script_and_no_style_in_its_text) {
    const http::Response response = page(request_for("/"));
    for (const char* forbidden : {"<style", " style=", "javascript:", " onclick=", " onload=", "<script>"})
        EXPECT_THAT(response.body, Not(HasSubstr(forbidden)));
}

TEST(Page, is_small) {
    std::size_t gzipped = 0;
    for (const Asset& asset : assets())
        gzipped += asset.gzipped.size();
    EXPECT_LT(gzipped, 60U * 1024);
}

// HTTP-014
TEST(Assets, are_kept_for_a_year) {
    const http::Response response = ask(request_for(address_of("main.js")));
    EXPECT_EQ(response.status, 200);
    EXPECT_EQ(header(response, "Content-Type"), "text/javascript; charset=utf-8");
    EXPECT_EQ(header(response, "Cache-Control"), "public, max-age=31536000, immutable");
    EXPECT_EQ(header(response, "Content-Encoding"), "none");
    EXPECT_EQ(header(ask(request_for(address_of("page.css"))), "Content-Type"), "text/css; charset=utf-8");
}

TEST(Assets, are_compressed_for_those_who_take_that) {
    for (const char* accepted : {"gzip", "deflate, GZIP;q=0.5, br", "*"}) {
        const http::Response response =
            ask(request_for(address_of("main.js"), {{"Accept-Encoding", accepted}}));
        EXPECT_EQ(header(response, "Content-Encoding"), "gzip") << accepted;
        EXPECT_THAT(response.body, StartsWith("\x1f\x8b"));
        EXPECT_EQ(header(response, "Vary"), "Accept-Encoding");
    }
    for (const char* accepted : {"gzip;q=0", "br", "", "gzip; q=0.0"})
        EXPECT_EQ(header(ask(request_for(address_of("main.js"), {{"Accept-Encoding", accepted}})),
                         "Content-Encoding"),
                  "none")
            << accepted;
}

// HTTP-014, HTTP-015
TEST(Assets, of_another_version_are_not_there) {
    for (const char* target : {"/assets/0123456789abcdef/main.js", "/assets/", "/assets/main.js"})
        EXPECT_EQ(ask(request_for(target)).status, 404) << target;
    for (const char* file : {"", "none.js", "../main.js", "%6dain.js"})
        EXPECT_EQ(ask(request_for(address_of(file))).status, 404) << file;
    http::Request post = request_for(address_of("main.js"));
    post.method = "POST";
    EXPECT_EQ(ask(post).status, 405);
}

}  // namespace
}  // namespace supervise::web
