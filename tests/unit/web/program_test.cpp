#include "web/program.hpp"

#include "web/limits.hpp"
#include "web/web_fixture.hpp"

namespace supervise::web {
namespace {

using nlohmann::json;

class ProgramTest : public WebFixture {
protected:
    User ann;
};

TEST_F(ProgramTest, tells_all_about_one) {
    config::ProcessConfig config = program("one", 0);
    config.environment = {{"PASSWORD", "s3cret"}, {"LANG", "C"}};
    process::Process& one = add(config);
    (void)one.start();
    const std::int64_t now =
        std::chrono::duration_cast<std::chrono::seconds>(loop.clock().wall().time_since_epoch()).count();
    history.state_changed(one, process::State::stopped, process::State::starting, now - 7200);
    history.state_changed(one, process::State::starting, process::State::running, now);
    machine->add(one.pid(), 1, 4096, std::chrono::milliseconds(1230));
    machine->add(9001, one.pid(), 100);
    machine->add(9002, 9001, 50);
    machine->add(9003, 1, 10);
    ASSERT_EQ(get(ann, "/api/program/one").status, 200);
    const json told = document();
    EXPECT_EQ(told.at("namespec"), "one");
    EXPECT_EQ(told.at("events"),
              json::array({{{"time", now}, {"from", "STARTING"}, {"to", "RUNNING"}, {"text", ""}}}));
    EXPECT_EQ(told.at("exits"), json::array());
    EXPECT_EQ(told.at("restarts"), 0);
    ASSERT_EQ(told.at("tree").size(), 3U);
    EXPECT_EQ(told.at("tree")[0], (json{{"pid", one.pid()},
                                        {"ppid", 1},
                                        {"command", "command " + std::to_string(one.pid())},
                                        {"memory", 4096},
                                        {"cpu_seconds", 1.23}}));
    EXPECT_EQ(told.at("tree")[2].at("ppid"), 9001);
    EXPECT_EQ(told.at("config")[0].at("key"), "command");
    EXPECT_EQ(response.body.find("s3cret"), std::string::npos);
}

TEST_F(ProgramTest, looks_at_so_many_processes) {
    process::Process& one = add(program("one", 0));
    (void)one.start();
    machine->add(one.pid(), 1);
    for (pid_t pid = 10'000; pid < 12'000; ++pid)
        machine->add(pid, one.pid());
    get(ann, "/api/program/one");
    EXPECT_EQ(document().at("tree").size(), limits::max_tree);
    machine->fails = true;
    EXPECT_EQ(get(ann, "/api/program/one").status, 200);
    EXPECT_EQ(document().at("tree"), json::array());
}

TEST_F(ProgramTest, that_is_not_there_is_404) {
    for (const char* target : {"/api/program/", "/api/program/none", "/api/program/one:*"})
        EXPECT_EQ(get(ann, target).status, 404) << target;
    add(program("one", 0));
    EXPECT_EQ(ask(request(ann, "POST", "/api/program/one")).status, 405);
}

}  // namespace
}  // namespace supervise::web
