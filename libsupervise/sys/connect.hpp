/// Connecting to a server and waiting on the connection, for programs without an event loop.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <string>

#include <tl/expected.hpp>

#include "sys/clock.hpp"
#include "sys/fd.hpp"

namespace supervise::sys {

/// Why there is no connection.
struct ConnectFailure {
    enum class Stage {
        resolve,  ///< `code` is one of getaddrinfo(3)
        address,  ///< the path of a Unix socket does not fit into an address
        connect,  ///< `code` is an errno
    };
    Stage stage = Stage::connect;
    int code = 0;
    std::string text;
};

/// A connected, non-blocking, close-on-exec stream socket.
tl::expected<Fd, ConnectFailure> connect_unix(const std::string& path, Duration timeout);

/// Tries each address of `host` (empty: this machine) in turn; the failure is that of the last one. `timeout`
/// is for each address. Small writes leave at once, and a peer that vanished is found by keep-alive probes.
tl::expected<Fd, ConnectFailure> connect_tcp(const std::string& host, std::uint16_t port, Duration timeout);

/// A descriptor to wait for.
struct Interest {
    int fd = -1;
    bool writable = false;  ///< else readable (or at its end, or in error)
    bool ready = false;     ///< set by wait_for_any
};

/// Waits until at least one is ready, and marks those that are; no timeout: as long as it takes. False when
/// the time is over.
Result<bool> wait_for_any(std::span<Interest> interests, std::optional<Duration> timeout);

/// While one exists, every wait ends with ECANCELED when descriptor `fd` (of an Interrupt, which brings one)
/// becomes readable first, be it for a connection or for an answer; but for a wait that has it among its
/// interests, which it ends as they do. One within another counts alone until its end.
class CancelWaits {
public:
    explicit CancelWaits(int fd);
    ~CancelWaits();
    CancelWaits(const CancelWaits&) = delete;
    CancelWaits& operator=(const CancelWaits&) = delete;

private:
    int outer_fd_;
};

}  // namespace supervise::sys
