/// How an action on a process went, in one line and in a number. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "client/supervisor_api.hpp"
#include "rpc/result_words.hpp"

namespace supervise::ctl {

using Action = rpc::Command;

/// "web: started", "web: ERROR (spawn error)". The error: a result that the action cannot have.
client::Answer<std::string> result_text(Action action, const client::ProcessResult& result);

/// CTL-002: the exit status that a result leads to; nothing: it does not change it. `ignored`: a fault that
/// is as good as success.
std::optional<int> result_status(const client::ProcessResult& result, std::optional<int> ignored);

}  // namespace supervise::ctl
