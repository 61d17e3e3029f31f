#include "hadeploy/placeholder_facts.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "agent/facts.hpp"
#include "deployer/agent/fake_host.hpp"

namespace deployer::hadeploy {
namespace {

using nlohmann::json;

model::Model with_host(const std::string& name) {
    model::Model model;
    model.hosts.emplace_back().name = name;
    return model;
}

void expect_names(const json& gathered, const jinja::Dict& placeholders, const std::string& path) {
    for (const auto& fact : gathered.items()) {
        const jinja::Value* placeholder = placeholders.find(std::string_view(fact.key()));
        ASSERT_NE(placeholder, nullptr) << path << fact.key();
        if (fact.value().is_object())
            expect_names(fact.value(), placeholder->dict(), path + fact.key() + ".");
    }
}

// HD-CLI-25: what a host would say can be used in a description that is only checked.
TEST(PlaceholderFacts, have_all_the_names_that_hosts_tell) {
    agent::fake::FakeHost host;
    json gathered = json::parse(agent::facts(host, agent::User{"tsup", 7, 8, "", "/home/tsup", "/bin/sh"}));
    gathered.erase("hadeploy_supervisord");  // without it, a host is taken to have what it needs
    expect_names(gathered, placeholder_facts(with_host("en1.example.com"), 0), "");
}

TEST(PlaceholderFacts, know_the_host_by_its_name) {
    const jinja::Dict facts = placeholder_facts(with_host("en1.example.com"), 0);
    EXPECT_EQ(facts.find(std::string_view("ansible_hostname"))->str(), "en1");
    EXPECT_EQ(facts.find(std::string_view("ansible_fqdn"))->str(), "en1.example.com");
    EXPECT_EQ(facts.find(std::string_view("ansible_domain"))->str(), "example.com");
}

}  // namespace
}  // namespace deployer::hadeploy
