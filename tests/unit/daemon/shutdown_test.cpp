#include "daemon/shutdown.hpp"

#include <csignal>

#include "process/process_fixture.hpp"

namespace supervise::daemon {
namespace {

using namespace std::chrono_literals;
using process::State;

class ShutdownTest : public process::ProcessFixture {
protected:
    void add(const std::string& name, int priority, std::vector<std::pair<std::string, int>> members) {
        auto config = std::make_shared<config::GroupConfig>();
        config->name = name;
        config->priority = priority;
        for (const auto& [member, member_priority] : members) {
            config->processes.push_back(sleeper(member));
            config->processes.back().priority = member_priority;
            config->processes.back().startsecs = 0;
        }
        groups.add(config);
        groups.autostart(*groups.find(name));
    }
    void begin() {
        context.daemon_stopping = true;
        shutdown = std::make_unique<Shutdown>(groups, [this] { done = true; });
        loop.advance(0ms);
    }
    void on_state(process::Process& process, State from, State to) override {
        ProcessFixture::on_state(process, from, to);
        if (shutdown)
            shutdown->look_again();
    }
    void end(pid_t pid) {
        groups.on_exit({pid, fake::killed_by(SIGTERM)});
        loop.advance(0ms);
    }
    std::vector<pid_t> signalled() const {
        std::vector<pid_t> pids;
        for (const auto& [pid, signal] : calls.signals)
            pids.push_back(pid);
        return pids;
    }

    process::Groups groups{context};
    std::unique_ptr<Shutdown> shutdown;
    bool done = false;
};

// DAEMON-070: highest priority number first, equal ones in reverse order of activation, one at a time.
TEST_F(ShutdownTest, groups_stop_one_after_another) {
    add("low", 1, {{"l", 1}});       // pid 1000
    add("first", 999, {{"f", 1}});   // 1001
    add("second", 999, {{"s", 1}});  // 1002
    begin();
    EXPECT_EQ(signalled(), (std::vector<pid_t>{1002}));
    end(1002);
    EXPECT_EQ(signalled(), (std::vector<pid_t>{1002, 1001}));
    end(1001);
    end(1000);
    EXPECT_EQ(signalled(), (std::vector<pid_t>{1002, 1001, 1000}));
    EXPECT_TRUE(done);
}

// DAEMON-072
TEST_F(ShutdownTest, members_stop_together_in_descending_priority) {
    add("g", 1, {{"a", 1}, {"b", 5}, {"c", 5}});
    begin();
    EXPECT_EQ(signalled(), (std::vector<pid_t>{1002, 1001, 1000}));
    end(1001);
    EXPECT_FALSE(done);
    end(1000);
    end(1002);
    EXPECT_TRUE(done);
}

// DAEMON-071 is a flaw: groups that are stopped already take no time.
TEST_F(ShutdownTest, nothing_to_stop_is_done_at_once) {
    begin();
    EXPECT_TRUE(done);
}

// DAEMON-072
TEST_F(ShutdownTest, backoff_becomes_fatal) {
    add("g", 1, {{"a", 1}});
    groups.find("g")->find("a")->on_exit(fake::exit_status(0));
    auto config = std::make_shared<config::GroupConfig>();
    config->name = "h";
    config->processes.push_back(sleeper("b"));
    groups.add(config);
    groups.autostart(*groups.find("h"));
    groups.find("h")->find("b")->on_exit(fake::exit_status(1));
    ASSERT_EQ(groups.find("h")->find("b")->state(), State::backoff);
    begin();
    EXPECT_EQ(groups.find("h")->find("b")->state(), State::fatal);
    EXPECT_TRUE(done);
}

// DAEMON-073
TEST_F(ShutdownTest, says_whom_it_waits_for) {
    add("g", 1, {{"a", 1}, {"b", 2}});
    begin();
    EXPECT_TRUE(logger.contains("waiting for a, b to die"));
    logger.records.clear();
    loop.advance(2999ms);
    EXPECT_FALSE(logger.contains("waiting for"));
    loop.advance(1ms);
    EXPECT_TRUE(logger.contains("waiting for a, b to die"));
    end(1000);
    end(1001);
    EXPECT_TRUE(done);
    EXPECT_EQ(loop.timers(), 0u);
}

// DAEMON-074
TEST_F(ShutdownTest, sigkill_follows_as_usual) {
    add("g", 1, {{"a", 1}});
    begin();
    loop.advance(10s);
    EXPECT_EQ(calls.signals.back(), (std::pair<pid_t, int>{1000, SIGKILL}));
    end(1000);
    EXPECT_TRUE(done);
}

}  // namespace
}  // namespace supervise::daemon
