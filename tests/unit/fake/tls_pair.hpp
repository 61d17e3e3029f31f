/// Two connected sockets, for tests that play both sides of TLS in one thread.
#pragma once

#include <fcntl.h>
#include <sys/socket.h>

#include <gtest/gtest.h>

#include "sys/stream.hpp"

namespace supervise::fake {

struct SocketPair {
    sys::Fd client, server;

    SocketPair() {
        int ends[2];
        EXPECT_EQ(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, ends), 0);
        client = sys::Fd(ends[0]);
        server = sys::Fd(ends[1]);
    }
};

/// What has arrived, until nothing more has.
inline std::string read_arrived(sys::Stream& stream) {
    std::string all;
    char buffer[sys::Stream::min_read_bytes];
    for (auto got = stream.read_some(buffer, sizeof buffer); got.outcome == sys::Transfer::Outcome::some;
         got = stream.read_some(buffer, sizeof buffer))
        all.append(buffer, got.bytes);
    return all;
}

}  // namespace supervise::fake
