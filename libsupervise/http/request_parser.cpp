#include "http/request_parser.hpp"

#include <optional>

#include <boost/beast/core/string.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>

#include "http/limits.hpp"
#include "http/status.hpp"

namespace supervise::http {

namespace beast = boost::beast;

struct RequestParser::Parts {
    using Parser = beast::http::request_parser<beast::http::string_body>;
    std::optional<Parser> parser;
    Request request;
    bool started = false;
    bool head_told = false;
    bool body_dropped = false;

    Parts() { restart(); }

    void restart() {
        parser.emplace();
        parser->header_limit(limits::max_header_bytes);
        parser->body_limit(limits::max_body_bytes);
        request = {};
        started = head_told = body_dropped = false;
    }

    bool is_done() const { return body_dropped || parser->is_done(); }

    /// One step of Beast's: the whole head, or a piece of the body.
    tl::expected<std::size_t, int> step(std::string_view bytes);
    tl::expected<void, int> copy_head();
};

namespace {

std::string text(beast::string_view view) {
    return std::string(view.data(), view.size());
}

int status_for(const beast::error_code& error) {
    using Code = beast::http::error;
    if (error == Code::header_limit)
        return 431;
    if (error == Code::body_limit)
        return 413;
    if (error == Code::bad_version)
        return 505;
    return 400;
}

}  // namespace

tl::expected<std::size_t, int> RequestParser::Parts::step(std::string_view bytes) {
    beast::error_code error;
    const std::size_t taken = parser->put(boost::asio::buffer(bytes.data(), bytes.size()), error);
    if (error && error != beast::http::error::need_more)
        return tl::unexpected(status_for(error));
    return taken;
}

tl::expected<void, int> RequestParser::Parts::copy_head() {
    const auto& message = parser->get();
    request.method = text(message.method_string());
    request.target = text(message.target());
    request.http_1_1 = message.version() >= 11;
    for (const auto& field : message) {
        if (request.headers.size() == limits::max_headers)
            return tl::unexpected(431);
        request.headers.emplace_back(text(field.name_string()), text(field.value()));
    }
    request.keep_alive = message.keep_alive();
    // XML-RPC wants a length, Supervisor answers so too, and nothing bounds the extensions and trailers of
    // chunks.
    return parser->chunked() ? tl::expected<void, int>(tl::unexpect, 411) : tl::expected<void, int>();
}

RequestParser::RequestParser() : parts_(std::make_unique<Parts>()) {}
RequestParser::~RequestParser() = default;
RequestParser::RequestParser(RequestParser&&) noexcept = default;
RequestParser& RequestParser::operator=(RequestParser&&) noexcept = default;

tl::expected<RequestParser::Taken, int> RequestParser::take(std::string_view bytes) {
    parts_->started = parts_->started || !bytes.empty();
    std::size_t taken = 0;
    while (!parts_->is_done() || !parts_->head_told) {
        if (parts_->parser->is_header_done() && !parts_->head_told) {
            parts_->head_told = true;
            if (auto copied = parts_->copy_head(); !copied)
                return tl::unexpected(copied.error());
            return Taken{taken, Progress::head};
        }
        if (taken == bytes.size())
            return Taken{taken, Progress::needs_more};
        const auto step = parts_->step(bytes.substr(taken));
        if (!step)
            return tl::unexpected(step.error());
        taken += *step;
        if (*step == 0 && !parts_->parser->is_done())
            return Taken{taken, Progress::needs_more};
    }
    return Taken{taken, Progress::complete};
}

const Request& RequestParser::head() const {
    return parts_->request;
}

bool RequestParser::announces_body() const {
    return parts_->parser->content_length().has_value();
}

std::uint64_t RequestParser::body_bytes() const {
    return parts_->parser->content_length().value_or(0);
}

void RequestParser::drop_body() {
    parts_->body_dropped = true;
    parts_->request.keep_alive = false;
}

bool RequestParser::awaits_continue() const {
    const std::string* expect = parts_->request.header("Expect");
    return expect != nullptr && equal_ignoring_case(*expect, "100-continue") && parts_->request.http_1_1 &&
           !parts_->is_done();
}

bool RequestParser::started() const {
    return parts_->started;
}

Request RequestParser::release() {
    Request request = std::move(parts_->request);
    request.body = std::move(parts_->parser->get().body());
    parts_->restart();
    return request;
}

}  // namespace supervise::http
