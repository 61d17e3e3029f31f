/// What loads but is probably not what was meant: for `--check` only, since Supervisor says nothing
/// (CFG-010).
#pragma once

#include <vector>

#include "config/model.hpp"
#include "config/table.hpp"

namespace supervise::config {

/// Files that anybody may change, unknown sections and keys with "did you mean", and keys set twice.
void lint_document(Reading& reading);

/// Commands that cannot be split or found, folders and accounts that do not exist, two processes that write
/// one log.
void lint_model(Reading& reading, const Model& model);

/// Servers that anybody in the network may use, passwords that travel in the clear, certificates and keys
/// that are not in order.
void lint_servers(Reading& reading, const std::vector<HttpServerConfig>& servers);

}  // namespace supervise::config
