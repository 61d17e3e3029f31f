#include "ansible/step_tasks.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "ansible/control_tasks.hpp"
#include "ansible/operations.hpp"

namespace deployer::ansible {

namespace {

constexpr const char* silent_title = "Look at what is there";

bool is_unit_without_action(const plan::Item& item) {
    const auto* operation = std::get_if<task::Operation>(&item.operation);
    const auto* unit = operation != nullptr ? std::get_if<task::EnsureUnit>(operation) : nullptr;
    return unit != nullptr && !unit->enabled && unit->action == task::UnitAction::none;
}

Task message(Value text) {
    Task task;
    task.module = "debug";
    task.args = {{"msg", std::move(text)}};
    return task;
}

std::vector<Task> item_tasks(Room& room, const plan::Item& item, const std::string& variable) {
    if (is_unit_without_action(item))
        return {message(text(item.label))};
    return std::visit([&](const auto& operation) { return tasks_of(room, operation, variable); },
                      item.operation);
}

std::string value_expression(const plan::Item& item, const std::string& variable) {
    const auto* operation = std::get_if<task::Operation>(&item.operation);
    return operation != nullptr ? value_of(*operation, variable) : state_of(variable);
}

Task shown_value(const plan::Item& item, const std::string& variable) {
    Task task = message(
        expression(fmt::format("{{{{ hadeploy_label }}}}: {{{{ {} }}}}", value_expression(item, variable))));
    task.vars = {{"hadeploy_label", text(item.label)}};
    return task;
}

/// A look whose answer nobody uses: Ansible would not show it.
bool is_idle(const plan::Step& step, const plan::Item& item) {
    const auto* operation = std::get_if<task::Operation>(&item.operation);
    const bool is_look =
        operation != nullptr
            ? std::holds_alternative<task::UnitState>(*operation)
            : std::holds_alternative<control::LookProgram>(std::get<control::Operation>(item.operation));
    return is_look && step.remember.empty() && !item.show_value;
}

std::string joined(const std::string& item, const std::string& task) {
    return item.empty() || task.empty() ? item + task : item + ": " + task;
}

}  // namespace

void Memory::keep(const plan::Step& step, const plan::Item& item, const std::string& variable) {
    if (!step.remember.empty())
        kept_[step.remember] = {fmt::format("({})", value_expression(item, variable)), item};
}

std::vector<std::string> Memory::expressions(const std::vector<plan::Condition>& conditions) const {
    std::vector<std::string> result;
    for (const plan::Condition& condition : conditions) {
        const auto kept = kept_.find(condition.name);
        if (condition.kind == plan::Condition::Kind::notified || kept == kept_.end())
            continue;
        const auto* operation = std::get_if<task::Operation>(&kept->second.item.operation);
        std::string words;
        for (const std::string& value : condition.values)
            words += fmt::format("{}'{}'", words.empty() ? "" : ", ",
                                 operation != nullptr ? comparable(*operation, value) : value);
        const bool wanted = condition.kind == plan::Condition::Kind::remembered;
        result.push_back(fmt::format("{} {} [{}]", kept->second.expression, wanted ? "in" : "not in", words));
    }
    return result;
}

std::vector<Task> step_tasks(Room& room, const plan::Step& step, const std::vector<plan::Item>& items,
                             const std::string& variable, Memory& memory) {
    std::vector<Task> result;
    bool is_one_each = true;
    for (std::size_t i = 0; i < items.size(); ++i) {
        const plan::Item& item = items[i];
        const std::string own = items.size() == 1 ? variable : fmt::format("{}_{}", variable, i + 1);
        if (is_idle(step, item))
            continue;
        std::vector<Task> tasks = item_tasks(room, item, own);
        if (tasks.empty())
            continue;
        memory.keep(step, item, own);
        if (item.show_value)
            tasks.push_back(shown_value(item, own));
        is_one_each = is_one_each && tasks.size() == 1;
        for (Task& task : tasks) {
            task.title = step.title.empty() ? silent_title : step.title;
            task.label = joined(items.size() > 1 || step.loop ? item.label : "", task.label);
            if (item.may_fail)
                task.failed_when = "false";
            result.push_back(std::move(task));
        }
    }
    if (auto loop = is_one_each ? as_loop(result) : std::nullopt) {
        loop->variable = variable;
        return {std::move(*loop)};
    }
    return result;
}

}  // namespace deployer::ansible
