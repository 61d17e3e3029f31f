/// GET /api/program/NAMESPEC: all that is known about one program, as JSON: "config", the last "exits",
/// "restarts", the "tree" of its processes, and "events", its changes of state in the last hour.
#pragma once

#include <memory>

#include "http/message.hpp"
#include "live/history.hpp"
#include "rpc/daemon_control.hpp"
#include "sys/process_table.hpp"

namespace supervise::web {

/// For Router::add("/api/program/", Match::prefix, ...). 404 when there is no such program. The processes are
/// looked at on the helper thread.
http::Handler program_route(rpc::DaemonControl& daemon, const live::History& history,
                            std::shared_ptr<const sys::ProcessTable> table);

}  // namespace supervise::web
