#include "daemon/service_status.hpp"

#include <unistd.h>

#include <map>

namespace supervise::daemon {

namespace {

/// "12 processes: 10 RUNNING, 2 FATAL"
std::string summary(const process::Groups& groups) {
    std::map<process::State, std::size_t> counts;
    std::size_t total = 0;
    for (const auto& group : groups.all())
        for (const auto& process : group->processes()) {
            ++counts[process->state()];
            ++total;
        }
    std::string text = fmt::format("{} process{}", total, total == 1 ? "" : "es");
    for (const auto& [state, count] : counts)
        text += fmt::format("{} {} {}", &state == &counts.begin()->first ? ":" : ",", count,
                            process::state_name(state));
    return text;
}

}  // namespace

void ServiceStatus::ready(sys::Loop& loop) {
    notifier_.send(fmt::format("READY=1\nMAINPID={}", ::getpid()));
    feed_watchdog(loop);
}

void ServiceStatus::reloading(sys::Loop& loop) const {
    const auto now =
        std::chrono::duration_cast<std::chrono::microseconds>(loop.clock().mono().time_since_epoch());
    notifier_.send(fmt::format("RELOADING=1\nMONOTONIC_USEC={}", now.count()));
}

void ServiceStatus::stopping() const {
    notifier_.send("STOPPING=1");
}

void ServiceStatus::changed(sys::Loop& loop, const process::Groups& groups) {
    if (!notifier_.active())
        return;
    groups_ = &groups;
    if (!report_)
        report_ = loop.at(loop.clock().mono(), [this] {
            report_.reset();
            if (groups_ != nullptr)
                notifier_.send("STATUS=" + summary(*groups_));
        });
}

void ServiceStatus::feed_watchdog(sys::Loop& loop) {
    if (!notifier_.watchdog())
        return;
    notifier_.send("WATCHDOG=1");
    watchdog_ = loop.after(*notifier_.watchdog() / 2, [this, &loop] { feed_watchdog(loop); });
}

}  // namespace supervise::daemon
