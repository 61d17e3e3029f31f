#include "config/section_kind.hpp"

#include <array>
#include <utility>

namespace supervise::config {

SectionKind section_kind(std::string_view name) {
    using enum SectionKind;
    constexpr std::array<std::pair<std::string_view, SectionKind>, 3> names{
        {{"supervisord", supervisord}, {"supervisorctl", supervisorctl}, {"include", include}}};
    // The server sections go by their beginning alone (CFG-130).
    constexpr std::array<std::pair<std::string_view, SectionKind>, 9> prefixes{
        {{"program:", program},
         {"eventlistener:", eventlistener},
         {"fcgi-program:", fcgi_program},
         {"group:", group},
         {"inet_http_server", inet_http_server},
         {"unix_http_server", unix_http_server},
         {"http_user:", http_user},
         {"rpcinterface:", rpcinterface},
         {"ctlplugin:", ctlplugin}}};
    for (const auto& [known, kind] : names)
        if (name == known)
            return kind;
    for (const auto& [prefix, kind] : prefixes)
        if (name.starts_with(prefix))
            return kind;
    return unknown;
}

std::string_view section_suffix(std::string_view name) {
    const std::size_t colon = name.find(':');
    return colon == std::string_view::npos ? std::string_view{} : name.substr(colon + 1);
}

}  // namespace supervise::config
