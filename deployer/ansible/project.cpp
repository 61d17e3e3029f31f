#include "ansible/project.hpp"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "ansible/inventory.hpp"
#include "config/text.hpp"

namespace deployer::ansible {

namespace {

std::string settings(const ProjectOptions& options) {
    return fmt::format("[defaults]\n"
                       "inventory = inventory.yml\n"
                       "forks = {}\n"
                       "timeout = {}\n"
                       "host_key_checking = {}\n"
                       "interpreter_python = auto_silent\n"
                       "retry_files_enabled = False\n"
                       "fact_caching = jsonfile\n"
                       "fact_caching_connection = facts\n"
                       "\n"
                       "[ssh_connection]\n"
                       "pipelining = True\n",
                       options.forks, options.timeout_seconds, options.insecure_host_keys ? "False" : "True");
}

std::string heading(const ProjectOptions& options) {
    return fmt::format("# Written by hadeploy {}; what is changed here is lost the next time.\n",
                       options.version);
}

void add(Project& project, const std::string& name, const Value& value, const ProjectOptions& options) {
    project.files[name] = {heading(options) + to_yaml(value), {}};
}

void add_faults(Project& project, const std::vector<std::string>& faults) {
    for (const std::string& fault : faults)
        if (std::ranges::find(project.faults, fault) == project.faults.end())
            project.faults.push_back(fault);
}

/// YAML is text.
void check_text(Project& project) {
    for (const auto& [name, content] : project.files)
        if (name.ends_with(".yml"))
            if (const auto fault = supervise::config::utf8_fault(content.text))
                project.faults.push_back(fmt::format("{}: a name or value is not UTF-8", name));
}

Project with_inventory(const model::Model& model, const ProjectOptions& options) {
    Project project;
    const task::Contents none;
    Room room("inventory", none, options.software, options.trees);
    add(project, "inventory.yml", inventory(room, model, options.insecure_host_keys), options);
    if (std::string keys = known_hosts(room, model); !keys.empty() && !options.insecure_host_keys)
        project.files["known_hosts"] = {std::move(keys), {}};
    add_faults(project, room.faults);
    project.files["ansible.cfg"] = {heading(options) + settings(options), {}};
    add(project, "facts.yml",
        list({map(
            {{"name", text("What hosts are")}, {"hosts", text("all")}, {"gather_facts", boolean(true)}})}),
        options);
    return project;
}

}  // namespace

Project make_project(const model::Model& model, const std::vector<Book>& books,
                     const ProjectOptions& options) {
    Project project = with_inventory(model, options);
    std::map<std::string, Map> variables;
    for (const Book& book : books) {
        Room room(book.name, book.plan->contents, options.software, options.trees);
        const Playbook made = make_playbook(room, *book.model, *book.plan, options.pace);
        add(project, book.name + ".yml", made.plays, options);
        project.playbooks.push_back(book.name + ".yml");
        for (const auto& [host, values] : made.variables) {
            Map& all = variables[book.model->hosts[host].name];
            all.insert(all.end(), values.begin(), values.end());
        }
        for (auto& [name, content] : room.files)
            project.files[name] = std::move(content);
        add_faults(project, room.faults);
    }
    for (auto& [host, values] : variables)
        if (host.find('/') == std::string::npos && !host.starts_with('.'))
            add(project, fmt::format("host_vars/{}.yml", host), map(std::move(values)), options);
        else
            add_faults(project, {fmt::format("host '{}' has a name that is no name of a file", host)});
    check_text(project);
    return project;
}

Project fact_project(const model::Model& model, const ProjectOptions& options) {
    return with_inventory(model, options);
}

}  // namespace deployer::ansible
