/// Bounds of what a server can make the client wait for or keep.
#pragma once

#include <chrono>
#include <cstddef>

#include "rpc/limits.hpp"

namespace supervise::client::limits {

/// For each address of a server. A local daemon that is slower than this is not going to answer.
inline constexpr std::chrono::seconds connect{30};
/// Between two pieces of one message, once it has begun. How long the first piece of an answer takes is up to
/// the method (a start waits for startsecs, a stop for stopwaitsecs), so that wait has no bound unless asked
/// for.
inline constexpr std::chrono::seconds silence{60};

inline constexpr std::size_t max_header_bytes = 64 * 1024;
inline constexpr std::size_t max_body_bytes = rpc::limits::max_response_bytes;
/// Of a live feed: a snapshot is as large as a status document.
inline constexpr std::size_t max_event_bytes = max_body_bytes;
/// One read(2): a socket buffer's worth.
inline constexpr std::size_t read_bytes = 128 * 1024;

}  // namespace supervise::client::limits
