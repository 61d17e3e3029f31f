#include "config/role.hpp"

#include <array>

namespace supervise::config {
namespace {

constexpr std::array<std::string_view, 3> names{"read", "operate", "admin"};

}  // namespace

std::string_view role_name(Role role) {
    return names[static_cast<std::size_t>(role)];
}

std::optional<Role> role_of(std::string_view name) {
    for (std::size_t i = 0; i < names.size(); ++i)
        if (names[i] == name)
            return static_cast<Role>(i);
    return std::nullopt;
}

}  // namespace supervise::config
