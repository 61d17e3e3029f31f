#include "client/connection.hpp"

#include <array>
#include <cerrno>

#include "client/limits.hpp"
#include "client/tls_error.hpp"
#include "sys/connect.hpp"

namespace supervise::client {
namespace {

using sys::ConnectFailure;
using sys::Transfer;

Error::Kind kind_of(ConnectFailure::Stage stage) {
    switch (stage) {
    case ConnectFailure::Stage::resolve:
        return Error::Kind::unresolved;
    case ConnectFailure::Stage::address:
        return Error::Kind::bad_address;
    case ConnectFailure::Stage::connect:
        break;
    }
    return Error::Kind::system;
}

tl::unexpected<Error> system_failure(int code, Place where = Place::here()) {
    return failure(Error::Kind::system, code, errno_text(code), where);
}

/// What the server's certificate must be for.
std::string host_name(const ServerUrl& url) {
    return url.host.empty() ? "localhost" : url.host;
}

}  // namespace

Answer<Connection> Connection::open(const ServerUrl& url, sys::Duration timeout,
                                    const std::optional<sys::TlsContext>& tls) {
    auto socket =
        url.is_unix() ? sys::connect_unix(url.path, timeout) : sys::connect_tcp(url.host, url.port, timeout);
    if (!socket) {
        const ConnectFailure& reason = socket.error();
        return failure(kind_of(reason.stage), reason.code, reason.text);
    }
    if (!tls) {
        return Connection(std::move(*socket), url);
    }
    auto stream = sys::Stream::tls_client(std::move(*socket), *tls, host_name(url));
    if (!stream) {
        return system_failure(stream.error().code);
    }
    Connection connection(std::move(*stream), url);
    if (auto agreed = connection.shake_hands(timeout); !agreed) {
        return tl::unexpected(agreed.error());
    }
    return connection;
}

Answer<void> Connection::shake_hands(sys::Duration timeout) {
    const auto deadline = std::chrono::steady_clock::now() + timeout;
    for (;;) {
        const Transfer step = stream_.shake_hands();
        if (step.outcome == Transfer::Outcome::some) {
            return {};
        }
        if (step.outcome != Transfer::Outcome::would_block) {
            return broken(step.code);
        }
        if (auto waited = wait(deadline - std::chrono::steady_clock::now()); !waited) {
            return waited;
        }
    }
}

Answer<void> Connection::send(std::string_view bytes, sys::Duration timeout) {
    while (!bytes.empty()) {
        const Transfer written = stream_.write_some(bytes.data(), bytes.size());
        switch (written.outcome) {
        case Transfer::Outcome::some:
            bytes.remove_prefix(written.bytes);
            break;
        case Transfer::Outcome::would_block:
            if (auto waited = wait(timeout); !waited) {
                return waited;
            }
            break;
        case Transfer::Outcome::end:
        case Transfer::Outcome::failed:
            return broken(written.code != 0 ? written.code : EPIPE);
        }
    }
    return {};
}

Answer<std::optional<std::string_view>> Connection::receive_arrived() {
    static_assert(limits::read_bytes >= sys::Stream::min_read_bytes);
    buffer_.resize(limits::read_bytes);
    const Transfer read = stream_.read_some(buffer_.data(), buffer_.size());
    switch (read.outcome) {
    case Transfer::Outcome::some:
        return std::string_view(buffer_.data(), read.bytes);
    case Transfer::Outcome::end:
        return std::string_view();
    case Transfer::Outcome::would_block:
        return std::nullopt;
    case Transfer::Outcome::failed:
        break;
    }
    return broken(read.code);
}

bool Connection::is_idle() const {
    std::array<sys::Interest, 1> interest{{{.fd = stream_.fd()}}};
    const auto ready = sys::wait_for_any(interest, sys::Duration::zero());
    return ready && !*ready;
}

Answer<void> Connection::wait(std::optional<sys::Duration> timeout) {
    std::array<sys::Interest, 1> interest{{{.fd = stream_.fd(), .writable = stream_.waits_for_output()}}};
    const auto ready = sys::wait_for_any(interest, timeout);
    if (!ready) {
        return system_failure(ready.error().code);
    }
    if (!*ready) {
        return failure(Error::Kind::timeout, 0, "timed out");
    }
    return {};
}

tl::unexpected<Error> Connection::broken(int code, Place where) const {
    if (code != EPROTO) {
        return system_failure(code, where);
    }
    return tl::unexpected(tls_error(stream_.failure(), url_, where));
}

}  // namespace supervise::client
