#include "client/http_remote.hpp"

#include <algorithm>

#include <fmt/core.h>
#include <fmt/format.h>

#include "client/http_response.hpp"
#include "client/limits.hpp"
#include "client/quick_response.hpp"
#include "rpc/base64.hpp"
#include "rpc/codec.hpp"

namespace supervise::client {
namespace {

constexpr int ok = 200;

tl::unexpected<Error> status_failure(const HttpResponse& response, Place where = Place::here()) {
    return failure(Error::Kind::status, response.status(), response.reason(), where);
}

/// The name in the Host field. A Unix socket has none; "localhost" is what Supervisor's own client sends.
std::string host_field(const ServerUrl& url) {
    if (url.is_unix()) {
        return "localhost";
    }
    const bool is_ipv6 = url.host.find(':') != std::string::npos;
    std::string host = is_ipv6 ? fmt::format("[{}]", url.host) : url.host;
    // Nothing that could end the header line; such a host does not resolve anyway.
    std::erase_if(host, [](char c) { return static_cast<unsigned char>(c) <= ' '; });
    return url.port == 80 ? host : fmt::format("{}:{}", host, url.port);
}

/// A path with what cannot stand in a request line escaped.
std::string escaped(std::string_view path) {
    std::string out;
    for (const char c : path) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte <= ' ' || byte >= 0x7f || c == '%' || c == '?' || c == '#') {
            fmt::format_to(std::back_inserter(out), "%{:02X}", byte);
        } else {
            out += c;
        }
    }
    return out;
}

class HttpLogStream final : public LogStream {
public:
    explicit HttpLogStream(Connection connection)
        : connection_(std::move(connection)),
          response_(0, [this](std::string_view body) { arrived_ += body; }) {}

    int fd() const override { return connection_.fd(); }

    Answer<bool> read(const Sink& sink) override {
        const auto bytes = connection_.receive_arrived();
        if (!bytes) {
            return tl::unexpected(bytes.error());
        }
        if (!*bytes) {
            return true;
        }
        const bool ended = (*bytes)->empty();
        if (ended && !response_.has_header()) {
            return failure(Error::Kind::closed, 0, "Remote end closed connection without response");
        }
        // A server that hangs up ends the stream, whether or not it found the time for a last chunk.
        auto taken = ended ? Answer<void>() : response_.put(**bytes);
        if (!taken) {
            return tl::unexpected(taken.error());
        }
        if (response_.has_header() && response_.status() != ok) {
            return status_failure(response_);
        }
        sink(arrived_);
        arrived_.clear();
        return !ended && !response_.is_complete();
    }

private:
    Connection connection_;
    HttpResponse response_;
    std::string arrived_;
};

}  // namespace

HttpRemote::HttpRemote(ServerUrl url, std::optional<Credentials> credentials,
                       std::optional<sys::Duration> answer_timeout)
    : url_(std::move(url)),
      common_headers_(
          fmt::format("Host: {}\r\nUser-Agent: supervisorctl/" SUPERVISE_VERSION "\r\n", host_field(url_))),
      answer_timeout_(answer_timeout) {
    if (credentials) {
        authorization_ = fmt::format(
            "Authorization: Basic {}\r\n",
            rpc::encode_base64(fmt::format("{}:{}", credentials->username, credentials->password)));
    }
}

Answer<rpc::Value> HttpRemote::call(std::string_view method, rpc::Array params) {
    auto body = post(rpc::encode_call({std::string(method), std::move(params)}));
    if (!body) {
        return tl::unexpected(body.error());
    }
    if (auto quick = read_quickly(*body)) {
        return std::move(*quick);
    }
    auto response = rpc::decode_response(*body);
    if (!response) {
        return failure(Error::Kind::unintelligible, 0, response.error().message);
    }
    if (!*response) {
        return failure(Error::Kind::fault, response->error().code, response->error().text);
    }
    return std::move(**response);
}

Answer<std::unique_ptr<LogStream>> HttpRemote::follow(const std::string& path) {
    auto connection = Connection::open(url_);
    if (!connection) {
        return tl::unexpected(connection.error());
    }
    auto sent = connection->send(fmt::format("GET {} HTTP/1.1\r\n{}Accept: */*\r\n{}\r\n", escaped(path),
                                             common_headers_, authorization_));
    if (!sent) {
        return tl::unexpected(sent.error());
    }
    return std::make_unique<HttpLogStream>(std::move(*connection));
}

Answer<std::string> HttpRemote::post(std::string_view body) {
    // A server may hang up on an idle connection, or have been restarted since. Looking before sending finds
    // that without ever having to send a call twice.
    if (connection_ && !connection_->is_idle()) {
        connection_.reset();
    }
    if (!connection_) {
        auto opened = Connection::open(url_);
        if (!opened) {
            return tl::unexpected(opened.error());
        }
        connection_.emplace(std::move(*opened));
    }
    const auto sent =
        connection_->send(fmt::format("POST /RPC2 HTTP/1.1\r\n{}Accept: text/xml\r\nContent-Type: "
                                      "text/xml\r\nContent-Length: {}\r\n{}\r\n{}",
                                      common_headers_, body.size(), authorization_, body));
    // A server that refuses early (401, 413) may hang up before it has read everything: its answer counts.
    auto answer = read_answer();
    if (!answer) {
        connection_.reset();
        const bool answered = answer.error().kind == Error::Kind::status;
        return !sent && !answered ? tl::unexpected(sent.error()) : answer;
    }
    return answer;
}

Answer<std::string> HttpRemote::read_answer() {
    std::string body;
    HttpResponse response(limits::max_body_bytes, [&body](std::string_view piece) { body += piece; });
    auto timeout = answer_timeout_;
    while (!response.is_complete()) {
        const auto bytes = connection_->receive(timeout);
        if (!bytes) {
            return tl::unexpected(bytes.error());
        }
        auto taken = bytes->empty() ? response.put_end() : response.put(*bytes);
        if (response.has_header() && response.status() != ok) {
            return status_failure(response);
        }
        if (!taken) {
            return tl::unexpected(taken.error());
        }
        timeout = limits::silence;
    }
    if (!response.keeps_connection()) {
        connection_.reset();
    }
    return body;
}

}  // namespace supervise::client
