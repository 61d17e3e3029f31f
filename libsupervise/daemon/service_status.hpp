/// What the service manager is told: readiness, a line of status, signs of life (sd_notify, watchdog).
#pragma once

#include "process/groups.hpp"
#include "sys/loop.hpp"
#include "sys/service_notify.hpp"

namespace supervise::daemon {

class ServiceStatus {
public:
    ServiceStatus() : notifier_(sys::ServiceNotifier::from_environment()) {}

    /// READY=1, and from now on signs of life as often as the manager wants them.
    void ready(sys::Loop& loop);
    void reloading(sys::Loop& loop) const;
    void stopping() const;
    /// How many programs are in which state, after the current callback; called on every change.
    void changed(sys::Loop& loop, const process::Groups& groups);
    /// Groups are about to go: no status any more until changed() is called again.
    void forget_groups() { groups_ = nullptr; }

private:
    void feed_watchdog(sys::Loop& loop);

    sys::ServiceNotifier notifier_;
    sys::Registration watchdog_;
    sys::Registration report_;
    const process::Groups* groups_ = nullptr;
};

}  // namespace supervise::daemon
