#include "run/result_lines.hpp"

#include <algorithm>

namespace deployer::run {

using report::ItemResult;
using report::Outcome;

namespace {

/// What the operation is about, for a difference.
std::string path_of(const plan::Item& item) {
    const auto* operation = std::get_if<task::Operation>(&item.operation);
    if (operation == nullptr) {
        return {};
    }
    return std::visit(
        [](const auto& wanted) -> std::string {
            if constexpr (requires { wanted.path; }) {
                return wanted.path;
            }
            return {};
        },
        *operation);
}

Outcome outcome_of(const plan::Step& step, const plan::Item& item, const task::Answer& answer) {
    switch (answer.status) {
    case task::Status::changed:
        return step.never_changed ? Outcome::ok : Outcome::changed;
    case task::Status::failed:
        return item.may_fail ? Outcome::ok : Outcome::failed;
    case task::Status::ok:
        break;
    }
    return Outcome::ok;
}

void add_to(ItemResult& whole, const ItemResult& part) {
    if (!part.message.empty()) {
        whole.message += (whole.message.empty() ? "" : "; ") + part.message;
    }
    const bool has_difference = whole.before || whole.after;
    if (!has_difference && (part.before || part.after)) {
        whole.path = part.path;
        whole.before = part.before;
        whole.after = part.after;
    }
}

bool is_end(const ItemResult& line) {
    return line.outcome == Outcome::failed || line.outcome == Outcome::unreachable;
}

/// All in one line. Behind a failure, only the failure matters.
ItemResult one_line(const std::string& host, const std::vector<ItemResult>& items, Outcome outcome) {
    ItemResult whole{.host = host, .outcome = outcome};
    const bool has_end = std::any_of(items.begin(), items.end(), is_end);
    for (const ItemResult& item : items) {
        if (!has_end || is_end(item)) {
            add_to(whole, item);
        }
    }
    return whole;
}

}  // namespace

ItemResult unreachable_line(const std::string& host, const std::string& why) {
    return {.host = host, .outcome = Outcome::unreachable, .message = why};
}

ItemResult login_line(const std::string& host, const LoginProblem& problem) {
    return {.host = host,
            .outcome = problem.is_busy ? Outcome::failed : Outcome::unreachable,
            .message = problem.text};
}

ItemResult item_line(const std::string& host, const plan::Step& step, const plan::Item& item,
                     task::Answer answer) {
    ItemResult line{.host = host, .outcome = outcome_of(step, item, answer)};
    if (step.loop) {
        line.item = item.show_value ? item.label + ":" + answer.value : item.label;
    }
    const bool is_ignored = answer.status == task::Status::failed && item.may_fail && !step.never_changed &&
                            step.kind != plan::Step::Kind::silent;
    line.message = is_ignored ? "ignored: " + answer.message : std::move(answer.message);
    line.path = path_of(item);
    line.before = std::move(answer.before);
    line.after = std::move(answer.after);
    return line;
}

StepResult step_result(const std::string& host, const plan::Step& step, const std::vector<ItemResult>& items,
                       std::optional<Outcome> end) {
    StepResult result;
    const bool changed = std::any_of(items.begin(), items.end(),
                                     [](const ItemResult& item) { return item.outcome == Outcome::changed; });
    result.outcome = end.value_or(changed ? Outcome::changed : Outcome::ok);
    result.silent = step.kind == plan::Step::Kind::silent && !end;
    if (step.loop) {
        result.lines = items;
    } else {
        result.lines.push_back(one_line(host, items, result.outcome));
    }
    return result;
}

}  // namespace deployer::run
