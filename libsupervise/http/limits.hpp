/// Bounds of what an HTTP client may cost, each enforced in connection.cpp, request_parser.cpp or server.cpp.
#pragma once

#include <chrono>
#include <cstddef>

#include "rpc/limits.hpp"

namespace supervise::http::limits {

/// Request line and headers together. Credentials of 4 kB and a browser's cookies fit.
inline constexpr std::size_t max_header_bytes = 32 * 1024;
inline constexpr std::size_t max_headers = 100;
inline constexpr std::size_t max_body_bytes = rpc::limits::max_call_bytes;

/// From the first byte of a request to the end of its headers.
inline constexpr std::chrono::seconds header_time{30};
/// From the end of the headers to the end of the body: 8 MB over a slow line.
inline constexpr std::chrono::seconds body_time{120};
/// Without a request. Supervisor's own figure; an interactive shell holds its connection that long.
inline constexpr std::chrono::minutes idle_time{30};
/// A client that has taken nothing of its answer for so long is gone.
inline constexpr std::chrono::seconds write_time{60};
/// After the last answer on a connection that closes: for the client to read it and close its side.
inline constexpr std::chrono::seconds linger_time{2};
inline constexpr std::size_t max_linger_bytes = 1024 * 1024;

/// In total, all servers together; below the 1,024 descriptors a daemon has by default. At the limit, the
/// connection that has been idle longest makes room; when none is, the newcomer is answered 503.
inline constexpr std::size_t max_connections = 512;
inline constexpr int listen_backlog = 1024;
/// Connections accepted, and requests answered on one connection, before the loop looks at the others.
inline constexpr int max_accepts_per_turn = 64;
inline constexpr int max_requests_per_turn = 8;
/// After accept(2) found no descriptor and not even the spare one helped.
inline constexpr std::chrono::seconds accept_pause{1};

/// One read, and what is read ahead of a request that is being answered.
inline constexpr std::size_t read_bytes = 64 * 1024;
inline constexpr std::size_t max_pipelined_bytes = 256 * 1024;
/// Output a slow reader may leave waiting before its next request is looked at and before a stream goes on.
inline constexpr std::size_t max_waiting_output = 256 * 1024;
/// Of a buffer that a connection keeps between requests.
inline constexpr std::size_t max_kept_buffer = 16 * 1024;
/// One piece of a stream.
inline constexpr std::size_t stream_bytes = 64 * 1024;

/// Between two looks at the files of a certificate: three calls of stat(2), on behalf of a client that
/// connects.
inline constexpr std::chrono::seconds key_check_time{1};

}  // namespace supervise::http::limits
