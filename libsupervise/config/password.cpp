#include "config/password.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include <fmt/core.h>

#include "sys/base64.hpp"

namespace supervise::config {

namespace {

constexpr std::size_t sha1_bytes = 20;
constexpr std::size_t sha256_bytes = 32;
constexpr std::size_t sha512_bytes = 64;

Fault bad(std::string_view scheme, std::string_view expected, std::string_view remedy) {
    return {fmt::format("Invalid password value: {} is not followed by {}", scheme, expected),
            {},
            std::string(remedy)};
}

std::optional<std::string> decode_hex(std::string_view text) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string bytes;
    if (text.size() % 2 != 0)
        return std::nullopt;
    for (std::size_t i = 0; i < text.size(); i += 2) {
        const std::size_t high = digits.find(text[i]);
        const std::size_t low = digits.find(text[i + 1]);
        if (high == std::string_view::npos || low == std::string_view::npos)
            return std::nullopt;
        bytes += static_cast<char>(high * 16 + low);
    }
    return bytes;
}

Parsed<Password> read_sha1(std::string_view text) {
    auto bytes = decode_hex(text);
    if (!bytes || bytes->size() != sha1_bytes)
        return tl::unexpected<Fault>(
            bad("{SHA}", "40 hexadecimal digits in lower case", "make it by: printf %s PASSWORD | sha1sum"));
    return Password{Password::Scheme::sha1, std::move(*bytes), {}};
}

Parsed<Password> read_sha256(std::string_view text) {
    auto bytes = text.size() == 2 * sha256_bytes ? decode_hex(text) : sys::decode_base64(text);
    if (!bytes || bytes->size() != sha256_bytes)
        return tl::unexpected<Fault>(bad("{SHA256}",
                                         "64 hexadecimal digits in lower case, or 44 characters of base64",
                                         "make it by: printf %s PASSWORD | sha256sum"));
    return Password{Password::Scheme::sha256, std::move(*bytes), {}};
}

Parsed<Password> read_ssha512(std::string_view text) {
    auto bytes = sys::decode_base64(text);
    if (!bytes || bytes->size() <= sha512_bytes)
        return tl::unexpected<Fault>(bad("{SSHA512}", "the base64 of a SHA-512 digest and its salt",
                                         "make it by: doveadm pw -s SSHA512, or slappasswd"));
    std::string salt = bytes->substr(sha512_bytes);
    bytes->resize(sha512_bytes);
    return Password{Password::Scheme::ssha512, std::move(*bytes), std::move(salt)};
}

/// $method$, parameters and salt, then so many characters of hash. The methods of 8 characters and no more
/// (DES) are not worth their name.
struct CryptMethod {
    std::string_view prefix;
    std::size_t hash_length;
};
constexpr std::array<CryptMethod, 10> crypt_methods{{
    {"$y$", 43},   // yescrypt
    {"$gy$", 43},  // the same with the Russian hash
    {"$7$", 43},   // scrypt
    {"$2a$", 53},  // bcrypt: salt and hash stand together
    {"$2b$", 53},
    {"$2x$", 53},
    {"$2y$", 53},
    {"$6$", 86},  // SHA-512
    {"$5$", 43},  // SHA-256
    {"$1$", 22},  // MD5
}};

bool is_crypt_text(std::string_view text) {
    const auto method = std::find_if(crypt_methods.begin(), crypt_methods.end(),
                                     [&](const CryptMethod& m) { return text.starts_with(m.prefix); });
    const std::size_t last = text.rfind('$');
    return method != crypt_methods.end() && last >= method->prefix.size() &&
           text.size() - last - 1 == method->hash_length && std::all_of(text.begin(), text.end(), [](char c) {
               return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                      std::string_view("./$=,").find(c) != std::string_view::npos;
           });
}

Parsed<Password> read_crypt(std::string_view text) {
    if (!is_crypt_text(text))
        return tl::unexpected<Fault>(bad(
            "{CRYPT}", "a hash as in /etc/shadow, such as $y$j9T$... or $6$...",
            "make it by: mkpasswd -m yescrypt, or: openssl passwd -6; methods are $y$, $gy$, $7$, $2b$, $6$, "
            "$5$ and $1$"));
    return Password{Password::Scheme::crypt, std::string(text), {}};
}

struct SchemeRow {
    std::string_view prefix;
    Parsed<Password> (*read)(std::string_view rest);
};
constexpr std::array<SchemeRow, 4> schemes{{
    {"{SHA}", read_sha1},
    {"{SHA256}", read_sha256},
    {"{SSHA512}", read_ssha512},
    {"{CRYPT}", read_crypt},
}};

}  // namespace

Parsed<Password> parse_password(std::string_view text) {
    for (const SchemeRow& scheme : schemes)
        if (text.starts_with(scheme.prefix))
            return scheme.read(text.substr(scheme.prefix.size()));
    return Password{Password::Scheme::clear, std::string(text), {}};
}

bool names_unknown_scheme(std::string_view text) {
    const std::size_t end = text.find('}');
    if (!text.starts_with('{') || end == std::string_view::npos || end < 2 || end + 1 == text.size())
        return false;
    const std::string_view name = text.substr(1, end - 1);
    return std::all_of(name.begin(), name.end(),
                       [](char c) {
                           return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
                                  (c >= 'A' && c <= 'Z') || c == '-' || c == '_' || c == '.';
                       }) &&
           std::none_of(schemes.begin(), schemes.end(),
                        [&](const SchemeRow& scheme) { return text.starts_with(scheme.prefix); });
}

}  // namespace supervise::config
