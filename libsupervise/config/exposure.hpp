/// Who can reach a server, and what that means: said loudly when the daemon starts, and by `--check`. Pure.
#pragma once

#include <optional>
#include <string>

#include "config/model.hpp"

namespace supervise::config {

struct Exposure {
    enum class Kind : std::uint8_t {
        nobody_is_asked,    ///< whoever can connect controls the daemon
        password_in_clear,  ///< whoever can listen learns how to
    };
    Kind kind;
    std::string what;
    std::string remedy;
};

/// Nothing for a server that only this machine reaches, or that protects itself.
std::optional<Exposure> exposure_of(const HttpServerConfig& server);

}  // namespace supervise::config
