/// How a configuration keeps the password of a server: in clear, or as a hash with its scheme in braces
/// (AUTH-006; LDAP's notation for those that Supervisor does not have).
#pragma once

#include <string>
#include <string_view>

#include "config/fault.hpp"

namespace supervise::config {

struct Password {
    enum class Scheme {
        clear,
        sha1,     ///< {SHA}: hexadecimal, as in Supervisor
        sha256,   ///< {SHA256}: hexadecimal or base64
        ssha512,  ///< {SSHA512}: base64 of the digest of password and salt, then the salt
        crypt,    ///< {CRYPT}: as crypt(3) makes it
    };
    Scheme scheme = Scheme::clear;
    std::string secret;  ///< the clear text, the bytes of the digest, or the text of a crypt(3) hash
    std::string salt;    ///< of {SSHA512}
};

/// The fault never quotes the value.
Parsed<Password> parse_password(std::string_view text);

/// A scheme in braces that is none of the above, such as {MD5}: the value is a clear text to us and to
/// Supervisor, and hardly meant to be.
bool names_unknown_scheme(std::string_view text);

}  // namespace supervise::config
