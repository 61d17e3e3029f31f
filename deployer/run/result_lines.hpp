/// From answers to the lines of a report. Pure.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "plan/plan.hpp"
#include "run/step_result.hpp"
#include "task/operation.hpp"

namespace deployer::run {

/// Why a host has no session.
struct LoginProblem {
    std::string text;      ///< empty: none
    bool is_busy = false;  ///< it was reached, and another run is at work there
};

report::ItemResult unreachable_line(const std::string& host, const std::string& why);
/// That it is unreachable; or has failed, when another run is at work there.
report::ItemResult login_line(const std::string& host, const LoginProblem& problem);

/// The line of one item.
report::ItemResult item_line(const std::string& host, const plan::Step& step, const plan::Item& item,
                             task::Answer answer);

/// A step's outcome: the worst of its items, or `end` when that cut it short. A step that is not a loop has
/// one line for all of them.
StepResult step_result(const std::string& host, const plan::Step& step,
                       const std::vector<report::ItemResult>& items, std::optional<report::Outcome> end);

}  // namespace deployer::run
