/// Certificates for tests, valid for a hundred years, with keys that protect nothing, and files of them.
#pragma once

#include <string>

#include "fake/temp_folder.hpp"
#include "sys/tls_files.hpp"

namespace supervise::fake {

/// The authority that signed both.
inline constexpr const char* authority_pem = R"(-----BEGIN CERTIFICATE-----
MIIBfDCCASGgAwIBAgIUaJ8tcEKdE0zcXA/aM5GNJ8VIrdkwCgYIKoZIzj0EAwIw
EjEQMA4GA1UEAwwHVW5pdCBDQTAgFw0yNjExMjUxOTQyNDhaGA8yMTI2MTEwMTE5
NDI0OFowEjEQMA4GA1UEAwwHVW5pdCBDQTBZMBMGByqGSM49AgEGCCqGSM49AwEH
A0IABGiVSuo+2D0FP5CFZmfE8zb4FN3uZovMeNmb6EbKzwTck9CzcRFPXob1Vgnf
Jsh2oNbXngTT2PZGQ2pp6I9LvuGjUzBRMB0GA1UdDgQWBBQWGMdUA52ng0QfGJ+f
cFmLTGeOgDAfBgNVHSMEGDAWgBQWGMdUA52ng0QfGJ+fcFmLTGeOgDAPBgNVHRMB
Af8EBTADAQH/MAoGCCqGSM49BAMCA0kAMEYCIQCHbfaaPyDDwf3pFOqoHuCrlpf0
pcJLVatULJ19JaHs8wIhAOLXh8kc9B6HAWL+didgab5MR1hfTNwoSExr6sCy4rQC
-----END CERTIFICATE-----
)";

/// For the host localhost and the address 127.0.0.1.
inline constexpr const char* server_pem = R"(-----BEGIN CERTIFICATE-----
MIIBhzCCAS6gAwIBAgIUB9BJ29VJsSoKHPTWSIKa1hkTXpgwCgYIKoZIzj0EAwIw
EjEQMA4GA1UEAwwHVW5pdCBDQTAgFw0yNjExMjUxOTQyNDhaGA8yMTI2MTEwMTE5
NDI0OFowFDESMBAGA1UEAwwJbG9jYWxob3N0MFkwEwYHKoZIzj0CAQYIKoZIzj0D
AQcDQgAE5EhTGQ9q7pqTMm3jkHyEtTMWMaCYfnWRvDouxzEazVcpsKDrFAhFi5Io
W1IeJcucGfsDD/lZflzeScB1bRFU1aNeMFwwGgYDVR0RBBMwEYIJbG9jYWxob3N0
hwR/AAABMB0GA1UdDgQWBBTaFOA0H4tQ1zYjThwtxaNfndSCdDAfBgNVHSMEGDAW
gBQWGMdUA52ng0QfGJ+fcFmLTGeOgDAKBggqhkjOPQQDAgNHADBEAiBRGdvVdbpV
A+gRAl3Zef7I0zytTDELhSM0rpZE1T/J7wIgZoJv0ElA+0fE/wiybePnVacSYN3g
tMO3XCjBB1gui4M=
-----END CERTIFICATE-----
)";
inline constexpr const char* server_key = R"(-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg7KHzOvPIMSHxA4SL
8EzXUzDDQD7lTr8W3Jj88CLb7IKhRANCAATkSFMZD2rumpMybeOQfIS1MxYxoJh+
dZG8Oi7HMRrNVymwoOsUCEWLkihbUh4ly5wZ+wMP+Vl+XN5JwHVtEVTV
-----END PRIVATE KEY-----
)";

/// For a host named other; its common name is ann.
inline constexpr const char* other_pem = R"(-----BEGIN CERTIFICATE-----
MIIBeDCCAR6gAwIBAgIUB9BJ29VJsSoKHPTWSIKa1hkTXpkwCgYIKoZIzj0EAwIw
EjEQMA4GA1UEAwwHVW5pdCBDQTAgFw0yNjExMjUxOTQyNDhaGA8yMTI2MTEwMTE5
NDI0OFowDjEMMAoGA1UEAwwDYW5uMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE
nT+Hq0iGwmaC54Y6/N9kgVbVAc52oq4ZcbSmP879uFj+v95Xmie7vwym8Ps2WE3G
A0uP/5cRAzEIbrrCCqmT/6NUMFIwEAYDVR0RBAkwB4IFb3RoZXIwHQYDVR0OBBYE
FAdc3Gy9AmOSzCqicGFEFkbCSgzHMB8GA1UdIwQYMBaAFBYYx1QDnaeDRB8Yn59w
WYtMZ46AMAoGCCqGSM49BAMCA0gAMEUCIFHDyTS0f0wwDIemfao5wVMd9P5IFtF9
WowJTk9eaC3LAiEA6nwyBh0pED6uoji/HA128PH4sTr5JkwxT0uL8NiKJMs=
-----END CERTIFICATE-----
)";
inline constexpr const char* other_key = R"(-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg0VUbSScHrYVXTSKQ
z01rUHf3hQ9rJW6ToKQmwTln5iqhRANCAASdP4erSIbCZoLnhjr832SBVtUBznai
rhlxtKY/zv24WP6/3leaJ7u/DKbw+zZYTcYDS4//lxEDMQhuusIKqZP/
-----END PRIVATE KEY-----
)";

/// All of them as files of a folder.
class Certificates {
public:
    Certificates() {
        folder.put("ca.pem", authority_pem);
        folder.put("server.pem", server_pem);
        folder.put("server.key", server_key);
        folder.put("other.pem", other_pem);
        folder.put("other.key", other_key);
    }

    sys::TlsFiles server() const { return {folder / "server.pem", folder / "server.key", {}}; }
    sys::TlsFiles other() const { return {folder / "other.pem", folder / "other.key", {}}; }
    /// Asks clients for a certificate.
    sys::TlsFiles strict_server() const {
        return {folder / "server.pem", folder / "server.key", folder / "ca.pem"};
    }
    /// Trusts the authority and shows nothing.
    sys::TlsFiles client() const { return {{}, {}, folder / "ca.pem"}; }
    sys::TlsFiles client_with_certificate() const {
        return {folder / "other.pem", folder / "other.key", folder / "ca.pem"};
    }

    TempFolder folder;
};

}  // namespace supervise::fake
