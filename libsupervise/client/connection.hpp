/// One connection to a server, as bytes. Every wait has a bound or is asked to have none.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "client/error.hpp"
#include "client/server_url.hpp"
#include "sys/clock.hpp"
#include "sys/fd.hpp"

namespace supervise::client {

class Connection {
public:
    /// `timeout` is for each address of the server.
    static Answer<Connection> open(const ServerUrl& url, sys::Duration timeout);

    /// Writes all of it, as fast as the server takes it. `timeout`: how long it may take none.
    Answer<void> send(std::string_view bytes, sys::Duration timeout);

    /// What has arrived already, valid until the next call: nothing when nothing has, empty at the end.
    Answer<std::optional<std::string_view>> receive_arrived();
    /// Waits until something arrives, or as long as `timeout`.
    Answer<void> wait_readable(std::optional<sys::Duration> timeout) { return wait(false, timeout); }

    /// Between two requests: still connected, and nothing has come that nobody asked for.
    bool is_idle() const;

    int fd() const { return socket_.get(); }

private:
    explicit Connection(sys::Fd socket) : socket_(std::move(socket)) {}
    Answer<void> wait(bool writable, std::optional<sys::Duration> timeout);

    sys::Fd socket_;
    std::vector<char> buffer_;
};

}  // namespace supervise::client
