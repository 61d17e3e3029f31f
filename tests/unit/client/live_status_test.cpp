#include "client/live_status.hpp"

#include <gmock/gmock.h>

namespace supervise::client {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::IsEmpty;

constexpr std::string_view snapshot = R"({"schema":1,
  "daemon":{"identifier":"supervisor","statename":"RUNNING","pid":7,"uptime":60,"memory":4096,"cpu_percent":null},
  "processes":[
    {"group":"web","name":"web","state":20,"statename":"RUNNING","description":"d","pid":100,"uptime":5,
     "restarts":2,"memory":1000,"cpu_percent":1.5,"cpu_seconds":0.25,"process_count":3},
    {"group":"g","name":"a","state":0,"statename":"STOPPED","description":"Not started","pid":null}]})";

class LiveStatusTest : public testing::Test {
protected:
    std::vector<std::string> apply(const std::string& name, std::string_view data) {
        const auto changes = status.apply({name, std::string(data)}, now);
        EXPECT_TRUE(changes) << data;
        std::vector<std::string> all;
        for (const LiveProcess& process : changes.value_or(std::vector<LiveProcess>())) {
            all.push_back(process.group + ":" + process.name + " " + process.statename);
        }
        return all;
    }
    const LiveProcess& process(const std::string& group, const std::string& name) {
        return status.processes().at({group, name});
    }

    sys::MonoTime now{1h};
    LiveStatus status;
};

TEST_F(LiveStatusTest, begins_with_a_snapshot) {
    EXPECT_THAT(apply("snapshot", snapshot), ElementsAre("web:web RUNNING", "g:a STOPPED"));
    EXPECT_EQ(status.daemon().pid, 7);
    EXPECT_EQ(status.daemon().usage.memory, 4096);
    EXPECT_FALSE(status.daemon().usage.cpu_percent);
    const LiveProcess& web = process("web", "web");
    EXPECT_EQ(web.pid, 100);
    EXPECT_EQ(web.restarts, 2);
    EXPECT_EQ(web.usage.cpu_percent, 1.5);
    EXPECT_EQ(web.usage.process_count, 3);
    EXPECT_FALSE(process("g", "a").pid);
    EXPECT_EQ(status.processes().begin()->second.name, "a");  // in the order of status
}

TEST_F(LiveStatusTest, another_snapshot_tells_only_what_is_different) {
    apply("snapshot", snapshot);
    EXPECT_THAT(apply("snapshot", snapshot), IsEmpty());
    EXPECT_THAT(apply("snapshot", R"({"processes":[{"group":"web","name":"web","state":20,
        "statename":"RUNNING","pid":101,"restarts":3}]})"),
                ElementsAre("web:web RUNNING"));
    EXPECT_EQ(status.processes().size(), 1u);
}

TEST_F(LiveStatusTest, a_process_changes) {
    apply("snapshot", snapshot);
    EXPECT_THAT(apply("process", R"({"group":"g","name":"a","state":10,"statename":"STARTING","pid":5})"),
                ElementsAre("g:a STARTING"));
    EXPECT_EQ(process("g", "a").pid, 5);
}

TEST_F(LiveStatusTest, groups_come_and_go) {
    apply("snapshot", snapshot);
    EXPECT_THAT(apply("group", R"({"group":"new","change":"added",
        "processes":[{"group":"new","name":"x","state":0,"statename":"STOPPED"}]})"),
                ElementsAre("new:x STOPPED"));
    EXPECT_THAT(apply("group", R"({"group":"new","change":"changed",
        "processes":[{"group":"new","name":"y","state":0,"statename":"STOPPED"}]})"),
                ElementsAre("new:y STOPPED"));
    EXPECT_FALSE(status.processes().contains({"new", "x"}));
    apply("group", R"({"group":"g","change":"removed","processes":[]})");
    EXPECT_EQ(status.processes().size(), 2u);
    EXPECT_FALSE(status.processes().contains({"g", "a"}));
}

TEST_F(LiveStatusTest, usage_is_no_change_of_state) {
    apply("snapshot", snapshot);
    EXPECT_THAT(apply("usage", R"({"daemon":{"identifier":"supervisor","memory":8192},"processes":[
        {"group":"web","name":"web","memory":2000,"cpu_percent":9.5},{"group":"gone","name":"x","memory":1}]})"),
                IsEmpty());
    EXPECT_EQ(process("web", "web").usage.memory, 2000);
    EXPECT_EQ(process("web", "web").statename, "RUNNING");
    EXPECT_EQ(status.daemon().usage.memory, 8192);
    EXPECT_EQ(status.processes().size(), 2u);
}

TEST_F(LiveStatusTest, the_daemon_changes) {
    apply("snapshot", snapshot);
    apply("daemon", R"({"identifier":"supervisor","statename":"SHUTDOWN","pid":7})");
    EXPECT_EQ(status.daemon().statename, "SHUTDOWN");
    EXPECT_EQ(status.processes().size(), 2u);
}

TEST_F(LiveStatusTest, events_of_a_later_version_do_no_harm) {
    apply("snapshot", snapshot);
    EXPECT_THAT(apply("something", R"({"new":true})"), IsEmpty());
    EXPECT_THAT(apply("process", R"({"group":"g","name":"a","state":"text","statename":5,"pid":1e300,
        "uptime":[],"memory":{}})"),
                IsEmpty());
    EXPECT_EQ(status.processes().size(), 2u);
}

TEST_F(LiveStatusTest, what_is_no_object_is_an_error) {
    for (const char* data : {"", "{", "[]", "5", "null", "\xff"}) {
        EXPECT_FALSE(status.apply({"snapshot", data}, now)) << data;
    }
}

}  // namespace
}  // namespace supervise::client
