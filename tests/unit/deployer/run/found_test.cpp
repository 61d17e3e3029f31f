/// Supervisors that are found on hosts, before the plan is made (HD-GAP-02).
#include "run/found.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "deployer/run/running.hpp"
#include "plan/found.hpp"

namespace deployer::run {
namespace {

using testing::HasSubstr;

class Finding : public Running {
protected:
    void SetUp() override {
        with_hosts(3);
        model::Supervisor supervisor;
        supervisor.name = "tsupv";
        supervisor.found = true;
        supervisor.conf_file_dst = "/etc/s.conf";
        supervisor.scope.hosts = {0, 1};
        described.supervisors.push_back(supervisor);
        hosts["h1"].files["/etc/s.conf"] =
            "[supervisord]\n[unix_http_server]\nfile=/run/s\n[include]\nfiles=/etc/s.d/*.conf\n";
    }
    std::string fact(std::size_t host, std::string_view key) {
        const jinja::Value* found = known_facts.at(host)->find(plan::found_fact);
        const jinja::Value* one = found->dict().find(std::string_view("tsupv"));
        const jinja::Value* value = one == nullptr ? nullptr : one->dict().find(key);
        return value == nullptr ? "(none)" : value->str();
    }
};

TEST_F(Finding, their_layout_is_a_fact) {
    EXPECT_EQ(go().exit_status, 0);
    EXPECT_EQ(fact(0, "include_dir"), "/etc/s.d");
    EXPECT_EQ(fact(0, "suffix"), ".conf");
    EXPECT_EQ(fact(0, "socket"), "/run/s");
    EXPECT_EQ(fact(0, "problem"), "(none)");
    EXPECT_EQ(fact(1, "problem"), "there is no /etc/s.conf here");
    EXPECT_EQ(fact(2, "include_dir"), "(none)");
    EXPECT_TRUE(hosts["h3"].done.empty());
}

TEST_F(Finding, a_host_that_is_cut_off_meanwhile_is_unreachable) {
    play("all", {facts()});
    hosts["h2"].cut_after = 0;
    EXPECT_EQ(go().exit_status, 4);
    EXPECT_FALSE(known_facts.at(1).has_value());
    EXPECT_THAT(report.lines, testing::Contains(HasSubstr("Connection to host closed")));
}

}  // namespace
}  // namespace deployer::run
