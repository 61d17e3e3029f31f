#include "config/difference.hpp"

#include <algorithm>
#include <string_view>
#include <unordered_map>

namespace supervise::config {

namespace {

using ByName = std::unordered_map<std::string_view, const GroupConfig*>;

bool same_environment(const Environment& a, const Environment& b) {
    if (a == b)
        return true;
    if (a.size() != b.size())
        return false;
    Environment sorted_a = a;
    Environment sorted_b = b;
    std::sort(sorted_a.begin(), sorted_a.end());
    std::sort(sorted_b.begin(), sorted_b.end());
    return sorted_a == sorted_b;
}

bool same_listener(const std::optional<ListenerConfig>& a, const std::optional<ListenerConfig>& b) {
    if (!a || !b)
        return a.has_value() == b.has_value();
    ListenerConfig first = *a;
    ListenerConfig second = *b;
    std::sort(first.events.begin(), first.events.end());
    std::sort(second.events.begin(), second.events.end());
    return first == second;
}

}  // namespace

bool same_process(const ProcessConfig& a, const ProcessConfig& b) {
    if (a == b)
        return true;
    if (!same_environment(a.environment, b.environment))
        return false;
    ProcessConfig like_a = b;
    like_a.environment = a.environment;
    return a == like_a;
}

bool same_group(const GroupConfig& a, const GroupConfig& b) {
    return a.name == b.name && a.priority == b.priority && a.socket == b.socket &&
           same_listener(a.listener, b.listener) &&
           std::equal(a.processes.begin(), a.processes.end(), b.processes.begin(), b.processes.end(),
                      same_process);
}

Difference difference(const std::vector<const GroupConfig*>& active, const std::vector<GroupConfig>& next) {
    ByName running;
    for (const GroupConfig* group : active)
        running.emplace(group->name, group);
    ByName wanted;
    Difference result;
    for (const GroupConfig& group : next) {
        wanted.emplace(group.name, &group);
        const auto found = running.find(group.name);
        if (found == running.end())
            result.added.push_back(group.name);
        else if (!same_group(*found->second, group))
            result.changed.push_back(group.name);
    }
    for (const GroupConfig* group : active)
        if (!wanted.contains(group->name))
            result.removed.push_back(group->name);
    return result;
}

}  // namespace supervise::config
