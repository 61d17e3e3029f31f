#include "ansible/same_tasks.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace deployer::ansible {

namespace {

void add_texts(Value& value, std::vector<Value*>& found) {
    if (value.kind == Value::Kind::text)
        found.push_back(&value);
    for (Value& item : value.list)
        add_texts(item, found);
    for (auto& [key, item] : value.map)
        add_texts(item, found);
}

/// Everything in which hosts may differ.
std::vector<Value*> texts_of(std::vector<Task>& tasks) {
    std::vector<Value*> found;
    for (Task& task : tasks) {
        for (auto& [key, value] : task.args)
            add_texts(value, found);
        for (auto& [key, value] : task.vars)
            add_texts(value, found);
        if (task.loop)
            add_texts(*task.loop, found);
    }
    return found;
}

/// The same for tasks that differ in texts only.
std::string shape_of(std::vector<Task> tasks) {
    for (Value* one : texts_of(tasks))
        one->text.clear();
    List shape;
    for (Task& task : tasks) {
        task.label.clear();
        shape.push_back(task_value(task, {}, {}));
    }
    return to_yaml(list(std::move(shape)));
}

class Shared {
public:
    Shared(std::string name, HostTasks hosts) : name_(std::move(name)), hosts_(std::move(hosts)) {
        for (auto& [host, tasks] : hosts_)
            texts_.push_back(texts_of(tasks));
    }

    std::vector<Task> make(bool is_everywhere, HostVariables& variables) {
        std::vector<Task> result = hosts_.front().second;
        const std::vector<Value*> places = texts_of(result);
        for (std::size_t i = 0; i < places.size(); ++i)
            if (differs(i))
                *places[i] = expression(fmt::format("{{{{ {}.{} }}}}", name_, variable(i)));
        for (std::size_t i = 0; i < result.size(); ++i)
            share_label(result[i], i);
        if (!is_everywhere)
            for (Task& task : result)
                task.when.insert(task.when.begin(), fmt::format("{} is defined", name_));
        if (!is_everywhere || !columns_.empty())
            for (std::size_t slot = 0; slot < hosts_.size(); ++slot)
                variables[hosts_[slot].first].emplace_back(name_, values(slot));
        return result;
    }

private:
    bool differs(std::size_t i) const {
        return std::any_of(texts_.begin(), texts_.end(),
                           [&](const auto& texts) { return texts[i]->text != texts_.front()[i]->text; });
    }

    /// Two places with the same texts on all hosts share a variable.
    std::string variable(std::size_t i) {
        const auto found = std::find_if(columns_.begin(), columns_.end(), [&](std::size_t column) {
            return std::all_of(texts_.begin(), texts_.end(),
                               [&](const auto& texts) { return texts[i]->text == texts[column]->text; });
        });
        const auto at = found - columns_.begin();
        if (found == columns_.end())
            columns_.push_back(i);
        return fmt::format("v{}", at + 1);
    }

    Value values(std::size_t slot) const {
        Map result;
        for (std::size_t k = 0; k < columns_.size(); ++k)
            result.emplace_back(fmt::format("v{}", k + 1), *texts_[slot][columns_[k]]);
        return map(std::move(result));
    }

    void share_label(Task& task, std::size_t index) const {
        if (std::any_of(hosts_.begin(), hosts_.end(),
                        [&](const auto& one) { return one.second[index].label != task.label; }))
            task.label.clear();
    }

    std::string name_;
    HostTasks hosts_;
    std::vector<std::vector<Value*>> texts_;
    std::vector<std::size_t> columns_;  ///< places whose texts are variables
};

}  // namespace

std::vector<Task> same_tasks(const std::string& name, const HostTasks& tasks, HostVariables& variables) {
    std::vector<std::pair<std::string, HostTasks>> shapes;
    for (const auto& [host, list] : tasks) {
        if (list.empty())
            continue;
        const std::string shape = shape_of(list);
        auto at =
            std::find_if(shapes.begin(), shapes.end(), [&](const auto& one) { return one.first == shape; });
        if (at == shapes.end()) {
            shapes.emplace_back(shape, HostTasks());
            at = shapes.end() - 1;
        }
        at->second.emplace_back(host, list);
    }
    std::vector<Task> result;
    for (std::size_t i = 0; i < shapes.size(); ++i) {
        const bool is_everywhere = shapes[i].second.size() == tasks.size();
        const std::string own = shapes.size() == 1 ? name : fmt::format("{}_{}", name, i + 1);
        auto made = Shared(own, std::move(shapes[i].second)).make(is_everywhere, variables);
        result.insert(result.end(), std::make_move_iterator(made.begin()),
                      std::make_move_iterator(made.end()));
    }
    return result;
}

}  // namespace deployer::ansible
