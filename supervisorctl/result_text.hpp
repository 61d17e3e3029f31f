/// How an action on a process went, in one line. Pure.
#pragma once

#include <string>
#include <string_view>

#include "client/supervisor_api.hpp"
#include "rpc/result_words.hpp"

namespace supervise::ctl {

using Action = rpc::Command;

/// "web: started", "web: ERROR (spawn error)". The error: a result that the action cannot have.
client::Answer<std::string> result_text(Action action, const client::ProcessResult& result);

}  // namespace supervise::ctl
