/// Any text as a vault; and any text put into one, which comes out as it was, and not at all after one
/// character of the vault has become another.
#include <cstdint>
#include <string>

#include "expect.hpp"
#include "vault/hex.hpp"
#include "vault/vault.hpp"

using namespace deployer;
using supervise::fuzz::expect;

namespace {

constexpr std::string_view damage = "wrong vault password or damaged value";

/// Of those digits that the first byte and the last point at.
void expect_damage_is_seen(std::string vault_text, std::string_view seed, const vault::Secret& password) {
    const std::size_t body = vault_text.find('\n') + 1;
    const std::size_t place =
        body + (static_cast<unsigned char>(seed.front()) * 256U + static_cast<unsigned char>(seed.back())) %
                   (vault_text.size() - body);
    char& digit = vault_text[place];
    if (digit == '\n')
        return;
    digit = digit == '1' ? '2' : '1';
    const auto opened = vault::decrypt(vault_text, password);
    expect(!opened && opened.error().message == damage);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const vault::Secret password(std::string("password"));
    if (const auto bytes = vault::from_hex(text))
        expect(vault::to_hex(*bytes).size() == text.size());
    const auto opened = vault::decrypt(text, password);
    expect(opened || !opened.error().message.empty());
    expect(!opened || vault::is_vault(text.substr(std::min(text.find('$'), text.size()))));
    // Each key takes 10,000 rounds of SHA-256: not for every text.
    if (text.empty() || text.size() > 40 || text.front() == '$')
        return 0;
    const auto closed = vault::encrypt(text, password);
    expect(closed.has_value() && vault::is_vault(*closed));
    const auto back = vault::decrypt(*closed, password);
    expect(back && back->text() == text);
    expect_damage_is_seen(*closed, text, password);
    return 0;
}
