/// The states of a process, with Supervisor's codes and names.
#pragma once

#include <string_view>

namespace supervise::process {

enum class State {
    stopped = 0,
    starting = 10,
    running = 20,
    backoff = 30,
    stopping = 40,
    exited = 100,
    fatal = 200,
    unknown = 1000
};

constexpr std::string_view state_name(State state) {
    switch (state) {
    case State::stopped:
        return "STOPPED";
    case State::starting:
        return "STARTING";
    case State::running:
        return "RUNNING";
    case State::backoff:
        return "BACKOFF";
    case State::stopping:
        return "STOPPING";
    case State::exited:
        return "EXITED";
    case State::fatal:
        return "FATAL";
    case State::unknown:
        return "UNKNOWN";
    }
    return "UNKNOWN";
}

/// Has, or is about to have, a process that a start must not double (Supervisor: RUNNING_STATES).
constexpr bool is_active(State state) {
    return state == State::starting || state == State::running || state == State::backoff;
}

/// Nothing runs and nothing will by itself (Supervisor: STOPPED_STATES). STOPPING and the active states are
/// not.
constexpr bool is_stopped(State state) {
    return state == State::stopped || state == State::exited || state == State::fatal ||
           state == State::unknown;
}

/// A signal can reach something (PROC-028).
constexpr bool is_signallable(State state) {
    return state == State::running || state == State::starting || state == State::stopping;
}

}  // namespace supervise::process
