#include "rpc/interfaces.hpp"

#include <array>
#include <string_view>

#include <fmt/core.h>

#include "rpc/supervisor_methods.hpp"

namespace supervise::rpc {
namespace {

struct Factory {
    std::string_view name;
    Methods (*make)();
};

constexpr std::array factories = {
    Factory{"supervisor.rpcinterface:make_main_rpcinterface", &supervisor_methods},
};

std::string supported() {
    std::string names;
    for (const Factory& factory : factories)
        names.append(names.empty() ? "" : ", ").append(factory.name);
    return names;
}

}  // namespace

std::optional<Methods> methods_of(const config::RpcInterfaceConfig& interface) {
    for (const Factory& factory : factories)
        if (interface.factory == factory.name)
            return factory.make();
    return std::nullopt;
}

Result<void> check_rpc_interfaces(const config::Model& model) {
    for (const config::RpcInterfaceConfig& interface : model.rpcinterfaces)
        if (!methods_of(interface))
            return fail(
                fmt::format("{} cannot be resolved within [rpcinterface:{}]: factories written in Python are "
                            "not supported; known are: {}",
                            interface.factory, interface.name, supported()));
    return {};
}

}  // namespace supervise::rpc
