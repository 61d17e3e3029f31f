#include "sys/stream.hpp"

#include <cerrno>

#include "sys/listener.hpp"

namespace supervise::sys {

Result<Stream> Stream::tls_server(Fd fd, const TlsContext& context) {
    Stream stream(std::move(fd));
    stream.tls_ = TlsSession::accept(context, stream.fd());
    if (stream.tls_ == nullptr)
        return fail_errno("TLS session", ENOMEM);
    return stream;
}

Result<Stream> Stream::tls_client(Fd fd, const TlsContext& context, const std::string& host) {
    Stream stream(std::move(fd));
    stream.tls_ = TlsSession::connect(context, stream.fd(), host);
    if (stream.tls_ == nullptr)
        return fail_errno("TLS session", ENOMEM);
    return stream;
}

Stream& Stream::operator=(Stream&& other) noexcept {
    if (this != &other) {
        close();
        fd_ = std::move(other.fd_);
        tls_ = std::move(other.tls_);
        waits_for_output_ = other.waits_for_output_;
        failure_ = std::move(other.failure_);
    }
    return *this;
}

Transfer Stream::read_some(void* buffer, std::size_t size) {
    if (tls_ != nullptr)
        return noted(tls_->read_some(buffer, size));
    waits_for_output_ = false;
    return sys::read_some(fd_.get(), buffer, size);
}

Transfer Stream::write_some(const void* bytes, std::size_t size) {
    if (tls_ != nullptr)
        return noted(tls_->write_some(bytes, size));
    const Transfer put = sys::write_some(fd_.get(), bytes, size);
    waits_for_output_ = put.outcome == Transfer::Outcome::would_block;
    return put;
}

Transfer Stream::shake_hands() {
    if (tls_ != nullptr)
        return noted(tls_->shake_hands());
    return {Transfer::Outcome::some, 0, 0};
}

Transfer Stream::noted(Transfer transfer) {
    waits_for_output_ = transfer.outcome == Transfer::Outcome::would_block && tls_->waits_for_output();
    if (transfer.outcome == Transfer::Outcome::failed)
        failure_ = tls_->failure();
    return transfer;
}

void Stream::shut_down_writing() {
    if (tls_ != nullptr)
        tls_->close_notify();
    sys::shut_down_writing(fd_.get());
}

void Stream::close() {
    if (tls_ != nullptr)
        tls_->close_notify();
    tls_.reset();
    fd_.reset();
}

}  // namespace supervise::sys
