#include "hadeploy/vault_command.hpp"

#include <array>
#include <optional>

#include <fmt/core.h>

#include "hadeploy/options.hpp"

namespace deployer::hadeploy {
namespace {

using supervise::Result;
using vault::Secret;

struct VaultOptions {
    std::string password_file, new_password_file;
};

struct OptionRow : VaultOption {
    std::string VaultOptions::*value;  ///< null: asking, which is what happens anyway
};

constexpr std::array<OptionRow, 3> options = {{
    {{"vaultPasswordFile", "FILE", "the file with the password, or a program that prints it"},
     &VaultOptions::password_file},
    {{"newVaultPasswordFile", "FILE", "rekey: the file with the new one"}, &VaultOptions::new_password_file},
    {{"askVaultPassword", "", "asks for the password, as without any option"}, nullptr},
}};

const OptionRow* find_option(std::string_view word) {
    for (const OptionRow& option : options)
        if (word.starts_with("--") && word.substr(2) == option.name)
            return &option;
    return nullptr;
}

class Command {
public:
    Command(const VaultOptions& given, const VaultSurroundings& here) : given_(given), here_(here) {}

    Result<std::string> encrypt(std::string_view text) const {
        if (text.ends_with('\n') && text.find('\n') + 1 == text.size())
            here_.err("* * * * WARNING: the value ends with a line end, which is encrypted with it; "
                      "`printf %s` leaves it out\n");
        const auto password = new_password(given_.password_file, "Vault password: ");
        return password ? vault::encrypt(text, *password) : tl::unexpected(password.error());
    }

    Result<std::string> decrypt(std::string_view text) const {
        const auto clear = opened(text);
        return clear ? Result<std::string>(clear->text()) : tl::unexpected(clear.error());
    }

    Result<std::string> rekey(std::string_view text) const {
        const auto clear = opened(text);
        if (!clear)
            return tl::unexpected(clear.error());
        const auto password = new_password(given_.new_password_file, "New vault password: ");
        return password ? vault::encrypt(clear->text(), *password) : tl::unexpected(password.error());
    }

private:
    Result<Secret> opened(std::string_view text) const {
        // As it may be copied out of a description: with blanks before it.
        const std::size_t begin = text.find_first_not_of(" \t\r\n");
        if (begin == std::string_view::npos || !vault::is_vault(text.substr(begin)))
            return supervise::fail("standard input is no vault: it does not begin with $ANSIBLE_VAULT");
        const auto password = asked_or_read(given_.password_file, "Vault password: ");
        return password ? vault::decrypt(text, *password) : tl::unexpected(password.error());
    }

    Result<Secret> asked_or_read(const std::string& file, std::string_view prompt) const {
        if (!file.empty())
            return here_.read_password_file(file);
        auto typed = here_.ask_hidden(prompt);
        if (!typed)
            return supervise::fail(
                fmt::format("the vault password cannot be asked for: {}; use --vaultPasswordFile",
                            typed.error().message));
        if (typed->empty())
            return supervise::fail("the vault password is empty");
        return Secret(std::move(*typed));
    }

    /// One that is typed for the first time is typed twice.
    Result<Secret> new_password(const std::string& file, std::string_view prompt) const {
        auto first = asked_or_read(file, prompt);
        if (!first || !file.empty())
            return first;
        const auto again = asked_or_read(file, "The same again: ");
        if (!again)
            return tl::unexpected(again.error());
        if (first->text() != again->text())
            return supervise::fail("the two passwords differ");
        return first;
    }

    const VaultOptions& given_;
    const VaultSurroundings& here_;
};

struct Verb : VaultVerb {
    Result<std::string> (Command::*run)(std::string_view text) const;
};

constexpr std::array<Verb, 3> verbs = {{
    {{"encrypt", "a text to a vault"}, &Command::encrypt},
    {{"decrypt", "a vault to its text"}, &Command::decrypt},
    {{"rekey", "a vault to one with another password"}, &Command::rekey},
}};

int usage_error(const VaultSurroundings& here, std::string_view message) {
    here.err(error_line(message));
    here.out(vault_usage());
    return 1;
}

/// Nothing when a message was printed.
std::optional<VaultOptions> read_options(std::span<const std::string> arguments,
                                         const VaultSurroundings& here) {
    VaultOptions given;
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        const std::size_t equals = arguments[i].find('=');
        const OptionRow* option = find_option(std::string_view(arguments[i]).substr(0, equals));
        if (option == nullptr || (equals != std::string::npos && option->value == nullptr)) {
            usage_error(here, fmt::format("Unknown parameter {}", arguments[i]));
            return std::nullopt;
        }
        if (option->value == nullptr)
            continue;
        if (equals == std::string::npos && i + 1 == arguments.size()) {
            usage_error(here, fmt::format("Missing value for {}", arguments[i]));
            return std::nullopt;
        }
        given.*(option->value) =
            equals != std::string::npos ? arguments[i].substr(equals + 1) : arguments[++i];
    }
    return given;
}

}  // namespace

std::vector<VaultVerb> vault_verbs() {
    return {verbs.begin(), verbs.end()};
}

std::vector<VaultOption> vault_options() {
    return {options.begin(), options.end()};
}

std::string vault_usage() {
    std::string text = "usage: hadeploy vault encrypt|decrypt|rekey [option...] <input >output\n\n";
    for (const Verb& verb : verbs)
        text += fmt::format("  {:28}{}\n", verb.name, verb.help);
    for (const VaultOption& option : options)
        text += fmt::format(
            "  {:28}{}\n",
            fmt::format("--{}{}{}", option.name, option.argument.empty() ? "" : " ", option.argument),
            option.help);
    return text;
}

int run_vault_command(std::span<const std::string> arguments, const VaultSurroundings& here) {
    if (arguments.empty())
        return usage_error(here, "vault: encrypt, decrypt or rekey?");
    if (arguments.front() == "--help") {
        here.out(vault_usage());
        return 0;
    }
    const Verb* verb = nullptr;
    for (const Verb& row : verbs)
        if (row.name == arguments.front())
            verb = &row;
    if (verb == nullptr)
        return usage_error(here,
                           fmt::format("vault: '{}' is none of encrypt, decrypt, rekey", arguments.front()));
    const auto given = read_options(arguments.subspan(1), here);
    if (!given)
        return 1;
    const auto input = here.read_input();
    if (!input) {
        here.err(error_line(fmt::format("standard input: {}", input.error().message)));
        return 1;
    }
    const Command command(*given, here);
    const auto output = (command.*(verb->run))(*input);
    if (!output) {
        here.err(error_line(output.error().message));
        return 1;
    }
    here.out(*output);
    return 0;
}

}  // namespace deployer::hadeploy
