#include "process/machine.hpp"

namespace supervise::process {

namespace {

using enum Action;

Step stay(State state, Action why) {
    return {state, {why}};
}

Step begin_start() {
    return {State::starting, {drop_timer, change_state, spawn}};
}

Step begin_to_stop() {
    return {State::stopping, {drop_timer, change_state, begin_stop}};
}

/// An attempt failed: BACKOFF, and from there FATAL at once when it was the last (PROC-008, PROC-009).
Step attempt_failed(const Facts& facts) {
    if (facts.retries_left)
        return {State::backoff, {drop_timer, count_retry, log_end, change_state, arm_retry}};
    return {State::fatal,
            {drop_timer, count_retry, log_end, change_state, log_gave_up, forget_retries},
            State::backoff};
}

/// A process that was up for long enough has ended (PROC-005, PROC-007). From STARTING it passes through
/// RUNNING.
Step ended(State from, const Facts& facts) {
    const State through = from == State::starting ? State::running : State::exited;
    if (facts.restart_limit)
        return {State::fatal,
                {drop_timer, forget_retries, log_end, change_state, log_restart_limit},
                State::exited};
    if (facts.restarts)
        return {State::exited, {drop_timer, forget_retries, log_end, change_state, arm_restart}, through};
    return {State::exited, {drop_timer, forget_retries, log_end, change_state}, through};
}

Step stopped() {
    return {State::stopped, {drop_timer, log_end, change_state}};
}

/// STOPPED and FATAL: nothing runs, nothing is waited for.
Step at_rest(State state, Event event) {
    switch (event) {
    case Event::start_asked:
        return begin_start();
    case Event::stop_asked:
    case Event::shutdown_asked:
        return stay(state, refuse_stopped);
    case Event::restart_due:
    case Event::retry_due:
    case Event::spawned:
    case Event::spawn_failed:
    case Event::stayed_up:
    case Event::exited_too_soon:
    case Event::exited_expected:
    case Event::exited_unexpected:
    case Event::stop_step_due:
    case Event::kill_failed:
        break;
    }
    return stay(state, report_impossible);
}

Step when_starting(Event event, const Facts& facts) {
    switch (event) {
    case Event::spawned:
        return {State::starting, {arm_startsecs}};
    case Event::stayed_up:
        return {State::running, {drop_timer, forget_retries, change_state, log_running}};
    case Event::spawn_failed:
    case Event::exited_too_soon:
        return attempt_failed(facts);
    case Event::exited_expected:
    case Event::exited_unexpected:
        return ended(State::starting, facts);
    case Event::stop_asked:
    case Event::shutdown_asked:
        return begin_to_stop();
    case Event::start_asked:
        return stay(State::starting, refuse_active);
    case Event::restart_due:
    case Event::retry_due:
    case Event::stop_step_due:
    case Event::kill_failed:
        break;
    }
    return stay(State::starting, report_impossible);
}

Step when_running(Event event, const Facts& facts) {
    switch (event) {
    case Event::exited_too_soon:  // cannot be told apart any more: it was seen to be up
    case Event::exited_expected:
    case Event::exited_unexpected:
        return ended(State::running, facts);
    case Event::stop_asked:
    case Event::shutdown_asked:
        return begin_to_stop();
    case Event::start_asked:
        return stay(State::running, refuse_active);
    case Event::restart_due:
    case Event::retry_due:
    case Event::spawned:
    case Event::spawn_failed:
    case Event::stayed_up:
    case Event::stop_step_due:
    case Event::kill_failed:
        break;
    }
    return stay(State::running, report_impossible);
}

Step when_backing_off(Event event) {
    switch (event) {
    case Event::retry_due:
        return begin_start();
    case Event::stop_asked:  // PROC-012, PROC-025: at once; the count of retries is kept
        return {State::stopped, {drop_timer, log_backoff_stopped, change_state}};
    case Event::shutdown_asked:  // DAEMON-072
        return {State::fatal, {drop_timer, change_state, forget_retries}};
    case Event::start_asked:
        return stay(State::backoff, refuse_active);
    case Event::restart_due:
    case Event::spawned:
    case Event::spawn_failed:
    case Event::stayed_up:
    case Event::exited_too_soon:
    case Event::exited_expected:
    case Event::exited_unexpected:
    case Event::stop_step_due:
    case Event::kill_failed:
        break;
    }
    return stay(State::backoff, report_impossible);
}

Step when_stopping(Event event) {
    switch (event) {
    case Event::exited_too_soon:
    case Event::exited_expected:
    case Event::exited_unexpected:
        return stopped();
    case Event::stop_step_due:
        return stay(State::stopping, next_stop_step);
    case Event::kill_failed:  // PROC-027
        return {State::unknown, {drop_timer, change_state}};
    case Event::start_asked:
        return stay(State::stopping, refuse_stopping);
    case Event::stop_asked:
        return stay(State::stopping, refuse_stopped);
    case Event::shutdown_asked:  // already on its way
        return {State::stopping, {}};
    case Event::restart_due:
    case Event::retry_due:
    case Event::spawned:
    case Event::spawn_failed:
    case Event::stayed_up:
        break;
    }
    return stay(State::stopping, report_impossible);
}

Step when_exited(Event event, const Facts& facts) {
    switch (event) {
    case Event::start_asked:
    case Event::restart_due:
        return begin_start();
    case Event::stop_asked:
    case Event::shutdown_asked:  // a delayed restart can be called off
        if (facts.restart_pending)
            return {State::stopped, {drop_timer, change_state}};
        return stay(State::exited, refuse_stopped);
    case Event::retry_due:
    case Event::spawned:
    case Event::spawn_failed:
    case Event::stayed_up:
    case Event::exited_too_soon:
    case Event::exited_expected:
    case Event::exited_unexpected:
    case Event::stop_step_due:
    case Event::kill_failed:
        break;
    }
    return stay(State::exited, report_impossible);
}

/// UNKNOWN: the child is there and could not be signalled. Its end is still seen.
Step when_unknown(Event event) {
    switch (event) {
    case Event::exited_too_soon:
    case Event::exited_expected:
    case Event::exited_unexpected:
        return stopped();
    case Event::start_asked:
        return stay(State::unknown, refuse_unknown);
    case Event::stop_asked:
    case Event::shutdown_asked:
        return stay(State::unknown, refuse_stopped);
    case Event::restart_due:
    case Event::retry_due:
    case Event::spawned:
    case Event::spawn_failed:
    case Event::stayed_up:
    case Event::stop_step_due:
    case Event::kill_failed:
        break;
    }
    return stay(State::unknown, report_impossible);
}

}  // namespace

Step step(State state, Event event, const Facts& facts) {
    switch (state) {
    case State::stopped:
    case State::fatal:
        return at_rest(state, event);
    case State::starting:
        return when_starting(event, facts);
    case State::running:
        return when_running(event, facts);
    case State::backoff:
        return when_backing_off(event);
    case State::stopping:
        return when_stopping(event);
    case State::exited:
        return when_exited(event, facts);
    case State::unknown:
        return when_unknown(event);
    }
    return stay(state, report_impossible);
}

}  // namespace supervise::process
