/// XML-RPC over HTTP: the body of a POST is a call, the body of the answer its outcome (HTTP-010, HTTP-011,
/// RPC-007).
#pragma once

#include "http/message.hpp"
#include "log/logger.hpp"
#include "rpc/dispatcher.hpp"

namespace supervise::http {

/// For Router::add("/RPC2", Match::prefix, ...). Both live as long as the router.
Handler rpc_route(rpc::Dispatcher& dispatcher, log::Logger& logger);

}  // namespace supervise::http
