#include "plan/comparison.hpp"

#include <algorithm>

namespace deployer::plan {

namespace {

template <class... Kinds, class Operation>
bool is_one_of(const Operation& operation) {
    return (std::holds_alternative<Kinds>(operation) || ...);
}

bool is_compared(const task::Operation& operation) {
    if (const auto* unit = std::get_if<task::EnsureUnit>(&operation))
        return unit->enabled || unit->action != task::UnitAction::none;
    return is_one_of<task::EnsureFile, task::EnsureFolder, task::Download, task::EnsureGroup,
                     task::EnsureUser, task::CheckAccount, task::EnsureKeys>(operation);
}

bool is_compared(const control::Operation& operation) {
    return is_one_of<control::CheckLayout, control::RestartProcesses>(operation);
}

/// What a status tells of services: whether those of the description run as wanted, but for supervisors that
/// are described as stopped.
void leave_out_states(Item& item) {
    auto* operation = std::get_if<task::Operation>(&item.operation);
    auto* unit = operation != nullptr ? std::get_if<task::EnsureUnit>(operation) : nullptr;
    if (unit != nullptr && (item.subject.supervisor.empty() || unit->action == task::UnitAction::start))
        unit->action = task::UnitAction::none;
}

void leave_out_others(std::vector<Item>& items) {
    std::ranges::for_each(items, leave_out_states);
    std::erase_if(items, [](const Item& item) {
        return !std::visit([](const auto& operation) { return is_compared(operation); }, item.operation);
    });
}

/// Nothing is left of it for any host.
bool is_empty(const Step& step) {
    return std::ranges::all_of(step.items, [](const std::vector<Item>& items) { return items.empty(); });
}

}  // namespace

Comparison comparison_of(Plan deployment) {
    for (Play& play : deployment.plays) {
        for (Step& step : play.steps)
            std::ranges::for_each(step.items, leave_out_others);
        std::erase_if(play.steps,
                      [](const Step& step) { return step.kind == Step::Kind::handler || is_empty(step); });
    }
    std::erase_if(deployment.plays, [](const Play& play) { return play.steps.empty(); });
    return {std::move(deployment.plays), std::move(deployment.contents)};
}

}  // namespace deployer::plan
