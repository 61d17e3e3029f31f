/// Which [rpcinterface:x] sections can be served (CFG-205 to CFG-208). Supervisor's factories are Python
/// functions; ours are the names in one table. A new namespace is a function that returns its rows and an
/// entry in that table.
#pragma once

#include <optional>
#include <vector>

#include "config/model.hpp"
#include "rpc/method.hpp"
#include "sys/result.hpp"

namespace supervise::rpc {

/// The methods that the section's factory makes; nothing for one that is not known.
std::optional<Methods> methods_of(const config::RpcInterfaceConfig& interface);

/// The error names the section, and what is supported.
Result<void> check_rpc_interfaces(const config::Model& model);

}  // namespace supervise::rpc
