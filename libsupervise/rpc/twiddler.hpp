/// The namespace of the supervisor_twiddler package (EXT-005): programs that come and go while the daemon
/// runs, without the configuration file. Its names, faults and rules, with the option tables of the file
/// behind it.
#pragma once

#include <string_view>

#include "config/model.hpp"
#include "rpc/method.hpp"

namespace supervise::rpc {

/// The key that names the methods one may call, with commas between them; without it all may be called.
inline constexpr std::string_view twiddler_whitelist = "whitelist";

extern const std::string_view twiddler_summary;

Methods twiddler_methods(const config::RpcInterfaceConfig& interface);

}  // namespace supervise::rpc
