#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "agent/facts.hpp"
#include "agent/network.hpp"
#include "fake_host.hpp"

namespace deployer::agent {
namespace {

using fake::FakeHost;

// HD-VAR-41
TEST(Facts, have_all_the_names) {
    FakeHost host;
    host.clock = 1'700'000'000;
    const auto all = nlohmann::json::parse(facts(host, User{"tsup", 7, 8, "", "/home/tsup", "/bin/sh"}));
    for (const char* name :
         {"ansible_hostname", "ansible_fqdn", "ansible_nodename", "ansible_default_ipv4",
          "ansible_all_ipv4_addresses", "ansible_os_family", "ansible_distribution",
          "ansible_distribution_version", "ansible_architecture", "ansible_processor_vcpus",
          "ansible_memtotal_mb", "ansible_user", "ansible_user_dir", "ansible_user_id", "ansible_date_time"})
        EXPECT_TRUE(all.contains(name)) << name;
    EXPECT_EQ(all["ansible_user_id"], "tsup");
    EXPECT_EQ(all["ansible_user_dir"], "/home/tsup");
    EXPECT_EQ(all["ansible_date_time"]["iso8601"], "2023-11-14T22:13:20Z");
    EXPECT_GE(all["ansible_processor_vcpus"], 1);
}

TEST(Facts, memory_is_in_megabytes) {
    FakeHost host;
    host.files["/proc/meminfo"] = "MemTotal:       24684288 kB\nMemFree:  2048 kB\nSwapTotal: 0 kB\n";
    const auto all = nlohmann::json::parse(facts(host, std::nullopt));
    EXPECT_EQ(all["ansible_memtotal_mb"], 24105);
    EXPECT_EQ(all["ansible_memfree_mb"], 2);
}

// Which supervisord there is decides whether ours is sent; a script is not run to find out.
TEST(Facts, tell_which_supervisord_there_is) {
    constexpr const char* path = "/usr/bin/supervisord";
    const auto found = [](FakeHost& host) {
        return nlohmann::json::parse(facts(host, std::nullopt))["hadeploy_supervisord"].get<std::string>();
    };
    FakeHost none;
    EXPECT_EQ(found(none), "");
    FakeHost script;
    script.files[path] = "#!/usr/bin/python3\n";
    EXPECT_EQ(found(script), "other");
    EXPECT_TRUE(script.ran.empty());
    FakeHost ours;
    ours.files[path] = "\x7f"
                       "ELF and more";
    ours.answers(path, {.output = "4.4.0+supervise.0.1.0\n"});
    EXPECT_EQ(found(ours), "4.4.0+supervise.0.1.0");
}

TEST(Facts, bytes_that_are_no_text_do_no_harm) {
    FakeHost host;
    host.files["/etc/os-release"] = "NAME=\"\xFF\xFE\"\nID=\xFF\n";
    EXPECT_TRUE(nlohmann::json::accept(facts(host, std::nullopt)));
}

struct Case {
    const char *release, *path, *content;
    Distribution expected;
};

class DistributionFacts : public ::testing::TestWithParam<Case> {};

TEST_P(DistributionFacts, are_as_ansible_calls_them) {
    FakeHost host;
    host.files["/etc/os-release"] = GetParam().release;
    host.files[GetParam().path] = GetParam().content;
    const Distribution found = distribution(host);
    EXPECT_EQ(found.name, GetParam().expected.name);
    EXPECT_EQ(found.version, GetParam().expected.version);
    EXPECT_EQ(found.major, GetParam().expected.major);
    EXPECT_EQ(found.release, GetParam().expected.release);
    EXPECT_EQ(found.family, GetParam().expected.family);
}

INSTANTIATE_TEST_SUITE_P(
    Known, DistributionFacts,
    ::testing::Values(Case{"ID=debian\nVERSION_ID=\"12\"\nVERSION_CODENAME=bookworm\n",
                           "/etc/debian_version",
                           "12.5\n",
                           {"Debian", "12.5", "12", "bookworm", "Debian"}},
                      Case{"ID=debian\nVERSION_CODENAME=trixie\n",
                           "/etc/debian_version",
                           "trixie/sid\n",
                           {"Debian", "NA", "NA", "trixie", "Debian"}},
                      Case{"ID=ubuntu\nID_LIKE=debian\nVERSION_ID=\"24.04\"\nVERSION_CODENAME=noble\n",
                           "/etc/debian_version",
                           "trixie/sid\n",
                           {"Ubuntu", "24.04", "24", "noble", "Debian"}},
                      Case{"ID=\"centos\"\nID_LIKE=\"rhel fedora\"\nVERSION_ID=\"7\"\n",
                           "/etc/redhat-release",
                           "CentOS Linux release 7.5.1804 (Core)\n",
                           {"CentOS", "7.5.1804", "7", "NA", "RedHat"}},
                      Case{"ID='rocky'\nVERSION_ID='9.3'\n", "/x", "", {"Rocky", "9.3", "9", "NA", "RedHat"}},
                      Case{"ID=mine\nNAME=\"My Linux\"\nID_LIKE=\"ubuntu debian\"\nVERSION_ID=1\n",
                           "/x",
                           "",
                           {"My Linux", "1", "1", "NA", "Debian"}},
                      Case{"", "/x", "", {"Linux", "NA", "NA", "NA", "Linux"}}));

TEST(Facts, full_name_comes_from_etc_hosts) {
    FakeHost host;
    host.files["/etc/hosts"] = "127.0.0.1 localhost # h1\n10.0.0.1\th1.example.org  h1\n";
    EXPECT_EQ(full_name(host, "h1"), "h1.example.org");
    EXPECT_EQ(full_name(host, "h2"), "h2");
    EXPECT_EQ(full_name(host, "h3.example.org"), "h3.example.org");
    EXPECT_EQ(full_name(host, "localhost"), "localhost");
}

TEST(Facts, gateway_is_of_the_default_route) {
    const std::string table = "Iface\tDestination\tGateway \tFlags\n"
                              "eth1\t00000000\t0100000A\t0003\n"
                              "eth0\t00000000\t0102A8C0\t0003\n"
                              "eth0\t0002A8C0\t00000000\t0001\n";
    EXPECT_EQ(gateway(table, "eth0"), "192.168.2.1");
    EXPECT_EQ(gateway(table, "eth2"), "");
}

}  // namespace
}  // namespace deployer::agent
