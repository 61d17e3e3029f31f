#include "http/own_answers.hpp"

#include <fmt/core.h>

#include "config/text.hpp"
#include "http/limits.hpp"

namespace supervise::http {
namespace {

/// What a browser may do with an answer of ours, whoever wrote what is in it: run nothing but the page's own
/// files, show it in nobody's frame, tell no other site of it, and take its type as given. Without any
/// referrer, browsers send a form's Origin as "null", which is nobody's (same_site.hpp).
constexpr std::string_view rules =
    "Content-Security-Policy: default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'\r\n"
    "X-Frame-Options: DENY\r\n"
    "Referrer-Policy: same-origin\r\n"
    "X-Content-Type-Options: nosniff\r\n";

/// XML-RPC is for programs, and its answers are many and small.
bool for_browsers(const Headers& headers) {
    for (const auto& [name, value] : headers)
        if (name == "Content-Type")
            return value != "text/xml";
    return true;
}

}  // namespace

std::string_view browser_rules(const Response& response) {
    return for_browsers(response.headers) ? rules : std::string_view();
}

Response tls_wanted() {
    Response response;
    response.status = 400;
    response.headers.emplace_back("Content-Type", "text/plain");
    response.reason = "This port speaks HTTPS only: use a URL that begins with https://";
    response.body = response.reason + "\n";
    return response;
}

Response unknown_host(const std::string& host) {
    Response response;
    response.status = 421;
    response.headers.emplace_back("Content-Type", "text/plain; charset=utf-8");
    response.body =
        fmt::format("This server is not known by the name {}. If it should be, add the name to allowed_hosts "
                    "in the section "
                    "of the server, or use its address.\n",
                    config::python_repr(std::string_view(host).substr(0, limits::max_shown_host)));
    return response;
}

}  // namespace supervise::http
