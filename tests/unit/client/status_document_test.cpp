#include "client/status_document.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "fake/remote.hpp"

namespace supervise::client {
namespace {

using nlohmann::json;
using rpc::Array;
using rpc::Struct;
using rpc::Value;

bool everything(std::string_view, std::string_view) {
    return true;
}

/// Makes it answer as a daemon without documents does.
void answer_as_python(fake::Remote& remote) {
    remote.stream_error = Error{Error::Kind::status, 404, "Not Found", {}};
    const Value running =
        Struct{{"group", "g"},        {"name", "a"},    {"state", 20},     {"statename", "RUNNING"},
               {"description", "d"},  {"pid", 12},      {"start", 100},    {"stop", 0},
               {"now", 160},          {"spawnerr", ""}, {"exitstatus", 0}, {"stdout_logfile", "/o"},
               {"stderr_logfile", ""}};
    const Value stopped =
        Struct{{"group", "b"}, {"name", "b"}, {"state", 0}, {"statename", "STOPPED"}, {"pid", 0}};
    const std::map<std::string, Value> answers{
        {"supervisor.getIdentification", "supervisor"},
        {"supervisor.getSupervisorVersion", "4.2.5"},
        {"supervisor.getState", Struct{{"statecode", 1}, {"statename", "RUNNING"}}},
        {"supervisor.getPID", 7},
        {"supervisor.getAllProcessInfo", Array{running, stopped}}};
    for (const auto& [method, answer] : answers) {
        remote.answers.insert_or_assign(method, answer);
    }
}

TEST(StatusDocument, is_what_the_daemon_tells_members_of_later_versions_included) {
    fake::Remote remote;
    remote.stream_pieces = {
        R"({"schema":1,"daemon":{"pid":7},"processes":[)",
        R"({"group":"a","name":"a","state":20,"later":[1]},{"group":"b","name":"b","state":0}]})"};
    const auto document = status_document(remote, everything);
    ASSERT_TRUE(document);
    EXPECT_EQ(remote.followed, std::vector<std::string>{"/api/status"});
    EXPECT_EQ(document->states, (std::vector<std::int64_t>{20, 0}));
    EXPECT_EQ(json::parse(document->json)["processes"][0]["later"], json::array({1}));
    EXPECT_EQ(document->json.substr(0, 16), "{\n  \"schema\": 1,");
}

TEST(StatusDocument, has_only_the_processes_that_are_wanted) {
    fake::Remote remote;
    remote.stream_pieces = {
        R"({"processes":[{"group":"a","name":"a","state":20},{"group":"b","name":"b","state":0}]})"};
    const auto document =
        status_document(remote, [](std::string_view group, std::string_view) { return group == "a"; });
    ASSERT_TRUE(document);
    EXPECT_EQ(document->states, std::vector<std::int64_t>{20});
    EXPECT_EQ(json::parse(document->json)["processes"].size(), 1u);
}

TEST(StatusDocument, is_made_from_the_methods_of_a_daemon_without_it) {
    fake::Remote remote;
    answer_as_python(remote);
    const auto document = status_document(remote, everything);
    ASSERT_TRUE(document);
    EXPECT_EQ(document->states, (std::vector<std::int64_t>{20, 0}));
    const json told = json::parse(document->json);
    EXPECT_EQ(told["daemon"]["pid"], 7);
    EXPECT_EQ(told["daemon"]["version"], nullptr);
    EXPECT_EQ(told["daemon"]["supervisor_version"], "4.2.5");
    EXPECT_EQ(told["daemon"]["statename"], "RUNNING");
    const json& a = told["processes"][0];
    EXPECT_EQ(a["namespec"], "g:a");
    EXPECT_EQ(a["uptime"], 60);
    EXPECT_EQ(a["stop"], nullptr);
    EXPECT_EQ(a["spawnerr"], nullptr);
    EXPECT_EQ(a["memory"], nullptr);
    EXPECT_EQ(a["stdout_logfile"], "/o");
    const json& b = told["processes"][1];
    EXPECT_EQ(b["namespec"], "b");
    EXPECT_EQ(b["pid"], nullptr);
    EXPECT_EQ(b["uptime"], nullptr);
    EXPECT_EQ(b["now"], nullptr);
}

TEST(StatusDocument, refusals_and_nonsense_are_errors) {
    fake::Remote remote;
    remote.stream_error = Error{Error::Kind::status, 401, "Unauthorized", {}};
    EXPECT_TRUE(status_document(remote, everything).error().is_status(401));
    remote.stream_error.reset();
    for (const char* text : {"", "{", "[]", "{}", R"({"processes":{}})", R"({"processes":[1]})"}) {
        remote.stream_pieces = {text};
        EXPECT_FALSE(status_document(remote, everything)) << text;
    }
}

}  // namespace
}  // namespace supervise::client
