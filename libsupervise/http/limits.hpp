/// Bounds of what an HTTP client may cost, each enforced in this room.
#pragma once

#include <chrono>
#include <cstddef>

#include "rpc/limits.hpp"

namespace supervise::http::limits {

/// Request line and headers together. Credentials of 4 kB and a browser's cookies fit.
inline constexpr std::size_t max_header_bytes = 32 * 1024;
inline constexpr std::size_t max_headers = 100;
inline constexpr std::size_t max_body_bytes = rpc::limits::max_call_bytes;
/// A body that is read whatever the request is for: about what is read ahead at once.
inline constexpr std::size_t small_body_bytes = 64 * 1024;
/// Larger bodies that are being read, those of all connections together; the next is answered 503.
inline constexpr std::size_t max_bodies_bytes = 8 * max_body_bytes;

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

/// Wrong passwords from one source (address, IPv6 network, account at a Unix socket) that cost it nothing:
/// typing mistakes. After them each failure doubles the wait before the next attempt is looked at.
inline constexpr unsigned login_failures_without_delay = 3;
inline constexpr std::chrono::milliseconds first_login_delay{250};
inline constexpr std::chrono::seconds max_login_delay{5};
/// Attempts of one source wait one behind the other; who would have to wait longer is answered 429.
inline constexpr std::chrono::seconds max_login_wait{30};
inline constexpr std::chrono::minutes login_failures_remembered{10};
/// What those who are answered 429 or 503 are told to wait.
inline constexpr std::chrono::seconds retry_after = max_login_delay;
/// Sources remembered; the one that has been quiet longest is forgotten first.
inline constexpr std::size_t max_failing_sources = 1024;
/// Lines about failed logins, all sources together. One source gets a line at 1, 2, 4, 8 ... failures.
inline constexpr unsigned max_login_lines_per_minute = 30;
inline constexpr std::size_t max_logged_username = 64;
/// Of a Host header that is told back.
inline constexpr std::size_t max_shown_host = 256;
/// crypt(3) hashes that wait to be computed, one after the other; beyond it the answer is 503.
inline constexpr std::size_t max_password_checks = 8;

/// Connections of all servers together (capacity.hpp): with the 1,024 descriptors a daemon has by default,
/// and with however many.
inline constexpr std::size_t usual_connections = 512;
inline constexpr std::size_t max_connections = 32'768;
inline constexpr int listen_backlog = 1024;
/// Connections accepted, and requests answered on one connection, before the loop looks at the others.
inline constexpr int max_accepts_per_turn = 64;
inline constexpr int max_requests_per_turn = 8;
/// After accept(2) found no descriptor and not even the spare one helped.
inline constexpr std::chrono::seconds accept_pause{1};

/// One read, and what is read ahead of a request that is being answered.
inline constexpr std::size_t read_bytes = 64 * 1024;
inline constexpr std::size_t max_pipelined_bytes = 256 * 1024;
/// Requests answered one after the other that were all there already; the next is answered 429.
inline constexpr std::size_t max_pipelined_requests = 2'000;
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
