#include <algorithm>

#include <fmt/core.h>

#include "config/exposure.hpp"
#include "config/lint.hpp"
#include "config/section_kind.hpp"
#include "config/tls_words.hpp"

namespace supervise::config {

namespace {

void lint_key_mode(Reading& reading, const sys::TlsFiles& tls, const Section& section) {
    if (!reading.places.around().files.is_readable_by_others(tls.key_file()))
        return;
    const char* key = tls.key.empty() ? "certfile" : "keyfile";
    reading.findings.warning(subject_of(section, reading.document.option(section, key), key),
                             fmt::format("anybody on this machine may read the key in '{}'", tls.key_file()),
                             "chmod o-r it, and make a new key if others may have read it");
}

void lint_tls(Reading& reading, const sys::TlsFiles& tls, const Section& section) {
    const sys::TlsCheck* check = reading.places.around().tls;
    if (check == nullptr)
        return;
    const auto life = check->look_into(tls);
    if (!life) {
        const TlsKeys keys{.section = section.name()};
        const std::string key(key_of(life.error(), tls, keys));
        report(reading, section, reading.document.option(section, key), key,
               in_words(life.error(), tls, keys));
        return;
    }
    if (auto expiry = expiry_in_words(*life))
        reading.findings.warning(
            subject_of(section, reading.document.option(section, "certfile"), "certfile"),
            std::move(expiry->text), std::move(expiry->remedy));
    lint_key_mode(reading, tls, section);
}

/// Users for whom nobody asks.
void lint_users(Reading& reading, const std::vector<HttpServerConfig>& servers) {
    if (std::any_of(servers.begin(), servers.end(), [](const auto& server) { return !server.users.empty(); }))
        return;
    for (const Section& section : reading.document.sections())
        if (section_kind(section.name()) == SectionKind::http_user)
            reading.findings.warning(subject_of(section, nullptr),
                                     "no server asks for a name, so nobody logs in as this user",
                                     "add an [inet_http_server], or a username to the [unix_http_server]");
}

}  // namespace

void lint_servers(Reading& reading, const std::vector<HttpServerConfig>& servers) {
    lint_users(reading, servers);
    for (const HttpServerConfig& server : servers) {
        const Section* section = reading.document.find(server.section);
        if (section == nullptr)
            continue;
        if (server.tls)
            lint_tls(reading, *server.tls, *section);
        if (auto exposure = exposure_of(server))
            reading.findings.warning(subject_of(*section, reading.document.option(*section, "port"), "port"),
                                     std::move(exposure->what), std::move(exposure->remedy));
    }
}

}  // namespace supervise::config
