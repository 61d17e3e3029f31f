#include "client/connection.hpp"

#include <array>

#include "client/limits.hpp"
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

}  // namespace

Answer<Connection> Connection::open(const ServerUrl& url, sys::Duration timeout) {
    auto socket =
        url.is_unix() ? sys::connect_unix(url.path, timeout) : sys::connect_tcp(url.host, url.port, timeout);
    if (!socket) {
        const ConnectFailure& reason = socket.error();
        return failure(kind_of(reason.stage), reason.code, reason.text);
    }
    return Connection(std::move(*socket));
}

Answer<void> Connection::send(std::string_view bytes, sys::Duration timeout) {
    while (!bytes.empty()) {
        const Transfer written = sys::write_some(socket_.get(), bytes.data(), bytes.size());
        switch (written.outcome) {
        case Transfer::Outcome::some:
            bytes.remove_prefix(written.bytes);
            break;
        case Transfer::Outcome::would_block:
            if (auto waited = wait(true, timeout); !waited) {
                return waited;
            }
            break;
        case Transfer::Outcome::end:
        case Transfer::Outcome::failed:
            return system_failure(written.code != 0 ? written.code : EPIPE);
        }
    }
    return {};
}

Answer<std::optional<std::string_view>> Connection::receive_arrived() {
    buffer_.resize(limits::read_bytes);
    const Transfer read = sys::read_some(socket_.get(), buffer_.data(), buffer_.size());
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
    return system_failure(read.code);
}

bool Connection::is_idle() const {
    std::array<sys::Interest, 1> interest{{{.fd = socket_.get()}}};
    const auto ready = sys::wait_for_any(interest, sys::Duration::zero());
    return ready && !*ready;
}

Answer<void> Connection::wait(bool writable, std::optional<sys::Duration> timeout) {
    std::array<sys::Interest, 1> interest{{{.fd = socket_.get(), .writable = writable}}};
    const auto ready = sys::wait_for_any(interest, timeout);
    if (!ready) {
        return system_failure(ready.error().code);
    }
    if (!*ready) {
        return failure(Error::Kind::timeout, 0, "timed out");
    }
    return {};
}

}  // namespace supervise::client
