#include "web/changes.hpp"

#include "web/web_fixture.hpp"

namespace supervise::web {
namespace {

using nlohmann::json;

class ChangesTest : public WebFixture {
protected:
    ChangesTest() {
        log_in(ann);
        add(program("same", 0));
        add(program("gone", 0));
        add(program("other", 0));
    }
    static config::GroupConfig group(const config::ProcessConfig& process) {
        config::GroupConfig config;
        config.name = process.name;
        config.processes = {process};
        return config;
    }
    void change_file() {
        config::ProcessConfig changed = program("other", 0);
        changed.command = "/bin/other";
        daemon.next_groups =
            std::vector{group(program("same", 0)), group(changed), group(program("fresh", 0))};
        daemon.configured_groups.clear();
        for (const config::GroupConfig& config : *daemon.next_groups)
            daemon.configured_groups.push_back(std::make_shared<const config::GroupConfig>(config));
        daemon.reread_answer = rpc::RereadChanges{{"fresh"}, {"other"}, {"gone"}};
    }
    static json result(const std::string& namespec, bool ok, const std::string& text) {
        return {{"namespec", namespec}, {"ok", ok}, {"text", text}};
    }

    User ann;
};

TEST_F(ChangesTest, are_told_and_not_made) {
    change_file();
    ASSERT_EQ(get(ann, "/api/changes").status, 200);
    EXPECT_EQ(
        document(),
        (json{{"added", {"fresh"}},
              {"removed", {"gone"}},
              {"changed",
               {{{"group", "other"},
                 {"keys",
                  {{{"key", "command"}, {"old", program("other", 0).command}, {"new", "/bin/other"}}}}}}},
              {"error", nullptr}}));
    EXPECT_NE(daemon.groups().find("gone"), nullptr);
    EXPECT_EQ(daemon.groups().find("fresh"), nullptr);
}

TEST_F(ChangesTest, a_file_with_errors_says_so) {
    daemon.next_groups = fail("line 3 is <wrong>");
    EXPECT_EQ(get(ann, "/api/changes").status, 200);
    EXPECT_EQ(document().at("error"), "line 3 is <wrong>");
    daemon.reread_answer = rpc::refusal("line 3 is <wrong>");
    EXPECT_EQ(post(ann, "/api/update", json::object()).status, 409);
    EXPECT_EQ(document().at("error"), "CANT_REREAD: line 3 is <wrong>");
}

TEST_F(ChangesTest, are_made_by_an_update) {
    change_file();
    process::Process& gone = *daemon.groups().find("gone")->find("gone");
    (void)gone.start();
    post(ann, "/api/update", json::object());
    EXPECT_EQ(answers, 0);
    gone.on_exit(0);
    loop.settle();
    EXPECT_EQ(document().at("results"), json::array({result("gone", true, "removed process group"),
                                                     result("other", true, "updated process group"),
                                                     result("fresh", true, "added process group")}));
    EXPECT_EQ(daemon.groups().find("gone"), nullptr);
    EXPECT_EQ(daemon.groups().find("other")->config().processes[0].command, "/bin/other");
    EXPECT_NE(daemon.groups().find("fresh"), nullptr);
}

TEST_F(ChangesTest, of_some_groups_alone) {
    change_file();
    post(ann, "/api/update", {{"groups", {"fresh", "same"}}});
    EXPECT_EQ(document().at("results"), json::array({result("fresh", true, "added process group")}));
    EXPECT_NE(daemon.groups().find("gone"), nullptr);
    daemon.reread_answer = rpc::RereadChanges{};
    post(ann, "/api/update", {{"groups", nullptr}});
    EXPECT_EQ(document().at("results"), json::array());
}

TEST_F(ChangesTest, are_the_business_of_an_admin) {
    change_file();
    User joe{"joe", config::Role::operate};
    log_in(joe);
    EXPECT_EQ(get(joe, "/api/changes").status, 200);
    EXPECT_EQ(post(joe, "/api/update", json::object()).status, 403);
    EXPECT_EQ(ask(request(ann, "GET", "/api/update")).status, 405);
    User stranger{"ann", config::Role::admin, ann.cookie, "x"};
    EXPECT_EQ(post(stranger, "/api/update", json::object()).status, 403);
    EXPECT_EQ(daemon.groups().find("fresh"), nullptr);
}

}  // namespace
}  // namespace supervise::web
