/// How much somebody may do who has said who they are. Each role may do what those before it may.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace supervise::config {

enum class Role : std::uint8_t {
    read,     ///< look at everything: states, logs, configuration without secrets
    operate,  ///< start, stop and signal programs, write to them, clear their logs
    admin,    ///< change which programs there are; restart and end the daemon
};

/// "read", "operate", "admin"
std::string_view role_name(Role role);
std::optional<Role> role_of(std::string_view name);

}  // namespace supervise::config
