#include "live/feed.hpp"

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

#include "fake/process_table.hpp"
#include "live/limits.hpp"
#include "rpc/daemon_fixture.hpp"

namespace supervise::live {
namespace {

using namespace std::chrono_literals;
using nlohmann::json;
using testing::ElementsAre;
using testing::IsEmpty;

struct Event {
    std::string name;
    json data;
};

/// Takes a stream apart as a client would.
std::vector<Event> events_of(const std::string& stream) {
    std::vector<Event> events;
    std::size_t at = 0;
    while (at < stream.size()) {
        const std::size_t end = stream.find("\n\n", at);
        EXPECT_NE(end, std::string::npos) << "an event without end";
        const std::string text = stream.substr(at, end - at);
        at = end + 2;
        if (text[0] == ':') {
            events.push_back({":", {}});
            continue;
        }
        const std::size_t line = text.find('\n');
        EXPECT_EQ(text.substr(0, 7), "event: ");
        EXPECT_EQ(text.substr(line, 7), "\ndata: ");
        events.push_back({text.substr(7, line - 7), json::parse(text.substr(line + 7))});
    }
    return events;
}

class FeedTest : public rpc::DaemonFixture {
protected:
    void on_state(process::Process& process, process::State, process::State) override {
        feed.state_changed(process);
    }

    static std::string read_all(Feed::Follower& follower, std::size_t max = 64 * 1024) {
        std::string all;
        for (std::string piece = follower.read(max); !piece.empty(); piece = follower.read(max))
            all += piece;
        return all;
    }
    std::vector<Event> events(Feed::Follower& follower) {
        loop.settle();
        return events_of(read_all(follower));
    }
    static std::vector<std::string> names(const std::vector<Event>& events) {
        std::vector<std::string> all;
        for (const Event& event : events)
            all.push_back(event.name);
        return all;
    }
    /// A follower that has read its snapshot and what follows at once.
    std::unique_ptr<Feed::Follower> follower() {
        auto made = feed.follow();
        loop.settle();
        read_all(*made);
        return made;
    }
    json status() {
        std::optional<json> document;
        const auto waiting = feed.when_status([&](const std::string& text) { document = json::parse(text); });
        loop.settle();
        return document.value();
    }
    /// Past the pause between two batches of changes.
    void pause() { loop.advance(limits::change_pause); }

