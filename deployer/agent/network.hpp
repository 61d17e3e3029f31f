/// The addresses of this host.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace deployer::agent {

struct Address {
    std::string interface, address, netmask;
    bool v6 = false;
};

/// Without loopback and link-local ones of IPv6.
std::vector<Address> addresses();

/// The address that packets to the Internet leave from; nothing when there is no route.
std::optional<Address> default_address();

/// The IPv4 gateway of an interface's default route; empty when there is none.
std::string gateway(const std::string& route_table, const std::string& interface);

}  // namespace deployer::agent
