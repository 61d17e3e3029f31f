/// Logs as streams that go on as the log grows: /logtail/NAME[/stdout|/stderr] and /mainlogtail (WEB-030 to
/// WEB-037). New bytes drive them; nothing polls, and a slow reader costs no memory, since it is read from
/// the file what he takes.
#pragma once

#include <memory>

#include "http/message.hpp"
#include "rpc/daemon_control.hpp"

namespace supervise::http {

/// Streams there are, of both routes together: at most limits::max_log_followers.
using FollowerCount = std::shared_ptr<std::size_t>;

/// For Router::add("/logtail", Match::prefix, ...) and ("/mainlogtail", Match::prefix, ...).
Handler logtail_route(rpc::DaemonControl& daemon, FollowerCount followers);
Handler mainlogtail_route(rpc::DaemonControl& daemon, FollowerCount followers);

}  // namespace supervise::http
