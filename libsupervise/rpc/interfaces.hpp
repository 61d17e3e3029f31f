/// The namespaces that a [rpcinterface:x] section can give the daemon (CFG-205 to CFG-208, EXT-001).
/// Supervisor's factories are Python functions; ours are the rows of one table, by the names of those
/// functions. A new namespace is a function that returns its methods and a row in that table:
/// doc/rpc-extensions.md.
#pragma once

#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "config/model.hpp"
#include "config/surroundings.hpp"
#include "rpc/method.hpp"

namespace supervise::rpc {

struct Factory {
    std::string_view name;                   ///< what the section's supervisor.rpcinterface_factory says
    std::string_view usual;                  ///< the namespace it is usually given: x of [rpcinterface:x]
    std::string_view summary;                ///< for doc/xmlrpc.md, in Markdown
    std::vector<std::string_view> settings;  ///< keys the section may have beside
    Methods (*make)(const config::RpcInterfaceConfig& interface);
};

std::span<const Factory> factories();

/// The same as the configuration knows them.
std::vector<config::RpcFactory> known_factories();

/// The methods that the section's factory makes; nothing for one that is not known.
std::optional<Methods> methods_of(const config::RpcInterfaceConfig& interface);

}  // namespace supervise::rpc
