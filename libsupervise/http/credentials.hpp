/// What a client says of itself in an Authorization header (AUTH-003 to AUTH-005).
#pragma once

#include <string>

#include <tl/expected.hpp>

#include "http/message.hpp"

namespace supervise::http {

struct Credentials {
    std::string username;
    std::string password;
};

/// The credentials of the Basic scheme. The error is the status to refuse with: 401 when there are none or
/// they are of another scheme, 400 for a header that cannot be read or of which there are two.
tl::expected<Credentials, int> credentials_of(const Request& request);

}  // namespace supervise::http
