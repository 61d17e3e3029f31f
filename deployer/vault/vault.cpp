#include "vault/vault.hpp"

#include <algorithm>
#include <array>
#include <span>

#include <fmt/core.h>

#include "sys/digest.hpp"
#include "sys/executable.hpp"
#include "sys/program_output.hpp"
#include "sys/random.hpp"
#include "sys/small_file.hpp"
#include "vault/cipher.hpp"
#include "vault/hex.hpp"
#include "vault/limits.hpp"

namespace deployer::vault {
namespace {

constexpr std::string_view format_word = "$ANSIBLE_VAULT";
constexpr std::string_view cipher_word = "AES256";
constexpr std::string_view blanks = " \t\r\n";
constexpr std::size_t salt_bytes = 32;
constexpr std::size_t line_length = 80;

std::string_view stripped(std::string_view text) {
    const std::size_t begin = text.find_first_not_of(blanks);
    return begin == std::string_view::npos ? std::string_view()
                                           : text.substr(begin, text.find_last_not_of(blanks) - begin + 1);
}

/// Up to `separator`, which goes with it.
std::string_view take(std::string_view& rest, char separator) {
    const std::size_t end = rest.find(separator);
    const std::string_view first = rest.substr(0, end);
    rest = end == std::string_view::npos ? std::string_view() : rest.substr(end + 1);
    return first;
}

/// "$ANSIBLE_VAULT;1.1;AES256", or 1.2 with a label behind (HD-VAULT-04).
supervise::Result<void> check_header(std::string_view line) {
    const std::string_view word = stripped(take(line, ';'));
    const std::string_view version = stripped(take(line, ';'));
    const std::string_view cipher = stripped(take(line, ';'));
    if (word != format_word)
        return supervise::fail("this is no vault: it does not begin with $ANSIBLE_VAULT");
    if (version != "1.1" && version != "1.2")
        return supervise::fail(
            fmt::format("vaults of version '{}' are not supported, only 1.1 and 1.2", version));
    if (cipher != cipher_word)
        return supervise::fail(fmt::format("the cipher '{}' is not supported, only {}", cipher, cipher_word));
    return {};
}

struct Envelope {
    std::string salt, hmac, encrypted;
};

tl::unexpected<supervise::Error> damaged() {
    return supervise::fail("wrong vault password or damaged value");
}

supervise::Result<Envelope> open_envelope(std::string_view text) {
    if (text.size() > limits::max_text_bytes)
        return supervise::fail(fmt::format("a vault of more than {} MiB", limits::max_text_bytes >> 20U));
    text = stripped(text);
    if (auto header = check_header(take(text, '\n')); !header)
        return tl::unexpected(std::move(header.error()));
    std::string digits(text);
    digits.erase(std::remove_if(digits.begin(), digits.end(),
                                [](char c) { return blanks.find(c) != std::string_view::npos; }),
                 digits.end());
    const auto payload = from_hex(digits);
    if (!payload)
        return damaged();
    std::string_view rest = *payload;
    const auto salt = from_hex(take(rest, '\n'));
    const auto hmac = from_hex(take(rest, '\n'));
    const auto encrypted = from_hex(rest);
    if (!salt || !hmac || !encrypted || salt->empty() || hmac->size() != hmac_bytes)
        return damaged();
    return Envelope{*salt, *hmac, *encrypted};
}

/// PKCS#7: the last byte says how many were added.
bool strip_padding(std::string& text) {
    const std::size_t size = text.empty() ? 0 : static_cast<unsigned char>(text.back());
    if (size == 0 || size > block_bytes || size > text.size())
        return false;
    const std::string_view padding = std::string_view(text).substr(text.size() - size);
    if (padding.find_first_not_of(text.back()) != std::string_view::npos)
        return false;
    // Within its capacity: nothing of the secret is left elsewhere.
    text.resize(text.size() - size);
    return true;
}

std::string envelope_text(const Envelope& envelope) {
    const std::string digits = to_hex(
        fmt::format("{}\n{}\n{}", to_hex(envelope.salt), to_hex(envelope.hmac), to_hex(envelope.encrypted)));
    std::string text = fmt::format("{};1.1;{}\n", format_word, cipher_word);
    for (std::size_t at = 0; at < digits.size(); at += line_length)
        text.append(digits, at, line_length).append("\n");
    return text;
}

}  // namespace

Secret::Secret(Secret&& other) noexcept {
    // A short text is copied by a move: what stays behind goes too.
    text_.swap(other.text_);
    wipe(other.text_);
}

Secret& Secret::operator=(Secret&& other) noexcept {
    if (this != &other) {
        wipe(text_);
        text_.swap(other.text_);
        wipe(other.text_);
    }
    return *this;
}

Secret::~Secret() {
    wipe(text_);
}

bool is_vault(std::string_view text) {
    return text.starts_with(format_word);
}

supervise::Result<Secret> decrypt(std::string_view vault_text, const Secret& password) {
    const auto envelope = open_envelope(vault_text);
    if (!envelope)
        return tl::unexpected(envelope.error());
    const auto keys = derive_keys(password.text(), envelope->salt);
    if (!keys)
        return tl::unexpected(keys.error());
    const auto expected = hmac(*keys, envelope->encrypted);
    if (!expected)
        return tl::unexpected(expected.error());
    if (!supervise::sys::equal_in_constant_time(envelope->hmac, *expected))
        return damaged();
    auto text = apply_cipher(*keys, envelope->encrypted);
    if (!text)
        return tl::unexpected(std::move(text.error()));
    if (!strip_padding(*text)) {
        wipe(*text);
        return damaged();
    }
    return Secret(std::move(*text));
}

supervise::Result<std::string> encrypt(std::string_view text, const Secret& password) {
    if (text.size() > limits::max_text_bytes / 8)
        return supervise::fail(
            fmt::format("more than {} MiB do not go into a vault", (limits::max_text_bytes / 8) >> 20U));
    std::array<unsigned char, salt_bytes> random{};
    if (auto filled = supervise::sys::random_bytes(random); !filled)
        return tl::unexpected(std::move(filled.error()));
    Envelope envelope;
    envelope.salt.assign(reinterpret_cast<const char*>(random.data()), random.size());
    const auto keys = derive_keys(password.text(), envelope.salt);
    if (!keys)
        return tl::unexpected(keys.error());
    const std::size_t padding = block_bytes - text.size() % block_bytes;
    std::string padded;
    padded.reserve(text.size() + padding);
    padded.append(text).append(padding, static_cast<char>(padding));
    auto encrypted = apply_cipher(*keys, padded);
    wipe(padded);
    if (!encrypted)
        return tl::unexpected(std::move(encrypted.error()));
    auto check = hmac(*keys, *encrypted);
    if (!check)
        return tl::unexpected(std::move(check.error()));
    envelope.encrypted = std::move(*encrypted);
    envelope.hmac = std::move(*check);
    return envelope_text(envelope);
}

supervise::Result<Secret> read_password_file(const std::string& path) {
    const bool runs = supervise::sys::executability(path) == supervise::sys::Executability::executable;
    // A bare name would be looked for in PATH.
    const std::string program = path.find('/') == std::string::npos ? "./" + path : path;
    auto content = runs ? supervise::sys::program_output({program}, limits::max_password_bytes)
                        : supervise::sys::read_small_file(path, limits::max_password_bytes);
    if (!content)
        return supervise::fail(fmt::format("vault password file '{}': {}", path, content.error().message),
                               content.error().code);
    const std::string_view bare =
        runs ? std::string_view(*content).substr(0, content->find_last_not_of("\r\n") + 1)
             : stripped(*content);
    Secret password{std::string(bare)};
    wipe(*content);
    if (password.empty())
        return supervise::fail(fmt::format("vault password file '{}' holds no password", path));
    return password;
}

}  // namespace deployer::vault
