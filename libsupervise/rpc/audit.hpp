/// What the log says of calls that change something: what, by whom, from where, and how it ended.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "log/logger.hpp"
#include "rpc/method.hpp"

namespace supervise::rpc {

/// "supervisor.startProcess('web') by 'admin' from 127.0.0.1:5001". Long texts are cut, of secret ones only
/// the size is told.
std::string describe_call(std::string_view name, const Method& method, const std::vector<Value>& params,
                          const Caller& caller);

/// "done", "fault 'BAD_NAME: web'", "done, but 2 of 5 failed: 'a' ('SPAWN_ERROR: a') ...".
std::string describe_outcome(const Outcome& outcome);

/// `reply`, with a line in the log before it: `call` and its outcome. A reply that is dropped unused has a
/// line, too: its caller did not wait.
Reply audited(log::Logger& logger, std::string call, Reply reply);

}  // namespace supervise::rpc
