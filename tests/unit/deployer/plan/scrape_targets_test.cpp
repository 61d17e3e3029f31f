// Which supervisors Prometheus is told of, and by which address it reaches them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "deployer/plan/world.hpp"

namespace deployer::plan {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class ScrapeTargets : public testing::Test {
protected:
    ScrapeTargets() {
        model.hosts[0].ssh_host = "en1.example.com";
        model.supervisors[0].http_server.emplace().endpoint = "*:9001";
    }
    model::HttpServer& server() { return *model.supervisors[0].http_server; }

    BuildContext context(model::Action action = model::Action::deploy) {
        BuildContext result = fake::context_for(model, action, files);
        result.scrape_targets = true;
        return result;
    }
    std::vector<std::string> addresses(const BuildContext& context) {
        built = build(model, context);
        std::vector<std::string> result;
        for (const ScrapeTarget& target : built.plan.scrape_targets)
            result.push_back(target.address);
        return result;
    }
    std::vector<std::string> addresses_of(const std::string& endpoint) {
        server().endpoint = endpoint;
        return addresses(context());
    }
    std::string warnings() const {
        std::string text;
        for (const source::Problem& problem : built.problems) {
            EXPECT_EQ(problem.severity, source::Severity::warning) << problem.text();
            text += problem.text() + "\n";
        }
        return text;
    }

    model::Model model = fake::simple_app();
    fake::Files files;
    Built built;
};

TEST_F(ScrapeTargets, an_address_others_can_reach) {
    for (const char* everywhere : {"*:9001", "9001", ":9001", "0.0.0.0:9001", "[::]:9001"})
        EXPECT_THAT(addresses_of(everywhere), ElementsAre("en1.example.com:9001")) << everywhere;
    EXPECT_THAT(addresses_of("10.0.0.7:1234"), ElementsAre("10.0.0.7:1234"));
    EXPECT_THAT(addresses_of("[fd00::7]:1234"), ElementsAre("[fd00::7]:1234"));
    EXPECT_EQ(warnings(), "");
    model.hosts[0].ssh_host = "fd00::9";
    EXPECT_THAT(addresses_of("*:9001"), ElementsAre("[fd00::9]:9001"));
}

TEST_F(ScrapeTargets, a_local_address_is_told_of_where_it_is_local) {
    EXPECT_THAT(addresses_of("127.0.0.1:9001"), IsEmpty());
    EXPECT_THAT(warnings(),
                HasSubstr("Supervisor 'tsupv' is left out of the targets: 127.0.0.1:9001 is reached "
                          "from its own host only (on en1)"));
    model.hosts[0].local = true;
    EXPECT_THAT(addresses_of("127.0.0.1:9001"), ElementsAre("127.0.0.1:9001"));
    EXPECT_THAT(addresses_of("*:9001"), ElementsAre("127.0.0.1:9001"));
    EXPECT_EQ(warnings(), "");
}

TEST_F(ScrapeTargets, labels_say_what_it_is) {
    model.host_groups.push_back({{}, "web", {0}});
    model.host_groups.push_back({{}, "db", {0}});
    model.host_groups.push_back({{}, "other", {}});
    server().options.emplace_back("certfile", "/etc/x.pem");
    addresses(context());
    const ScrapeTarget& target = built.plan.scrape_targets.at(0);
    EXPECT_EQ(target.supervisor, "tsupv");
    EXPECT_EQ(target.host, "en1");
    EXPECT_THAT(target.host_groups, ElementsAre("db", "web"));
    EXPECT_TRUE(target.tls);
}

TEST_F(ScrapeTargets, in_the_order_of_supervisors_and_hosts) {
    fake::add_host(model, "a2");
    model.hosts[1].ssh_host = "a2";
    model.supervisors[0].scope = fake::scope_all(model);
    model.supervisors.push_back(fake::supervisor(model, "another"));
    model.supervisors[1].http_server.emplace().endpoint = "*:1";
    EXPECT_THAT(addresses(context()),
                ElementsAre("en1.example.com:9001", "a2:9001", "en1.example.com:1", "a2:1"));
}

TEST_F(ScrapeTargets, only_those_that_are_set_up_and_run) {
    for (const auto& change : std::vector<std::function<void(model::Supervisor&)>>{
             [](model::Supervisor& supervisor) { supervisor.managed = false; },
             [](model::Supervisor& supervisor) { supervisor.state = model::State::stopped; },
             [](model::Supervisor& supervisor) { supervisor.http_server.reset(); }}) {
        const model::Model before = model;
        change(model.supervisors[0]);
        EXPECT_THAT(addresses(context()), IsEmpty());
        model = before;
    }
    BuildContext nobody_asks = context();
    nobody_asks.scrape_targets = false;
    EXPECT_THAT(addresses(nobody_asks), IsEmpty());
    EXPECT_THAT(addresses(context(model::Action::remove)), IsEmpty());
}

TEST_F(ScrapeTargets, an_endpoint_is_rendered) {
    model.variables.set(jinja::Value("port"), jinja::Value(9100));
    EXPECT_THAT(addresses_of("{{ ansible_hostname }}:{{ port }}"), ElementsAre("short:9100"));
}

// Made-up facts would be a made-up address; and who is down now must not vanish from the monitoring.
TEST_F(ScrapeTargets, without_facts_what_needs_none_is_told) {
    model.variables.set(jinja::Value("port"), jinja::Value(9100));
    server().endpoint = "*:{{ port }}";
    BuildContext made_up = context();
    made_up.placeholder_facts = true;
    EXPECT_THAT(addresses(made_up), ElementsAre("en1.example.com:9100"));
    server().endpoint = "{{ ansible_hostname }}:{{ port }}";
    EXPECT_THAT(addresses(made_up), IsEmpty());
    EXPECT_THAT(warnings(), HasSubstr("depends on facts that were not asked for"));
}

TEST_F(ScrapeTargets, a_host_that_is_down_stays) {
    server().endpoint = "*:9001";
    BuildContext down = context();
    down.facts.assign(1, std::nullopt);
    EXPECT_THAT(addresses(down), ElementsAre("en1.example.com:9001"));
}

TEST_F(ScrapeTargets, a_secret_is_not_told) {
    server().endpoint = "{{ hidden }}:9001";
    model.encrypted_vars.emplace_back("hidden", "text");
    BuildContext secret = context();
    secret.secrets.set(jinja::Value("hidden"), jinja::Value("10.1.2.3"));
    EXPECT_THAT(addresses(secret), IsEmpty());
    EXPECT_THAT(warnings(), HasSubstr("its endpoint is made of a secret"));
}

}  // namespace
}  // namespace deployer::plan
