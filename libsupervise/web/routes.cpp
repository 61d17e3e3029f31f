#include "web/routes.hpp"

#include "web/api.hpp"
#include "web/changes.hpp"
#include "web/limits.hpp"
#include "web/logs.hpp"
#include "web/old_pages.hpp"
#include "web/page_routes.hpp"
#include "web/program.hpp"

namespace supervise::web {
namespace {

using Match = http::Router::Match;

/// Answers those who only look.
http::Handler looking(http::Response (*look)(const http::Request&)) {
    return [look](const http::Request& request, const http::Answer& answer) -> sys::Registration {
        const bool allowed = request.method == "GET" || request.method == "HEAD";
        answer(allowed ? look(request) : http::method_not_allowed("GET, HEAD"));
        return {};
    };
}

}  // namespace

void Web::add_routes(http::Router& router, const http::FollowerCount& followers) {
    rpc::DaemonControl& daemon = dispatcher_.daemon();
    for (const char* path : {"/", "/index.html"})
        router.add(path, Match::exact, index_route(acts_, sessions_, daemon.loop().clock()),
                   limits::max_order_bytes);
    router.add("/tail.html", Match::exact, looking(tail_page));
    router.add("/logout", Match::exact, looking(logout_page));
    router.add("/assets/", Match::prefix, asset_route());
    router.add("/api/log/", Match::prefix, log_route(daemon, followers));
    router.add("/api/mainlog", Match::exact, mainlog_route(daemon, followers));
    router.add("/api/program/", Match::prefix, program_route(daemon, history_, table_));
    router.add("/api/changes", Match::exact, changes_route(daemon));
    router.add("/api/update", Match::exact, update_route(acts_, sessions_), limits::max_order_bytes);
    router.add("/api/session", Match::exact, session_route(daemon, sessions_));
    router.add("/api/act", Match::exact, act_route(acts_, sessions_), limits::max_order_bytes);
    router.add("/api/daemon", Match::exact, daemon_route(dispatcher_, sessions_), limits::max_order_bytes);
}

}  // namespace supervise::web
