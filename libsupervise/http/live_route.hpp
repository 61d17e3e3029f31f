/// What goes on, for programs and pages: /api/status, one JSON document, and /api/live, server-sent events
/// (doc/status-json.md). Both only tell.
#pragma once

#include "http/message.hpp"
#include "live/feed.hpp"

namespace supervise::http {

/// For Router::add("/api/status", Match::exact, ...) and ("/api/live", Match::exact, ...). The feed outlives
/// every answer.
Handler status_route(live::Feed& feed);
Handler live_route(live::Feed& feed);

}  // namespace supervise::http
