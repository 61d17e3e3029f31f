/// By which names a server may be called. A browser can be made to call us by a name that belongs to another
/// site (DNS rebinding); the site's page then counts as ours. So the name is looked at.
#pragma once

#include <string>
#include <vector>

#include "config/model.hpp"
#include "http/message.hpp"

namespace supervise::http {

class HostNames {
public:
    /// `machine` is the name of this machine.
    HostNames(const config::HttpServerConfig& config, const std::string& machine);

    /// False: the request's Host is a name that is not ours. Addresses and localhost always are. With
    /// allowed_hosts other names must be in there; without it, a name is looked at only for browsers and
    /// where nobody is asked for a password: names without a dot, which nobody outside can own, the machine's
    /// and the one the server listens on are ours.
    bool allow(const Request& request) const;

private:
    bool is_listed(const std::string& name) const;

    std::vector<std::string> allowed_;
    std::string machine_, listens_on_;
    bool guarded_;  ///< by something that another site's page does not have
};

/// The name in a Host header, in lower case and without port and final dot.
std::string name_of_host(std::string_view host);

}  // namespace supervise::http
