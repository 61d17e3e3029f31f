#include "http/host_names.hpp"

#include <algorithm>

#include "config/text.hpp"

namespace supervise::http {
namespace {

/// An IPv4 address in its usual form, or an IPv6 address.
bool is_address(std::string_view name) {
    if (name.find(':') != std::string_view::npos)
        return true;
    const auto parts = config::split_at(name, '.');
    return parts.size() == 4 && std::all_of(parts.begin(), parts.end(), [](std::string_view part) {
               return !part.empty() && part.find_first_not_of("0123456789") == std::string_view::npos;
           });
}

bool is_local(std::string_view name) {
    return name.empty() || name == "localhost" || name.ends_with(".localhost") || is_address(name);
}

/// Browsers send these, and do not let a page leave them all out.
bool from_browser(const Request& request) {
    for (const char* name : {"Origin", "Sec-Fetch-Site", "Accept-Language"})
        if (request.header(name) != nullptr)
            return true;
    const std::string* agent = request.header("User-Agent");
    return agent != nullptr && agent->starts_with("Mozilla/");
}

}  // namespace

std::string name_of_host(std::string_view host) {
    host = config::strip(host);
    if (host.starts_with('[')) {
        host = host.substr(1, host.find(']') - 1);
    } else if (const auto colon = host.find(':'); colon != std::string_view::npos) {
        host = host.substr(0, colon);
    }
    if (host.ends_with('.'))
        host.remove_suffix(1);
    return config::lower(host);
}

HostNames::HostNames(const config::HttpServerConfig& config, const std::string& machine)
    : allowed_(config.allowed_hosts),
      machine_(config::lower(machine)),
      listens_on_(config::lower(config.host)),
      guarded_(config.family == config::HttpServerConfig::Family::unix_socket || config.asks_for_name() ||
               (config.tls && !config.tls->authorities.empty())) {}

bool HostNames::is_listed(const std::string& name) const {
    return std::any_of(allowed_.begin(), allowed_.end(), [&](const std::string& one) {
        return one == "*" || one == name || (one.starts_with("*.") && name.ends_with(one.substr(1)));
    });
}

bool HostNames::allow(const Request& request) const {
    const std::string* host = request.header("Host");
    const std::string name = host != nullptr ? name_of_host(*host) : std::string();
    if (is_local(name))
        return true;
    if (!allowed_.empty())
        return is_listed(name);
    return guarded_ || name.find('.') == std::string::npos || name == machine_ || name == listens_on_ ||
           !from_browser(request);
}

}  // namespace supervise::http
