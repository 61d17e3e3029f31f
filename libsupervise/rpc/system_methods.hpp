/// The methods of the `system` namespace (RPC-060 to RPC-064).
#pragma once

#include "rpc/method.hpp"

namespace supervise::rpc {

Methods system_methods();

/// Runs the calls one after the other, each when the one before has its outcome.
sys::Registration multicall(Dispatcher& dispatcher, const Arguments& arguments, Reply reply);

}  // namespace supervise::rpc
