#include "client/http_remote.hpp"

#include <algorithm>

#include <fmt/core.h>
#include <fmt/format.h>

#include "client/http_response.hpp"
#include "client/limits.hpp"
#include "client/quick_response.hpp"
#include "config/tls_words.hpp"
#include "rpc/codec.hpp"
#include "sys/base64.hpp"

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
    return url.port == (url.tls ? 443 : 80) ? host : fmt::format("{}:{}", host, url.port);
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

Answer<rpc::Value> value_of(std::string_view body) {
    if (auto quick = read_quickly(body)) {
        return std::move(*quick);
    }
    auto response = rpc::decode_response(body);
    if (!response) {
        return failure(Error::Kind::unintelligible, 0, response.error().message);
    }
    if (!*response) {
        return failure(Error::Kind::fault, response->error().code, response->error().text);
    }
    return std::move(**response);
}

}  // namespace

class HttpRemote::Call final : public PendingCall {
public:
    Call(Connection connection, Answer<void> sent, std::shared_ptr<Pool> pool)
        : connection_(std::move(connection)),
          sent_(std::move(sent)),
          pool_(std::move(pool)),
          response_(limits::max_body_bytes, [this](std::string_view piece) { body_ += piece; }) {
        ++pool_->calls;
    }
    ~Call() override {
        if (--pool_->calls == 0 && pool_->idle.size() > 1) {
            pool_->idle.erase(pool_->idle.begin() + 1, pool_->idle.end());
        }
    }

    int fd() const override { return connection_.fd(); }

    Answer<std::optional<rpc::Value>> read() override {
        const auto bytes = connection_.receive_arrived();
        if (bytes && !*bytes) {
            return std::nullopt;
        }
        has_begun_ = true;
        // A server that refuses early (401, 413) may hang up before it has read everything: its answer
        // counts.
        auto taken = !bytes              ? Answer<void>(tl::unexpected(bytes.error()))
                     : (*bytes)->empty() ? response_.put_end()
                                         : response_.put(**bytes);
        if (response_.has_header() && response_.status() != ok) {
            return status_failure(response_);
        }
        if (!taken) {
            return tl::unexpected(sent_ ? taken.error() : sent_.error());
        }
        if (!response_.is_complete()) {
            return std::nullopt;
        }
        if (response_.keeps_connection()) {
            pool_->idle.push_back(std::move(connection_));
        }
        auto value = value_of(body_);
        if (!value) {
            return tl::unexpected(std::move(value.error()));
        }
        return std::optional(std::move(*value));
    }

    Answer<void> wait(std::optional<sys::Duration> timeout) { return connection_.wait_readable(timeout); }
    bool has_begun() const { return has_begun_; }

private:
    Connection connection_;
    Answer<void> sent_;
    std::shared_ptr<Pool> pool_;
    std::string body_;
    HttpResponse response_;
    bool has_begun_ = false;
};

HttpRemote::HttpRemote(ServerUrl url, std::optional<Credentials> credentials,
                       std::optional<sys::Duration> answer_timeout, sys::TlsFiles tls)
    : url_(std::move(url)),
      common_headers_(
          fmt::format("Host: {}\r\nUser-Agent: supervisorctl/" SUPERVISE_VERSION "\r\n", host_field(url_))),
      answer_timeout_(answer_timeout),
      tls_files_(std::move(tls)) {
    if (credentials) {
        authorization_ = fmt::format(
            "Authorization: Basic {}\r\n",
            sys::encode_base64(fmt::format("{}:{}", credentials->username, credentials->password)));
    }
}

Answer<rpc::Value> HttpRemote::call(std::string_view method, rpc::Array params) {
    const auto pending = post(rpc::encode_call({std::string(method), std::move(params)}));
    if (!pending) {
        return tl::unexpected(pending.error());
    }
    for (;;) {
        auto value = (*pending)->read();
        if (!value) {
            return tl::unexpected(std::move(value.error()));
        }
        if (*value) {
            return std::move(**value);
        }
        // How long a method takes before its first byte is up to it.
        const auto limit =
            (*pending)->has_begun() ? std::optional<sys::Duration>(limits::silence) : answer_timeout_;
        const bool is_bounded = limit || deadline_;
        auto waited = (*pending)->wait(
            is_bounded ? std::optional(allowed(limit.value_or(sys::Duration::max()))) : std::nullopt);
        if (!waited) {
            return tl::unexpected(waited.error());
        }
    }
}

Answer<std::unique_ptr<PendingCall>> HttpRemote::begin(std::string_view method, rpc::Array params) {
    return post(rpc::encode_call({std::string(method), std::move(params)}));
}

Answer<std::unique_ptr<LogStream>> HttpRemote::follow(const std::string& path) {
    auto connection = connect(limits::connect);
    if (!connection) {
        return tl::unexpected(connection.error());
    }
    auto sent = connection->send(fmt::format("GET {} HTTP/1.1\r\n{}Accept: */*\r\n{}\r\n", escaped(path),
                                             common_headers_, authorization_),
                                 allowed(limits::silence));
    if (!sent) {
        return tl::unexpected(sent.error());
    }
    return std::make_unique<HttpLogStream>(std::move(*connection));
}

Answer<std::unique_ptr<HttpRemote::Call>> HttpRemote::post(std::string_view body) {
    // A server may hang up on an idle connection, or have been restarted since. Looking before sending finds
    // that without ever having to send a call twice.
    std::vector<Connection>& idle = pool_->idle;
    while (!idle.empty() && !idle.back().is_idle()) {
        idle.pop_back();
    }
    if (idle.empty()) {
        auto opened = connect(answer_timeout_.value_or(limits::connect));
        if (!opened) {
            return tl::unexpected(opened.error());
        }
        idle.push_back(std::move(*opened));
    }
    Connection connection = std::move(idle.back());
    idle.pop_back();
    auto sent = connection.send(fmt::format("POST /RPC2 HTTP/1.1\r\n{}Accept: text/xml\r\nContent-Type: "
                                            "text/xml\r\nContent-Length: {}\r\n{}\r\n{}",
                                            common_headers_, body.size(), authorization_, body),
                                allowed(limits::silence));
    return std::make_unique<Call>(std::move(connection), std::move(sent), pool_);
}

Answer<Connection> HttpRemote::connect(sys::Duration timeout) {
    if (url_.tls && !tls_) {
        auto context = sys::TlsContext::client(tls_files_);
        if (!context) {
            const config::TlsKeys keys{.section = "supervisorctl", .authorities = "cafile"};
            return failure(Error::Kind::tls, 0, config::in_words(context.error(), tls_files_, keys).text);
        }
        tls_ = std::move(*context);
    }
    auto connection = Connection::open(url_, allowed(timeout), tls_);
    if (!connection && deadline_ && std::chrono::steady_clock::now() >= *deadline_) {
        return failure(Error::Kind::timeout, 0, "timed out");
    }
    return connection;
}

sys::Duration HttpRemote::allowed(sys::Duration limit) const {
    return deadline_ ? std::clamp(*deadline_ - std::chrono::steady_clock::now(), sys::Duration::zero(), limit)
                     : limit;
}

}  // namespace supervise::client
