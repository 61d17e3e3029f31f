/// What the page asks the daemon and tells it to do: /api/session, /api/act and /api/daemon.
#pragma once

#include "http/message.hpp"
#include "rpc/dispatcher.hpp"
#include "web/act.hpp"
#include "web/json_answer.hpp"
#include "web/sessions.hpp"

namespace supervise::web {

/// Why an order may not be given: the role is too low, or the token is not that of the session; nothing when
/// it may.
std::optional<http::Response> refused(const http::Request& request, config::Role needed,
                                      const Sessions& sessions);

/// For orders: POST alone, and what may not be done at all is said before `carry_out` looks at the body.
http::Handler order_route(Sessions& sessions, config::Role needed, http::Handler carry_out);

/// {"results": [{"namespec", "ok", "text"}]}
std::string results_document(const ActResults& results);

/// Why an order, as it was read, is not begun: it cannot be read, or too many are being carried out.
template <class Order>
std::optional<http::Response> refusal(const Result<Order>& order, const Acts& acts) {
    if (!order)
        return json_error(400, order.error().message);
    if (acts.full())
        return json_error(503, "too many orders are being carried out");
    return std::nullopt;
}

rpc::Caller caller_of(const http::Request& request);

/// GET: who is asking, and the token for orders.
http::Handler session_route(rpc::DaemonControl& daemon, Sessions& sessions);
/// POST: an order about processes.
http::Handler act_route(Acts& acts, Sessions& sessions);
/// POST: restart or shutdown.
http::Handler daemon_route(rpc::Dispatcher& dispatcher, Sessions& sessions);

}  // namespace supervise::web
