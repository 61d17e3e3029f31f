/// One side of TLS with its certificate and what it trusts, by OpenSSL's libssl, which is loaded when the
/// first context is made. No OpenSSL header is needed to use this.
#pragma once

#include <chrono>
#include <memory>
#include <vector>

#include <tl/expected.hpp>

#include "sys/tls_files.hpp"

struct ssl_ctx_st;

namespace supervise::sys {

/// Copies share one context; sessions made from it keep it alive.
class TlsContext {
public:
    /// Clients must show a certificate when there are authorities.
    static tl::expected<TlsContext, TlsFault> server(const TlsFiles& files);
    /// Trusts the authorities, or the system's when none are named. The certificate is for servers that ask
    /// for one.
    static tl::expected<TlsContext, TlsFault> client(const TlsFiles& files);

    /// Until our certificate expires; negative when it has. Only for a context with one.
    std::chrono::seconds remaining_life() const;

    ssl_ctx_st* native() const { return context_.get(); }

private:
    explicit TlsContext(std::shared_ptr<ssl_ctx_st> context) : context_(std::move(context)) {}

    std::shared_ptr<ssl_ctx_st> context_;
};

/// Differs when one of the files has been written, replaced or got another mode.
using TlsStamp = std::vector<std::int64_t>;
TlsStamp stamp_of(const TlsFiles& files);

class SystemTlsCheck final : public TlsCheck {
public:
    tl::expected<std::chrono::seconds, TlsFault> look_into(const TlsFiles& files) const override;
};

}  // namespace supervise::sys
