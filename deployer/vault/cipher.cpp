#include "vault/cipher.hpp"

#include <algorithm>
#include <memory>
#include <span>

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

namespace deployer::vault {
namespace {

constexpr int iterations = 10'000;

const unsigned char* bytes_of(std::string_view text) {
    return reinterpret_cast<const unsigned char*>(text.data());
}

unsigned char* bytes_of(std::string& text, std::size_t from = 0) {
    return reinterpret_cast<unsigned char*>(std::span(text).subspan(from).data());
}

struct FreeCipher {
    void operator()(EVP_CIPHER_CTX* context) const { EVP_CIPHER_CTX_free(context); }
};

}  // namespace

Keys::~Keys() {
    OPENSSL_cleanse(cipher.data(), cipher.size());
    OPENSSL_cleanse(hmac.data(), hmac.size());
    OPENSSL_cleanse(counter.data(), counter.size());
}

supervise::Result<Keys> derive_keys(std::string_view password, std::string_view salt) {
    std::array<unsigned char, key_bytes + key_bytes + block_bytes> derived{};
    const bool done = PKCS5_PBKDF2_HMAC(password.data(), static_cast<int>(password.size()), bytes_of(salt),
                                        static_cast<int>(salt.size()), iterations, EVP_sha256(),
                                        static_cast<int>(derived.size()), derived.data()) == 1;
    Keys keys;
    const std::span parts(derived);
    std::ranges::copy(parts.subspan(0, key_bytes), keys.cipher.begin());
    std::ranges::copy(parts.subspan(key_bytes, key_bytes), keys.hmac.begin());
    std::ranges::copy(parts.subspan(key_bytes + key_bytes, block_bytes), keys.counter.begin());
    OPENSSL_cleanse(derived.data(), derived.size());
    if (!done)
        return supervise::fail("OpenSSL cannot derive a key from the vault password");
    return keys;
}

supervise::Result<std::string> hmac(const Keys& keys, std::string_view bytes) {
    std::string result(hmac_bytes, '\0');
    unsigned size = 0;
    if (HMAC(EVP_sha256(), keys.hmac.data(), static_cast<int>(keys.hmac.size()), bytes_of(bytes),
             bytes.size(), bytes_of(result), &size) == nullptr ||
        size != hmac_bytes)
        return supervise::fail("OpenSSL cannot compute a HMAC-SHA256");
    return result;
}

supervise::Result<std::string> apply_cipher(const Keys& keys, std::string_view bytes) {
    const std::unique_ptr<EVP_CIPHER_CTX, FreeCipher> context(EVP_CIPHER_CTX_new());
    std::string result(bytes.size() + block_bytes, '\0');
    int size = 0;
    int rest = 0;
    const bool done =
        context != nullptr &&
        EVP_EncryptInit_ex(context.get(), EVP_aes_256_ctr(), nullptr, keys.cipher.data(),
                           keys.counter.data()) == 1 &&
        EVP_EncryptUpdate(context.get(), bytes_of(result), &size, bytes_of(bytes),
                          static_cast<int>(bytes.size())) == 1 &&
        EVP_EncryptFinal_ex(context.get(), bytes_of(result, static_cast<std::size_t>(size)), &rest) == 1;
    if (!done) {
        wipe(result);
        return supervise::fail("OpenSSL cannot do AES-256-CTR");
    }
    result.resize(static_cast<std::size_t>(size) + static_cast<std::size_t>(rest));
    return result;
}

void wipe(std::string& text) {
    OPENSSL_cleanse(text.data(), text.size());
    text.clear();
}

}  // namespace deployer::vault
