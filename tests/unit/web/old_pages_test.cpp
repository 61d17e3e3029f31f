#include "web/old_pages.hpp"

#include "web/form.hpp"
#include "web/web_fixture.hpp"

namespace supervise::web {
namespace {

using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

class OldPagesTest : public WebFixture {
protected:
    OldPagesTest() { log_in(ann); }

    http::Response& confirm(const User& user, const std::string& fields) {
        return ask(request(user, "POST", "/index.html", fields));
    }
    std::string message() const {
        const std::string location = header("Location");
        return Form::parse(location.substr(location.find('?') + 1)).text("message");
    }

    User ann;
};

// WEB-012, WEB-014 to WEB-016, WEB-019: the links of Supervisor's page work, but only after a question.
TEST_F(OldPagesTest, an_old_link_asks_first) {
    process::Process& web = add(program("web", 0));
    EXPECT_EQ(get(ann, "/index.html?processname=web&action=start").status, 200);
    EXPECT_THAT(response.body, HasSubstr("<h1>Start web?</h1>"));
    EXPECT_THAT(response.body, HasSubstr("name=\"token\" value=\"" + ann.token + "\""));
    EXPECT_EQ(web.state(), process::State::stopped);
    EXPECT_EQ(confirm(ann, "action=start&processname=web&token=" + ann.token).status, 303);
    EXPECT_EQ(message(), "Process web started");
    EXPECT_EQ(web.state(), process::State::running);
    confirm(ann, "action=start&processname=web&token=" + ann.token);
    EXPECT_EQ(message(), "Process web: ERROR (already started)");
    EXPECT_THAT(header("Location"), StartsWith("./?message="));  // WEB-013: also below a path of a proxy
    confirm(ann, "action=clearlog&processname=web&token=" + ann.token);
    EXPECT_EQ(message(), "Log for web cleared");
    confirm(ann, "action=stopall&token=" + ann.token);
    web.on_exit(0);
    loop.settle();
    EXPECT_THAT(message(), StartsWith("All stopped at "));
}

TEST_F(OldPagesTest, a_program_called_all_is_one) {
    process::Process& web = add(program("web", 0));
    process::Process& all = add(program("all", 0));
    confirm(ann, "action=start&processname=all&token=" + ann.token);
    EXPECT_EQ(message(), "Process all started");
    EXPECT_EQ(all.state(), process::State::running);
    EXPECT_EQ(web.state(), process::State::stopped);
}

TEST_F(OldPagesTest, a_refresh_needs_no_question) {
    EXPECT_EQ(get(ann, "/?action=refresh").status, 302);
    EXPECT_THAT(message(), StartsWith("Page refreshed at "));
}

TEST_F(OldPagesTest, a_confirmation_from_elsewhere_does_nothing) {
    process::Process& web = add(program("web", 0));
    User other;
    log_in(other);
    const User without{"ann", config::Role::admin, "", ""};
    EXPECT_EQ(confirm(ann, "action=start&processname=web").status, 403);
    EXPECT_EQ(confirm(ann, "action=start&processname=web&token=" + other.token).status, 403);
    EXPECT_EQ(confirm(without, "action=start&processname=web&token=" + ann.token).status, 403);
    const User reader{"eve", config::Role::read};
    EXPECT_EQ(get(reader, "/?action=start&processname=web").status, 403);
    EXPECT_EQ(confirm(reader, "action=start&processname=web").status, 403);
    EXPECT_EQ(web.state(), process::State::stopped);
}

// WEB-018
TEST_F(OldPagesTest, what_means_nothing_says_so) {
    EXPECT_EQ(get(ann, "/?action=jump").status, 400);
    EXPECT_EQ(get(ann, "/?action=start").status, 400);
    EXPECT_EQ(ask(request(ann, "PUT", "/")).status, 405);
}

// WEB-009
TEST_F(OldPagesTest, markup_stays_text) {
    const std::string evil = "<script>alert(1)</script>\"'&";
    get(ann, "/?action=stop&processname=" + encode_percent(evil));
    EXPECT_THAT(response.body, Not(HasSubstr("<script>")));
    EXPECT_THAT(response.body, HasSubstr("value=\"&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39;&amp;\""));
    const User named{"<b>eve", config::Role::read};
    EXPECT_THAT(get(named, "/?action=stop&processname=web").body, HasSubstr("&lt;b&gt;eve may only"));
}

TEST_F(OldPagesTest, logging_out_takes_the_password_and_the_cookie) {
    EXPECT_EQ(get(ann, "/logout").status, 401);
    EXPECT_EQ(header("WWW-Authenticate"), "Basic realm=\"default\"");
    EXPECT_THAT(header("Set-Cookie"), HasSubstr("supervise_session=; Path=/; Max-Age=0"));
}

// A 401 would make the browser ask for a password.
TEST_F(OldPagesTest, logging_out_by_its_address_leads_to_the_page) {
    http::Request visit = request(ann, "GET", "/logout");
    visit.headers.emplace_back("Accept", "text/html,application/xhtml+xml,*/*;q=0.8");
    EXPECT_EQ(ask(visit).status, 303);
    EXPECT_EQ(header("Location"), "./#/logout");
}

TEST_F(OldPagesTest, nobody_logs_out_where_nobody_is_asked) {
    http::Request visit = request(ann, "GET", "/logout");
    visit.by_password = false;
    EXPECT_EQ(ask(visit).status, 200);
    EXPECT_THAT(response.body, HasSubstr("Nobody is logged in"));
    EXPECT_EQ(header("WWW-Authenticate"), "none");
}

// WEB-021
TEST_F(OldPagesTest, a_tail_is_the_log_in_the_page) {
    EXPECT_EQ(get(ann, "/tail.html?processname=g%3Aweb+1&limit=2048").status, 302);
    EXPECT_EQ(header("Location"), "./#/log/g:web%201");
    get(ann, "/tail.html");  // WEB-022
    EXPECT_EQ(header("Location"), "./");
    get(ann, "/tail.html?processname=a%0d%0aX:%20y");
    EXPECT_EQ(header("Location"), "./#/log/a%0D%0AX:%20y");
}

}  // namespace
}  // namespace supervise::web
