#include "process/groups.hpp"

#include <algorithm>
#include <unordered_set>

namespace supervise::process {

Group::Group(GroupConfigPtr config, ProcessContext& context) : config_(std::move(config)) {
    if (config_->socket)
        socket_ = std::make_unique<SharedSocket>(*config_->socket, context.logger);
    const Process::Part part{config_->listener.has_value(), socket_.get()};
    processes_.reserve(config_->processes.size());
    for (const config::ProcessConfig& process : config_->processes)
        processes_.push_back(std::make_unique<Process>(
            std::shared_ptr<const config::ProcessConfig>(config_, &process), config_->name, context, part));
}

std::vector<Process*> Group::by_priority() const {
    std::vector<Process*> result;
    result.reserve(processes_.size());
    for (const auto& process : processes_)
        result.push_back(process.get());
    std::stable_sort(result.begin(), result.end(), [](const Process* a, const Process* b) {
        return a->config().priority < b->config().priority;
    });
    return result;
}

Process* Group::find(std::string_view name) const {
    for (const auto& process : processes_)
        if (process->name() == name)
            return process.get();
    return nullptr;
}

bool Group::is_stopped() const {
    return std::all_of(processes_.begin(), processes_.end(),
                       [](const auto& process) { return process::is_stopped(process->state()); });
}

bool Groups::add(GroupConfigPtr config) {
    if (find(config->name) != nullptr)
        return false;
    Group& group = *groups_.emplace_back(std::make_unique<Group>(std::move(config), context_));
    by_name_.emplace(group.name(), &group);
    return true;
}

void Groups::autostart(Group& group) {
    for (const auto& process : group.processes())
        process->autostart();
}

bool Groups::remove(std::string_view name) {
    const Group* group = find(name);
    if (group == nullptr || !group->is_stopped())
        return false;
    by_name_.erase(name);
    std::erase_if(groups_, [group](const auto& owned) { return owned.get() == group; });
    return true;
}

bool Groups::add_processes(Group& group, const std::vector<config::ProcessConfig>& added) {
    std::unordered_set<std::string_view> names;
    for (const config::ProcessConfig& process : added)
        if (group.find(process.name) != nullptr || !names.insert(process.name).second)
            return false;
    config::GroupConfig config = group.config();
    config.processes.insert(config.processes.end(), added.begin(), added.end());
    replace_config(group, std::move(config));
    // Each owns its part, so that a group that has grown a thousand times keeps no thousand configurations.
    for (const config::ProcessConfig& process : added)
        group.processes_.push_back(std::make_unique<Process>(
            std::make_shared<const config::ProcessConfig>(process), group.name(), context_));
    return true;
}

bool Groups::remove_process(Group& group, std::string_view name) {
    const Process* process = group.find(name);
    if (process == nullptr || !process::is_stopped(process->state()))
        return false;
    config::GroupConfig config = group.config();
    std::erase_if(config.processes,
                  [&](const config::ProcessConfig& one) { return one.name == process->name(); });
    std::erase_if(group.processes_, [&](const auto& owned) { return owned.get() == process; });
    replace_config(group, std::move(config));
    return true;
}

/// What still refers to the old configuration keeps it: the last-read one, the processes made with the group.
void Groups::replace_config(Group& group, config::GroupConfig config) {
    by_name_.erase(group.name());
    group.config_ = std::make_shared<const config::GroupConfig>(std::move(config));
    by_name_.emplace(group.name(), &group);
}

std::vector<Group*> Groups::by_priority() const {
    std::vector<Group*> result;
    result.reserve(groups_.size());
    for (const auto& group : groups_)
        result.push_back(group.get());
    std::sort(result.begin(), result.end(), [](const Group* a, const Group* b) {
        return std::pair(a->config().priority, std::string_view(a->name())) <
               std::pair(b->config().priority, std::string_view(b->name()));
    });
    return result;
}

std::vector<Process*> Groups::processes_by_name() const {
    std::vector<const Group*> by_name;
    for (const auto& group : groups_)
        by_name.push_back(group.get());
    std::sort(by_name.begin(), by_name.end(),
              [](const Group* a, const Group* b) { return a->name() < b->name(); });
    std::vector<Process*> result;
    for (const Group* group : by_name) {
        const auto begin = static_cast<std::ptrdiff_t>(result.size());
        for (const auto& process : group->processes())
            result.push_back(process.get());
        const auto less = [](const Process* a, const Process* b) { return a->name() < b->name(); };
        // A program's processes are in this order already, and looking costs less than sorting.
        if (!std::is_sorted(result.begin() + begin, result.end(), less))
            std::sort(result.begin() + begin, result.end(), less);
    }
    return result;
}

Group* Groups::find(std::string_view name) const {
    const auto found = by_name_.find(name);
    return found == by_name_.end() ? nullptr : found->second;
}

bool Groups::on_exit(const sys::Exit& exit) {
    const auto child = context_.children.find(exit.pid);
    if (child == context_.children.end())
        return false;
    child->second->on_exit(exit.status);
    return true;
}

}  // namespace supervise::process
