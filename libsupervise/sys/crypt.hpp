/// Hashes of passwords as crypt(3) makes them and /etc/shadow keeps them. The library is loaded when such a
/// hash is configured and not before.
#pragma once

#include <string>

#include "sys/result.hpp"

struct crypt_data;  // of <crypt.h>

namespace supervise::sys {

class Crypt {
public:
    /// Fails when libcrypt is not installed.
    static Result<Crypt> load();

    /// The system can compute hashes of this one's method and cost.
    bool knows(const std::string& hash) const;

    /// `password` hashed by the method, cost and salt of `hash`: equal to it when the password is the same.
    /// Empty when that cannot be done. Made to be slow, up to seconds; from any thread.
    std::string hash(const std::string& password, const std::string& hash) const;

private:
    using Function = char* (*)(const char* password, const char* setting, crypt_data* room);
    using CheckSalt = int (*)(const char* setting);

    Crypt(Function function, CheckSalt check_salt) : function_(function), check_salt_(check_salt) {}

    Function function_;
    CheckSalt check_salt_;  ///< null in libraries that have none
};

}  // namespace supervise::sys
