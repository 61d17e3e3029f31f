/// What kind of section a name stands for.
#pragma once

#include <cstdint>
#include <string_view>

namespace supervise::config {

enum class SectionKind : std::uint8_t {
    supervisord,
    supervisorctl,
    include,
    program,
    eventlistener,
    fcgi_program,
    group,
    inet_http_server,
    unix_http_server,
    http_user,
    rpcinterface,
    ctlplugin,
    unknown,
};

SectionKind section_kind(std::string_view name);

/// What follows the first colon.
std::string_view section_suffix(std::string_view name);

}  // namespace supervise::config
