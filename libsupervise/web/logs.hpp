/// Logs for the page: windows of bytes, a stream of what is added, the whole file. Bytes as they are; what
/// they mean is the page's business. Where lines have a prefix in the file, or are JSON, windows and streams
/// have what the program wrote; offsets are those of the file all the same.
#pragma once

#include "http/log_route.hpp"
#include "http/message.hpp"
#include "rpc/daemon_control.hpp"

namespace supervise::web {

/// GET /api/log/NAMESPEC/stdout or stderr. The query says which bytes:
///   before=OFFSET&max=BYTES  those before OFFSET, by default the last; the headers X-Log-Begin,
///                            X-Log-End and X-Log-Size say which they are
///   follow=OFFSET            those from OFFSET on, as they come; ends when the file becomes another one or
///                            shorter, or when the program is replaced by one of its name and lines may look
///                            otherwise. With the header X-Log-Frames pieces come as "OFFSET COUNT\n" and
///                            COUNT bytes, OFFSET being where in the file they end
///   download=1               all that there are now, as a file to keep
/// 404 when there is no such log, 503 when too many are being followed or downloaded. For
/// Router::add("/api/log/", Match::prefix, ...).
http::Handler log_route(rpc::DaemonControl& daemon, http::FollowerCount followers);

/// The same for the daemon's own log, /api/mainlog.
http::Handler mainlog_route(rpc::DaemonControl& daemon, http::FollowerCount followers);

}  // namespace supervise::web
