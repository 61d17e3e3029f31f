#include "http/live_route.hpp"

namespace supervise::http {
namespace {

class LiveEvents final : public BodySource {
public:
    explicit LiveEvents(std::unique_ptr<live::Feed::Follower> follower) : follower_(std::move(follower)) {}

    std::string read(std::size_t max) override { return follower_->read(max); }
    void when_ready(std::function<void()> ready) override { follower_->when_ready(std::move(ready)); }

private:
    std::unique_ptr<live::Feed::Follower> follower_;
};

Response not_allowed(std::string_view allowed) {
    Response response = error_response(405);
    response.headers.emplace_back("Allow", allowed);
    return response;
}

Response stream_of(live::Feed& feed) {
    auto follower = feed.follow();
    if (follower == nullptr)
        return error_response(503);
    Response response;
    response.headers.emplace_back("Content-Type", "text/event-stream");
    response.headers.emplace_back("Cache-Control", "no-store");
    response.headers.emplace_back("X-Accel-Buffering", "no");  // nginx would hold events back
    response.source = std::make_unique<LiveEvents>(std::move(follower));
    return response;
}

}  // namespace

Handler status_route(live::Feed& feed) {
    return [&feed](const Request& request, Answer answer) -> sys::Registration {
        if (request.method != "GET" && request.method != "HEAD") {
            answer(not_allowed("GET, HEAD"));
            return {};
        }
        return feed.when_status([answer = std::move(answer)](std::string document) {
            Response response;
            response.headers.emplace_back("Content-Type", "application/json");
            response.headers.emplace_back("Cache-Control", "no-store");
            response.body = std::move(document);
            answer(std::move(response));
        });
    };
}

Handler live_route(live::Feed& feed) {
    return [&feed](const Request& request, const Answer& answer) -> sys::Registration {
        answer(request.method == "GET" ? stream_of(feed) : not_allowed("GET"));
        return {};
    };
}

}  // namespace supervise::http
