/// How an action on a process went, in one line. Pure.
#pragma once

#include <string>
#include <string_view>

#include "client/supervisor_api.hpp"

namespace supervise::ctl {

/// What was done: the word for success, and which faults have words (CTL-023, 026, 029, 038).
enum class Action { start, stop, signal, clear };

/// "web: started", "web: ERROR (spawn error)". The error: a result that the action cannot have.
client::Answer<std::string> result_text(Action action, const client::ProcessResult& result);

}  // namespace supervise::ctl
