/// Who may use a server: Basic authentication against the one user of its section (AUTH-001 to AUTH-007).
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "config/model.hpp"
#include "http/message.hpp"
#include "sys/digest.hpp"

namespace supervise::http {

class Authenticator {
public:
    /// Fails when the password is a hash and OpenSSL is not to be had.
    static Result<Authenticator> make(const config::HttpServerConfig& config);

    /// Nobody has to say who they are.
    bool open() const { return username_.empty(); }

    /// The user; empty on an open server, whatever the request says. Otherwise the status to refuse with:
    /// 401, or 400 for a header that is no credentials at all. Takes as long for a wrong first as for a wrong
    /// last character.
    tl::expected<std::string, int> authenticate(const Request& request) const;

private:
    bool accepts(std::string_view username, std::string_view password) const;

    std::string username_;
    std::string secret_;                 ///< the password, or its digest
    std::optional<sys::Digest> digest_;  ///< set: `secret_` is this digest of the password
};

}  // namespace supervise::http
