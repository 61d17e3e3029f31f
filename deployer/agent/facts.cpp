#include "agent/facts.hpp"

#include <array>
#include <ctime>
#include <iterator>
#include <set>

#include <nlohmann/json.hpp>
#include <sys/utsname.h>
#include <unistd.h>

#include "agent/network.hpp"

namespace deployer::agent {

namespace {

using nlohmann::json;

void add_names(Host& host, json& all) {
    utsname system = {};
    ::uname(&system);
    const std::string nodename = std::data(system.nodename);
    const std::string full = full_name(host, nodename);
    all["ansible_nodename"] = nodename;
    all["ansible_hostname"] = nodename.substr(0, nodename.find('.'));
    all["ansible_fqdn"] = full;
    all["ansible_domain"] = full.find('.') == std::string::npos ? "" : full.substr(full.find('.') + 1);
    all["ansible_architecture"] = std::data(system.machine);
    all["ansible_machine"] = std::data(system.machine);
    all["ansible_kernel"] = std::data(system.release);
    all["ansible_system"] = std::data(system.sysname);
}

void add_distribution(Host& host, json& all) {
    const Distribution found = distribution(host);
    all["ansible_distribution"] = found.name;
    all["ansible_distribution_version"] = found.version;
    all["ansible_distribution_major_version"] = found.major;
    all["ansible_distribution_release"] = found.release;
    all["ansible_os_family"] = found.family;
    all["ansible_service_mgr"] = host.exists("/run/systemd/system")
                                     ? "systemd"
                                     : one_line(host.read_file("/proc/1/comm", 256).value_or(""), 64);
}

void add_network(Host& host, json& all) {
    json v4 = json::array();
    json v6 = json::array();
    std::set<std::string> interfaces;
    for (const Address& one : addresses()) {
        (one.v6 ? v6 : v4).push_back(one.address);
        interfaces.insert(one.interface);
    }
    all["ansible_all_ipv4_addresses"] = v4;
    all["ansible_all_ipv6_addresses"] = v6;
    all["ansible_interfaces"] = interfaces;
    json& route = all["ansible_default_ipv4"] = json::object();
    if (const auto one = default_address())
        route = {
            {"address", one->address},
            {"interface", one->interface},
            {"netmask", one->netmask},
            {"gateway", gateway(host.read_file("/proc/net/route", 1 << 20).value_or(""), one->interface)}};
}

/// Megabytes of a line of /proc/meminfo, which counts kilobytes.
long megabytes(const std::string& memory, const std::string& name) {
    constexpr std::size_t number_bytes = 32;
    const std::size_t at = memory.find(name + ":");
    return at == std::string::npos
               ? 0
               : std::strtol(memory.substr(at + name.size() + 1, number_bytes).c_str(), nullptr, 10) / 1024;
}

void add_machine(Host& host, json& all) {
    const std::string memory = host.read_file("/proc/meminfo", 65536).value_or("");
    all["ansible_memtotal_mb"] = megabytes(memory, "MemTotal");
    all["ansible_memfree_mb"] = megabytes(memory, "MemFree");
    all["ansible_swaptotal_mb"] = megabytes(memory, "SwapTotal");
    all["ansible_processor_vcpus"] = ::sysconf(_SC_NPROCESSORS_ONLN);
}

std::string formatted(const char* format, const std::tm& parts) {
    std::array<char, 64> text{};
    return {text.data(), std::strftime(text.data(), text.size(), format, &parts)};
}

void add_time(Host& host, json& all) {
    const std::time_t now = host.now();
    std::tm here = {};
    std::tm utc = {};
    ::localtime_r(&now, &here);
    ::gmtime_r(&now, &utc);
    json& time = all["ansible_date_time"] = json::object();
    time["iso8601"] = formatted("%Y-%m-%dT%H:%M:%SZ", utc);
    time["epoch"] = std::to_string(now);
    for (const auto& [name, format] : std::array<std::pair<const char*, const char*>, 11>{{
             {"date", "%Y-%m-%d"},
             {"time", "%H:%M:%S"},
             {"year", "%Y"},
             {"month", "%m"},
             {"day", "%d"},
             {"hour", "%H"},
             {"minute", "%M"},
             {"second", "%S"},
             {"weekday", "%A"},
             {"tz", "%Z"},
             {"tz_offset", "%z"},
         }})
        time[name] = formatted(format, here);
}

void add_account(Host& host, const std::optional<User>& account, json& all) {
    const unsigned uid = host.own_user();
    const std::string name = account ? account->name : std::to_string(uid);
    all["ansible_user"] = name;
    all["ansible_user_id"] = name;
    all["ansible_user_dir"] = account ? account->home : "";
    all["ansible_user_uid"] = uid;
    all["ansible_user_gid"] = account ? account->gid : ::getegid();
    all["ansible_user_shell"] = account ? account->shell : "";
}

/// Which supervisord there is: what it prints as its version, "other" when it is a script (asking Python
/// takes longer than a whole deployment), empty when there is none.
std::string supervisord_version(Host& host) {
    constexpr const char* path = "/usr/bin/supervisord";
    constexpr std::string_view binary = "\x7f"
                                        "ELF";
    const auto start = host.read_start(path, binary.size());
    if (!start)
        return "";
    if (*start != binary)
        return "other";
    const auto finished = host.run({.argv = {path, "--version"}, .timeout = limits::version_timeout});
    return finished && finished->good() ? one_line(finished->output, 200) : "other";
}

}  // namespace

std::string facts(Host& host, const std::optional<User>& account) {
    json all = json::object();
    add_names(host, all);
    add_distribution(host, all);
    add_network(host, all);
    add_machine(host, all);
    add_time(host, all);
    add_account(host, account, all);
    all["hadeploy_supervisord"] = supervisord_version(host);
    return all.dump(-1, ' ', false, json::error_handler_t::replace);
}

}  // namespace deployer::agent
