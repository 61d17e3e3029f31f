#include "web/sessions.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "web/limits.hpp"

namespace supervise::web {
namespace {

using testing::HasSubstr;
using testing::MatchesRegex;
using testing::Not;

http::Request from(const std::string& user, const std::string& cookie = "") {
    http::Request request;
    request.user = user;
    if (!cookie.empty())
        request.headers.emplace_back("Cookie", cookie);
    return request;
}

std::string shown(const Session& session) {
    return "supervise_session=" + session.cookie;
}

TEST(Sessions, have_a_token_of_their_own) {
    Sessions sessions;
    const Session one = *sessions.of(from("ann"));
    const Session other = *sessions.of(from("ann"));
    EXPECT_THAT(one.token, MatchesRegex("[0-9a-f]{32}"));
    EXPECT_NE(one.cookie, other.cookie);
    EXPECT_NE(one.token, other.token);
    EXPECT_EQ(sessions.of(from("ann", "x=1; " + shown(one) + ";y=2"))->token, one.token);
    EXPECT_TRUE(sessions.holds(from("ann", shown(one)), one.token));
}

TEST(Sessions, take_no_token_but_their_own) {
    Sessions sessions;
    const Session one = *sessions.of(from("ann"));
    const Session other = *sessions.of(from("ann"));
    EXPECT_FALSE(sessions.holds(from("ann", shown(one)), other.token));
    EXPECT_FALSE(sessions.holds(from("ann", shown(one)), ""));
    EXPECT_FALSE(sessions.holds(from("ann", shown(one)), one.token + "0"));
    EXPECT_FALSE(sessions.holds(from("ann"), one.token));
    EXPECT_FALSE(sessions.holds(from("bob", shown(one)), one.token));
    EXPECT_FALSE(Sessions().holds(from("ann", shown(one)), one.token));
}

// Two daemons on one host share the browser's cookie, and neither tells its token to the other.
TEST(Sessions, share_a_cookie_but_no_token) {
    Sessions here, there;
    const Session one = *here.of(from("ann"));
    const Session same = *there.of(from("ann", shown(one)));
    EXPECT_EQ(same.cookie, one.cookie);
    EXPECT_NE(same.token, one.token);
    EXPECT_FALSE(there.holds(from("ann", shown(one)), one.token));
    for (const char* strange : {"supervise_session=x", "supervise_session=", "supervise_session",
                                "supervise_session=0123456789abcdef0123456789abcdeg"})
        EXPECT_THAT(here.of(from("ann", strange))->cookie, MatchesRegex("[0-9a-f]{32}")) << strange;
}

TEST(Sessions, are_forgotten_when_there_are_many) {
    Sessions sessions;
    const Session first = *sessions.of(from("ann"));
    for (std::size_t i = 1; i < limits::max_sessions; ++i)
        (void)sessions.of(from("ann"));
    EXPECT_TRUE(sessions.holds(from("ann", shown(first)), first.token));
    (void)sessions.of(from("ann"));
    EXPECT_FALSE(sessions.holds(from("ann", shown(first)), first.token));
}

TEST(Sessions, show_a_cookie_that_scripts_and_other_sites_do_not_get) {
    Sessions sessions;
    const Session session = *sessions.of(from("ann"));
    http::Response response;
    show_cookie(response, session, from("ann"));
    ASSERT_EQ(response.headers.size(), 1U);
    EXPECT_EQ(response.headers[0].second, shown(session) + "; Path=/; HttpOnly; SameSite=Strict");
    http::Request secure = from("ann");
    secure.over_tls = true;
    show_cookie(response, session, secure);
    EXPECT_THAT(response.headers[1].second, HasSubstr("; Secure"));
    show_cookie(response, session, from("ann", shown(session)));
    EXPECT_EQ(response.headers.size(), 2U);
}

}  // namespace
}  // namespace supervise::web
