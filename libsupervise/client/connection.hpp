/// One connection to a server, as bytes, with TLS on it when the URL says so. Every wait has a bound or is
/// asked to have none.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "client/error.hpp"
#include "client/server_url.hpp"
#include "sys/clock.hpp"
#include "sys/stream.hpp"

namespace supervise::client {

class Connection {
public:
    /// `timeout` is for each address of the server, and for agreeing on TLS. `tls`: for https. A server whose
    /// certificate is not trusted, or is for another host, gets nothing from us.
    static Answer<Connection> open(const ServerUrl& url, sys::Duration timeout,
                                   const std::optional<sys::TlsContext>& tls);

    /// Writes all of it, as fast as the server takes it. `timeout`: how long it may take none.
    Answer<void> send(std::string_view bytes, sys::Duration timeout);

    /// What has arrived already, valid until the next call: nothing when nothing has, empty at the end.
    Answer<std::optional<std::string_view>> receive_arrived();
    /// Waits until something arrives, or as long as `timeout`.
    Answer<void> wait_readable(std::optional<sys::Duration> timeout) { return wait(timeout); }

    /// Between two requests: still connected, and nothing has come that nobody asked for.
    bool is_idle() const;

    int fd() const { return stream_.fd(); }

private:
    Connection(sys::Stream stream, const ServerUrl& url) : stream_(std::move(stream)), url_(url) {}
    Answer<void> shake_hands(sys::Duration timeout);
    /// Until the stream can go on after it would have blocked.
    Answer<void> wait(std::optional<sys::Duration> timeout);
    tl::unexpected<Error> broken(int code, Place where = Place::here()) const;

    sys::Stream stream_;
    ServerUrl url_;
    std::vector<char> buffer_;
};

}  // namespace supervise::client
