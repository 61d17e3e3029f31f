/// What events say, to the byte as Supervisor says it (EVT-002 to EVT-013), and the envelope a listener reads
/// it in (EVT-020). Pure.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "event/event.hpp"
#include "process/process.hpp"

namespace supervise::event {

enum class Channel { standard_output, standard_error };

EventType state_event(process::State state);

/// Of `process`, which has just come to `to`.
std::string state_payload(const process::Process& process, process::State from, process::State to);

std::string log_payload(const process::Process& process, Channel channel, std::string_view bytes);
std::string communication_payload(const process::Process& process, std::string_view bytes);
std::string remote_payload(std::string_view type, std::string_view message);
std::string group_payload(std::string_view group);
std::string tick_payload(std::int64_t when);

/// What a listener is sent. `len` counts characters, not bytes: that is what listeners in Python read
/// (EVT-021).
std::string envelope(const Event& event, std::string_view identifier, std::string_view pool,
                     std::uint64_t pool_serial);

}  // namespace supervise::event
