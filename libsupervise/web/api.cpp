#include "web/api.hpp"

#include "live/json_writer.hpp"
#include "rpc/version.hpp"
#include "web/act.hpp"
#include "web/json_answer.hpp"
#include "web/orders.hpp"

namespace supervise::web {
namespace {

using Role = config::Role;

http::Response session_answer(const http::Request& request, rpc::DaemonControl& daemon, Sessions& sessions) {
    const auto session = sessions.of(request);
    if (!session)
        return json_error(500, session.error().message);
    std::string document;
    live::JsonWriter writer(document);
    writer.begin_object();
    writer.member("user", request.user.empty() ? std::nullopt : std::optional(request.user));
    writer.member("role", config::role_name(request.role));
    writer.member("token", session->token);
    writer.member("identifier", daemon.identifier());
    writer.member("version", SUPERVISE_VERSION);
    writer.member("supervisor_version", rpc::supervisor_version);
    writer.member("can_log_out", request.by_password);
    writer.end_object();
    http::Response response = json_answer(std::move(document));
    show_cookie(response, *session, request);
    return response;
}

}  // namespace

std::optional<http::Response> refused(const http::Request& request, Role needed, const Sessions& sessions) {
    if (request.role < needed)
        return json_error(403, fmt::format("{} has the role {}, this needs {}", request.user,
                                           config::role_name(request.role), config::role_name(needed)));
    const std::string* token = request.header("X-Supervise-Token");
    if (token == nullptr || !sessions.holds(request, *token))
        return json_error(403, "the session of this page is over; load it again");
    return std::nullopt;
}

std::string results_document(const ActResults& results) {
    std::string document;
    live::JsonWriter writer(document);
    writer.begin_object();
    writer.key("results");
    writer.begin_array();
    for (const ActResult& result : results) {
        writer.begin_object();
        writer.member("namespec", result.namespec);
        writer.member("ok", result.ok);
        writer.member("text", result.text);
        writer.end_object();
    }
    writer.end_array();
    writer.end_object();
    return document;
}

http::Handler order_route(Sessions& sessions, Role needed, http::Handler carry_out) {
    return [&sessions, needed, carry_out = std::move(carry_out)](const http::Request& request,
                                                                 http::Answer answer) -> sys::Registration {
        if (request.method != "POST") {
            answer(http::method_not_allowed("POST"));
            return {};
        }
        if (auto refusal = refused(request, needed, sessions)) {
            answer(std::move(*refusal));
            return {};
        }
        return carry_out(request, std::move(answer));
    };
}

rpc::Caller caller_of(const http::Request& request) {
    return {request.user, request.peer.text(), request.role};
}

http::Handler session_route(rpc::DaemonControl& daemon, Sessions& sessions) {
    return [&](const http::Request& request, const http::Answer& answer) -> sys::Registration {
        answer(request.method == "GET" ? session_answer(request, daemon, sessions)
                                       : http::method_not_allowed("GET"));
        return {};
    };
}

http::Handler act_route(Acts& acts, Sessions& sessions) {
    return order_route(sessions, Role::operate,
                       [&acts](const http::Request& request, http::Answer answer) -> sys::Registration {
                           const auto order = parse_order(request.body);
                           if (auto refused = refusal(order, acts)) {
                               answer(std::move(*refused));
                               return {};
                           }
                           return acts.begin(*order, caller_of(request),
                                             [answer = std::move(answer)](const ActResults& results) {
                                                 answer(json_answer(results_document(results)));
                                             });
                       });
}

http::Handler daemon_route(rpc::Dispatcher& dispatcher, Sessions& sessions) {
    return order_route(sessions, Role::admin,
                       [&dispatcher](const http::Request& request, http::Answer answer) -> sys::Registration {
                           const auto order = parse_daemon_order(request.body);
                           if (!order) {
                               answer(json_error(400, order.error().message));
                               return {};
                           }
                           const bool restart = *order == DaemonOrder::restart;
                           return dispatcher.invoke(
                               restart ? "supervisor.restart" : "supervisor.shutdown", {}, caller_of(request),
                               [answer = std::move(answer), restart](const rpc::Outcome& outcome) {
                                   if (!outcome)
                                       return answer(json_error(409, outcome.error().text));
                                   answer(json_answer(results_document(
                                       {{"supervisord", true, restart ? "restarting" : "shutting down"}})));
                               });
                       });
}

}  // namespace supervise::web
