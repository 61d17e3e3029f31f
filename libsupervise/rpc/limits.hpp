/// Bounds of what XML-RPC may cost, checked before anything is built from a message.
#pragma once

#include <cstddef>

namespace supervise::rpc::limits {

/// A call. The largest honest ones carry text for a program's stdin.
inline constexpr std::size_t max_call_bytes = 8 * 1024 * 1024;
/// Elements, comments and CDATA sections in a call: a multicall of some 3,000 calls with parameters; about 10
/// MB of tree while it is read.
inline constexpr std::size_t max_call_nodes = 50'000;

/// One text in a call; as base64 three quarters of it. Several times what may wait for a program's stdin.
inline constexpr std::size_t max_call_text = 4 * 1024 * 1024;

/// A response, as a client reads it: getAllConfigInfo of 20,000 programs.
inline constexpr std::size_t max_response_bytes = 256 * 1024 * 1024;
inline constexpr std::size_t max_response_nodes = 4'000'000;

/// Nested elements. An array in an array costs three; tinyxml2 recurses and stops by itself at 100.
inline constexpr std::size_t max_depth = 90;
/// Members of one struct: keys are compared with each other, so this bounds a quadratic cost.
inline constexpr std::size_t max_struct_members = 1'000;

/// Calls in one system.multicall.
inline constexpr std::size_t max_multicall = 2'000;
/// Of results that one system.multicall gathers; calls beyond it are answered with FAILED.
inline constexpr std::size_t max_multicall_reply = 32 * 1024 * 1024;
/// Of a message that a client writes into the daemon's log with twiddler.log.
inline constexpr std::size_t max_log_message = 64 * 1024;
/// Of an argument or a fault that the log tells, and of failures in one list of results.
inline constexpr std::size_t max_logged_text = 100;
inline constexpr std::size_t max_logged_failures = 5;
/// Bytes of a request quoted in the log when it cannot be read.
inline constexpr std::size_t max_quoted_request = 1'024;

}  // namespace supervise::rpc::limits
