/// Reads the control sockets and RPC interfaces: [inet_http_server], [unix_http_server], [rpcinterface:x].
#pragma once

#include <vector>

#include "config/model.hpp"
#include "config/table.hpp"

namespace supervise::config {

/// TCP servers first, then Unix ones, each in file order (CFG-130).
std::vector<HttpServerConfig> read_servers(Reading& reading);

/// Why a key that says more about a certificate is refused without `certfile`.
Fault certificate_missing(const Section& section, std::string_view key);

/// In file order.
std::vector<RpcInterfaceConfig> read_rpcinterfaces(Reading& reading);

}  // namespace supervise::config
