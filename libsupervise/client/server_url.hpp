/// `serverurl`: where a daemon listens. Pure.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "client/error.hpp"

namespace supervise::client {

struct ServerUrl {
    std::string path;  ///< of a Unix socket; empty for TCP
    std::string host;  ///< without brackets; empty for this machine
    std::uint16_t port = 80;
    bool tls = false;

    bool is_unix() const { return !path.empty(); }
};

/// http://host[:port][/...], https://host[:port][/...] or unix://path (CTL-011). What follows the port is
/// ignored (CTL-010).
Answer<ServerUrl> parse_server_url(std::string_view url);

/// The scheme of a URL in lower case, or nothing when it has none.
std::string url_scheme(std::string_view url);

}  // namespace supervise::client
