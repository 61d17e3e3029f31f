/// The orderly end of all programs, for shutdown and restart: groups one after another, the highest priority
/// number first, members of a group together (DAEMON-070 to DAEMON-074).
#pragma once

#include <functional>

#include "process/groups.hpp"

namespace supervise::daemon {

class Shutdown {
public:
    /// How often the log says who is still awaited (DAEMON-073).
    static constexpr std::chrono::seconds report_interval{3};

    /// Begins at once. `done` runs, once, when nothing runs any more; never from inside this constructor.
    Shutdown(process::Groups& groups, std::function<void()> done);

    /// To be called after any process has changed its state; looks again after the current callback.
    void look_again();

private:
    void proceed();
    void stop_next_group();
    void report_waiting();
    bool everything_stopped() const;

    process::Groups& groups_;
    std::function<void()> done_;
    std::vector<process::Group*> left_;  // in stopping order, the next one last
    process::Group* stopping_ = nullptr;
    sys::Registration next_look_;
    sys::Registration next_report_;
};

}  // namespace supervise::daemon
