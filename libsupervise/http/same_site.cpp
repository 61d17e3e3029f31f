#include "http/same_site.hpp"

#include <array>

#include "http/status.hpp"

namespace supervise::http {
namespace {

struct Scheme {
    std::string_view prefix;
    std::string_view default_port;
};
constexpr std::array schemes{Scheme{"http://", ":80"}, Scheme{"https://", ":443"}};

std::string_view without(std::string_view authority, std::string_view port) {
    return authority.ends_with(port) ? authority.substr(0, authority.size() - port.size()) : authority;
}

/// A proxy that ends TLS makes https of our http, so the scheme only decides which port may be left out.
/// "null", of a sandboxed page, is no host.
bool same_host(std::string_view origin, std::string_view host) {
    for (const Scheme& scheme : schemes)
        if (equal_ignoring_case(origin.substr(0, scheme.prefix.size()), scheme.prefix))
            return !host.empty() &&
                   equal_ignoring_case(without(origin.substr(scheme.prefix.size()), scheme.default_port),
                                       without(host, scheme.default_port));
    return false;
}

}  // namespace

bool from_another_site(const Request& request) {
    const std::string* origin = request.header("Origin");
    if (const std::string* site = request.header("Sec-Fetch-Site")) {
        const bool only_looks = request.method == "GET" || request.method == "HEAD";
        return !equal_ignoring_case(*site, "same-origin") && !equal_ignoring_case(*site, "none") &&
               (!only_looks || origin != nullptr);
    }
    if (origin == nullptr)
        return false;
    for (const char* name : {"Host", "X-Forwarded-Host"})
        if (const std::string* host = request.header(name); host != nullptr && same_host(*origin, *host))
            return false;
    return true;
}

}  // namespace supervise::http
