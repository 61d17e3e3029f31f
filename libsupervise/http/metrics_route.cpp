#include "http/metrics_route.hpp"

namespace supervise::http {

Handler metrics_route(metrics::Scraper& scraper) {
    return [&scraper](const Request& request, Answer answer) -> sys::Registration {
        if (request.method != "GET" && request.method != "HEAD") {
            answer(method_not_allowed("GET, HEAD"));
            return {};
        }
        const std::string* accept = request.header("Accept");
        const metrics::Format format = metrics::preferred(accept != nullptr ? *accept : std::string_view());
        return scraper.when_text(format, [answer = std::move(answer), format](std::string text) {
            Response response;
            response.headers.emplace_back("Content-Type", metrics::media_type(format));
            response.headers.emplace_back("Vary", "Accept");
            response.headers.emplace_back("Cache-Control", "no-store");
            response.body = std::move(text);
            answer(std::move(response));
        });
    };
}

}  // namespace supervise::http
