#include "web/web_fixture.hpp"

namespace supervise::web {
namespace {

using nlohmann::json;
using testing::HasSubstr;

class ActTest : public WebFixture {
protected:
    ActTest() { log_in(ann); }

    http::Response& act(const std::string& action, std::vector<std::string> names,
                        const std::string& signal = "") {
        return post(ann, "/api/act", {{"action", action}, {"names", std::move(names)}, {"signal", signal}});
    }
    static json result(const std::string& namespec, bool ok, const std::string& text) {
        return {{"namespec", namespec}, {"ok", ok}, {"text", text}};
    }
    json results() const { return document().at("results"); }

    User ann;
};

TEST_F(ActTest, starts_and_says_how_it_went) {
    add(program("web", 0));
    act("start", {"web", "none"});
    EXPECT_EQ(results(), json::array({result("web", true, "started"),
                                      result("none", false, "ERROR (no such process)")}));
    act("start", {"web"});
    EXPECT_EQ(results(), json::array({result("web", false, "ERROR (already started)")}));
}

TEST_F(ActTest, a_program_called_all_is_one) {
    process::Process& web = add(program("web", 0));
    add(program("all", 0));
    act("start", {"all:all"});
    EXPECT_EQ(results(), json::array({result("all", true, "started")}));
    EXPECT_EQ(web.state(), process::State::stopped);
}

TEST_F(ActTest, waits_for_a_stop) {
    process::Process& web = add(program("web", 0));
    act("start", {"web"});
    act("stop", {"web"});
    EXPECT_EQ(answers, 0);
    web.on_exit(0);
    loop.settle();
    EXPECT_EQ(answers, 1);
    EXPECT_EQ(results(), json::array({result("web", true, "stopped")}));
}

TEST_F(ActTest, restarts_what_runs_and_what_does_not) {
    process::Process& web = add(program("web", 0));
    act("restart", {"web"});
    EXPECT_EQ(results(), json::array({result("web", true, "restarted")}));
    act("restart", {"web"});
    EXPECT_EQ(answers, 0);
    web.on_exit(0);
    loop.settle();
    EXPECT_EQ(results(), json::array({result("web", true, "restarted")}));
    EXPECT_EQ(web.state(), process::State::running);
}

// A browser that is closed in the middle does not leave a program stopped.
TEST_F(ActTest, goes_on_without_whoever_asked) {
    process::Process& web = add(program("web", 0));
    act("start", {"web"});
    act("restart", {"web"});
    work.reset();
    web.on_exit(0);
    loop.settle();
    EXPECT_EQ(answers, 0);
    EXPECT_EQ(web.state(), process::State::running);
}

TEST_F(ActTest, takes_groups_and_all) {
    daemon.groups().add(make_group("g", {program("a", 0), program("b", 0)}));
    add(program("c", 0));
    act("start", {"g:*"});
    EXPECT_EQ(results(), json::array({result("g:a", true, "started"), result("g:b", true, "started")}));
    act("start", {"g:*"});
    EXPECT_EQ(results(), json::array({result("g:*", true, "nothing to do")}));
    act("start", {"all"});
    EXPECT_EQ(results(), json::array({result("c", true, "started")}));
    act("signal", {"g:*", "c"}, "HUP");
    EXPECT_EQ(results(), json::array({result("g:a", true, "signalled"), result("g:b", true, "signalled"),
                                      result("c", true, "signalled")}));
    act("signal", {"c"}, "NONE");
    EXPECT_EQ(results(), json::array({result("c", false, "ERROR (bad signal name)")}));
    act("clear", {"g:*"});
    EXPECT_EQ(results(), json::array({result("g:a", true, "cleared"), result("g:b", true, "cleared")}));
    act("clear", {"x:*"});
    EXPECT_EQ(results(), json::array({result("x:*", false, "ERROR (no such process)")}));
}

TEST_F(ActTest, leaves_a_line_in_the_log) {
    add(program("web", 0));
    act("start", {"web"});
    EXPECT_TRUE(logger.contains("supervisor.startProcess('web') by 'ann' from 127.0.0.1:0: done"));
}

TEST_F(ActTest, refuses_what_is_no_order) {
    EXPECT_EQ(act("jump", {"web"}).status, 400);
    EXPECT_THAT(std::string(document().at("error")), HasSubstr("start, stop, restart"));
    EXPECT_EQ(get(ann, "/api/act").status, 405);
    EXPECT_EQ(ask(request(ann, "POST", "/api/act", "x")).status, 400);
}

// Another site can make a browser send everything but the token.
TEST_F(ActTest, wants_the_token_of_the_session) {
    process::Process& web = add(program("web", 0));
    User other;
    log_in(other);
    const auto nobody = [&](const User& user) {
        EXPECT_EQ(post(user, "/api/act", {{"action", "start"}, {"names", {"web"}}}).status, 403);
        EXPECT_EQ(post(user, "/api/daemon", {{"action", "shutdown"}}).status, 403);
    };
    nobody({"ann", config::Role::admin, ann.cookie, ""});
    nobody({"ann", config::Role::admin, ann.cookie, other.token});
    nobody({"ann", config::Role::admin, "", ann.token});
    nobody({"bob", config::Role::admin, ann.cookie, ann.token});
    EXPECT_EQ(web.state(), process::State::stopped);
    EXPECT_EQ(daemon.shutdowns, 0);
}

TEST_F(ActTest, asks_for_the_role) {
    process::Process& web = add(program("web", 0));
    User reader{"eve", config::Role::read};
    log_in(reader);
    EXPECT_EQ(post(reader, "/api/act", {{"action", "start"}, {"names", {"web"}}}).status, 403);
    EXPECT_EQ(document().at("error"), "eve has the role read, this needs operate");
    EXPECT_EQ(web.state(), process::State::stopped);
    User operator_{"joe", config::Role::operate};
    log_in(operator_);
    EXPECT_EQ(post(operator_, "/api/act", {{"action", "start"}, {"names", {"web"}}}).status, 200);
    EXPECT_EQ(post(operator_, "/api/daemon", {{"action", "shutdown"}}).status, 403);
    EXPECT_EQ(daemon.shutdowns, 0);
    EXPECT_EQ(post(ann, "/api/daemon", {{"action", "shutdown"}}).status, 200);
    EXPECT_EQ(daemon.shutdowns, 1);
    daemon.restart_answer = rpc::refusal("line 3 is wrong");
    EXPECT_EQ(post(ann, "/api/daemon", {{"action", "restart"}}).status, 409);
    EXPECT_THAT(std::string(document().at("error")), HasSubstr("line 3 is wrong"));
}

TEST_F(ActTest, tells_who_is_asking) {
    User eve{"eve", config::Role::read};
    get(eve, "/api/session");
    EXPECT_EQ(header("Cache-Control"), "no-store");
    EXPECT_EQ(document().at("user"), "eve");
    EXPECT_EQ(document().at("role"), "read");
    EXPECT_EQ(document().at("identifier"), "supervisor");
    EXPECT_EQ(document().at("can_log_out"), true);
    http::Request nobody = request({""}, "GET", "/api/session");
    nobody.by_password = false;
    ask(nobody);
    EXPECT_EQ(document().at("user"), nullptr);
    EXPECT_EQ(document().at("can_log_out"), false);
}

}  // namespace
}  // namespace supervise::web
