#include <algorithm>
#include <array>

#include "config/text.hpp"
#include "model/read.hpp"

namespace deployer::model {

namespace {

struct Named {
    Action action;
    std::string_view name;
};

// Sorted by name.
constexpr std::array<Named, 7> actions{{
    {Action::deploy, "deploy"},
    {Action::dumpvars, "dumpvars"},
    {Action::none, "none"},
    {Action::remove, "remove"},
    {Action::start, "start"},
    {Action::status, "status"},
    {Action::stop, "stop"},
}};

}  // namespace

std::string_view action_name(Action action) {
    for (const Named& row : actions)
        if (row.action == action)
            return row.name;
    return {};
}

std::optional<Action> find_action(std::string_view word) {
    const std::string lower = supervise::config::lower(word);
    for (const Named& row : actions)
        if (row.name == lower)
            return row.action;
    return std::nullopt;
}

std::vector<std::string_view> action_names() {
    std::vector<std::string_view> names;
    for (const Named& row : actions)
        names.push_back(row.name);
    return names;
}

}  // namespace deployer::model
