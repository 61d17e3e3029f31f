#include "http/password_check.hpp"

#include <array>
#include <map>
#include <vector>

#include "http/limits.hpp"
#include "sys/crypt.hpp"
#include "sys/digest.hpp"
#include "sys/random.hpp"

namespace supervise::http {

struct PasswordCheck::Secret {
    using Scheme = config::Password::Scheme;

    config::Password password;
    std::optional<sys::Digest> digest;  ///< of the scheme; for a crypt(3) hash, of `accepted`
    std::optional<sys::Crypt> crypt;
    std::string key;       ///< random: makes `accepted` worthless outside this process
    std::string accepted;  ///< digest of the key and the password that was right; empty before there was one
    std::map<std::string, std::vector<Done>> computing;  ///< by digest of the key and the password

    Result<void> prepare();
    std::string keyed(std::string_view given) const { return digest->of(key + std::string(given)); }
};

namespace {

/// OpenSSL's name of the digest that a scheme compares.
std::string algorithm_of(config::Password::Scheme scheme) {
    switch (scheme) {
    case config::Password::Scheme::clear:
        break;
    case config::Password::Scheme::sha1:
        return "SHA1";
    case config::Password::Scheme::ssha512:
        return "SHA512";
    case config::Password::Scheme::sha256:
    case config::Password::Scheme::crypt:
        return "SHA256";
    }
    return {};
}

}  // namespace

Result<void> PasswordCheck::Secret::prepare() {
    if (password.scheme == Scheme::clear)
        return {};
    auto loaded = sys::Digest::load(algorithm_of(password.scheme));
    if (!loaded)
        return tl::unexpected(loaded.error());
    digest = std::move(*loaded);
    if (password.scheme != Scheme::crypt)
        return {};
    auto library = sys::Crypt::load();
    if (!library)
        return tl::unexpected(library.error());
    crypt = *library;
    if (!crypt->knows(password.secret))
        return fail("this system's crypt(3) does not know the method of the hash after {CRYPT}");
    std::array<unsigned char, 32> bytes{};
    if (auto drawn = sys::random_bytes(bytes); !drawn)
        return drawn;
    key.assign(bytes.begin(), bytes.end());
    return {};
}

Result<PasswordCheck> PasswordCheck::make(config::Password password) {
    auto secret = std::make_shared<Secret>();
    secret->password = std::move(password);
    if (auto prepared = secret->prepare(); !prepared)
        return tl::unexpected(prepared.error());
    return PasswordCheck(std::move(secret));
}

bool PasswordCheck::is_slow() const {
    return secret_->crypt.has_value();
}

std::optional<bool> PasswordCheck::check(std::string_view password) const {
    const config::Password& right = secret_->password;
    switch (right.scheme) {
    case config::Password::Scheme::clear:
        return sys::equal_in_constant_time(password, right.secret);
    case config::Password::Scheme::sha1:
    case config::Password::Scheme::sha256:
    case config::Password::Scheme::ssha512:
        return sys::equal_in_constant_time(secret_->digest->of(std::string(password) + right.salt),
                                           right.secret);
    case config::Password::Scheme::crypt:
        break;
    }
    if (!secret_->accepted.empty() &&
        sys::equal_in_constant_time(secret_->keyed(password), secret_->accepted))
        return true;
    return std::nullopt;
}

bool PasswordCheck::check_slowly(const std::string& password, sys::Loop& loop, Done done) const {
    const std::string keyed = secret_->keyed(password);
    if (const auto same = secret_->computing.find(keyed); same != secret_->computing.end()) {
        same->second.push_back(std::move(done));
        return true;
    }
    if (secret_->computing.size() >= limits::max_password_checks)
        return false;
    secret_->computing[keyed].push_back(std::move(done));
    // The thread works on copies: the server may be gone when it is ready.
    auto right = std::make_shared<bool>(false);
    loop.in_background([crypt = *secret_->crypt, hash = secret_->password.secret, password,
                        right] { *right = sys::equal_in_constant_time(crypt.hash(password, hash), hash); },
                       [secret = secret_, keyed, right] {
                           if (*right)
                               secret->accepted = keyed;
                           auto waiting = secret->computing.extract(keyed);
                           for (const Done& each : waiting.mapped())
                               each(*right);
                       });
    return true;
}

}  // namespace supervise::http
