#include "hadeploy/placeholder_facts.hpp"

namespace deployer::hadeploy {

jinja::Dict placeholder_facts(const std::string& host) {
    // An address of documentation (RFC 5737), and a machine like many.
    constexpr const char* address = "192.0.2.1";
    jinja::Dict ipv4;
    ipv4.set("address", address);
    jinja::Dict date;
    date.set("iso8601", "2000-01-01T00:00:00Z");
    jinja::Dict facts;
    facts.set("ansible_hostname", host);
    facts.set("ansible_fqdn", host);
    facts.set("ansible_nodename", host);
    facts.set("ansible_default_ipv4", std::move(ipv4));
    facts.set("ansible_all_ipv4_addresses", jinja::List{address});
    facts.set("ansible_os_family", "Debian");
    facts.set("ansible_distribution", "Debian");
    facts.set("ansible_distribution_version", "12");
    facts.set("ansible_architecture", "x86_64");
    facts.set("ansible_processor_vcpus", 1);
    facts.set("ansible_memtotal_mb", 1024);
    facts.set("ansible_user", "root");
    facts.set("ansible_user_id", "root");
    facts.set("ansible_user_dir", "/root");
    facts.set("ansible_date_time", std::move(date));
    return facts;
}

}  // namespace deployer::hadeploy
