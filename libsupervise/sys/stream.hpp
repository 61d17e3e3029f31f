/// A connected, non-blocking socket, plain or with TLS on it: what both ends of HTTP read and write.
#pragma once

#include <memory>

#include "sys/fd.hpp"
#include "sys/tls_session.hpp"

namespace supervise::sys {

class Stream {
public:
    Stream() = default;
    /// Plain.
    Stream(Fd fd) : fd_(std::move(fd)) {}  // NOLINT(google-explicit-constructor): a descriptor is a stream
    /// Fails when there is no memory.
    static Result<Stream> tls_server(Fd fd, const TlsContext& context);
    static Result<Stream> tls_client(Fd fd, const TlsContext& context, const std::string& host);

    Stream(Stream&&) noexcept = default;
    Stream& operator=(Stream&& other) noexcept;
    ~Stream() { close(); }

    int fd() const { return fd_.get(); }
    bool is_open() const { return static_cast<bool>(fd_); }

    /// As the functions of the same name for descriptors. One call reads all that has been decrypted when
    /// `size` is at least min_read_bytes, so that a readable descriptor is all there is to wait for.
    Transfer read_some(void* buffer, std::size_t size);
    Transfer write_some(const void* bytes, std::size_t size);
    /// TLS only, and part of the first read or write otherwise: `some` when both sides have agreed.
    Transfer shake_hands();
    static constexpr std::size_t min_read_bytes = 16 * 1024;  ///< the largest TLS record

    /// What the last call that would block has to wait for: that the descriptor can be written, or read.
    bool waits_for_output() const { return waits_for_output_; }
    bool over_tls() const { return tls_ != nullptr; }
    /// TLS has been asked for and not been agreed on yet.
    bool negotiating() const { return tls_ != nullptr && !tls_->established(); }
    /// Why TLS broke, if it did.
    const TlsFailure& failure() const { return failure_; }
    /// After a failure: what is read and written from now on is plain.
    void go_on_without_tls() { tls_.reset(); }

    /// Common name of the peer's certificate; empty when it has shown none.
    std::string peer_name() const { return tls_ != nullptr ? tls_->peer_name() : std::string(); }

    /// No more bytes will come from us; what was written still arrives.
    void shut_down_writing();
    /// The peer is told, if TLS is in a state to do so.
    void close();

private:
    Transfer noted(Transfer transfer);

    Fd fd_;
    std::unique_ptr<TlsSession> tls_;  ///< over `fd_`
    bool waits_for_output_ = false;
    TlsFailure failure_;
};

}  // namespace supervise::sys