    static constexpr pid_t own = 7;
    std::shared_ptr<fake::ProcessTable> machine = std::make_shared<fake::ProcessTable>();
    Feed feed{daemon, machine, Itself{own, loop.clock().mono()}};
};

TEST_F(FeedTest, begins_with_everything) {
    add(program("web"));
    add(program("db"));
    const auto follower = feed.follow();
    const auto got = events_of(read_all(*follower));
    ASSERT_THAT(names(got), ElementsAre("snapshot"));
    const json& data = got[0].data;
    EXPECT_EQ(data["schema"], 1);
    EXPECT_EQ(data["daemon"]["statename"], "RUNNING");
    EXPECT_EQ(data["processes"][0]["namespec"], "db");
    EXPECT_EQ(data["processes"][1]["namespec"], "web");
    EXPECT_EQ(data["processes"][1]["statename"], "STOPPED");
    EXPECT_EQ(data["processes"][1]["pid"], nullptr);
    EXPECT_EQ(data["processes"][1]["memory"], nullptr);
}

TEST_F(FeedTest, tells_changes_of_state_as_they_come) {
    process::Process& web = add(program("web"));
    add(program("db"));
    const auto one = follower();
    ASSERT_TRUE(web.start());
    auto got = events(*one);
    ASSERT_THAT(names(got), ElementsAre("process"));
    EXPECT_EQ(got[0].data["namespec"], "web");
    EXPECT_EQ(got[0].data["statename"], "STARTING");
    EXPECT_EQ(got[0].data["pid"], web.pid());
    loop.advance(1s);
    got = events(*one);
    ASSERT_THAT(names(got), testing::Contains("process"));
    EXPECT_EQ(got[0].data["statename"], "RUNNING");
    end(web, fake::exit_status(3));
    pause();
    got = events(*one);
    EXPECT_EQ(got[0].data["last_exit"]["status"], 3);
    EXPECT_EQ(got[0].data["last_exit"]["signal"], nullptr);
    EXPECT_EQ(got[0].data["last_exit"]["expected"], false);
    EXPECT_EQ(got[0].data["last_exit"]["text"], "exit status 3");
}

TEST_F(FeedTest, counts_automatic_restarts) {
    config::ProcessConfig config = program("web", 0);
    config.autorestart = config::Autorestart::always;
    process::Process& web = add(config);
    ASSERT_TRUE(web.start());
    for (int i = 0; i < 3; ++i) {
        end(web, fake::killed_by(9));
        loop.advance(10s);
    }
    EXPECT_EQ(status()["processes"][0]["restarts"], 3);
    EXPECT_EQ(status()["processes"][0]["last_exit"]["signal"], "SIGKILL");
    web.stop();
    end(web, fake::killed_by(15));
    ASSERT_TRUE(web.start());
    EXPECT_EQ(status()["processes"][0]["restarts"], 3);
}

TEST_F(FeedTest, tells_groups_that_come_and_go) {
    const auto one = follower();
    daemon.groups().add(make_group("g", {program("a"), program("b")}));
    feed.group_added("g");
    auto got = events(*one);
    ASSERT_THAT(names(got), ElementsAre("group"));
    EXPECT_EQ(got[0].data["change"], "added");
    EXPECT_EQ(got[0].data["processes"][1]["namespec"], "g:b");
    daemon.groups().remove("g");
    feed.group_removed("g");
    pause();
    got = events(*one);
    ASSERT_THAT(names(got), ElementsAre("group"));
    EXPECT_EQ(got[0].data, json({{"group", "g"}, {"change", "removed"}, {"processes", json::array()}}));
}

TEST_F(FeedTest, tells_all_processes_of_a_group_that_has_others) {
    daemon.groups().add(make_group("g", {program("a"), program("b")}));
    const auto one = follower();
    feed.group_changed("g");
    const auto got = events(*one);
    ASSERT_THAT(names(got), ElementsAre("group"));
    EXPECT_EQ(got[0].data["change"], "changed");
    EXPECT_EQ(got[0].data["processes"].size(), 2u);
}

TEST_F(FeedTest, a_process_that_is_gone_when_its_change_is_told_is_left_out) {
    process::Process& web = add(program("web"));
    const auto one = follower();
    feed.state_changed(web);
    daemon.groups().remove("web");
    feed.group_removed("web");
    EXPECT_THAT(names(events(*one)), ElementsAre("group"));
}

TEST_F(FeedTest, tells_the_state_of_the_daemon) {
    const auto one = follower();
    daemon.current_state = rpc::DaemonState::shutdown;
    feed.daemon_changed();
    const auto got = events(*one);
    ASSERT_THAT(names(got), ElementsAre("daemon"));
    EXPECT_EQ(got[0].data["statename"], "SHUTDOWN");
}

TEST_F(FeedTest, tells_usage_that_has_changed_every_two_seconds) {
    process::Process& web = add(program("web", 0));
    process::Process& db = add(program("db", 0));
    ASSERT_TRUE(web.start() && db.start());
    machine->add(own, 1, 5 << 20);
    machine->add(web.pid(), own, 1 << 20, 1s);
    machine->add(db.pid(), own, 2 << 20, 1s);
    const auto one = follower();
    loop.advance(2s);
    (void)events(*one);  // the first shares
    machine->add(4711, web.pid(), 3 << 20, 500ms);
    loop.advance(1999ms);
    EXPECT_THAT(events(*one), IsEmpty());
    loop.advance(1ms);
    const auto got = events(*one);
    ASSERT_THAT(names(got), ElementsAre("usage"));
    const json expected = {{"group", "web"},      {"name", "web"},      {"memory", 4 << 20},
                           {"cpu_percent", 25.0}, {"cpu_seconds", 1.5}, {"process_count", 2}};
    EXPECT_EQ(got[0].data["processes"], json::array({expected}));
    EXPECT_EQ(got[0].data["daemon"]["memory"], 5 << 20);
}

TEST_F(FeedTest, says_that_it_is_still_there_when_nothing_changes) {
    const auto one = follower();
    loop.advance(14s);
    EXPECT_THAT(names(events(*one)), IsEmpty());
    loop.advance(2s);
    EXPECT_THAT(names(events(*one)), ElementsAre(":"));
}

TEST_F(FeedTest, looks_and_waits_only_while_somebody_follows) {
    const std::size_t timers = loop.timers();
    loop.advance(10s);
    EXPECT_EQ(machine->reads, 0);
    auto one = follower();
    auto two = follower();
    loop.advance(4s);
    EXPECT_EQ(machine->reads, 3);
    one.reset();
    loop.advance(2s);
    EXPECT_EQ(machine->reads, 4);
    two.reset();
    EXPECT_EQ(loop.timers(), timers);
    loop.advance(1min);
    EXPECT_EQ(machine->reads, 4);
}

TEST_F(FeedTest, may_lose_its_last_follower_with_a_change_untold) {
    process::Process& web = add(program("web"));
    auto one = follower();
    ASSERT_TRUE(web.start());
    one.reset();
    loop.settle();
    EXPECT_THAT(names(events(*feed.follow())), ElementsAre("snapshot"));
}

TEST_F(FeedTest, many_changes_in_a_moment_are_told_once) {
    process::Process& web = add(program("web", 0));
    const auto one = follower();
    ASSERT_TRUE(web.start());
    EXPECT_EQ(events(*one).size(), 1u);
    for (int i = 0; i < 5; ++i) {
        web.stop();
        end(web, 0);
        ASSERT_TRUE(web.start());
        loop.settle();
    }
    EXPECT_THAT(events(*one), IsEmpty());
    pause();
    EXPECT_EQ(events(*one).size(), 1u);
}

TEST_F(FeedTest, all_followers_share_each_text) {
    process::Process& web = add(program("web"));
    std::vector<std::unique_ptr<Feed::Follower>> many;
    for (int i = 0; i < 100; ++i)
        many.push_back(follower());
    ASSERT_TRUE(web.start());
    loop.settle();
    const std::string first = read_all(*many[0]);
    EXPECT_THAT(first, testing::StartsWith("event: process\n"));
    for (std::size_t i = 1; i < many.size(); ++i)
        EXPECT_EQ(read_all(*many[i]), first);
}

TEST_F(FeedTest, a_slow_reader_gets_what_is_instead_of_all_that_was) {
    process::Process& web = add(program("web", 0));
    add(program("db"));
    const auto quick = follower();
    const auto slow = follower();
    std::size_t quick_bytes = 0;
    for (int i = 0; i < 1000; ++i) {
        ASSERT_TRUE(web.start());
        web.stop();
        end(web, 0);
        pause();
        quick_bytes += read_all(*quick).size();
    }
    EXPECT_GT(quick_bytes, limits::max_backlog_bytes);
    ASSERT_TRUE(web.start());
    pause();
    const auto got = events(*slow);
    ASSERT_EQ(got[0].name, "snapshot");
    EXPECT_LT(got.size(), 100u);
    EXPECT_EQ(got.back().data["processes"].is_null() ? got.back().data["statename"]
                                                     : got.back().data["processes"][1]["statename"],
              "RUNNING");
}

TEST_F(FeedTest, a_reader_that_stopped_for_long_gets_no_old_news) {
    process::Process& web = add(program("web", 0));
    const auto slow = follower();
    ASSERT_TRUE(web.start());
    loop.advance(limits::max_backlog_age + 1s);
    web.stop();
    pause();
    EXPECT_THAT(names(events(*slow)), ElementsAre("snapshot"));
}

TEST_F(FeedTest, may_be_read_in_pieces_of_any_size) {
    add(program("web"));
    const auto one = feed.follow();
    EXPECT_THAT(names(events_of(read_all(*one, 1))), ElementsAre("snapshot"));
}

TEST_F(FeedTest, tells_when_there_is_something_to_read) {
    process::Process& web = add(program("web"));
    const auto one = follower();
    int notices = 0;
    one->when_ready([&] { ++notices; });
    ASSERT_TRUE(web.start());
    EXPECT_EQ(notices, 0);  // not inside the change
    loop.settle();
    EXPECT_EQ(notices, 1);
}

TEST_F(FeedTest, has_room_for_so_many) {
    std::vector<std::unique_ptr<Feed::Follower>> many;
    for (std::size_t i = 0; i < limits::max_followers; ++i)
        many.push_back(feed.follow());
    EXPECT_NE(many.back(), nullptr);
    EXPECT_EQ(feed.follow(), nullptr);
    many.pop_back();
    EXPECT_NE(feed.follow(), nullptr);
}

TEST_F(FeedTest, one_question_is_answered_with_usage) {
    process::Process& web = add(program("web", 0));
    ASSERT_TRUE(web.start());
    machine->add(own, 1, 4096);
    machine->add(web.pid(), own, 1 << 20, 1s);
    const json answer = status();
    EXPECT_EQ(answer["processes"][0]["memory"], 1 << 20);
    EXPECT_EQ(answer["processes"][0]["cpu_percent"], nullptr);
    EXPECT_EQ(answer["daemon"]["memory"], 4096);
    EXPECT_EQ(answer["daemon"]["pid"], own);
    web.stop();
    EXPECT_EQ(status()["processes"][0]["statename"], "STOPPING");
    EXPECT_EQ(machine->reads, 1) << "asked twice in a second: looked once";
}

TEST_F(FeedTest, a_question_can_be_taken_back) {
    bool answered = false;
    {
        const auto waiting = feed.when_status([&](const std::string&) { answered = true; });
    }
    loop.settle();
    EXPECT_FALSE(answered);
    EXPECT_EQ(status()["schema"], 1);
    EXPECT_EQ(status()["listeners"], json::array());
}

TEST_F(FeedTest, is_json_whatever_programs_are_called) {
    config::ProcessConfig config = program("a\"\\\xff\n</script>");
    add(config);
    EXPECT_EQ(status()["processes"][0]["name"], "a\"\\\uFFFD\n</script>");
}

TEST_F(FeedTest, tells_of_listener_pools) {
    auto config = std::make_shared<config::GroupConfig>();
    config->name = "mail";
    config->processes = {program("mail")};
    config->listener.emplace().events = {config::EventType::tick_5, config::EventType::remote_communication};
    config->listener->buffer_size = 2;
    daemon.groups().add(config);
    daemon.events().group_added(*daemon.groups().find("mail"));
    for (int i = 0; i < 3; ++i)
        daemon.events().remote_communication("t", "1234");
    const json listeners = status()["listeners"];
    ASSERT_EQ(listeners.size(), 1u);
    EXPECT_EQ(listeners[0], json::parse(R"({"group": "mail", "events": ["TICK_5", "REMOTE_COMMUNICATION"],
        "buffer_size": 2, "waiting": 2, "waiting_bytes": 22, "accepted": 3, "processed": 0, "rejected": 0,
        "discarded": {"REMOTE_COMMUNICATION": 1},
        "processes": [{"name": "mail", "listener_state": "ACKNOWLEDGED"}]})"));
    daemon.events().group_leaves(*daemon.groups().find("mail"));
}

}  // namespace
}  // namespace supervise::live
