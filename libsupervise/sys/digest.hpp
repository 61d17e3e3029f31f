/// Message digests by OpenSSL's libcrypto, which is loaded when the first digest is wanted and not before:
/// linked in, it would cost every daemon two megabytes of resident memory, and few configure a hashed
/// password.
#pragma once

#include <string>
#include <string_view>

#include "sys/result.hpp"

namespace supervise::sys {

class Digest {
public:
    /// `algorithm` by OpenSSL's name: "SHA1", "SHA256". Fails when libcrypto.so.3 is not installed or does
    /// not know the algorithm.
    static Result<Digest> load(std::string algorithm);

    /// The digest of `bytes`, itself bytes.
    std::string of(std::string_view bytes) const;

private:
    using OneShot = int (*)(void* library, const char* algorithm, const char* properties, const void* bytes,
                            std::size_t size, unsigned char* digest, std::size_t* digest_size);

    Digest(std::string algorithm, OneShot one_shot) : algorithm_(std::move(algorithm)), one_shot_(one_shot) {}

    std::string algorithm_;
    OneShot one_shot_;
};

/// Takes the same time whichever byte differs: runs over all of `given`, and over nothing of `secret` that
/// its length would tell.
bool equal_in_constant_time(std::string_view given, std::string_view secret);

}  // namespace supervise::sys
