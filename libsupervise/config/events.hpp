/// The types of events, their names and which includes which: a listener that subscribes to a type receives
/// every type below it (EVT-001 to EVT-013).
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace supervise::config {

enum class EventType : std::uint8_t {
    event,
    process_state,
    process_state_stopped,
    process_state_exited,
    process_state_starting,
    process_state_stopping,
    process_state_backoff,
    process_state_fatal,
    process_state_running,
    process_state_unknown,
    process_communication,
    process_communication_stdout,
    process_communication_stderr,
    process_log,
    process_log_stdout,
    process_log_stderr,
    remote_communication,
    supervisor_state_change,
    supervisor_state_change_running,
    supervisor_state_change_stopping,
    tick,
    tick_5,
    tick_60,
    tick_3600,
    process_group,
    process_group_added,
    process_group_removed,
};

struct EventKind {
    EventType type;
    std::string_view name;
    EventType parent;  ///< of the root: itself
    std::string_view when;
    std::string_view
        payload;  ///< names of its fields; "...": those of the parent; behind a semicolon what follows
};

inline constexpr std::array event_kinds{
    EventKind{EventType::event, "EVENT", EventType::event, "Every event.", ""},
    EventKind{EventType::process_state, "PROCESS_STATE", EventType::event,
              "Every change of state of a process, listeners included.",
              "processname, groupname, from_state"},
    EventKind{EventType::process_state_stopped, "PROCESS_STATE_STOPPED", EventType::process_state,
              "A process has been stopped.", "... pid"},
    EventKind{EventType::process_state_exited, "PROCESS_STATE_EXITED", EventType::process_state,
              "A process has ended by itself; `expected` is 1 when `exitcodes` names how.",
              "... expected, pid"},
    EventKind{EventType::process_state_starting, "PROCESS_STATE_STARTING", EventType::process_state,
              "A process is about to be started; `tries` counts failures since the last success.",
              "... tries"},
    EventKind{EventType::process_state_stopping, "PROCESS_STATE_STOPPING", EventType::process_state,
              "A process is about to get its stop signal.", "... pid"},
    EventKind{EventType::process_state_backoff, "PROCESS_STATE_BACKOFF", EventType::process_state,
              "A start has failed and is tried again later.", "... tries"},
    EventKind{EventType::process_state_fatal, "PROCESS_STATE_FATAL", EventType::process_state,
              "A process is given up.", "..."},
    EventKind{EventType::process_state_running, "PROCESS_STATE_RUNNING", EventType::process_state,
              "A process has stayed up for `startsecs`.", "... pid"},
    EventKind{EventType::process_state_unknown, "PROCESS_STATE_UNKNOWN", EventType::process_state,
              "A process could not be signalled.", "..."},
    EventKind{EventType::process_communication, "PROCESS_COMMUNICATION", EventType::event,
              "A process has written something between the capture marks.",
              "processname, groupname, pid; data"},
    EventKind{EventType::process_communication_stdout, "PROCESS_COMMUNICATION_STDOUT",
              EventType::process_communication, "To its standard output, with `stdout_capture_maxbytes`.",
              "..."},
    EventKind{EventType::process_communication_stderr, "PROCESS_COMMUNICATION_STDERR",
              EventType::process_communication, "To its standard error, with `stderr_capture_maxbytes`.",
              "..."},
    EventKind{EventType::process_log, "PROCESS_LOG", EventType::event,
              "A process has written something, outside of the capture marks; one event for each read. Not "
              "told to the pool whose process it is.",
              "processname, groupname, pid, channel; data"},
    EventKind{EventType::process_log_stdout, "PROCESS_LOG_STDOUT", EventType::process_log,
              "To its standard output, with `stdout_events_enabled`.", "..."},
    EventKind{EventType::process_log_stderr, "PROCESS_LOG_STDERR", EventType::process_log,
              "To its standard error, with `stderr_events_enabled`.", "..."},
    EventKind{EventType::remote_communication, "REMOTE_COMMUNICATION", EventType::event,
              "A client has called `supervisor.sendRemoteCommEvent`.", "type; data"},
    EventKind{EventType::supervisor_state_change, "SUPERVISOR_STATE_CHANGE", EventType::event,
              "The daemon changes its state.", ""},
    EventKind{EventType::supervisor_state_change_running, "SUPERVISOR_STATE_CHANGE_RUNNING",
              EventType::supervisor_state_change, "It has started.", ""},
    EventKind{EventType::supervisor_state_change_stopping, "SUPERVISOR_STATE_CHANGE_STOPPING",
              EventType::supervisor_state_change, "It begins to shut down or to restart.", ""},
    EventKind{EventType::tick, "TICK", EventType::event,
              "Time passes. Nothing wakes up for it while nobody subscribes.", "when"},
    EventKind{EventType::tick_5, "TICK_5", EventType::tick,
              "Every 5 seconds; `when` is the time since 1970, rounded down to them.", "when"},
    EventKind{EventType::tick_60, "TICK_60", EventType::tick, "Every minute.", "when"},
    EventKind{EventType::tick_3600, "TICK_3600", EventType::tick, "Every hour.", "when"},
    EventKind{EventType::process_group, "PROCESS_GROUP", EventType::event,
              "Groups come and go, also when the daemon starts.", "groupname"},
    EventKind{EventType::process_group_added, "PROCESS_GROUP_ADDED", EventType::process_group,
              "A group has become active.", "groupname"},
    EventKind{EventType::process_group_removed, "PROCESS_GROUP_REMOVED", EventType::process_group,
              "A group is active no more.", "groupname"},
};

inline constexpr std::size_t event_kind_count = event_kinds.size();

constexpr const EventKind& kind_of(EventType type) {
    return event_kinds[static_cast<std::size_t>(type)];
}

constexpr std::string_view event_name(EventType type) {
    return kind_of(type).name;
}

constexpr std::optional<EventType> event_type(std::string_view name) {
    for (const EventKind& kind : event_kinds)
        if (kind.name == name)
            return kind.type;
    return std::nullopt;
}

/// Is `type` the same as `ancestor`, or below it?
constexpr bool is_a(EventType type, EventType ancestor) {
    for (;;) {
        if (type == ancestor)
            return true;
        if (type == EventType::event)
            return false;
        type = kind_of(type).parent;
    }
}

/// The rows stand at the places of their types.
static_assert([] {
    for (std::size_t i = 0; i < event_kind_count; ++i)
        if (static_cast<std::size_t>(event_kinds[i].type) != i)
            return false;
    return true;
}());

}  // namespace supervise::config
