#include "ansible/inventory.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "transport/ssh_arguments.hpp"

namespace deployer::ansible {

namespace {

/// By this name ssh finds a host in the project's known_hosts.
std::string alias_of(const model::Host& host) {
    return "hadeploy-" + host.name;
}

void add(Map& map, const char* key, const std::string& value) {
    if (!value.empty())
        map.emplace_back(key, text(value));
}

std::string host_key_arguments(const model::Host& host, bool insecure) {
    if (insecure)
        return "-o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null -o "
               "GlobalKnownHostsFile=/dev/null";
    if (host.host_key.empty())
        return "-o StrictHostKeyChecking=yes";
    return fmt::format("-o StrictHostKeyChecking=yes -o GlobalKnownHostsFile=/dev/null -o HostKeyAlias={} -o "
                       "UpdateHostKeys=no",
                       alias_of(host));
}

Map login(const model::Host& host, bool insecure) {
    if (host.local)
        return {{"ansible_connection", text("local")}};
    Map map;
    add(map, "ansible_host", host.ssh_host);
    if (host.ssh_port != 0)
        map.emplace_back("ansible_port", number(host.ssh_port));
    add(map, "ansible_user", host.ssh_user);
    add(map, "ansible_ssh_private_key_file", host.ssh_private_key_file);
    add(map, "ansible_password", host.ssh_password);
    if (host.ssh_executable != "ssh")
        add(map, "ansible_ssh_executable", host.ssh_executable);
    std::string common = host.ssh_common_args;
    common += (common.empty() ? "" : " ") + host_key_arguments(host, insecure);
    if (!host.host_key.empty() && !insecure)
        map.emplace_back("ansible_ssh_common_args",
                         expression(common + " -o UserKnownHostsFile=\"{{ inventory_dir }}/known_hosts\""));
    else
        map.emplace_back("ansible_ssh_common_args", text(common));
    add(map, "ansible_ssh_extra_args", host.ssh_extra_args);
    return map;
}

void add_become(Map& map, const model::Become& become) {
    if (!become.enabled)
        return;
    map.emplace_back("ansible_become", boolean(true));
    add(map, "ansible_become_user", become.user);
    add(map, "ansible_become_method", become.method);
    add(map, "ansible_become_password", become.password);
    add(map, "ansible_become_exe", become.exe);
    add(map, "ansible_become_flags", become.flags);
}

/// Settings of Ansible's own that came with an inventory of it, such as the interpreter. Other variables have
/// been rendered into the files.
void add_settings(Map& map, const jinja::Dict& variables) {
    for (const jinja::Dict::Entry& entry : variables.entries()) {
        const std::string name = entry.first.text();
        const bool is_there =
            std::any_of(map.begin(), map.end(), [&name](const auto& one) { return one.first == name; });
        if (name.starts_with("ansible_") && entry.second.is_text() && !is_there)
            map.emplace_back(name, text(entry.second.str()));
    }
}

}  // namespace

Value inventory(Room& room, const model::Model& model, bool insecure) {
    Map hosts, groups;
    for (const model::Host& host : model.hosts) {
        if (!host.host_key.empty() && host.ssh_common_args.find("{{") != std::string::npos)
            room.refuse(fmt::format("host '{}' has both host_key and '{{{{' in ssh_common_args", host.name));
        Map variables = login(host, insecure);
        add_become(variables, host.become);
        add_settings(variables, host.variables);
        hosts.emplace_back(host.name, map(std::move(variables)));
    }
    for (const model::HostGroup& group : model.host_groups) {
        Map members;
        for (const std::size_t host : group.hosts)
            members.emplace_back(model.hosts[host].name, map({}));
        groups.emplace_back(group.name, map({{"hosts", map(std::move(members))}}));
    }
    Map all{{"hosts", map(std::move(hosts))}};
    if (!groups.empty())
        all.emplace_back("children", map(std::move(groups)));
    return map({{"all", map(std::move(all))}});
}

std::string known_hosts(Room& room, const model::Model& model) {
    std::string result;
    for (const model::Host& host : model.hosts) {
        if (host.host_key.empty() || host.local)
            continue;
        const auto lines = transport::known_hosts_text(host.host_key);
        if (!lines) {
            room.refuse(fmt::format("host '{}': {}", host.name, lines.error().message));
            continue;
        }
        std::string named = *lines;
        const std::string placeholder(transport::host_key_alias);
        for (std::size_t at = named.find(placeholder); at != std::string::npos;
             at = named.find(placeholder, at + alias_of(host).size()))
            named.replace(at, placeholder.size(), alias_of(host));
        result += named;
    }
    return result;
}

}  // namespace deployer::ansible
