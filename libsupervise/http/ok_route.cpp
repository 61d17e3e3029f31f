#include "http/ok_route.hpp"

namespace supervise::http {

Handler ok_route() {
    return [](const Request& request, const Answer& answer) -> sys::Registration {
        if (request.method != "GET" && request.method != "HEAD" && request.method != "POST") {
            answer(method_not_allowed("GET, HEAD, POST"));
            return {};
        }
        Response response;
        response.headers.emplace_back("Content-Type", "text/plain");
        response.body = "OK";
        answer(std::move(response));
        return {};
    };
}

}  // namespace supervise::http
