/// Which package of the distribution a file belongs to.
#pragma once

#include <optional>
#include <string>

#include "agent/host.hpp"

namespace deployer::agent {

/// By dpkg or rpm, where they are installed. Nothing: none.
std::optional<std::string> package_owner(Host& host, const std::string& path);

}  // namespace deployer::agent
