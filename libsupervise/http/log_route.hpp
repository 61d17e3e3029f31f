/// Logs as streams that go on as the log grows: /logtail/NAME[/stdout|/stderr] and /mainlogtail (WEB-030 to
/// WEB-037). New bytes drive them; nothing polls, and a slow reader costs no memory, since it is read from
/// the file what he takes. Of a program's log they show what the program wrote, without prefix or JSON.
#pragma once

#include "http/follower_slot.hpp"
#include "http/message.hpp"
#include "rpc/daemon_control.hpp"

namespace supervise::http {

/// For Router::add("/logtail", Match::prefix, ...) and ("/mainlogtail", Match::prefix, ...).
Handler logtail_route(rpc::DaemonControl& daemon, FollowerCount followers);
Handler mainlogtail_route(rpc::DaemonControl& daemon, FollowerCount followers);

}  // namespace supervise::http
