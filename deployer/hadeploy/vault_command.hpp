/// `hadeploy vault encrypt|decrypt|rekey`: values for encrypted_vars, without Ansible (HD-VAULT-13).
#pragma once

#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sys/result.hpp"
#include "vault/vault.hpp"

namespace deployer::hadeploy {

struct VaultSurroundings {
    /// All of standard input, bounded.
    std::function<supervise::Result<std::string>()> read_input;
    std::function<supervise::Result<vault::Secret>(const std::string& path)> read_password_file;
    std::function<supervise::Result<std::string>(std::string_view prompt)> ask_hidden;
    std::function<void(std::string_view)> out, err;
};

/// What it can do, and its options; for the usage text, the manual page and completion.
struct VaultVerb {
    std::string_view name, help;
};
std::vector<VaultVerb> vault_verbs();
struct VaultOption {
    std::string_view name;      ///< without dashes
    std::string_view argument;  ///< how the help calls its value; empty: a flag
    std::string_view help;
};
std::vector<VaultOption> vault_options();

std::string vault_usage();

/// `arguments`: behind the word "vault". The exit status: 0 or 1.
int run_vault_command(std::span<const std::string> arguments, const VaultSurroundings& surroundings);

}  // namespace deployer::hadeploy
