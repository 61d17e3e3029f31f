/// The certificate and key of one server. A renewed certificate is taken up when its files have changed,
/// without a restart of anything; sessions that are open keep the one they began with.
#pragma once

#include <optional>
#include <string>

#include "log/logger.hpp"
#include "sys/clock.hpp"
#include "sys/result.hpp"
#include "sys/tls_context.hpp"

namespace supervise::http {

class TlsKeys {
public:
    /// The error names section, key and remedy.
    static Result<TlsKeys> load(const sys::TlsFiles& files, const std::string& section);

    /// What a new connection is to use. Looks at the files, once in limits::key_check_time; what cannot be
    /// used is logged, once, and the old keys stay.
    const sys::TlsContext& current(sys::MonoTime now, log::Logger& logger);

    /// What is to be said of the certificate when the daemon starts: that it has expired, or is about to.
    std::optional<std::string> expiry() const;

private:
    TlsKeys(sys::TlsContext context, const sys::TlsFiles& files, std::string section, sys::TlsStamp stamp)
        : context_(std::move(context)),
          files_(files),
          section_(std::move(section)),
          stamp_(std::move(stamp)) {}

    sys::TlsContext context_;
    sys::TlsFiles files_;
    std::string section_;
    sys::TlsStamp stamp_;  ///< of what was loaded, or tried, last
    sys::MonoTime next_look_{};
};

}  // namespace supervise::http
