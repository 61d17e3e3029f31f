#include "ansible/task.hpp"

#include <algorithm>

namespace deployer::ansible {

namespace {

void add_flag(Map& map, const char* key, bool value) {
    if (value)
        map.emplace_back(key, boolean(true));
}

void add_expression(Map& map, const char* key, const std::string& value) {
    if (!value.empty())
        map.emplace_back(key, expression(value));
}

Value conditions(const Task& task) {
    List list;
    for (const std::string& one : task.when)
        list.push_back(expression(one));
    if (task.needs_change)
        list.push_back(expression("not ansible_check_mode"));
    return list.size() == 1 ? list.front() : ansible::list(std::move(list));
}

bool all_equal(const std::vector<Task>& tasks, std::size_t argument) {
    return std::all_of(tasks.begin(), tasks.end(), [&](const Task& task) {
        return task.args[argument].second == tasks.front().args[argument].second;
    });
}

bool all_texts(const std::vector<Task>& tasks, std::size_t argument) {
    return std::all_of(tasks.begin(), tasks.end(), [&](const Task& task) {
        const Value& value = task.args[argument].second;
        return value.kind == Value::Kind::text ||
               (value.kind == Value::Kind::list &&
                std::all_of(value.list.begin(), value.list.end(),
                            [](const Value& item) { return item.kind == Value::Kind::text; }));
    });
}

/// Alike but for texts of their arguments.
bool can_join(const Task& a, const Task& b) {
    return a.module == b.module && a.vars.empty() && b.vars.empty() && a.when == b.when &&
           a.changed_when == b.changed_when && a.failed_when == b.failed_when && a.until.empty() &&
           b.until.empty() && a.is_look == b.is_look && a.is_secret == b.is_secret &&
           a.needs_change == b.needs_change && !a.loop && !b.loop &&
           std::equal(a.args.begin(), a.args.end(), b.args.begin(), b.args.end(),
                      [](const auto& x, const auto& y) { return x.first == y.first; });
}

}  // namespace

Value task_value(const Task& task, const std::vector<std::string>& notify, const std::string& listen) {
    Map map;
    map.emplace_back("name", text(task.label.empty() ? task.title : task.title + " (" + task.label + ")"));
    map.emplace_back("ansible.builtin." + task.module, ansible::map(task.args));
    if (!task.vars.empty())
        map.emplace_back("vars", ansible::map(task.vars));
    if (task.loop) {
        map.emplace_back("loop", *task.loop);
        map.emplace_back("loop_control", ansible::map({{"label", expression("{{ item.label }}")}}));
    }
    if (!task.when.empty() || task.needs_change)
        map.emplace_back("when", conditions(task));
    add_expression(map, "register", task.variable);
    add_expression(map, "until", task.until);
    if (!task.until.empty()) {
        map.emplace_back("retries", number(task.retries));
        map.emplace_back("delay", number(1));
    }
    if (task.is_look) {
        map.emplace_back("changed_when", boolean(false));
        map.emplace_back("check_mode", boolean(false));
    } else {
        add_expression(map, "changed_when", task.changed_when);
    }
    add_expression(map, "failed_when", task.failed_when);
    add_flag(map, "no_log", task.is_secret);
    if (!notify.empty())
        map.emplace_back("notify", texts(notify));
    if (!listen.empty())
        map.emplace_back("listen", text(listen));
    return ansible::map(std::move(map));
}

std::optional<Task> as_loop(const std::vector<Task>& tasks) {
    if (tasks.size() < 2 || !std::all_of(tasks.begin(), tasks.end(),
                                         [&](const Task& task) { return can_join(tasks.front(), task); }))
        return std::nullopt;
    Task joined = tasks.front();
    List items;
    for (const Task& task : tasks)
        items.push_back(map({{"label", text(task.label)}}));
    for (std::size_t i = 0; i < joined.args.size(); ++i) {
        if (all_equal(tasks, i))
            continue;
        if (!all_texts(tasks, i))
            return std::nullopt;
        const std::string& key = joined.args[i].first;
        for (std::size_t k = 0; k < tasks.size(); ++k)
            items[k].map.emplace_back(key, tasks[k].args[i].second);
        joined.args[i].second = expression("{{ item." + key + " }}");
    }
    joined.label.clear();
    joined.loop = list(std::move(items));
    return joined;
}

}  // namespace deployer::ansible
