/// What a survey finds, and how it is shown (HD-GAP-01).
#include "control/status_table.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "control/comparison.hpp"
#include "control/perform.hpp"
#include "deployer/fake/daemon.hpp"

namespace deployer::control {
namespace {

using fake::ProcessConfig;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

class StatusOf : public testing::Test {
protected:
    StatusOf() {
        daemon.files = {{"web", {{.name = "web"}}}, {"api", {{.name = "api"}}}};
        daemon.begin();
        daemon.set("web", "web", 20);
        daemon.set("api", "api", 20);
    }
    DaemonStatus survey() {
        HostControl control(daemon, pace, Settings{.host = "en1"});
        answer = control.perform(operation, {});
        return *status_from_json(answer.value);
    }

    fake::Pace pace;
    fake::Daemon daemon{pace};
    Survey operation{.daemon = {"tsupv", "/s"}, .groups = {"web", "api"}};
    task::Answer answer;
};

TEST_F(StatusOf, all_as_described) {
    daemon.status_document =
        R"({"processes": [{"group": "web", "name": "web", "restarts": 3}, 7, {"group": 1}]})";
    const DaemonStatus status = survey();
    EXPECT_TRUE(status.running);
    EXPECT_EQ(status.version, "4.2.5");
    ASSERT_EQ(status.processes.size(), 2U);
    EXPECT_EQ(status.processes[0].name, "api");
    EXPECT_EQ(status.processes[0].uptime, 100);
    EXPECT_FALSE(status.processes[0].restarts);
    EXPECT_EQ(status.processes[1].restarts, 3);
    EXPECT_EQ(status.processes[1].memory, status.processes[1].pid * 1024);
    EXPECT_THAT(status.differences, IsEmpty());
    EXPECT_TRUE(all_as_described({{{"en1", answer.value}}}));
}

TEST_F(StatusOf, what_differs_is_said) {
    daemon.files["web"][0].version = 2;
    daemon.files["api2"] = {{.name = "api2"}};
    daemon.files["left"] = {{.name = "left"}};
    daemon.set("api", "api", 200);
    operation.groups = {"web", "api", "api2", "gone"};
    const DaemonStatus status = survey();
    EXPECT_THAT(status.differences,
                ElementsAre("group 'api2' is configured but not loaded", "group 'gone' is missing",
                            "group 'left' is not in the description",
                            "group 'web' runs with another configuration than its files have",
                            "api is FATAL"));
    EXPECT_TRUE(status.processes[1].outdated);
    EXPECT_THAT(status.missing, ElementsAre("gone"));
    EXPECT_FALSE(all_as_described({{{"en1", answer.value}}}));
}

TEST_F(StatusOf, states_that_were_asked_for) {
    operation.wanted = {{{operation.daemon, "web", "web", {}}, false},
                        {{operation.daemon, "api", "api", {}}, true}};
    daemon.set("api", "api", 0);
    EXPECT_THAT(survey().differences,
                ElementsAre("web is RUNNING, described as stopped", "api is STOPPED, described as started"));
}

// A service that has ended is down, whatever its exit status; a job has done what it is for.
TEST_F(StatusOf, job_that_has_ended_well_is_as_described) {
    daemon.files["web"][0].startsecs = std::chrono::milliseconds(0);
    daemon.begin();
    daemon.set("web", "web", 100);
    daemon.set("api", "api", 100);
    operation.wanted = {{{operation.daemon, "web", "web", {}}, true},
                        {{operation.daemon, "api", "api", {}}, true}};
    EXPECT_THAT(survey().differences, ElementsAre("api is EXITED, described as started"));
    daemon.process("web", "web").config.exit_status = 1;
    EXPECT_THAT(survey().differences, Contains("web is EXITED, described as started"));
}

TEST_F(StatusOf, others_may_use_a_daemon_that_is_not_managed) {
    operation.daemon.managed = false;
    operation.groups = {"web"};
    const DaemonStatus status = survey();
    EXPECT_THAT(status.leftovers, ElementsAre("api"));
    EXPECT_THAT(status.differences, IsEmpty());
}

TEST_F(StatusOf, daemon_that_is_down) {
    daemon.down = ENOENT;
    const DaemonStatus status = survey();
    EXPECT_EQ(answer.status, task::Status::ok);
    EXPECT_FALSE(status.running);
    EXPECT_THAT(status.differences, ElementsAre("not running"));
    operation.daemon.expected = false;
    EXPECT_THAT(survey().differences, IsEmpty());
}

TEST_F(StatusOf, table) {
    daemon.process("api", "api").pid = 7;
    daemon.set("web", "web", 200);
    daemon.process("web", "web").spawnerr = "can't find\tcommand";
    survey();
    EXPECT_EQ(
        status_table({{{"en1", answer.value}}}),
        "HOST  SUPERVISOR  STATE    VERSION  SOCKET\n"
        "en1   tsupv       RUNNING  4.2.5    /s\n"
        "\n"
        "HOST  SUPERVISOR  GROUP  PROCESS  STATE    PID  UPTIME   RESTARTS  MEMORY  REMARKS\n"
        "en1   tsupv       api    api      RUNNING  7    0:01:40  -         7 kB\n"
        "en1   tsupv       web    web      FATAL    -    -        -         -       can't find?command\n"
        "\n"
        "Differences:\n"
        "en1: supervisor 'tsupv': web is FATAL\n"
        "Only states were looked at, files, folders, accounts and settings were not: en1\n");
    EXPECT_EQ(status_table({}), "");
}

TEST_F(StatusOf, services_and_web_pages_have_their_place) {
    operation.web = "127.0.0.1:9001";
    survey();
    const Surveys surveys{{"en1", unit_to_json({"nginx", "inactive", "active"})}, {"en1", answer.value}};
    EXPECT_THAT(status_table({surveys}),
                testing::StartsWith("HOST  SERVICE  STATE\n"
                                    "en1   nginx    inactive\n"
                                    "\n"
                                    "HOST  SUPERVISOR  STATE    VERSION  SOCKET  WEB\n"
                                    "en1   tsupv       RUNNING  4.2.5    /s      127.0.0.1:9001\n"));
    EXPECT_THAT(status_table({surveys}),
                HasSubstr("Differences:\nen1: service 'nginx' is inactive, described as active\n"));
    EXPECT_FALSE(all_as_described({surveys}));
    EXPECT_TRUE(all_as_described({{{"en1", unit_to_json({"nginx", "inactive", ""})}}}));
    EXPECT_THAT(status_json({surveys}), HasSubstr("\"unit\": \"nginx\""));
}

// HD-GAP-01: what a deployment would change, below the tables, host by host.
TEST_F(StatusOf, what_differs_from_the_description_is_listed) {
    daemon.set("web", "web", 200);
    survey();
    const Differences differences{
        {"file", "/opt/run.sh", "", "content, mode 0700 -> 0755", "--- before: /opt/run.sh\n-a\tb\x1b[2J\n"},
        {"program file", "/etc/d/web\n.ini", "tsupv", "missing"}};
    const Surveys surveys{{"en1", answer.value},
                          {"en1", differences_to_json(differences)},
                          {"en2", unit_to_json({"nginx", "inactive", "active"})},
                          {"en2", differences_to_json({})}};
    EXPECT_THAT(status_table({surveys}),
                testing::EndsWith("\n\nDifferences:\n"
                                  "en1: supervisor 'tsupv': web is FATAL\n"
                                  "en1: file '/opt/run.sh': content, mode 0700 -> 0755\n"
                                  "--- before: /opt/run.sh\n"
                                  "-a\tb\\x1b[2J\n"
                                  "en1: supervisor 'tsupv': program file "
                                  "'/etc/d/web\\n.ini': missing\n"
                                  "en2: service 'nginx' is inactive, described as active\n"));
    EXPECT_FALSE(all_as_described({surveys}));
    EXPECT_FALSE(all_as_described({{{"en1", differences_to_json(differences)}}}));
}

TEST(StatusTable, hosts_that_were_compared_are_as_described) {
    const Surveys files_only{{"en1", differences_to_json({})}};
    EXPECT_EQ(status_table({files_only}), "Everything is as described.\n");
    EXPECT_TRUE(all_as_described({files_only}));
    const std::string fine = unit_to_json({"nginx", "active", "active"});
    EXPECT_THAT(
        status_table({{{"en1", fine}, {"en1", differences_to_json({})}, {"en2", fine}}}),
        testing::EndsWith("\n\nAll states are as described.\n"
                          "Only states were looked at, files, folders, accounts and settings were not: "
                          "en2\n"));
}

// HD-GAP-01: of a host that could not be looked at nobody knows whether it is as described.
TEST(StatusTable, hosts_that_were_not_seen_are_named) {
    const std::string fine = differences_to_json({});
    const Look look{{{"en1", fine}}, {{"en2", "no\troute"}}, {"en3"}};
    EXPECT_FALSE(all_as_described(look));
    EXPECT_EQ(status_table(look), "What was looked at is as described.\n"
                                  "en2 cannot be reached: no?route\n"
                                  "en3: something failed, so not all of it is known\n");
    EXPECT_EQ(status_table({{}, {{"en2", "no route"}}}), "en2 cannot be reached: no route\n");
    const std::string json = status_json({{{"en1", fine}}, {{"en2", "no route"}}, {}});
    EXPECT_THAT(json, HasSubstr("  \"unreachable\": [\n"
                                "    {\n"
                                "      \"host\": \"en2\",\n"
                                "      \"reason\": \"no route\"\n"
                                "    }\n"
                                "  ],\n"
                                "  \"failed\": [],\n"
                                "  \"compared\": false,\n"
                                "  \"as_described\": false\n"));
    EXPECT_THAT(status_json({{{"en1", fine}}, {}, {"en3"}}), HasSubstr("  \"unreachable\": [],\n"
                                                                       "  \"failed\": [\n"
                                                                       "    \"en3\"\n"
                                                                       "  ],\n"
                                                                       "  \"compared\": false,\n"
                                                                       "  \"as_described\": false\n"));
    EXPECT_NE(lasting({{{"en1", fine}}}), lasting(look));
}

TEST(StatusTable, differences_for_programs) {
    const std::string fine = unit_to_json({"nginx", "active", "active"});
    const Differences differences{{"file", "/f", "", "content", "-a\n+b\n"},
                                  {"program file", "/p", "tsupv", "missing"}};
    const std::string json =
        status_json({{{"en1", fine}, {"en1", differences_to_json(differences)}, {"en2", fine}}});
    EXPECT_THAT(json, HasSubstr("      \"differences\": [\n"
                                "        {\n"
                                "          \"what\": \"file\",\n"
                                "          \"name\": \"/f\",\n"
                                "          \"supervisor\": null,\n"
                                "          \"how\": \"content\",\n"
                                "          \"diff\": \"-a\\n+b\\n\"\n"
                                "        },\n"
                                "        {\n"
                                "          \"what\": \"program file\",\n"
                                "          \"name\": \"/p\",\n"
                                "          \"supervisor\": \"tsupv\",\n"
                                "          \"how\": \"missing\"\n"
                                "        }\n"
                                "      ]\n"));
    EXPECT_THAT(json, HasSubstr("\"differences\": null"));
    EXPECT_THAT(json, HasSubstr("\"compared\": false"));
    EXPECT_THAT(json, HasSubstr("\"as_described\": false"));
    EXPECT_THAT(status_json({{{"en1", differences_to_json({})}}}), HasSubstr("\"compared\": true"));
    EXPECT_EQ(*differences_from_json(differences_to_json(differences)), differences);
    EXPECT_FALSE(differences_from_json(fine));
}

TEST_F(StatusOf, what_changes_by_itself_is_no_change) {
    survey();
    const Surveys before{{"en1", answer.value}};
    pace.pause(std::chrono::seconds(5));
    survey();
    EXPECT_EQ(lasting({before}), lasting({{{"en1", answer.value}}}));
    daemon.set("api", "api", 200);
    survey();
    EXPECT_NE(lasting({before}), lasting({{{"en1", answer.value}}}));
}

TEST_F(StatusOf, json_for_programs) {
    survey();
    const std::string json = status_json({{{"en1", answer.value}, {"en2", answer.value}}});
    EXPECT_THAT(json, HasSubstr("\"host\": \"en1\""));
    EXPECT_THAT(json, HasSubstr("\"as_described\": true"));
    EXPECT_THAT(json, Not(HasSubstr("null,null")));
}

TEST(StatusJson, damaged_text_is_no_status) {
    EXPECT_FALSE(status_from_json("{"));
    EXPECT_FALSE(status_from_json("{\"supervisor\": 3}"));
}

}  // namespace
}  // namespace deployer::control
