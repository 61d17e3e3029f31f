#include "daemon/shutdown.hpp"

#include <algorithm>

namespace supervise::daemon {

namespace {

/// Descending process priority, ties reversed (DAEMON-072).
void shut_down_members(process::Group& group) {
    std::vector<process::Process*> members = group.by_priority();
    std::reverse(members.begin(), members.end());
    for (process::Process* process : members)
        process->shut_down();
}

}  // namespace

Shutdown::Shutdown(process::Groups& groups, std::function<void()> done)
    : groups_(groups), done_(std::move(done)) {
    for (const auto& group : groups.all())
        left_.push_back(group.get());
    // Equal priorities stop in reverse order of activation.
    std::stable_sort(left_.begin(), left_.end(), [](const process::Group* a, const process::Group* b) {
        return a->config().priority < b->config().priority;
    });
    report_waiting();
    look_again();
}

void Shutdown::look_again() {
    sys::Loop& loop = groups_.context().loop;
    if (!next_look_)
        next_look_ = loop.at(loop.clock().mono(), [this] { proceed(); });
}

void Shutdown::proceed() {
    next_look_.reset();
    while (stopping_ == nullptr || stopping_->is_stopped()) {
        if (left_.empty()) {
            next_report_.reset();
            if (everything_stopped())
                groups_.context().loop.defer(std::exchange(done_, [] {}));
            return;
        }
        stop_next_group();
    }
}

void Shutdown::stop_next_group() {
    stopping_ = left_.back();
    left_.pop_back();
    shut_down_members(*stopping_);
}

bool Shutdown::everything_stopped() const {
    return std::all_of(groups_.all().begin(), groups_.all().end(),
                       [](const auto& group) { return group->is_stopped(); });
}

void Shutdown::report_waiting() {
    std::string names;
    for (const auto& group : groups_.all())
        for (const auto& process : group->processes()) {
            if (process::is_stopped(process->state()))
                continue;
            names.append(names.empty() ? "" : ", ").append(process->name());
            groups_.context().logger.blather("{} state: {}", process->name(),
                                             process::state_name(process->state()));
        }
    if (!names.empty())
        groups_.context().logger.info("waiting for {} to die", names);
    next_report_ = groups_.context().loop.after(report_interval, [this] { report_waiting(); });
}

}  // namespace supervise::daemon
