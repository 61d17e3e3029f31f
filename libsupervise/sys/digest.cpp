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
    if (digest.of({}).empty())
        return fail(fmt::format("OpenSSL does not offer {}", digest.algorithm_));
    return digest;
}

std::string Digest::of(std::string_view bytes) const {
    std::array<unsigned char, largest_digest> digest{};
    std::size_t size = 0;
    if (one_shot_(nullptr, algorithm_.c_str(), nullptr, bytes.data(), bytes.size(), digest.data(), &size) !=
        1)
        return {};
    return {reinterpret_cast<const char*>(digest.data()), size};
}

bool equal_in_constant_time(std::string_view given, std::string_view secret) {
    unsigned difference = given.size() != secret.size() ? 1U : 0U;
    for (std::size_t i = 0; i < given.size(); ++i) {
        const char expected = secret.empty() ? '\0' : secret[i % secret.size()];
        difference |= static_cast<unsigned char>(given[i] ^ expected);
    }
    return difference == 0;
}

}  // namespace supervise::sys
