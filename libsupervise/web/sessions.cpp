#include "web/sessions.hpp"

#include <algorithm>
#include <array>
#include <vector>

#include <fmt/core.h>

#include "config/text.hpp"
#include "http/status.hpp"
#include "sys/digest.hpp"
#include "sys/random.hpp"
#include "web/limits.hpp"

namespace supervise::web {
namespace {

constexpr std::size_t secret_bytes = 16;

Result<std::string> random_text() {
    std::array<unsigned char, secret_bytes> bytes{};
    if (auto filled = sys::random_bytes(bytes); !filled)
        return tl::unexpected(filled.error());
    std::string text;
    for (const unsigned char byte : bytes)
        text += fmt::format("{:02x}", byte);
    return text;
}

bool is_cookie(std::string_view text) {
    return text.size() == 2 * secret_bytes &&
           text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

/// Another program of this host may have set one of the same name: all count.
std::vector<std::string> cookies_of(const http::Request& request) {
    std::vector<std::string> cookies;
    for (const auto& [name, line] : request.headers) {
        if (!http::equal_ignoring_case(name, "Cookie"))
            continue;
        for (std::string_view one : config::split_at(line, ';')) {
            one = config::strip(one);
            const std::size_t equals = one.find('=');
            if (one.substr(0, equals) == session_cookie && equals != std::string_view::npos &&
                is_cookie(one.substr(equals + 1)))
                cookies.emplace_back(one.substr(equals + 1));
        }
    }
    return cookies;
}

}  // namespace

const Session* Sessions::find(const http::Request& request) const {
    const auto cookies = cookies_of(request);
    const Session* found = nullptr;
    for (const Session& session : sessions_)
        for (const std::string& cookie : cookies)
            if (sys::equal_in_constant_time(cookie, session.cookie) && session.user == request.user)
                found = &session;
    return found;
}

Result<Session> Sessions::of(const http::Request& request) {
    if (const Session* known = find(request))
        return *known;
    const auto cookies = cookies_of(request);
    auto cookie = cookies.empty() ? random_text() : Result<std::string>(cookies.front());
    auto token = random_text();
    if (!cookie || !token)
        return tl::unexpected(cookie ? token.error() : cookie.error());
    if (sessions_.size() == limits::max_sessions)
        sessions_.pop_front();
    return sessions_.emplace_back(Session{std::move(*cookie), request.user, std::move(*token)});
}

bool Sessions::holds(const http::Request& request, std::string_view token) const {
    const Session* session = find(request);
    return session != nullptr && sys::equal_in_constant_time(token, session->token);
}

void show_cookie(http::Response& response, const Session& session, const http::Request& request) {
    const auto brought = cookies_of(request);
    if (std::find(brought.begin(), brought.end(), session.cookie) != brought.end())
        return;
    response.headers.emplace_back("Set-Cookie",
                                  fmt::format("{}={}; Path=/; HttpOnly; SameSite=Strict{}", session_cookie,
                                              session.cookie, request.over_tls ? "; Secure" : ""));
}

}  // namespace supervise::web
