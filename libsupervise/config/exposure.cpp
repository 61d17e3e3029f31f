#include "config/exposure.hpp"

#include <fmt/core.h>

#include "config/values.hpp"

namespace supervise::config {

namespace {

std::string shown_address(const HttpServerConfig& server) {
    if (server.host.empty() || server.host == "0.0.0.0" || server.host == "::")
        return fmt::format("{}:{} (every address of this machine)", server.host.empty() ? "*" : server.host,
                           server.port);
    return fmt::format("{}:{}", server.host, server.port);
}

}  // namespace

std::optional<Exposure> exposure_of(const HttpServerConfig& server) {
    if (server.family != HttpServerConfig::Family::inet || is_loopback(server.host))
        return std::nullopt;
    const bool asks_for_certificate = server.tls && !server.tls->authorities.empty();
    if (!server.asks_for_name() && !asks_for_certificate)
        return Exposure{Exposure::Kind::nobody_is_asked,
                        fmt::format("{} is reachable from the network and asks for no password: whoever "
                                    "connects can start, stop and reconfigure everything",
                                    shown_address(server)),
                        "set username, password and certfile, or client_cafile, or port=127.0.0.1:" +
                            std::to_string(server.port)};
    if (!server.tls)
        return Exposure{
            Exposure::Kind::password_in_clear,
            fmt::format("the password crosses the network to {} unencrypted", shown_address(server)),
            "set certfile, or port=127.0.0.1:" + std::to_string(server.port)};
    return std::nullopt;
}

}  // namespace supervise::config
