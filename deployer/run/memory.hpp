/// What a run remembers of one host: outcomes that later steps depend on.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>

#include "plan/plan.hpp"
#include "task/operation.hpp"

namespace deployer::run {

class HostMemory {
public:
    /// A step has changed something and names these handlers.
    void notify(const std::vector<std::string>& handlers) {
        notified_.insert(handlers.begin(), handlers.end());
    }
    void keep(const std::string& name, std::string value) { values_[name] = std::move(value); }
    /// What an answer says of the file that it is about. `predicted`: nothing has been written.
    void note_file(const task::Operation& operation, const task::Answer& answer, bool predicted);
    std::optional<std::int64_t> modified(const std::string& path) const;

    bool is_notified(const std::string& handler) const { return notified_.count(handler) != 0; }
    bool holds(const plan::Condition& condition, const plan::Step& step) const;

private:
    std::set<std::string> notified_;
    std::map<std::string, std::string> values_;
    std::map<std::string, std::int64_t> modified_;
};

/// The outcome of `earlier`, which is not known yet, can decide whether `step` is carried out.
bool decides_about(const plan::Step& earlier, const plan::Step& step, const HostMemory& memory);

/// Needs a handler's call.
bool waits_for_notification(const plan::Step& step);

}  // namespace deployer::run
