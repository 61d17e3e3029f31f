#include "rpc/python_text.hpp"

#include "rpc/daemon_fixture.hpp"

namespace supervise::rpc {
namespace {

TEST(PythonText, is_what_str_shows) {
    EXPECT_EQ(python_text(Value("text 'as it is'")), "text 'as it is'");
    EXPECT_EQ(python_text(Value(-3)), "-3");
    EXPECT_EQ(python_text(Value(true)), "True");
    EXPECT_EQ(python_text(Value(1.0)), "1.0");
    EXPECT_EQ(python_text(Value(0.25)), "0.25");
    EXPECT_EQ(python_text(Value(Nil{})), "None");
    EXPECT_EQ(python_text(Value(Binary{"bytes"})), "bytes");
    EXPECT_EQ(python_text(Value(Array{"a'b", 1, Array{}})), R"(["a'b", 1, []])");
    EXPECT_EQ(python_text(Value(Struct{{"k", "v"}, {"n", false}})), "{'k': 'v', 'n': False}");
}

class RemoteEvents : public DaemonFixture {};

// EVT-010, RPC-055
TEST_F(RemoteEvents, reach_who_subscribes) {
    EXPECT_EQ(reply_of("supervisor.sendRemoteCommEvent", {"kind", "data"}), Outcome(Value(true)));
    EXPECT_EQ(daemon.next_event, 0u) << "nobody does";
    auto config = std::make_shared<config::GroupConfig>();
    config->name = "mail";
    config->processes = {program("mail")};
    config->listener.emplace().events = {config::EventType::remote_communication};
    daemon.groups().add(config);
    daemon.events().group_added(*daemon.groups().find("mail"));
    EXPECT_EQ(reply_of("supervisor.sendRemoteCommEvent", {"kind", 12}), Outcome(Value(true)));
    EXPECT_EQ(daemon.events().pools().front()->waiting(), 1u);
    EXPECT_EQ(daemon.events().pools().front()->waiting_bytes(), std::string_view("type:kind\n12").size());
    daemon.events().group_leaves(*daemon.groups().find("mail"));
}

}  // namespace
}  // namespace supervise::rpc
