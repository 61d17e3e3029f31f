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
    static Answer<Connection> open(const ServerUrl& url);

    /// Writes all of it, as fast as the server takes it.
    Answer<void> send(std::string_view bytes);

    /// The next bytes, valid until the next call; empty at the end. Waits up to `timeout`, or as long as it
    /// takes.
    Answer<std::string_view> receive(std::optional<sys::Duration> timeout);

    /// What has arrived already: nothing when nothing has, empty at the end.
    Answer<std::optional<std::string_view>> receive_arrived();

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
