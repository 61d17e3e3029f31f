#include "sys/crypt.hpp"

#include <memory>

#include <crypt.h>
#include <dlfcn.h>
#include <fmt/core.h>

namespace supervise::sys {
namespace {

constexpr const char* library_name = "libcrypt.so.1";

}  // namespace

Result<Crypt> Crypt::load() {
    void* library = ::dlopen(library_name, RTLD_NOW | RTLD_LOCAL);
    if (library == nullptr)
        return fail(fmt::format("a {{CRYPT}} password needs {}, which cannot be loaded: {}", library_name,
                                ::dlerror()));
    const auto function = reinterpret_cast<Function>(::dlsym(library, "crypt_r"));
    if (function == nullptr)
        return fail(fmt::format("a {{CRYPT}} password needs crypt_r(3); this {} has none", library_name));
    return Crypt(function, reinterpret_cast<CheckSalt>(::dlsym(library, "crypt_checksalt")));
}

bool Crypt::knows(const std::string& hash) const {
    if (check_salt_ == nullptr)
        return true;
    const int answer = check_salt_(hash.c_str());
    // A method out of fashion is the administrator's choice.
    return answer == CRYPT_SALT_OK || answer == CRYPT_SALT_METHOD_LEGACY || answer == CRYPT_SALT_TOO_CHEAP;
}

std::string Crypt::hash(const std::string& password, const std::string& hash) const {
    if (password.size() >= CRYPT_MAX_PASSPHRASE_SIZE || password.find('\0') != std::string::npos)
        return {};
    const auto room = std::make_unique<crypt_data>();
    const char* made = function_(password.c_str(), hash.c_str(), room.get());
    std::string result = made != nullptr && *made != '*' ? made : "";
    ::explicit_bzero(room.get(), sizeof *room);
    return result;
}

}  // namespace supervise::sys
