/// What keeps other sites from giving orders through a browser that is logged in here: a session, which the
/// browser shows by a cookie, and a token that only a page of ours can have read. Orders need both.
#pragma once

#include <deque>
#include <string>
#include <string_view>

#include "http/message.hpp"
#include "sys/result.hpp"

namespace supervise::web {

/// Its name; the value is 32 hexadecimal digits.
inline constexpr std::string_view session_cookie = "supervise_session";

struct Session {
    std::string cookie;
    std::string user;
    std::string token;
};

class Sessions {
public:
    /// The session of the request's cookie and user; a new one when there is none. A cookie that another
    /// daemon on this host has set serves as well: browsers do not tell ports apart, and what is secret is
    /// the token. At most limits::max_sessions are kept; the oldest is forgotten first.
    Result<Session> of(const http::Request& request);

    /// `token` is that of the request's session.
    bool holds(const http::Request& request, std::string_view token) const;

private:
    const Session* find(const http::Request& request) const;

    std::deque<Session> sessions_;
};

/// "Set-Cookie" for the session's cookie, unless the request has brought it.
void show_cookie(http::Response& response, const Session& session, const http::Request& request);

}  // namespace supervise::web
