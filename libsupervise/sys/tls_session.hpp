/// One TLS connection over a connected, non-blocking descriptor that somebody else owns. The handshake takes
/// place inside the first reads and writes.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "sys/fd.hpp"
#include "sys/tls_context.hpp"

struct ssl_st;

namespace supervise::sys {

/// Why a session broke, told apart as far as somebody can do something about it.
struct TlsFailure {
    enum class Kind : std::uint8_t {
        none,
        plain_http,           ///< the client speaks HTTP without TLS
        not_tls,              ///< the other side speaks something else
        version,              ///< no version of TLS that both accept
        untrusted,            ///< the other side's certificate, because of `reason`
        wrong_name,           ///< its certificate is for another host
        certificate_wanted,   ///< a certificate was asked for, and none was shown
        certificate_refused,  ///< the other side does not take ours
        cut_off,              ///< the other side closed without saying so
        other,
    };
    Kind kind = Kind::none;
    std::string reason;  ///< in OpenSSL's words
};

class TlsSession {
public:
    /// Nothing when there is no memory for one. `fd` outlives the session.
    static std::unique_ptr<TlsSession> accept(const TlsContext& context, int fd);
    /// The other side's certificate must be for `host`, a name or an address.
    static std::unique_ptr<TlsSession> connect(const TlsContext& context, int fd, const std::string& host);

    ~TlsSession();
    TlsSession(const TlsSession&) = delete;
    TlsSession& operator=(const TlsSession&) = delete;

    /// As sys::read_some and sys::write_some; what has not all been written is offered again, the same bytes
    /// first. A failure without an errno has EPROTO.
    Transfer read_some(void* buffer, std::size_t size);
    Transfer write_some(const void* bytes, std::size_t size);
    /// Only the handshake: `some` when it is complete.
    Transfer shake_hands();

    bool established() const;
    /// After would_block: the descriptor has to become writable, not readable.
    bool waits_for_output() const { return waits_for_output_; }
    const TlsFailure& failure() const { return failure_; }

    /// Tells the other side that nothing follows, as far as the descriptor takes it.
    void close_notify();

    /// Common name of the certificate the other side has shown, printable; empty when there is none.
    std::string peer_name() const;

private:
    struct Free {
        void operator()(ssl_st* session) const;
    };
    explicit TlsSession(std::unique_ptr<ssl_st, Free> session) : session_(std::move(session)) {}
    static std::unique_ptr<TlsSession> make(const TlsContext& context, int fd);
    Transfer not_done(int result);

    std::unique_ptr<ssl_st, Free> session_;
    bool waits_for_output_ = false;
    bool broken_ = false;
    TlsFailure failure_;
};

}  // namespace supervise::sys
