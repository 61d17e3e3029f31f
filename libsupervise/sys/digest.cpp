#include "sys/digest.hpp"

#include <array>

#include <dlfcn.h>
#include <fmt/core.h>

namespace supervise::sys {
namespace {

constexpr const char* library_name = "libcrypto.so.3";
constexpr std::size_t largest_digest = 64;  // EVP_MAX_MD_SIZE

}  // namespace

Result<Digest> Digest::load(std::string algorithm) {
    // Never unloaded: OpenSSL leaves handlers behind that run at exit.
    void* library = ::dlopen(library_name, RTLD_NOW | RTLD_LOCAL);
    if (library == nullptr)
        return fail(fmt::format("a hashed password needs OpenSSL's {}, which cannot be loaded: {}",
                                library_name, ::dlerror()));
    const auto one_shot = reinterpret_cast<OneShot>(::dlsym(library, "EVP_Q_digest"));
    if (one_shot == nullptr)
        return fail(fmt::format("a hashed password needs OpenSSL 3; this {} is not", library_name));
    Digest digest(std::move(algorithm), one_shot);
    if (digest.hex({}).empty())
        return fail(fmt::format("OpenSSL does not offer {}", digest.algorithm_));
    return digest;
}

std::string Digest::hex(std::string_view bytes) const {
    std::array<unsigned char, largest_digest> digest{};
    std::size_t size = 0;
    std::string text;
    if (one_shot_(nullptr, algorithm_.c_str(), nullptr, bytes.data(), bytes.size(), digest.data(), &size) !=
        1)
        return text;
    constexpr std::string_view digits = "0123456789abcdef";
    for (std::size_t i = 0; i < size; ++i) {
        text += digits[digest[i] >> 4];
        text += digits[digest[i] & 0xF];
    }
    return text;
}

}  // namespace supervise::sys
