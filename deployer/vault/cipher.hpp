/// The cryptography of Ansible's vaults: PBKDF2, HMAC-SHA256 and AES-256 in counter mode, by OpenSSL.
#pragma once

#include <array>
#include <string>
#include <string_view>

#include "sys/result.hpp"

namespace deployer::vault {

inline constexpr std::size_t key_bytes = 32;
inline constexpr std::size_t hmac_bytes = 32;
inline constexpr std::size_t block_bytes = 16;

/// What a password and a salt yield; wiped when it goes.
struct Keys {
    std::array<unsigned char, key_bytes> cipher{};
    std::array<unsigned char, key_bytes> hmac{};
    std::array<unsigned char, block_bytes> counter{};

    Keys() = default;
    Keys(const Keys&) = default;
    Keys& operator=(const Keys&) = default;
    ~Keys();
};

/// PBKDF2-HMAC-SHA256 with 10000 iterations (HD-VAULT-06). Fails only when OpenSSL does.
supervise::Result<Keys> derive_keys(std::string_view password, std::string_view salt);

supervise::Result<std::string> hmac(const Keys& keys, std::string_view bytes);

/// Encrypts and decrypts: the mode is its own reverse.
supervise::Result<std::string> apply_cipher(const Keys& keys, std::string_view bytes);

/// Overwrites the bytes in a way that no compiler leaves out, and empties the text.
void wipe(std::string& text);

}  // namespace deployer::vault
