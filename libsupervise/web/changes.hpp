/// What the configuration file says that does not run yet, and its application: what `supervisorctl reread`
/// and `update` do.
#pragma once

#include "http/message.hpp"
#include "rpc/daemon_control.hpp"
#include "web/act.hpp"
#include "web/sessions.hpp"

namespace supervise::web {

/// GET /api/changes: reads the file and touches nothing: groups "added" and "removed", and for those
/// "changed" which keys; or the "error" that keeps the file from being read.
http::Handler changes_route(rpc::DaemonControl& daemon);

/// POST /api/update: takes up what has changed, of all groups or those named.
http::Handler update_route(Acts& acts, Sessions& sessions);

}  // namespace supervise::web
