/// What TLS needs of the file system, as values, and whether it is in order. An interface, so that reading a
/// configuration stays pure; `sys/tls_context` has the real one.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>

#include <tl/expected.hpp>

namespace supervise::sys {

enum class TlsVersion : std::uint8_t { tls1_2, tls1_3 };

/// Paths of PEM files; empty: none.
struct TlsFiles {
    std::string certificate;  ///< our own, followed by those between it and the authority's
    std::string key;          ///< of the certificate; empty: in the same file
    std::string authorities;  ///< whoever signs what the other side must show
    TlsVersion min_version = TlsVersion::tls1_2;

    const std::string& key_file() const { return key.empty() ? certificate : key; }
    bool operator==(const TlsFiles&) const = default;
};

/// Why TLS is not possible.
struct TlsFault {
    enum class Part : std::uint8_t { library, certificate, key, authorities };
    Part part = Part::library;
    std::string what;
    std::string remedy;
};

class TlsCheck {
public:
    virtual ~TlsCheck() = default;
    /// How long the certificate is still valid (negative: no longer), or what keeps a server with these files
    /// from starting.
    virtual tl::expected<std::chrono::seconds, TlsFault> look_into(const TlsFiles& files) const = 0;
};

}  // namespace supervise::sys
