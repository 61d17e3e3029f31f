#include "hadeploy/placeholder_facts.hpp"

#include "plan/found.hpp"

namespace deployer::hadeploy {
namespace {

// An address of documentation (RFC 5737), and a machine like many.
constexpr const char* address = "192.0.2.1";

void add_names(jinja::Dict& facts, const std::string& host) {
    const std::size_t dot = host.find('.');
    facts.set("ansible_hostname", host.substr(0, dot));
    facts.set("ansible_fqdn", host);
    facts.set("ansible_nodename", host);
    facts.set("ansible_domain", dot == std::string::npos ? "" : host.substr(dot + 1));
}

void add_system(jinja::Dict& facts) {
    facts.set("ansible_system", "Linux");
    facts.set("ansible_kernel", "6.1.0");
    facts.set("ansible_architecture", "x86_64");
    facts.set("ansible_machine", "x86_64");
    facts.set("ansible_os_family", "Debian");
    facts.set("ansible_distribution", "Debian");
    facts.set("ansible_distribution_version", "12");
    facts.set("ansible_distribution_major_version", "12");
    facts.set("ansible_distribution_release", "bookworm");
    facts.set("ansible_service_mgr", "systemd");
    facts.set("ansible_processor_vcpus", 1);
    facts.set("ansible_memtotal_mb", 1024);
    facts.set("ansible_memfree_mb", 512);
    facts.set("ansible_swaptotal_mb", 0);
}

void add_network(jinja::Dict& facts) {
    jinja::Dict route;
    route.set("address", address);
    route.set("interface", "eth0");
    route.set("netmask", "255.255.255.0");
    route.set("gateway", "192.0.2.254");
    facts.set("ansible_default_ipv4", std::move(route));
    facts.set("ansible_all_ipv4_addresses", jinja::List{address});
    facts.set("ansible_all_ipv6_addresses", jinja::List{"2001:db8::1"});
    facts.set("ansible_interfaces", jinja::List{"eth0"});
}

void add_account(jinja::Dict& facts) {
    facts.set("ansible_user", "root");
    facts.set("ansible_user_id", "root");
    facts.set("ansible_user_dir", "/root");
    facts.set("ansible_user_uid", 0);
    facts.set("ansible_user_gid", 0);
    facts.set("ansible_user_shell", "/bin/sh");
}

void add_time(jinja::Dict& facts) {
    jinja::Dict time;
    for (const auto& [name, value] :
         std::initializer_list<std::pair<const char*, const char*>>{{"iso8601", "2000-01-01T00:00:00Z"},
                                                                    {"epoch", "946684800"},
                                                                    {"date", "2000-01-01"},
                                                                    {"time", "00:00:00"},
                                                                    {"year", "2000"},
                                                                    {"month", "01"},
                                                                    {"day", "01"},
                                                                    {"hour", "00"},
                                                                    {"minute", "00"},
                                                                    {"second", "00"},
                                                                    {"weekday", "Saturday"},
                                                                    {"tz", "UTC"},
                                                                    {"tz_offset", "+0000"}})
        time.set(name, value);
    facts.set("ansible_date_time", std::move(time));
}

/// As if each were laid out as ours are.
void add_supervisors(jinja::Dict& facts, const model::Model& model) {
    jinja::Dict found;
    for (const model::Supervisor& supervisor : model.supervisors)
        if (supervisor.found)
            found.set(supervisor.name, plan::as_fact(plan::usual_layout(supervisor)));
    facts.set(plan::found_fact, std::move(found));
}

}  // namespace

jinja::Dict placeholder_facts(const model::Model& model, std::size_t host) {
    jinja::Dict facts;
    add_names(facts, model.hosts[host].name);
    add_system(facts);
    add_network(facts);
    add_account(facts);
    add_time(facts);
    add_supervisors(facts, model);
    return facts;
}

}  // namespace deployer::hadeploy
