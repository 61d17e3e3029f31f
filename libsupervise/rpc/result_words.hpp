/// The words for how a command to a process went, as supervisorctl and the page show them (CTL-023, 026, 029,
/// 038).
#pragma once

#include <string_view>

#include "rpc/value.hpp"

namespace supervise::rpc {

enum class Command { start, stop, signal, clear };

/// "started"
std::string_view success_words(Command command);

/// "spawn error"; empty for a fault that the command has no words for.
std::string_view failure_words(Command command, FaultCode code);

}  // namespace supervise::rpc
