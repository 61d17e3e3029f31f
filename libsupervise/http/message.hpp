/// A request, its answer, and who answers.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "config/role.hpp"
#include "sys/loop.hpp"

namespace supervise::http {

using Headers = std::vector<std::pair<std::string, std::string>>;

struct Peer {
    std::string host;  ///< address, or "localhost" for a Unix socket
    std::uint16_t port = 0;
    std::string account;  ///< of a Unix socket: "root, uid 0, pid 4711"
    std::string source;   ///< whom failed logins count for: a network, or "uid 0"

    /// For the log: "127.0.0.1:5001", "a unix socket (root, uid 0, pid 4711)".
    std::string text() const;
};

struct Request {
    std::string method;  ///< as sent: methods are case-sensitive
    std::string target;  ///< path and query as sent
    Headers headers;
    std::string body;  ///< a handler has it during its call only
    bool over_tls = false;
    bool http_1_1 = true;
    bool keep_alive = true;  ///< what the client asks for
    Peer peer;
    std::string user;  ///< that authenticated, or whose certificate it is; empty on an open server
    config::Role role = config::Role::admin;
    bool by_password = false;  ///< the user has been asked for one

    /// The first header of that name, which may be written in any case; or null.
    const std::string* header(std::string_view name) const;
    /// The target up to the query.
    std::string_view path() const { return std::string_view(target).substr(0, target.find('?')); }
    /// What follows the first '?'.
    std::string_view query() const {
        const auto mark = target.find('?');
        return mark == std::string::npos ? std::string_view() : std::string_view(target).substr(mark + 1);
    }
};

/// A body that comes into being as it is sent. Dropped when it has ended or the client is gone.
class BodySource {
public:
    virtual ~BodySource() = default;
    /// The next bytes, at most `max`; empty when there are none now.
    virtual std::string read(std::size_t max) = 0;
    /// After read() has given nothing: nothing will come any more.
    virtual bool ended() const { return false; }
    /// `ready` is called whenever read() may have more. Called once, before the first read().
    virtual void when_ready(std::function<void()> ready) = 0;
};

struct Response {
    int status = 200;
    std::string reason;  ///< empty: the usual phrase of the status
    Headers headers;     ///< beyond Server, Date, Connection and those of the length
    std::string body;
    std::unique_ptr<BodySource> source;  ///< instead of `body`, for a stream
};

/// The standard page for an error (HTTP-008).
Response error_response(int status);

/// 405, with the methods that are allowed: "GET, HEAD".
Response method_not_allowed(std::string_view allowed);

/// Gives the answer, once; later calls and calls after the client has gone do nothing.
using Answer = std::function<void(Response)>;

/// Answers at once or later. Dropping what is returned cancels an answer that is still to come; it may be
/// dropped inside the answer itself.
using Handler = std::function<sys::Registration(const Request&, Answer)>;

}  // namespace supervise::http
