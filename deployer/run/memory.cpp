#include "run/memory.hpp"

#include <algorithm>

namespace deployer::run {

using Kind = plan::Condition::Kind;

namespace {

/// The path of a file that may be newer than what reads it.
const std::string* written_path(const task::Operation& operation) {
    if (const auto* file = std::get_if<task::EnsureFile>(&operation)) {
        return &file->path;
    }
    const auto* download = std::get_if<task::Download>(&operation);
    return download != nullptr ? &download->path : nullptr;
}

/// The handler that a condition of kind `notified` is about: the step's own, unless it names another.
const std::string& handler_of(const plan::Condition& condition, const plan::Step& step) {
    return condition.name.empty() ? step.handler : condition.name;
}

}  // namespace

void HostMemory::note_file(const task::Operation& operation, const task::Answer& answer, bool predicted) {
    const std::string* path = written_path(operation);
    if (path == nullptr || answer.modified == 0) {
        return;
    }
    // A change of owner or mode leaves the time of the file as it was, and counts all the same (HD-NOTIF-08).
    const bool is_changed = !predicted && answer.status == task::Status::changed;
    modified_[*path] = is_changed ? std::max(answer.modified, answer.now) : answer.modified;
}

std::optional<std::int64_t> HostMemory::modified(const std::string& path) const {
    const auto found = modified_.find(path);
    return found != modified_.end() ? std::optional(found->second) : std::nullopt;
}

bool HostMemory::holds(const plan::Condition& condition, const plan::Step& step) const {
    if (condition.kind == Kind::notified) {
        return is_notified(handler_of(condition, step));
    }
    const auto found = values_.find(condition.name);
    const bool is_one = found != values_.end() && std::find(condition.values.begin(), condition.values.end(),
                                                            found->second) != condition.values.end();
    return is_one == (condition.kind == Kind::remembered);
}

bool decides_about(const plan::Step& earlier, const plan::Step& step, const HostMemory& memory) {
    const auto may_call = [&](const std::string& handler) {
        return !memory.is_notified(handler) &&
               std::find(earlier.notify.begin(), earlier.notify.end(), handler) != earlier.notify.end();
    };
    const auto may_keep = [&](const std::string& name) {
        const std::string& kept = earlier.remember;
        return !kept.empty() && (name == kept || name.starts_with(kept + "/"));
    };
    return (step.kind == plan::Step::Kind::handler && may_call(step.handler)) ||
           std::any_of(step.conditions.begin(), step.conditions.end(), [&](const plan::Condition& condition) {
               return condition.kind == Kind::notified ? may_call(handler_of(condition, step))
                                                       : may_keep(condition.name);
           });
}

bool waits_for_notification(const plan::Step& step) {
    return step.kind == plan::Step::Kind::handler ||
           std::any_of(step.conditions.begin(), step.conditions.end(),
                       [](const plan::Condition& condition) { return condition.kind == Kind::notified; });
}

}  // namespace deployer::run
