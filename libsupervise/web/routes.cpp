#include "web/routes.hpp"

#include "web/old_pages.hpp"
#include "web/page_routes.hpp"

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

void add_routes(http::Router& router) {
    router.add("/", Match::exact, looking(page));
    router.add("/index.html", Match::exact, looking(page));
    router.add("/tail.html", Match::exact, looking(tail_page));
    router.add("/assets/", Match::prefix, asset_route());
}

}  // namespace supervise::web
