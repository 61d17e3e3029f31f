/// Ansible Vault 1.1 and 1.2 (HD-VAULT): encrypts and decrypts texts in memory.
#pragma once

#include <string>
#include <string_view>

#include "sys/result.hpp"

namespace deployer::vault {

/// A secret that is wiped when it goes and is never printed.
class Secret {
public:
    Secret() = default;
    explicit Secret(std::string text) : text_(std::move(text)) {}
    Secret(Secret&& other) noexcept;
    Secret& operator=(Secret&& other) noexcept;
    Secret(const Secret&) = delete;
    Secret& operator=(const Secret&) = delete;
    ~Secret();

    const std::string& text() const { return text_; }
    bool empty() const { return text_.empty(); }

private:
    std::string text_;
};

/// Whether a text claims to be a vault ("$ANSIBLE_VAULT").
bool is_vault(std::string_view text);

/// The error says "wrong vault password or damaged value" without more (HD-VAULT-09).
supervise::Result<Secret> decrypt(std::string_view vault_text, const Secret& password);

/// Writes 1.1, with a random salt.
supervise::Result<std::string> encrypt(std::string_view text, const Secret& password);

/// The password of a file: its content stripped of white space, or, of an executable file, what it prints
/// (HD-VAULT-10).
supervise::Result<Secret> read_password_file(const std::string& path);

}  // namespace deployer::vault
