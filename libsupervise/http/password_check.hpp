/// Compares what a client gives with the password of a server, in constant time. Digests take microseconds; a
/// crypt(3) hash takes up to seconds and is computed off the loop, once for each password that turns out
/// right.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "config/password.hpp"
#include "sys/loop.hpp"
#include "sys/result.hpp"

namespace supervise::http {

class PasswordCheck {
public:
    /// Fails when the library for the scheme is not installed, or does not know the hash.
    static Result<PasswordCheck> make(config::Password password);

    /// By a crypt(3) hash.
    bool is_slow() const;

    /// Is it right? Nothing when that takes long to find out.
    std::optional<bool> check(std::string_view password) const;

    using Done = std::function<void(bool)>;
    /// After check() gave nothing. `done` is called on the loop; clients that give the same password share
    /// one computation. False when too many wait to be computed already; `done` will not be called.
    bool check_slowly(const std::string& password, sys::Loop& loop, Done done) const;

private:
    struct Secret;
    explicit PasswordCheck(std::shared_ptr<Secret> secret) : secret_(std::move(secret)) {}

    std::shared_ptr<Secret> secret_;
};

}  // namespace supervise::http
