#include "config/tls_words.hpp"

#include <fmt/core.h>

namespace supervise::config {

namespace {

constexpr std::chrono::hours day{24};
/// Whoever renews certificates by a machine does it earlier.
constexpr auto soon = 14 * day;

}  // namespace

std::string_view key_of(const sys::TlsFault& fault, const sys::TlsFiles& files, const TlsKeys& keys) {
    switch (fault.part) {
    case sys::TlsFault::Part::key:
        return files.key.empty() ? "certfile" : "keyfile";
    case sys::TlsFault::Part::authorities:
        return keys.authorities;
    case sys::TlsFault::Part::library:
    case sys::TlsFault::Part::certificate:
        break;
    }
    return "certfile";
}

Fault in_words(const sys::TlsFault& fault, const sys::TlsFiles& files, const TlsKeys& keys) {
    return placed({fault.what, {}, fault.remedy}, keys.section, key_of(fault, files, keys));
}

std::optional<Fault> expiry_in_words(std::chrono::seconds life) {
    if (life > soon)
        return std::nullopt;
    return Fault{life <= std::chrono::seconds::zero()
                     ? "the certificate has expired"
                     : fmt::format("the certificate expires in {} h",
                                   std::chrono::ceil<std::chrono::hours>(life).count()),
                 {},
                 "renew it: clients refuse one that has expired"};
}

}  // namespace supervise::config
