#include "task/sha256.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

#include <sha2.h>

#include "task/content.hpp"

namespace deployer::task {

struct Sha256::State {
    SHA2_CTX context;
};

Sha256::Sha256() : state_(std::make_unique<State>()) {
    SHA256Init(&state_->context);
}

Sha256::Sha256(Sha256&&) noexcept = default;
Sha256& Sha256::operator=(Sha256&&) noexcept = default;
Sha256::~Sha256() = default;

void Sha256::update(std::string_view bytes) {
    SHA256Update(&state_->context, reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size());
}

std::string Sha256::hex() {
    constexpr std::string_view digits = "0123456789abcdef";
    std::array<std::uint8_t, SHA256_DIGEST_LENGTH> digest{};
    SHA256Final(digest.data(), &state_->context);
    std::string text;
    text.reserve(digest.size() * 2);
    for (const std::uint8_t byte : digest) {
        text += digits[byte >> 4];
        text += digits[byte & 15];
    }
    return text;
}

bool is_sha256(std::string_view text) {
    return text.size() == SHA256_DIGEST_LENGTH * 2 &&
           text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

std::string sha256_hex(std::string_view bytes) {
    Sha256 digest;
    digest.update(bytes);
    return digest.hex();
}

}  // namespace deployer::task
