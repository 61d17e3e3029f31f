/// Which OpenSSL the TLS units load. Both load the same one: dlopen(3) counts.
#pragma once

namespace supervise::sys {

inline constexpr const char* tls_library_name = "libssl.so.3";

}  // namespace supervise::sys
