#include "client/http_response.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/beast/http/basic_parser.hpp>
#include <boost/beast/http/error.hpp>

#include "client/limits.hpp"

namespace supervise::client {

namespace http = boost::beast::http;
using ErrorCode = boost::beast::error_code;
using StringView = boost::beast::string_view;

class HttpResponse::Parser final : public http::basic_parser<false> {
public:
    explicit Parser(BodySink sink) : sink_(std::move(sink)) {}

    std::string pending;  ///< what could not be taken yet: part of a header
    int status = 0;
    std::string reason;

private:
    void on_request_impl(http::verb, StringView, StringView, int, ErrorCode&) override {}
    void on_response_impl(int code, StringView text, int, ErrorCode&) override {
        status = code;
        reason.assign(text.data(), text.size());
    }
    void on_field_impl(http::field, StringView, StringView, ErrorCode&) override {}
    void on_header_impl(ErrorCode&) override {}
    void on_body_init_impl(const boost::optional<std::uint64_t>&, ErrorCode&) override {}
    std::size_t on_body_impl(StringView body, ErrorCode&) override { return pass(body); }
    void on_chunk_header_impl(std::uint64_t, StringView, ErrorCode&) override {}
    std::size_t on_chunk_body_impl(std::uint64_t, StringView body, ErrorCode&) override { return pass(body); }
    void on_finish_impl(ErrorCode&) override {}

    std::size_t pass(StringView body) {
        sink_(std::string_view(body.data(), body.size()));
        return body.size();
    }

    BodySink sink_;
};

namespace {

constexpr std::string_view shortest_end = "0\r\n\r\n";

tl::unexpected<Error> failure_of(const ErrorCode& code) {
    if (code == http::error::header_limit || code == http::error::body_limit) {
        return failure(Error::Kind::too_large, 0, "the response is larger than the client accepts");
    }
    if (code == http::error::partial_message || code == http::error::end_of_stream) {
        return failure(Error::Kind::closed, 0, "Remote end closed connection within the response");
    }
    return failure(Error::Kind::not_http, 0, code.message());
}

}  // namespace

HttpResponse::HttpResponse(std::size_t max_body_bytes, BodySink sink)
    : parser_(std::make_unique<Parser>(std::move(sink))) {
    parser_->eager(true);
    parser_->header_limit(static_cast<std::uint32_t>(limits::max_header_bytes));
    if (max_body_bytes == 0) {
        parser_->body_limit(boost::none);
    } else {
        parser_->body_limit(max_body_bytes);
    }
}

HttpResponse::~HttpResponse() = default;
HttpResponse::HttpResponse(HttpResponse&&) noexcept = default;
HttpResponse& HttpResponse::operator=(HttpResponse&&) noexcept = default;

Answer<void> HttpResponse::put(std::string_view bytes) {
    // The parser takes bodies whole but wants each header, of the response or of a chunk, in one piece.
    std::string joined;
    if (!parser_->pending.empty()) {
        joined = std::move(parser_->pending);
        parser_->pending.clear();
        joined += bytes;
        bytes = joined;
        // At the header of a chunk, where Beast asserts that there is as much as can end a response.
        if (parser_->is_header_done() && bytes.size() < shortest_end.size()) {
            parser_->pending = bytes;
            return {};
        }
    }
    while (!bytes.empty()) {
        if (parser_->is_done()) {
            return failure(Error::Kind::not_http, 0, "bytes behind the end of the response");
        }
        ErrorCode code;
        const std::size_t taken = parser_->put(boost::asio::const_buffer(bytes.data(), bytes.size()), code);
        bytes.remove_prefix(taken);
        if (code == http::error::need_more) {
            if (bytes.size() > limits::max_header_bytes) {
                return failure_of(http::error::header_limit);
            }
            parser_->pending = bytes;
            return {};
        }
        if (code) {
            return failure_of(code);
        }
    }
    return {};
}

Answer<void> HttpResponse::put_end() {
    if (!parser_->got_some() && parser_->pending.empty()) {
        return failure(Error::Kind::closed, 0, "Remote end closed connection without response");
    }
    ErrorCode code;
    parser_->put_eof(code);
    if (code) {
        return failure_of(code);
    }
    return {};
}

bool HttpResponse::has_header() const {
    return parser_->is_header_done();
}

bool HttpResponse::is_complete() const {
    return parser_->is_done();
}

int HttpResponse::status() const {
    return parser_->status;
}

const std::string& HttpResponse::reason() const {
    return parser_->reason;
}

bool HttpResponse::keeps_connection() const {
    return parser_->keep_alive();
}

}  // namespace supervise::client
