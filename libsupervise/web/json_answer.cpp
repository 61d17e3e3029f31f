#include "web/json_answer.hpp"

#include "live/json_writer.hpp"

namespace supervise::web {

http::Response json_answer(std::string document) {
    http::Response response;
    response.headers.emplace_back("Content-Type", "application/json");
    response.headers.emplace_back("Cache-Control", "no-store");
    response.body = std::move(document);
    return response;
}

http::Response json_error(int status, std::string_view text) {
    std::string document;
    live::JsonWriter writer(document);
    writer.begin_object();
    writer.member("error", text);
    writer.end_object();
    http::Response response = json_answer(std::move(document));
    response.status = status;
    return response;
}

}  // namespace supervise::web
