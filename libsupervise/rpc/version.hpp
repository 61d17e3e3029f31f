/// The version that clients are told: the Supervisor whose behaviour this is, and our own.
#pragma once

#include <string_view>

namespace supervise::rpc {

inline constexpr std::string_view supervisor_version = "4.4.0+supervise." SUPERVISE_VERSION;

}  // namespace supervise::rpc
