#include "event/payload.hpp"

#include <algorithm>

#include "config/text.hpp"
#include "log/bytes_repr.hpp"

namespace supervise::event {

namespace {

using process::State;

/// EVT-009
std::string text_of(std::string_view bytes) {
    if (!config::utf8_fault(bytes))
        return std::string(bytes);
    return "Undecodable: " + log::bytes_repr(bytes);
}

/// Of valid UTF-8: every byte but those that continue a character.
std::size_t characters(std::string_view text) {
    return static_cast<std::size_t>(std::count_if(
        text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; }));
}

}  // namespace

EventType state_event(State state) {
    switch (state) {
    case State::stopped:
        return EventType::process_state_stopped;
    case State::starting:
        return EventType::process_state_starting;
    case State::running:
        return EventType::process_state_running;
    case State::backoff:
        return EventType::process_state_backoff;
    case State::stopping:
        return EventType::process_state_stopping;
    case State::exited:
        return EventType::process_state_exited;
    case State::fatal:
        return EventType::process_state_fatal;
    case State::unknown:
        return EventType::process_state_unknown;
    }
    return EventType::process_state_unknown;
}

std::string state_payload(const process::Process& process, State from, State to) {
    std::string text = fmt::format("processname:{} groupname:{} from_state:{}", process.name(),
                                   process.group(), process::state_name(from));
    switch (to) {
    case State::starting:
    case State::backoff:
        return text + fmt::format(" tries:{}", process.retries());
    case State::running:
    case State::stopping:
    case State::stopped:
        return text + fmt::format(" pid:{}", process.subject_pid());
    case State::exited:
        return text +
               fmt::format(" expected:{:d} pid:{}", process.ended_as_expected(), process.subject_pid());
    case State::fatal:
    case State::unknown:
        return text;
    }
    return text;
}

std::string log_payload(const process::Process& process, Channel channel, std::string_view bytes) {
    return fmt::format("processname:{} groupname:{} pid:{} channel:{}\n{}", process.name(), process.group(),
                       process.subject_pid(), channel == Channel::standard_output ? "stdout" : "stderr",
                       text_of(bytes));
}

std::string communication_payload(const process::Process& process, std::string_view bytes) {
    return fmt::format("processname:{} groupname:{} pid:{}\n{}", process.name(), process.group(),
                       process.subject_pid(), text_of(bytes));
}

std::string remote_payload(std::string_view type, std::string_view message) {
    return fmt::format("type:{}\n{}", text_of(type), text_of(message));
}

std::string group_payload(std::string_view group) {
    return fmt::format("groupname:{}\n", group);
}

std::string tick_payload(std::int64_t when) {
    return fmt::format("when:{}", when);
}

std::string envelope(const Event& event, std::string_view identifier, std::string_view pool,
                     std::uint64_t pool_serial) {
    return fmt::format("ver:3.0 server:{} serial:{} pool:{} poolserial:{} eventname:{} len:{}\n{}",
                       identifier, event.serial, pool, pool_serial, config::event_name(event.type),
                       characters(event.payload), event.payload);
}

}  // namespace supervise::event
