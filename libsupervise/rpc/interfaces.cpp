#include "rpc/interfaces.hpp"

#include <array>

#include "rpc/supervisor_methods.hpp"
#include "rpc/twiddler.hpp"

namespace supervise::rpc {

std::span<const Factory> factories() {
    static const std::array table = {
        Factory{.name = "supervisor.rpcinterface:make_main_rpcinterface",
                .usual = "supervisor",
                .summary =
                    "Supervisor's own methods. `supervisorctl` needs them under the name `supervisor`.",
                .settings = {},
                .make = supervisor_methods},
        Factory{.name = "supervisor_twiddler.rpcinterface:make_twiddler_rpcinterface",
                .usual = "twiddler",
                .summary = twiddler_summary,
                .settings = {twiddler_whitelist},
                .make = twiddler_methods},
    };
    return table;
}

std::vector<config::RpcFactory> known_factories() {
    std::vector<config::RpcFactory> known;
    for (const Factory& factory : factories())
        known.push_back({factory.name, factory.settings});
    return known;
}

std::optional<Methods> methods_of(const config::RpcInterfaceConfig& interface) {
    for (const Factory& factory : factories())
        if (interface.factory == factory.name)
            return factory.make(interface);
    return std::nullopt;
}

}  // namespace supervise::rpc
