/// What is wrong with the files of TLS, in terms of the section and key that name them. Pure.
#pragma once

#include <chrono>
#include <optional>
#include <string_view>

#include "config/fault.hpp"
#include "sys/tls_files.hpp"

namespace supervise::config {

/// Where the files are named.
struct TlsKeys {
    std::string_view section;
    std::string_view authorities = "client_cafile";
};

/// The key a fault belongs to.
std::string_view key_of(const sys::TlsFault& fault, const sys::TlsFiles& files, const TlsKeys& keys);

/// "[inet_http_server] keyfile: '/x' cannot be read: Permission denied; make it readable ..."
Fault in_words(const sys::TlsFault& fault, const sys::TlsFiles& files, const TlsKeys& keys);

/// What to say of a certificate that is valid for so long; nothing when that is long enough.
std::optional<Fault> expiry_in_words(std::chrono::seconds life);

}  // namespace supervise::config
