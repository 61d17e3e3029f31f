/// Who may use a server: Basic authentication against the user of its section (AUTH-001 to AUTH-007) and
/// those of the [http_user:x] sections, at a pace that makes guessing useless.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "config/model.hpp"
#include "http/message.hpp"
#include "log/logger.hpp"
#include "sys/result.hpp"

namespace supervise::http {

struct Identity {
    std::string user;  ///< empty on an open server
    config::Role role = config::Role::admin;
};

/// Who it is, or the status to refuse with.
using Verdict = tl::expected<Identity, int>;

class Authenticator {
public:
    struct Attempt {
        const Request& head;
        const Peer& peer;
        /// Who has given the right password on this connection before, and need not wait for the failures of
        /// others; empty for nobody.
        const std::string& proven;
    };
    struct Decision {
        std::optional<Verdict> verdict;  ///< what can be said at once
        sys::Registration pending;       ///< otherwise; dropping it cancels the verdict
    };

    /// Fails when the password is a hash and the library that computes it is not to be had.
    static Result<Authenticator> make(const config::HttpServerConfig& config);

    /// Nobody has to say who they are.
    bool open() const { return core_ == nullptr; }

    /// 401 for missing or wrong credentials, 400 for a header that is no credentials at all, 429 when its
    /// source has too many attempts waiting, 503 when too many passwords are being computed. Takes as long
    /// for a wrong first as for a wrong last character. `later` gets what is not decided at once.
    Decision authenticate(const Attempt& attempt, sys::Loop& loop, log::Logger& logger,
                          std::function<void(Verdict)> later) const;

    struct Core;

private:
    std::shared_ptr<Core> core_;
};

}  // namespace supervise::http
