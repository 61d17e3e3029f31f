/// The life of a process as a total table: (state, event, facts) -> (path of states, actions). Pure: no
/// clock, no I/O. Supervisor: http://supervisord.org/subprocess.html#process-states; rows PROC-001 to
/// PROC-029.
#pragma once

#include <cstdint>
#include <initializer_list>

#include "process/state.hpp"

namespace supervise::process {

enum class Event {
    start_asked,        ///< by request, or autostart
    restart_due,        ///< the restart that autorestart ordered
    retry_due,          ///< the back-off of BACKOFF is over
    spawned,            ///< the child executes its program
    spawn_failed,       ///< it does not
    stayed_up,          ///< startsecs have passed since the spawn
    exited_too_soon,    ///< the child ended before startsecs had passed
    exited_expected,    ///< it ended later, with one of exitcodes
    exited_unexpected,  ///< it ended later, otherwise
    stop_asked,
    shutdown_asked,  ///< as stop_asked, for the end of the daemon
    stop_step_due,   ///< the current step of the stop plan had its time
    kill_failed,     ///< a stop signal could not be sent although the child is there
};
inline constexpr int event_count = static_cast<int>(Event::kill_failed) + 1;

/// What the table must know besides state and event.
struct Facts {
    bool retries_left = false;     ///< after counting this failure, startretries allows another attempt
    bool restarts = false;         ///< autorestart orders a restart after this exit, and nothing forbids it
    bool restart_limit = false;    ///< ... but restart_limit is used up
    bool restart_pending = false;  ///< a restart is ordered and not yet due
};

/// What is to be done, in the order in which it is done.
enum class Action : std::uint32_t {
    refuse_active = 1u << 0,      ///< a start of what is STARTING, RUNNING or BACKOFF
    refuse_stopping = 1u << 1,    ///< a start while STOPPING
    refuse_unknown = 1u << 2,     ///< a start in UNKNOWN
    refuse_stopped = 1u << 3,     ///< a stop of what does not run
    report_impossible = 1u << 4,  ///< an event that cannot come in this state: stay, and log it
    drop_timer = 1u << 5,         ///< whatever the old state waited for
    count_retry = 1u << 6,
    change_state = 1u << 7,  ///< to `through`, if that is another state, and to `next`
    forget_retries = 1u << 8,
    log_end = 1u << 9,  ///< how the child, or the attempt, ended
    log_running = 1u << 10,
    log_backoff_stopped = 1u << 11,
    log_gave_up = 1u << 12,
    log_restart_limit = 1u << 13,
    spawn = 1u << 14,
    arm_startsecs = 1u << 15,
    arm_retry = 1u << 16,
    arm_restart = 1u << 17,
    begin_stop = 1u << 18,  ///< the first step of the stop plan
    next_stop_step = 1u << 19,
};

class Actions {
public:
    constexpr Actions(std::initializer_list<Action> actions) {
        for (Action action : actions)
            bits_ |= static_cast<std::uint32_t>(action);
    }
    constexpr bool has(Action action) const { return (bits_ & static_cast<std::uint32_t>(action)) != 0; }
    constexpr bool operator==(const Actions&) const = default;

private:
    std::uint32_t bits_ = 0;
};

/// Where an event leads: to `next`, in some cases through another state that observers see too.
struct Step {
    State next;
    Actions actions;
    State through = next;
};

/// Total: every state answers every event.
Step step(State state, Event event, const Facts& facts);

}  // namespace supervise::process
