#include "http/rpc_route.hpp"

#include "config/text.hpp"
#include "rpc/limits.hpp"

namespace supervise::http {
namespace {

void log_invalid(log::Logger& logger, const std::string& body, const std::string& reason) {
    const std::string quoted =
        config::python_repr(std::string_view(body).substr(0, rpc::limits::max_quoted_request));
    const std::string_view cut = body.size() > rpc::limits::max_quoted_request ? "..." : "";
    if (reason == rpc::no_method_name)
        logger.error("XML-RPC request data {}{} is invalid: {}", quoted, cut, reason);
    else
        logger.error("XML-RPC request data {}{} is invalid: unmarshallable ({})", quoted, cut, reason);
}

Response response_of(rpc::Outcome outcome) {
    Response response;
    response.headers.emplace_back("Content-Type", "text/xml");
    response.body = rpc::encode_response(std::move(outcome));
    return response;
}

/// What clients show of an answer that is no XML-RPC is the reason.
Response forbidden(const std::string& why) {
    Response response;
    response.status = 403;
    response.reason = "Forbidden: " + why;
    response.headers.emplace_back("Content-Type", "text/plain");
    response.body = response.reason + "\n";
    return response;
}

}  // namespace

Handler rpc_route(rpc::Dispatcher& dispatcher, log::Logger& logger) {
    return [&dispatcher, &logger](const Request& request, Answer answer) -> sys::Registration {
        if (request.method != "POST") {
            answer(method_not_allowed("POST"));
            return {};
        }
        auto call = rpc::decode_call(request.body);
        if (!call) {
            log_invalid(logger, request.body, call.error().message);
            answer(error_response(400));
            return {};
        }
        const rpc::Caller caller{request.user, request.peer.text(), request.role};
        // The dispatcher refuses it as well, and says so in the log.
        const auto refusal = dispatcher.refusal(call->method, caller);
        return dispatcher.call(std::move(*call), caller,
                               [answer = std::move(answer), refusal](rpc::Outcome outcome) {
                                   answer(refusal ? forbidden(*refusal) : response_of(std::move(outcome)));
                               });
    };
}

}  // namespace supervise::http
